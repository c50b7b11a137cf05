"""The papers there are. Pure; millimetres."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper. ``facts`` is the number of columns the facts of the heading stand in."""

    code: str
    label: str
    label_en: str
    width: int
    height: int
    side: int  # margins; those of continuous forms keep clear of the perforated edges
    top: int
    bottom: int
    facts: int
    text_size: int  # hundredths of a point

    def data(self) -> dict[str, Any]:
        """For the typst templates and the interface."""
        return asdict(self)


PAPERS: Final[dict[str, Paper]] = {
    one.code: one
    for one in (
        Paper("a4", "A4 纵向", "A4 portrait", 210, 297, 13, 12, 9, 3, 900),
        Paper("a4_landscape", "A4 横向", "A4 landscape", 297, 210, 13, 11, 8, 4, 900),
        Paper("form_140", "241×140 连续纸(二等分)", "241×140 mm form", 241, 140, 14, 6, 4, 4, 850),
        Paper("form_93", "241×93 连续纸(三等分)", "241×93 mm form", 241, 93, 14, 5, 3, 4, 800),
    )
}


@dataclass(frozen=True, slots=True)
class LabelForm:
    """A label, millimetres."""

    code: str
    label: str
    width: int
    height: int


LABEL_FORMS: Final[dict[str, LabelForm]] = {
    one.code: one for one in (LabelForm("60x40", "60×40 mm", 60, 40), LabelForm("40x30", "40×30 mm", 40, 30))
}
