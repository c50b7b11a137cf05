"""Rules that a machine checks, since a rule that nobody checks is a wish (style §3.6)."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from hengku.kit.models import CompanyModel

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
LINE_WIDTH_MAX = 120
CLOCK_ROOMS = ("kit", "api", "cli")
#: Words that mean what another word of the glossary already means.
BANNED_WORDS = ("stock_qty", "bill_no", "supplier_id", "customer_id", "sku_id", "goods_id", "warehouse_no")


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or ("hengku", "replays", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def untidy(path: Path, text: str) -> list[str]:
    """Everything in one file that breaks a rule."""
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    lines = text.splitlines()
    found = [f"{name}: {len(lines)} lines"] if len(lines) > FILE_LINES_MAX else []
    widths = [len(re.sub(r"  # (type: ignore|noqa).*$", "", line)) for line in lines]
    found += [f"{name}:{n} is {width} wide" for n, width in enumerate(widths, 1) if width > LINE_WIDTH_MAX]
    found += [f"{name}:{n} a TODO without an issue" for n, x in enumerate(lines, 1)
              if re.search(r"#\s*(TODO|FIXME|XXX)(?!\(#\d+\))", x)]  # fmt: skip
    found += [f"{name}:{n} says {word}" for n, x in enumerate(lines, 1) for word in BANNED_WORDS if word in x]
    tree = ast.parse(text)
    for function in functions(tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES_MAX:
            found.append(f"{name}:{function.lineno} {function.name} has {length} lines")
    room = path.relative_to(ROOT).parts[1] if path.is_relative_to(ROOT) and len(path.parts) > 2 else ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += [f"{name}:{node.lineno} {said}" for said in _calls(node, room)]
        if isinstance(node, ast.ExceptHandler) and _swallows(node):
            found.append(f"{name}:{node.lineno} swallows every exception")
    return found


def _calls(node: ast.Call, room: str) -> Iterator[str]:
    called = ast.unparse(node.func)
    if called == "float":
        yield "calls float()"
    clocks = ("datetime.now", "date.today", "datetime.utcnow", "datetime.datetime.now", "timezone.now")
    if called in clocks and room not in CLOCK_ROOMS:
        yield f"reads the clock by {called}()"


def _swallows(node: ast.ExceptHandler) -> bool:
    caught = "" if node.type is None else ast.unparse(node.type)
    if caught not in ("", "Exception", "BaseException"):
        return False
    return not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))


class TestSources:
    def test_are_tidy(self) -> None:
        found = [said for path in sources() for said in untidy(path, path.read_text("utf-8"))]
        assert found == []

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("x = float('1')\n", "calls float()"),
            ("try:\n    pass\nexcept Exception:\n    pass\n", "swallows every exception"),
            ("# TODO later\n", "a TODO without an issue"),
            ("x = 1\n" * 401, "401 lines"),
            ("def f():\n" + "    x = 1\n" * 60, "f has 61 lines"),
            (f"x = '{'a' * 120}'\n", "wide"),
            ("stock_qty = 1\n", "says stock_qty"),
        ],
    )
    def test_that_are_not_are_found(self, text: str, said: str) -> None:
        """Negative control for each rule."""
        assert any(said in one for one in untidy(Path("sample.py"), text))

    def test_have_a_docstring_where_they_are_public(self) -> None:
        missing = []
        for path in sources("hengku"):
            tree = ast.parse(path.read_text("utf-8"))
            for node in tree.body:
                if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
                    continue
                if ast.get_docstring(node) is None and not node.decorator_list:
                    missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        assert missing == []


def lost_names(text: str) -> list[str]:
    """What a file takes from our rooms, at its head or inside a function, and is not there."""
    lost = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "hengku":
            try:
                module = importlib.import_module(node.module or "")
            except ModuleNotFoundError:
                lost.append(f"{node.lineno} {node.module}")
                continue
            lost += [
                f"{node.lineno} {node.module}.{one.name}" for one in node.names if not _has(module, one.name)
            ]
    return lost


def _has(module: ModuleType, name: str) -> bool:
    return hasattr(module, name) or importlib.util.find_spec(f"{module.__name__}.{name}") is not None


class TestMeasurements:
    def test_take_from_our_rooms_what_is_there(self) -> None:
        """Long runs import late and run rarely: a name that moved would be found only on the day it is needed."""
        found = {
            path.name: lost
            for path in sources("replays", "benchmarks")
            if (lost := lost_names(path.read_text("utf-8")))
        }
        assert found == {}

    def test_that_do_not_are_found(self) -> None:
        """Negative control."""
        assert lost_names("def f():\n    from hengku.cli.demo import make_demo\n") == ["2 hengku.cli.demo"]
        assert lost_names("from hengku.kit import errors, nowhere\n") == ["1 hengku.kit.nowhere"]


def _led_by(unique: models.UniqueConstraint) -> str:
    """The first column of a constraint over fields, or over expressions."""
    return str(unique.fields[0] if unique.fields else unique.expressions[0].name)


class TestModels:
    def test_name_their_constraints_after_their_room(self) -> None:
        found = []
        for model in apps.get_models():
            room = model._meta.app_label
            if room not in settings.ROOMS:
                continue
            if not model._meta.constraints and issubclass(model, CompanyModel):
                found.append(f"{room}.{model.__name__} has no named constraint")
            found += [c.name for c in model._meta.constraints if not c.name.startswith(f"{room}_")]
        assert found == []

    def test_of_a_company_lead_with_the_company(self) -> None:
        found = []
        for model in apps.get_models():
            if not issubclass(model, CompanyModel):
                continue
            unique = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
            found += [one.name for one in unique if _led_by(one) != "company_id"]
        assert found == []

    def test_have_no_float(self) -> None:
        floats = [
            f"{model.__name__}.{field.name}"
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, models.FloatField)
        ]
        assert floats == []


def test_statements_are_not_too_wide() -> None:
    """Queries are read as much as code is; numbered files are frozen once they were applied."""
    frozen = re.compile(r"\d{4}_")
    files = [path for path in sorted((ROOT / "hengku").rglob("*.sql")) if not frozen.match(path.name)]
    assert len(files) > 100
    wide = [
        f"{path.relative_to(ROOT)}:{n} is {len(line)} wide"
        for path in files
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LINE_WIDTH_MAX
    ]
    assert not wide, "\n".join(wide)
