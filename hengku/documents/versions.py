"""Versions of an order (D-PO 改价): each is a document of its own; together they are one order under one number. Pure."""

from __future__ import annotations

from typing import Any, Final

#: In ``data`` of a version after the first: which it is, and the number of the first.
VERSION: Final = "version"
VERSION_OF: Final = "version_of"
#: State of a version that another stands in the place of.
REVISED: Final = "revised"


def version_of(document: Any) -> tuple[str, int]:
    """The number the order had from the beginning, and which version of it this document is, from 1."""
    return str(document.data.get(VERSION_OF) or document.number), int(document.data.get(VERSION) or 1)


def version_number(first: str, version: int) -> str:
    """The number of a version: ``PO-20261121-0001``, ``PO-20261121-0001-2``."""
    return first if version == 1 else f"{first}-{version}"


def numbers_until(document: Any) -> list[str]:
    """The numbers of all versions up to this one, the first first."""
    first, version = version_of(document)
    return [version_number(first, one) for one in range(1, version + 1)]
