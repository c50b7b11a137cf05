"""Tables of people and their rights."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from hengku.kit.models import CompanyFK, CompanyModel


class UserManager(BaseUserManager["User"]):
    """Finds users by their sign-in name, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Shared by all companies; holds no business data."""

    username = models.CharField(max_length=64, unique=True, verbose_name="账号")
    display_name = models.CharField(max_length=64, verbose_name="姓名")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    must_change_password = models.BooleanField(default=False, verbose_name="须改密码")
    failed_sign_ins = models.IntegerField(default=0, verbose_name="连续失败次数")
    locked_until = models.DateTimeField(null=True, verbose_name="锁定至")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failed_sign_ins__gte=0), name="identity_user_failed_sign_ins_not_negative"
            ),
            models.CheckConstraint(condition=~models.Q(username=""), name="identity_user_has_username"),
        ]


class Role(CompanyModel):
    """A named list of permissions inside one company."""

    code = models.CharField(max_length=32, verbose_name="代码")
    name = models.CharField(max_length=64, verbose_name="名称")
    permissions = ArrayField(models.CharField(max_length=96), default=list, verbose_name="权限")
    # the words its definition gave a ready-made role, kept or not (``actions_ready``); empty for a role that people
    # made, None for one from before this was kept
    offered = ArrayField(models.CharField(max_length=96), null=True, default=list, verbose_name="已发放的权限")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="identity_role_code_unique"),
        ]


class Membership(CompanyModel):
    """One role of one user in one company."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = CompanyFK(Role)
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "user", "role"], name="identity_membership_once"),
        ]


class DataScope(CompanyModel):
    """数据权限 (S2): the warehouses a user sees and works in (null: all), and how far they see customers and suppliers:
    ``own``, ``department`` or "" for all. Without a row: everything.

    The ids are of a room above, so there is no key to it; ``company.actions_scope`` checks them.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    warehouse_ids = ArrayField(models.BigIntegerField(), null=True, verbose_name="仓库")
    customers = models.CharField(max_length=12, default="", db_default="", verbose_name="客户")
    suppliers = models.CharField(max_length=12, default="", db_default="", verbose_name="供应商")
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "user"], name="identity_data_scope_once"),
            models.CheckConstraint(
                condition=models.Q(warehouse_ids__isnull=True) | models.Q(warehouse_ids__len__gt=0),
                name="identity_data_scope_names_some",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    customers__in=["", "own", "department"], suppliers__in=["", "own", "department"]
                ),
                name="identity_data_scope_reach_known",
            ),
        ]


class UserSession(models.Model):
    """A place where a user is signed in (ORG-05). Beside the session itself, which tells nothing of whose it is."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(verbose_name="登录时间")
    seen_at = models.DateTimeField(verbose_name="最近使用")
    device = models.CharField(max_length=64, default="", verbose_name="设备")
    address = models.CharField(max_length=64, default="", verbose_name="地址")
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("started_at")),
                name="identity_user_session_seen_after",
            ),
        ]


class ApiToken(CompanyModel):
    """个人令牌: a program of a person in one company. Only a hash of the secret is kept; ``tail`` tells them apart."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=64, verbose_name="名称")
    digest = models.CharField(max_length=64)
    tail = models.CharField(max_length=4)
    scopes = ArrayField(models.CharField(max_length=96), verbose_name="权限")
    created_at = models.DateTimeField(verbose_name="建立时间")
    expires_on = models.DateField(verbose_name="有效期至")
    last_used_at = models.DateTimeField(null=True, verbose_name="最近使用")
    revoked_at = models.DateTimeField(null=True, verbose_name="停用时间")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "digest"], name="identity_api_token_digest_unique"),
        ]
