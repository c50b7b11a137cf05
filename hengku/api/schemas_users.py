"""Answers about people, roles and sessions, for OpenAPI."""

from __future__ import annotations

from hengku.api.schemas import Answer


class UserRowAnswer(Answer):
    """Somebody with a role in this company."""

    id: str
    username: str
    display_name: str
    is_active: bool
    role_codes: list[str]
    must_change_password: bool
    locked_until: str | None
    last_sign_in: str | None
    created_at: str | None
    is_elsewhere: bool
    warehouse_ids: list[str] | None
    customers: str
    suppliers: str


class UserListAnswer(Answer):
    """Everybody; ``me`` is who asks."""

    rows: list[UserRowAnswer]
    me: str


class InvitedAnswer(Answer):
    """A new user with the password to tell them; it is not shown again."""

    id: str
    username: str
    password: str


class PasswordAnswer(Answer):
    """A one-time password; it is not shown again."""

    password: str


class PlaceAnswer(Answer):
    """Where somebody is signed in."""

    id: str
    started_at: str
    seen_at: str
    device: str
    address: str
    is_here: bool


class HolderAnswer(Answer):
    """Who holds a role."""

    id: str
    name: str


class RoleAnswer(Answer):
    """A role; ``permissions`` without wildcards."""

    code: str
    name: str
    name_en: str
    permissions: list[str]
    holds_everything: bool
    is_ready_made: bool
    holders: list[HolderAnswer]
    may_change: bool
    may_give: bool


class RightsTypeAnswer(Answer):
    """A document type as a row of the matrix."""

    code: str
    label: str
    label_en: str
    department: str


class WordAnswer(Answer):
    """A verb, or a right of no document type."""

    code: str
    label: str


class RightsAnswer(Answer):
    """Roles, and everything a role may be given."""

    roles: list[RoleAnswer]
    types: list[RightsTypeAnswer]
    verbs: list[WordAnswer]
    others: list[WordAnswer]
    dangerous: list[str]


class RemarkAnswer(Answer):
    """One finding of the review of rights; the page puts it into words."""

    code: str
    level: str
    subject: str
    user_ids: list[str]
    words: list[str]
