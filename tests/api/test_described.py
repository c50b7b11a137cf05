"""The description of the API: refusals by status, a table of every problem, examples that hold."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import hengku
from hengku.api.app import schema
from hengku.api.bodies import body_model, posting_list_model, posting_model, saving_model
from hengku.api.described import problem_table
from hengku.api.schemas import ProblemAnswer
from hengku.company.dictionary import WORD_LISTS
from hengku.documents.declaration import registry
from hengku.reports.registry import REPORTS

TYPES = sorted(registry())
ROOT = Path(__file__).resolve().parents[2]
#: A line of problems.ts: the code, and its sentence in either kind of quotes.
ENGLISH = r"""^  ([A-Z0-9_]+):\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return dict(json.loads(json.dumps(schema())))  # as it goes out: statuses are text


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


class TestRefusals:
    def test_every_operation_tells_its_own(self, described: dict[str, Any]) -> None:
        known = described["components"]["responses"]
        for path, _, operation in operations(described):
            answers = operation["responses"]
            assert {"503", "default"} <= answers.keys(), path
            refs = [one["$ref"].rsplit("/", 1)[1] for one in answers.values() if "$ref" in one]
            assert set(refs) <= known.keys()
            if "{" in path:
                assert "404" in answers, path
            if "requestBody" in operation:
                assert {"413", "422"} <= answers.keys(), path
        posting = described["paths"]["/api/sales_issue/post"]["post"]["responses"]
        assert posting.keys() >= {"200", "401", "403", "404", "409", "422", "503"}
        assert "401" not in described["paths"]["/api/health"]["get"]["responses"]

    def test_examples_are_answers(self, described: dict[str, Any]) -> None:
        for answer in described["components"]["responses"].values():
            ProblemAnswer.model_validate(answer["content"]["application/json"]["example"])


class TestProblems:
    def test_the_table_has_every_code_with_its_status(self, described: dict[str, Any]) -> None:
        table = described["x-problems"]
        assert table["NEGATIVE_STOCK"]["status"] == 409
        assert {"product", "available"} <= set(table["NEGATIVE_STOCK"]["fields"])
        assert table["SIGN_IN_REQUIRED"]["status"] == 401
        assert table["BODY_TOO_LARGE"]["status"] == 413
        assert table["FIELD_REQUIRED"]["status"] == 422
        assert {"UNKNOWN_FIELD", "INTERNAL", "PROBLEMS"} <= table.keys()
        assert len(table) > 250
        assert "PROBLEM" not in table


class TestExamples:
    @pytest.mark.parametrize("code", TYPES)
    def test_of_each_type_are_valid_and_have_what_is_required(
        self, described: dict[str, Any], code: str
    ) -> None:
        paths = described["paths"]

        def example(path: str, method: str = "post") -> Any:
            return paths[f"/api/{code}{path}"][method]["requestBody"]["content"]["application/json"][
                "example"
            ]

        made = body_model(code).model_validate(example(""))
        posting_model(code).model_validate(example("/preview"))
        saving_model(code).model_validate(example("/{document_id}", "put"))
        posting_list_model(code).model_validate(example("/post"))
        kind = registry()[code]
        values: Any = made
        for field in kind.header:
            assert not field.required or getattr(values, field.key) not in (None, ""), field.key
        for field in kind.lines:
            assert not field.required or getattr(values.lines[0], field.key) not in (None, ""), field.key

    def test_is_the_same_every_time(self, described: dict[str, Any]) -> None:
        assert json.loads(json.dumps(schema())) == described


def test_every_refusal_has_an_english_sentence_with_its_own_places():
    """The page speaks English of its own (web/src/locales/problems.ts); a code that is missing there is told in Chinese.

    The table knows the classes that were imported, so every module is imported first: which tests ran before decides nothing.
    """
    for module in pkgutil.walk_packages(hengku.__path__, "hengku."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    words = (ROOT / "web/src/locales/problems.ts").read_text("utf-8")
    said = {code: one or two for code, one, two in re.findall(ENGLISH, words, flags=re.MULTILINE)}
    told = problem_table()
    assert sorted(set(told) - set(said)) == [], "add these to web/src/locales/problems.ts"
    strange = {
        code: left
        for code, text in said.items()
        if code in told and (left := set(re.findall(r"\{(\w+)\}", text)) - set(told[code]["fields"]))
    }
    assert strange == {}
    assert not re.search("[一-鿿]", "".join(said.values()))


def test_every_help_and_note_that_is_declared_has_its_english() -> None:
    """What the server declares is shown in the language of the page: fields with their helps, reports with their notes."""
    said: dict[str, tuple[str, str]] = {}
    for kind in registry().values():
        for field in (*kind.header, *kind.lines):
            said[f"{kind.code}.{field.key}"] = (field.label, field.label_en)
            said[f"{kind.code}.{field.key} help"] = (field.help, field.help_en)
            said |= {
                f"{kind.code}.{field.key}.{one.code}": (one.label, one.label_en) for one in field.choices
            }
    for report in REPORTS.values():
        for one in (report, *report.parameters, *report.columns):
            said[f"{report.name}.{getattr(one, 'key', '')}"] = (one.label, one.label_en)
        values = {one.key: None for one in report.parameters}
        # a row that knows nothing asks for every note there is
        for note in report.notes([defaultdict(lambda: None)], values) if report.notes else ():
            said[f"{report.name} note"] = (note.label, note.label_en)
    for listed in WORD_LISTS.values():
        said[listed.code] = (listed.label, listed.label_en)
        said |= {f"{listed.code}.{one.code}": (one.name, one.name_en) for one in listed.ready}
    missing = [place for place, (label, label_en) in said.items() if label and not label_en]
    assert missing == []
    assert [place for place, (_, label_en) in said.items() if re.search("[一-鿿]", label_en)] == []
