"""Figures of accounts and vouchers."""

from __future__ import annotations

from hengku.diagnosis.why.declaration import Kind

NEEDS = ("reports.view", "ledger.view")
FUNDS = ("reports.view", "receipt.view", "payment.view")
AUXILIARIES = ("party", "department", "fund_account")
KEYS = ("account", "from", "to", "document", "seq", "upto", *AUXILIARIES)
NET = {"debit": "debit_less_credit", "credit": "credit_less_debit"}


def balance(when: str, label: str, label_en: str, span: str) -> tuple[Kind, ...]:
    """Opening or closing balance, as a debit and as a credit."""
    return tuple(
        Kind(
            f"{when}_{side}", f"{label}{word}", f"{label_en} {word_en}", "amount", KEYS, "ledger", span, "entry_lines",
            {"measure": NET[side]}, ("account", "from", "to"), "trial_balance", column=f"{when}_{side}", needs=NEEDS,
            floor=True,
        )
        for side, word, word_en in (("debit", "借方余额", "debit balance"), ("credit", "贷方余额", "credit balance"))
    )  # fmt: skip


def trial(when: str, label: str, label_en: str, span: str) -> tuple[Kind, ...]:
    """What the opening or closing balances of one side come to."""
    return tuple(
        Kind(
            f"total_{when}_{side}", f"{label}{word}合计", f"{label_en} {word_en}, total", "amount",
            ("from", "to", "leaves_only"), "trial", span, "trial_sides", {"side": sign}, ("from", "to"),
            "trial_balance", column=f"{when}_{side}", needs=NEEDS,
        )
        for side, sign, word, word_en in (
            ("debit", 1, "借方余额", "debit balances"), ("credit", -1, "贷方余额", "credit balances"),
        )
    )  # fmt: skip


LEDGER = (
    *balance("opening", "期初", "Opening", "before"),
    *balance("closing", "期末", "Closing", "until"),
    *trial("opening", "期初", "Opening", "before"),
    *trial("closing", "期末", "Closing", "until"),
    *(
        Kind(
            f"account_{side}", f"本期{word}", f"{word_en} of the period", "amount", KEYS, "ledger", "period",
            "entry_lines", {"measure": side}, ("from", "to"), "trial_balance", column=side, needs=NEEDS,
        )
        for side, word, word_en in (("debit", "借方", "Debit"), ("credit", "贷方", "Credit"))
    ),
    *(
        Kind(
            f"year_{side}", f"本年累计{word}", f"{word_en} of the year", "amount", ("account", "from", "to"), "ledger",
            "period", "year_turnover", {"measure": side}, ("from", "to"), "trial_balance", column=f"year_{side}",
            needs=NEEDS,
        )
        for side, word, word_en in (("debit", "借方", "Debit"), ("credit", "贷方", "Credit"))
    ),
    Kind(
        "account_balance", "余额", "Balance", "amount", (*KEYS, "as_of"), "ledger", "until", "entry_lines",
        {"measure": NET["debit"]}, ("account", "to"), needs=NEEDS,
    ),
    *(
        Kind(
            code, label, label_en, "amount", ("fund_account", "from", "to", "as_of", "document", "seq", "upto"), "fund",
            span, "entry_lines", {"measure": measure, "party": None, "department": None, "only_funds": True},
            report="fund_ledger" if column else "", column=column, needs=FUNDS,
        )
        for code, label, label_en, span, measure, column in (
            ("fund_in", "资金收入", "Money in", "period", "debit", "money_in"),
            ("fund_out", "资金支出", "Money out", "period", "credit", "money_out"),
            ("fund_balance", "资金余额", "Money in hand", "until", "debit_less_credit", ""),
        )
    ),
    Kind(
        "voucher_amount", "凭证金额", "Amount of the voucher", "amount", ("voucher", "document", "seq", "from", "to"),
        "voucher", "period", "vouchers", {"measure": "amount"}, needs=NEEDS,
    ),
    Kind(
        "voucher_entries", "分录数", "Entries", "count", ("voucher", "document", "seq", "from", "to"), "voucher",
        "period", "vouchers", {"measure": "count"}, needs=NEEDS,
    ),
    Kind(
        "listed_vouchers", "凭证金额合计", "Amount of vouchers", "amount", ("from", "to"), "voucher", "period",
        "listed_vouchers", required=("from", "to"), report="vouchers", column="amount", needs=NEEDS,
    ),
    Kind(
        "unnumbered_amount", "待编凭证金额", "Amount of entries on no voucher", "amount", ("from", "to"), "voucher",
        "period", "vouchers", {"measure": "amount", "unnumbered": True}, ("from",), needs=NEEDS,
    ),
    *(
        Kind(
            f"voucher_{side}", f"凭证{word}", f"{word_en} of the voucher", "amount", ("voucher", "document", "seq"),
            "voucher", "now", "voucher_lines", {"measure": side}, ("voucher",), needs=NEEDS,
        )
        for side, word, word_en in (("debit", "借方", "Debit"), ("credit", "贷方", "Credit"))
    ),
)  # fmt: skip
