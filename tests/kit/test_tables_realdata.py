"""Real files: templates of other systems, a supermarket's lists, one really damaged CSV, long histories.

Looked for in $HENGKU_SHARED/data or beside the checkout; where they are absent each test says so.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from hengku.kit.numbers import D
from hengku.kit.tables.cells import BadRow
from hengku.kit.tables.convert import convert
from hengku.kit.tables.mapping import Column, propose
from hengku.kit.tables.reader import iter_rows, read_table

pytestmark = pytest.mark.realdata

SHARED = Path(os.environ.get("HENGKU_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


def real(path: str) -> Path:
    found = SHARED / "data" / path
    if not found.exists():
        print(f"real data absent: {found}")
        pytest.skip(f"real data absent: data/{path} (set HENGKU_SHARED)")
    return found


def labels(path: Path) -> list[str]:
    return [heading.label for heading in read_table(path, name=path.name).main.header]


class TestVegetables:
    FOLDER = "cumcm2023c_vegetables/dev"

    def test_codes_of_fifteen_digits_stay_whole(self):
        sheet = read_table(real(f"{self.FOLDER}/附件1.xlsx"), name="附件1.xlsx").main
        assert [heading.label for heading in sheet.header] == ["单品编码", "单品名称", "分类编码", "分类名称"]
        assert len(sheet.rows) == 251
        assert list(sheet.rows[0].cells) == ["102900005115168", "牛首生菜", "1011010101", "花叶类"]

    def test_all_wholesale_prices_convert(self):
        sheet = read_table(real(f"{self.FOLDER}/附件3.xlsx"), name="附件3.xlsx").main
        columns = (
            Column("day", "日期", kind="date", is_required=True),
            Column("code", "商品编码", synonyms=("单品编码",), is_required=True),
            Column("price", "批发价格", kind="decimal", is_required=True),
        )
        records, problems = convert(sheet.rows, propose(columns, sheet.header))
        assert (len(records), problems) == (55_982, [])
        assert records[0].values["price"] == D("3.88")

    def test_loss_rates_in_percent_become_shares(self):
        table = read_table(real(f"{self.FOLDER}/附件4.xlsx"), name="附件4.xlsx")
        assert [(sheet.is_visible, len(sheet.rows)) for sheet in table.sheets] == [(False, 6), (True, 251)]
        columns = (Column("rate", "损耗率", kind="decimal", is_ratio=True),)
        records, problems = convert(table.main.rows, propose(columns, table.main.header))
        assert problems == []
        assert records[0].values["rate"] == D("0.0439")

    def test_the_damaged_fragment_loses_no_line(self):
        path = real(f"{self.FOLDER}/附件2_damaged_fragment.csv")
        sheet = read_table(path, name=path.name).main
        assert sheet.header_row is None
        assert len(sheet.rows) == 8_866
        assert [(bad.number, bad.reason) for bad in sheet.bad_rows] == [
            (1, "too_few_cells"),
            (3_372, "too_few_cells"),
            (8_869, "too_many_cells"),
            (8_870, "too_few_cells"),
            (8_871, "too_few_cells"),
        ]
        assert list(sheet.rows[0].cells[2:5]) == ["102900011022764", "0.293", "12.00"]
        whole = real(f"{self.FOLDER}/附件2_pos_lines_2023-06-15_06-24.csv")
        assert len(read_table(whole, name=whole.name).main.rows) == 5_983


class TestTemplates:
    @pytest.mark.parametrize(
        ("path", "header_row", "required"),
        [
            ("jshERP/goods_template.xls", 2, ["名称", "基本单位", "基本条码", "状态"]),
            ("jshERP/vendor_template.xls", 2, ["名称", "状态"]),
            ("jshERP/buy_sale_item_template.xls", 2, ["仓库", "条码", "数量"]),
            ("ankanganmo/商品导入模板.xls", 1, []),
            (
                "aworki_商品导入模板.xlsx",
                2,
                ["商品标题", "商品首图", "商品上架", "物流模板", "不记库存", "商品重量", "售价"],
            ),
            ("xWeb_商品导入模板.xlsx", 1, []),
        ],
    )
    def test_the_heading_and_the_stars_are_found(self, path, header_row, required):
        file = real(f"import_templates/dev/{path}")
        sheet = read_table(file, name=file.name).main
        assert sheet.header_row == header_row
        assert [heading.label for heading in sheet.header if heading.is_required] == required

    def test_two_rows_of_headings(self):
        file = real("cn_tax_codes/dev/商品和服务税收分类编码表.xls")
        sheet = read_table(file, name=file.name).main
        assert sheet.header_row == 2
        assert [(heading.group, heading.label) for heading in sheet.header[:3]] == [
            ("", "序号"),
            ("编码", "篇"),
            ("编码", "类"),
        ]

    def test_tax_codes_destroyed_by_a_numeric_column_are_all_refused(self):
        file = real("cn_tax_codes/dev/税收分类编码匹配示例库.xlsx")
        sheet = read_table(file, name=file.name).main
        columns = (Column("name", "商品名称"), Column("code", "税收分类编码"))
        records, problems = convert(sheet.rows, propose(columns, sheet.header))
        assert Counter(problem.code for problem in problems) == {"CODE_DAMAGED": 550 - len(records)}
        assert len(problems) > 500


class TestHistories:
    def test_every_invoice_line_of_a_long_file_comes_through(self):
        path = real("uci_online_retail/dev/online_retail_2010-12_2011-08.csv.gz")
        count = 0
        with iter_rows(path, name=path.name) as rows:
            for row in rows:
                assert not isinstance(row, BadRow)
                count += 1
        assert (count, row.number) == (320_705, 320_706)

    def test_states_with_a_space_in_front_are_understood(self):
        path = real("cumcm2020c_invoices/dev/进项发票_E1-E40.csv.gz")
        columns = (
            Column("day", "开票日期", kind="date", is_required=True),
            Column("total", "价税合计", kind="decimal", scale=2, is_required=True),
            Column("state", "发票状态", kind="choice", choices={"有效发票": "valid", "作废发票": "void"}),
        )
        with iter_rows(path, name=path.name) as rows:
            records, problems = convert(rows, propose(columns, rows.header))
        assert problems == []
        assert len(records) == 170_635

    def test_latin_text_with_tabs_keeps_its_letters(self):
        path = real("scms_delivery/dev/SCMS_Delivery_part1.latin1.tsv.gz")
        table = read_table(path, name="SCMS_Delivery.csv.gz")
        assert (table.encoding, table.delimiter) == ("latin-1", "\t")
        assert table.main.rows[0].cells[5] == "Côte d'Ivoire"
        columns = (Column("freight", "Freight Cost (USD)", kind="decimal"),)
        records, problems = convert(table.main.rows, propose(columns, table.main.header))
        assert len(records) + len(problems) == 5_000
        assert {problem.code for problem in problems} == {"NOT_A_NUMBER"}

    def test_old_workbooks_read_all_their_sheets(self):
        path = real("superstore_cn/dev/示例 - 超市.xls")
        table = read_table(path, name=path.name)
        assert [(sheet.name, len(sheet.rows)) for sheet in table.sheets] == [
            ("订单", 10_000),
            ("退货", 296),
            ("销售人员", 6),
        ]
        assert labels(path)[:3] == ["行 ID", "订单 ID", "订单日期"]
