"""Labels for bins 库位: the code, large enough to be read from the aisle, and as bars or QR for the scanner. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengku.printing import codes, words
from hengku.printing.labels import module_of
from hengku.printing.papers import LabelForm

BARS, QR = "bars", "qr"
CODES: Final[dict[str, tuple[str, str]]] = {BARS: ("Code 128", "Code 128"), QR: ("二维码", "QR code")}
#: The side of a QR code at most, of the label's height.
QR_MM: Final = Decimal("0.62")


@dataclass(frozen=True, slots=True)
class BinLabel:
    """A bin, and the name of the warehouse it is in: codes repeat from warehouse to warehouse."""

    code: str
    warehouse: str


def bin_labels_data(bins: Sequence[BinLabel], form: LabelForm, kind: str) -> tuple[dict[str, Any], list[str]]:
    """A label for each bin as typst is told, and which of them got a QR code because bars cannot say their code."""
    instead = [one.code for one in bins if kind == BARS and not codes.can_code128(one.code)]
    told = [f"{'、'.join(instead)}:条码里不能有汉字,改印二维码"] if instead else []
    made = [_label(one, form, QR if one.code in instead else kind) for one in bins]
    return {"bins": made, "form": {"width": form.width, "height": form.height}}, told


def _label(one: BinLabel, form: LabelForm, kind: str) -> dict[str, str]:
    picture = codes.qr(one.code) if kind == QR else codes.code128(one.code)
    modules = codes.width_of(picture)
    room = form.height * QR_MM if kind == QR else Decimal(form.width)
    wide = module_of(room, modules) * modules or room
    return {  # a long code may break anywhere: cut off it would be another bin's
        "code": "\u200b".join(words.plain(one.code)),
        "warehouse": words.breakable(words.plain(one.warehouse)),
        "kind": kind,
        "picture": picture,
        "wide": str(wide),
    }
