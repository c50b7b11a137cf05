"""Figures of receivables and payables: by party and age, and item by item."""

from __future__ import annotations

from hengku.diagnosis.why.declaration import Kind, Part
from hengku.identity.roles import PURCHASE_PRICES
from hengku.settlement.models import ItemKind
from hengku.settlement.rules import OWED_KINDS

BUCKETS = (
    ("not_due", "未到期", "Not due"),
    ("days_1_30", "逾期1-30天", "1-30 days overdue"),
    ("days_31_60", "逾期31-60天", "31-60 days overdue"),
    ("days_61_90", "逾期61-90天", "61-90 days overdue"),
    ("days_over_90", "逾期90天以上", "Over 90 days overdue"),
    ("unapplied", "未核销", "Unapplied"),
)
KEYS = ("party", "as_of")
#: Who sees what is owed on a side, as the report that shows its ageing says.
NEEDS = {"ar": ("reports.view",), "ap": ("reports.view", PURCHASE_PRICES)}


def side(
    code: str, name: str, name_en: str, advance: str, advance_name: str, advance_en: str
) -> tuple[Kind, ...]:
    """The columns of one side's ageing."""
    report, owed = f"{code}_aging", list(OWED_KINDS[code])
    buckets = tuple(
        Kind(
            f"{code}_{bucket}", f"{name}·{label}", f"{name_en}, {label_en.lower()}", "amount", KEYS, code, "as_of",
            "residuals", {"kinds": owed, "bucket": bucket, "part": "residual", "item": None},
            report=report, column=bucket,
        )
        for bucket, label, label_en in BUCKETS
    )  # fmt: skip
    return (
        *buckets,
        Kind(
            f"{code}_advance", advance_name, advance_en, "amount", KEYS, code, "as_of", "items",
            {"kinds": [advance], "less_kinds": [advance]}, report=report, column="advance",
        ),
        Kind(
            f"{code}_advance_left", advance_name, advance_en, "amount", KEYS, code, "as_of", "items",
            {"kinds": [advance], "less_kinds": []}, report=report, column="advance", mirrored=True,
        ),
        *(
            Kind(
                f"{code}_{bucket or 'open'}", f"{name}·{label}", f"{name_en}, {label_en}", "amount", KEYS, code,
                "as_of", "residuals", {"kinds": owed, "bucket": bucket, "part": "residual", "item": None},
                needs=NEEDS[code],
            )
            for bucket, label, label_en in (("", "未结", "open"), ("owed", "未结清", "still to be paid"))
        ),
        *(
            Kind(
                f"{code}_{column}", f"{name}{label}", f"{name_en}, {label_en}", "amount",
                ("party", "from", "to", "seq"), "statement", "period", "charges",
                {"kinds": [*owed, advance], "less_kinds": [advance], "side": sign}, ("party", "from", "to"),
                "statement", column=column, fixed={"side": code}, needs=NEEDS[code],
            )
            for column, label, label_en, sign in (
                ("charged", "增加", "charged", 1), ("settled", "减少", "settled", -1),
            )
        ),
        Kind(
            f"{code}_total", f"{name}合计", f"{name_en} total", "amount", (*KEYS, "upto"), code, "as_of", "items",
            {"kinds": [*owed, advance], "less_kinds": [advance]}, report=report, column="total",
            parts=tuple(
                Part("+", f"{code}_{column}", column) for column in (*(one[0] for one in BUCKETS), "advance")
            ),
        ),
    )  # fmt: skip


OWED = (
    *side("ar", "应收", "Receivable", "advance_received", "预收", "Advances received"),
    *side("ap", "应付", "Payable", "prepay", "预付", "Prepayments"),
    Kind(
        "ap_estimated", "暂估应付", "Received, not invoiced", "amount", KEYS, "ap", "as_of", "items",
        {"kinds": ["ap_estimated"], "less_kinds": []}, report="ap_aging", column="estimated",
    ),
    Kind(
        "invoiced_ahead", "已票未出", "Invoiced, not sent", "amount", KEYS, "ar", "as_of", "items",
        {"kinds": ["invoiced_ahead"], "less_kinds": []}, report="ar_aging", column="invoiced_ahead",
    ),
    *(
        Kind(
            f"{side_code}_other", label, label_en, "amount", KEYS, side_code, "as_of", "items",
            {"kinds": [OWED_KINDS[side_code][-1]], "less_kinds": []}, report=f"{side_code}_aging", column="other_owed",
        )
        for side_code, label, label_en in (
            ("ar", "其他应收", "Other receivables"), ("ap", "其他应付", "Other payables"),
        )
    ),
    *(
        Kind(
            f"item_{part}", label, label_en, "amount", ("item", "as_of"), "item", "as_of", "residuals",
            {"kinds": list(ItemKind.values), "bucket": "",
             "part": part, "party": None},
            required=("item",), report="open_items", column=column,
        )
        for part, column, label, label_en in (
            ("amount", "amount", "往来金额", "Amount of the open item"),
            ("applied", "applied", "已核销", "Applied"),
            ("residual", "residual", "未结金额", "Still open"),
        )
    ),
)  # fmt: skip
