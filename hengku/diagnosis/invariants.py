"""What must hold of the books: an entry per invariant, its severity, its title, the sentence of a finding.

The codes are those of the design's list of invariants; a letter after the number marks a part of it. The
statement is ``sql/<code>.sql`` unless ``statement`` names another. A sentence may name any column of its
statement, and names beside ids (``labels.py``). 红 = goods or money disagree, no month may be closed; 橙 = the
course of business was left; 黄 = untidy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RED, ORANGE, YELLOW = "红", "橙", "黄"


@dataclass(frozen=True, slots=True)
class Invariant:
    """A sentence that must hold, and how to say that it does not."""

    code: str
    severity: str
    title: str
    says: str
    statement: str = ""
    kinds: tuple[str, ...] = ()  # item kinds the statement is run for
    told_by: str = ""  # the invariant whose statement finds this one too


INVARIANTS: Final[tuple[Invariant, ...]] = (
    # ── 库存 ──────────────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I01",
        RED,
        "现存量等于流水合计",
        "「{product}」在{place}:流水合计 {moved_quantity},现存量 {on_hand_quantity},相差 {difference_quantity}"
        "(流水最后日期 {moved_on},现存量记的是 {last_moved_on})。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I01b",
        RED,
        "成本池等于成本流水合计",
        "「{product}」({warehouse})的成本池为数量 {pool_quantity}、金额 {pool_amount},成本流水合计为数量 {valued_quantity}、"
        "金额 {valued_amount}(流水最后日期 {valued_on},成本池记的是 {last_valued_on})。最近计价的单据:{document}。",
    ),
    Invariant(
        "I01c",
        RED,
        "成本池数量等于现存量",
        "「{product}」({warehouse})的成本池数量 {pool_quantity} 与现存量 {on_hand_quantity} 不等。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I01d",
        RED,
        "批层合计等于成本池",
        "「{product}」({warehouse})先进先出的批层合计为数量 {layer_quantity}、金额 {layer_amount},"
        "成本池为数量 {pool_quantity}、金额 {pool_amount},或批层与批层流水不符。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I01e",
        RED,
        "现存重量等于流水合计",
        "「{product}」在{place}:流水重量合计 {moved_quantity},现存重量 {on_hand_quantity},相差 {difference_quantity}。"
        "最近动过它的单据:{document}。",
    ),
    Invariant(
        "I02",
        RED,
        "各库位合计为零",
        "「{product}」各库位(含供应商、客户等)的数量合计应为 0,现为 {difference_quantity}。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I03",
        RED,
        "任一时点库存不为负",
        "「{product}」在{place}于 {business_on} 为 {balance_quantity},该仓库不允许负库存。造成的单据:{document}。",
    ),
    Invariant(
        "I03b",
        ORANGE,
        "负库存开关与仓库一致",
        "「{product}」在{place}的现存量行「允许负库存」为{is_allowed},与库位性质或仓库设置不一致。",
    ),
    Invariant(
        "I04",
        RED,
        "预留等于各订单预留且不超过现存量",
        "「{product}」在{place}预留 {reserved_quantity},各订单预留合计 {claimed_quantity},现存量 {on_hand_quantity}。"
        "涉及订单:{document}。",
    ),
    Invariant(
        "I04b",
        ORANGE,
        "预留属于未结订单",
        "{document}(状态:{state})仍在{place}预留「{product}」{reserved_quantity},待执行数量只有 {waiting_quantity}。",
    ),
    Invariant(
        "I04c",
        RED,
        "硬预留等于各通知单占用的批次与序列号",
        "「{product}」在{place}的批次或序列号硬预留 {reserved_quantity},各发货通知单占用合计 {claimed_quantity},"
        "合格现存量 {on_hand_quantity}。涉及单据:{document}。",
    ),
    Invariant(
        "I07",
        RED,
        "单据行数量等于流水数量",
        "{document} 第 {line_no} 行「{product}」应有库存流水 {line_quantity},实有 {moved_quantity}。",
    ),
    Invariant(
        "I07b",
        RED,
        "流水方向符合单据类型",
        "{document} 的库存流水「{product}」{moved_quantity}({from_place} → {to_place})与单据类型、仓库、日期或商品不符。",
    ),
    Invariant(
        "I07c",
        RED,
        "单据行重量等于流水重量",
        "{document} 第 {line_no} 行「{product}」写明重量 {line_quantity},库存流水的重量合计为 {moved_quantity}。",
    ),
    Invariant(
        "I08",
        RED,
        "单位换算精确",
        "{document} 第 {line_no} 行「{product}」数量 {line_quantity} × {unit_numerator}/{unit_denominator}"
        " 不等于基本数量 {base_quantity}。",
    ),
    # ── 成本与存货科目 ─────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I12",
        RED,
        "存货价值等于总账存货科目",
        "存货科目「{inventory_role}」:成本池金额 {pool_amount},总账余额 {booked_amount},相差 {difference_amount}。",
    ),
    Invariant(
        "I12b",
        RED,
        "逐单发出商品等于分录",
        "{document} 发出而未开票的成本为 {sent_amount},分录记入发出商品 {booked_amount}。",
    ),
    Invariant(
        "I12c",
        RED,
        "日结后的小票不留发出商品",
        "{document} 的成本应由日结转出 {due_amount},实际转出 {taken_amount}。",
    ),
    Invariant(
        "I11",
        RED,
        "每日快照等于当日为止的流水",
        "「{product}」在{place}于 {business_on} 的快照与前一快照加其间流水相差 {difference_quantity}。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I11b",
        RED,
        "成本快照等于当日为止的成本流水",
        "「{product}」({warehouse})于 {business_on} 的成本快照与前一快照加其间成本流水相差数量 {difference_quantity}、"
        "金额 {difference_amount}。最近计价的单据:{document}。",
    ),
    Invariant(
        "I11c",
        RED,
        "收发快照等于当日为止的收发",
        "「{product}」({warehouse})于 {business_on} 的收发快照与前一快照加其间收发相差数量 {difference_quantity}、"
        "重量 {difference_weight}、金额 {difference_amount},或笔数不符。最近动过它的单据:{document}。",
    ),
    Invariant(
        "I13",
        RED,
        "逐单存货金额等于分录",
        "{document} 的存货金额({inventory_role})为 {valued_amount},分录记入存货科目 {booked_amount}。",
    ),
    Invariant(
        "I13b",
        RED,
        "每笔出入库都有成本",
        "{document} 的「{product}」出入库数量 {moved_quantity},成本流水数量 {valued_quantity},或两者的日期、次序、商品不符。",
    ),
    Invariant(
        "I26",
        RED,
        "无数量则无金额",
        "「{product}」({warehouse})的成本池数量 {pool_quantity}、金额 {pool_amount}。最近计价的单据:{document}。",
    ),
    Invariant(
        "I26b",
        ORANGE,
        "任一时点无数量则无金额",
        "「{product}」于 {business_on} 结存数量 {balance_quantity}、金额 {balance_amount}。造成的单据:{document}。",
    ),
    # ── 分录与凭证 ────────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I14",
        RED,
        "分录借贷平衡",
        "{document} 的分录「{summary}」借方 {debit_amount}、贷方 {credit_amount}、{line_count} 行,分录头金额 {entry_amount},"
        "或某行同时有(或都没有)借贷、日期与分录不同。",
    ),
    Invariant(
        "I15",
        RED,
        "该有分录的单据恰有一份",
        "{document} 有 {entry_count} 份分录;有往来或存货金额的单据应恰有 1 份,不记账的类型应没有。",
    ),
    Invariant(
        "I16",
        RED,
        "受控科目没有手工分录",
        "{document} 的手工分录「{summary}」记入受控科目 {account} {line_amount},或手工标记与单据类型不符。",
    ),
    Invariant(
        "I16b",
        RED,
        "一笔分录只在一张凭证上",
        "{document} 的分录在 {voucher_count} 张凭证上(如 {month} 第 {number} 号),或凭证月份不对,或凭证没有分录。",
    ),
    Invariant(
        "I23",
        ORANGE,
        "单号连续",
        "{prefix} 在 {day} 的单号有 {number_count} 个,最大流水 {highest_number},编号器 {counter_number};"
        "或 {document} 的单号与类型、日期不符。",
    ),
    Invariant(
        "I23b",
        ORANGE,
        "凭证号连续",
        "{month}「{word}」字凭证有 {number_count} 张,最大号 {highest_number},编号器 {counter_number}。",
    ),
    # ── 往来 ──────────────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I17",
        RED,
        "应收预收明细等于总账",
        "{party} 的{kind}:未结明细 {open_amount},总账余额 {booked_amount}。不符的单据:{document}。",
        kinds=("ar", "advance_received", "other_receivable"),
    ),
    Invariant(
        "I18",
        RED,
        "应付预付明细等于总账",
        "{party} 的{kind}:未结明细 {open_amount},总账余额 {booked_amount}。不符的单据:{document}。",
        statement="I17",
        kinds=("ap", "prepay", "other_payable"),
    ),
    Invariant(
        "I18b",
        RED,
        "暂估应付明细等于总账",
        "{party} 的{kind}:未结明细 {open_amount},总账余额 {booked_amount}。不符的单据:{document}。",
        statement="I17",
        kinds=("ap_estimated",),
    ),
    Invariant(
        "I19",
        RED,
        "核销不超额",
        "{document} 的{kind}({party})金额 {item_amount},已核销 {applied_amount},未结记为 {residual_amount}。",
    ),
    Invariant(
        "I19b",
        RED,
        "核销双方同类同单位",
        "{document} 把 {party} 的{kind}与 {against_party} 的{against_kind}核销 {applied_amount}:须同类、同单位、一正一负,"
        "且退回的不多于核销的。",
    ),
    # ── 单据 ──────────────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I20",
        ORANGE,
        "税额在容差之内",
        "{document} 第 {line_no} 行金额 {net_amount} × 税率 {tax_rate} 应为税额 {expected_amount},现为 {tax_amount}。",
    ),
    Invariant(
        "I20b",
        RED,
        "单头合计等于行合计",
        "{document} 单头价税合计 {head_amount}(金额 {head_net_amount}、税额 {head_tax_amount}),行合计 {lines_amount}"
        "(金额 {lines_net_amount}、税额 {lines_tax_amount})。",
    ),
    Invariant(
        "I22",
        RED,
        "结账之后没有新记录",
        "{document} 在 {month} 的{part}结账之后({posted_at})又记入了该月。",
    ),
    Invariant("I27", RED, "状态与效果相符", "{document}(状态:{state}):{reason}。"),
    Invariant("I27b", RED, "红冲是原单的镜像", "{document} 相抵之后在{books}上仍有余额,应全部为零。"),
    Invariant(
        "I27c",
        RED,
        "红蓝字正确",
        "{document} 第 {line_no} 行数量 {line_quantity}、价税合计 {line_amount},与单据的红蓝字(红字:{is_red})不符。",
    ),
    Invariant(
        "I28",
        RED,
        "下游不超上游",
        "{document}:上游第 {line_no} 行「{product}」数量 {source_quantity},累计下推 {carried_quantity},超过允许的比例。",
    ),
    Invariant(
        "I28b",
        RED,
        "上下游关联与单据行一致",
        "{document}:行数量 {line_quantity},关联 {link_count} 条、数量 {linked_quantity},应恰有一条且来源、数量、类型相同。",
    ),
    Invariant(
        "I28c",
        ORANGE,
        "订单状态与执行量相符",
        "{document} 订 {ordered_quantity}、已执行 {done_quantity},状态应为{expected_state},现为{state}。",
    ),
    # ── 完整 ──────────────────────────────────────────────────────────────────────────────────────────────
    Invariant(
        "I29",
        RED,
        "没有孤儿记录",
        "{table}(编号 {row_id})的 {column} 指向编号 {named_id},那里没有记录。涉及单据:{document}。",
        statement="references",
    ),
    Invariant(
        "I35",
        RED,
        "不跨账套引用",
        "{table}(编号 {row_id})的 {column} 指向编号 {named_id},那是另一个账套的记录。涉及单据:{document}。",
        told_by="I29",
    ),
    Invariant(
        "I31",
        ORANGE,
        "幂等键与单据一一对应",
        "{document} 对应 {key_count} 个幂等键(如 {key}),键所答复的单号为 {answered_number};应恰有一个且单号相同。",
    ),
    Invariant(
        "I34", ORANGE, "过账都有审计记录", "{document} 于 {posted_at} 过账,没有同一人、同一时刻的审计记录。"
    ),
)

BY_CODE: Final[dict[str, Invariant]] = {one.code: one for one in INVARIANTS}
