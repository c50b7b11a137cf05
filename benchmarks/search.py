"""The search box over 100,000 products and a million documents: python -m benchmarks.search [products] [documents].

Rows are made by statements of the owner, headers only: the search reads nothing else. Every text is asked several times
through the whole application, as a browser would, and the median is printed.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg

from benchmarks.bed import DATABASE, NOW, STARTED_ON, analyze, make_bed, server

if TYPE_CHECKING:
    from hengku.kit.postgres import Cluster

PRODUCTS, DOCUMENTS, ROUNDS = 100_000, 1_000_000, 7
MAKE_PRODUCTS = """
INSERT INTO catalog_product (company_id, code, name, specification, brand, category_id, base_unit_id, tax_code_id,
                             initials, pinyin, is_active)
SELECT %(company)s, 'SP' || to_char(n, 'FM000000'),
       (ARRAY['康师傅','农夫山泉','可口可乐','百事可乐','伊利','蒙牛','海天','金龙鱼','双汇','旺旺'])[1 + n %% 10]
       || (ARRAY['红烧牛肉面','矿泉水','无糖汽水','纯牛奶','生抽酱油','调和油','火腿肠','雪饼'])[1 + n / 10 %% 8] || n,
       n %% 50 * 10 || 'ml', '', p.category_id, p.base_unit_id, p.tax_code_id,
       (ARRAY['ksf','nfsq','kkkl','bskl','yl','mn','ht','jly','sh','ww'])[1 + n %% 10]
       || (ARRAY['hsnrm','kqs','wtqs','cnn','scjy','thy','htc','xb'])[1 + n / 10 %% 8] || n,
       (ARRAY['kangshifu','nongfushanquan','kekoukele','baishikele','yili','mengniu','haitian','jinlongyu','shuanghui',
              'wangwang'])[1 + n %% 10] || n, true
FROM generate_series(1, %(count)s) AS n
CROSS JOIN (SELECT * FROM catalog_product WHERE company_id = %(company)s ORDER BY id LIMIT 1) AS p
"""
MAKE_BARCODES = """
INSERT INTO catalog_barcode (company_id, code, product_id, unit_id)
SELECT company_id, '69' || to_char(id * 7919 %% 100000000000, 'FM00000000000'), id, base_unit_id
FROM catalog_product WHERE company_id = %(company)s AND code LIKE 'SP%%'
"""
MAKE_PARTIES = """
INSERT INTO parties_party (company_id, code, name, is_customer, is_supplier, tax_number, contact, phone, address,
                           bank_name, bank_account, bank_code, payment_days, initials, is_active)
SELECT %(company)s, 'KH' || to_char(n, 'FM0000'), '客户' || n || '商贸有限公司', true, false, '', '', '', '', '', '', '', 0,
       'kh' || n || 'smyxgs', true
FROM generate_series(1, 2000) AS n
"""
MAKE_DOCUMENTS = """
INSERT INTO documents_document (company_id, type_code, number, state, revision, business_on, party_id, price_mode,
    amount_net, amount_tax, amount_incl, is_red, source_system, source_number, remark, data, created_at, created_by,
    posted_at, posted_by, device)
SELECT %(company)s, t.code, t.prefix || '-' || to_char(%(first)s::date + n / 4000, 'YYYYMMDD') || '-'
       || to_char(n %% 4000, 'FM0000'), 'posted', 1, %(first)s::date + n / 4000, p.id, 'INCL', n, 0, n, false,
       CASE WHEN n %% 10 = 0 THEN 'shop' ELSE '' END, CASE WHEN n %% 10 = 0 THEN 'TB' || n * 31 ELSE '' END, '', '{}',
       %(now)s, 1, %(now)s, 1, ''
FROM generate_series(0, %(count)s / 4 - 1) AS n
CROSS JOIN (VALUES ('purchase_receipt', 'PIN'), ('sales_issue', 'SOUT'), ('sales_order', 'SO'),
                   ('purchase_order', 'PO')) AS t (code, prefix)
JOIN parties_party AS p ON p.company_id = %(company)s AND p.code = 'KH' || to_char(1 + n %% 2000, 'FM0000')
"""
TEXTS = (
    "SP012345", "SP0", "可口可乐", "可乐", "茶", "牛肉面777", "kkkl", "kkklwt", "wtqs", "k", "kekoukele12", "2345",
    "6900000158380", "SOUT-20260130-0012", "SOUT-20260130", "SOUT", "0012", "TB310", "客户77", "kh77", "smyxgs", "没有这样东西",
    "zzzz",
)  # fmt: skip


def main() -> None:
    """Make the rows, ask, print a line for each text."""
    products, documents = (int(text) for text in [*sys.argv[1:], str(PRODUCTS), str(DOCUMENTS)][:2])
    with server() as cluster:
        bed = make_bed(1)
        fill(cluster, bed.company_id, products, documents)
        for text, milliseconds, hits in measure(bed.company_id, bed.user_id):
            print(
                f"search text={text} products={products} documents={documents} ms={milliseconds:.1f} hits={hits}"
            )


def fill(cluster: Cluster, company_id: int, products: int, documents: int) -> None:
    """The rows, and statistics as after a night's vacuum."""
    named = {"company": company_id, "first": STARTED_ON + timedelta(days=3), "now": NOW}
    with psycopg.connect(cluster.owner_dsn(DATABASE)) as owner:
        owner.execute(MAKE_PRODUCTS, {**named, "count": products})
        owner.execute(MAKE_BARCODES, named)
        owner.execute(MAKE_PARTIES, named)
        owner.execute(MAKE_DOCUMENTS, {**named, "count": documents})
    analyze(cluster)


def measure(company_id: int, user_id: int) -> list[tuple[str, float, int]]:
    """Text, median milliseconds of the server, number of hits."""
    from django.test import Client

    from hengku.api.auth import COMPANY
    from hengku.identity.models import User

    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    session = client.session
    session[COMPANY] = company_id
    session.save()
    found = []
    for text in TEXTS:
        taken = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            answer = client.get("/api/search", {"q": text, "limit": 24})
            taken.append((time.perf_counter() - started) * 1000)
        found.append((text, statistics.median(taken), len(json.loads(answer.content)["hits"])))
    return found


if __name__ == "__main__":
    main()
