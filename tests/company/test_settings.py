"""What a company says about itself and decides: words for every key, editions that differ, rights, evidence."""

from __future__ import annotations

import pytest

from hengku.audit.models import Event
from hengku.company import actions
from hengku.company.actions import CompanyRecord
from hengku.company.editions import EDITIONS, edition
from hengku.company.models import Company
from hengku.company.queries_settings import decided_settings
from hengku.company.settings_keys import SETTING_KEYS
from hengku.documents.declaration import registry
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.reports.registry import REPORTS

CREDIT_CODE = "91350100M000100Y43"


def test_editions_differ_as_the_rulebook_says():
    hidden = {one.code: set(one.hidden_types) & set(registry()) for one in EDITIONS}
    # who keeps no stock sees no document that moves goods, and orders, invoices and money stay
    moving = {kind.code for kind in registry().values() if kind.goods}
    assert moving <= hidden["NO_STOCK"]
    for kept in ("purchase_order", "sales_order", "purchase_invoice", "sales_invoice", "payment", "receipt"):
        assert kept not in hidden["NO_STOCK"], kept
    made = {"material_issue", "material_extra", "material_return", "production_receipt", "production_return"}
    sent = {"outsource_issue", "outsource_return", "outsource_receipt"}
    assert moving & hidden["GENERAL"] == {"incoming_inspection", *made, *sent}  # 1.6: of food and production
    assert not (made | sent) & hidden["MANUFACTURING"]
    assert sent <= hidden["CATERING"]
    assert "production_receipt" not in hidden["CATERING"]
    assert "material_issue" in hidden["CATERING"]
    assert "quotation" in edition("CATERING").hidden_types
    assert "recall" not in edition("FOOD").hidden_types
    assert "recall" in edition("GENERAL").hidden_types


def test_pages_an_edition_hides_exist():
    reports = {
        page.removeprefix("/report/") for one in EDITIONS for page in one.hidden_pages if "/report/" in page
    }
    assert reports <= set(REPORTS)


def test_what_a_company_says_about_itself_is_checked_and_kept_in_the_evidence(book):
    said = CompanyRecord(
        name=" 新名字 ",
        tax_number=f" {CREDIT_CODE.lower()} ",
        address="福州路 1 号",
        phone="0591-1",
        bank_account="62",
    )
    actions.change_company(actor=book.actor, record=said)
    found = Company.objects.get(pk=book.company_id)
    assert (found.name, found.tax_number, found.address) == ("新名字", CREDIT_CODE, "福州路 1 号")
    assert (found.code, found.standard) == (book.company.code, "small")
    event = Event.objects.filter(company_id=book.company_id, action="company.company.changed").latest("pk")
    assert event.data["before"]["name"] == book.company.name
    assert event.data["after"]["tax_number"] == CREDIT_CODE


def test_a_wrong_tax_number_and_no_name_are_refused_together(book):
    with pytest.raises(Problems) as refused:
        actions.change_company(
            actor=book.actor, record=CompanyRecord(name="", tax_number="91350100M000100Y44", phone="1" * 33)
        )
    assert {one.where.field for one in refused.value.problems} == {"name", "tax_number", "phone"}
    assert Company.objects.get(pk=book.company_id).name == book.company.name


def test_changing_needs_the_right_of_settings(book):
    for actor in (book.keeper, book.actor_who_may("company.view", "company.edit")):
        with pytest.raises(MissingPermission):
            actions.change_company(actor=actor, record=CompanyRecord(name="别人的"))
        with pytest.raises(MissingPermission):
            actions.set_setting(actor=actor, key="over_receipt_pct", value="0.1", effective_on=book.day(3))
    actions.set_setting(
        actor=book.actor_who_may("company.settings"),
        key="over_receipt_pct",
        value="0.1",
        effective_on=book.day(3),
    )


def test_decisions_are_read_with_what_holds_and_what_is_to_come(book):
    for day, value in ((3, "0.05"), (20, "0.1")):
        actions.set_setting(actor=book.actor, key="over_issue_pct", value=value, effective_on=book.day(day))
    read = {one.key.key: one for one in decided_settings(book.actor, on=book.day(10))}
    assert list(read) == list(SETTING_KEYS)
    one = read["over_issue_pct"]
    assert (one.value, one.since) == ("0.05", book.day(3))
    assert [(row.value, row.by) for row in one.decisions] == [("0.1", "boss"), ("0.05", "boss")]
    assert (read["writeoff_tolerance"].value, read["writeoff_tolerance"].since) == ("1", None)
