"""Which room may know which: imports by import-linter, foreign keys by walking the models (it cannot see those)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ORDER = {room: number for number, room in enumerate(settings.ROOMS)}


def arrows(models: list[type]) -> list[str]:
    """Foreign keys that point upwards, as ``room.Model.field -> room``."""
    found = []
    for model in models:
        room = model._meta.app_label  # type: ignore[attr-defined]
        for field in model._meta.get_fields():  # type: ignore[attr-defined]
            target = field.related_model if field.many_to_one and field.concrete else None
            if target is None or target._meta.app_label not in ORDER or room not in ORDER:
                continue
            if ORDER[target._meta.app_label] > ORDER[room]:
                found.append(f"{room}.{model.__name__}.{field.name} -> {target._meta.app_label}")
    return found


def ours() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in ORDER]


class TestImports:
    def test_keep_the_contracts(self) -> None:
        linter = Path(sys.executable).with_name("lint-imports")
        done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:]

    def test_are_refused_when_they_go_up(self, tmp_path: Path) -> None:
        """Negative control: the same contracts over a copy in which a low room imports a high one."""
        import shutil

        copy = tmp_path / "hengku"
        shutil.copytree(ROOT / "hengku", copy, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / ".importlinter", tmp_path)
        rules = copy / "costing" / "rules.py"
        rules.write_text(rules.read_text("utf-8") + "\nimport hengku.posting.actions\n", "utf-8")
        linter = Path(sys.executable).with_name("lint-imports")
        done = subprocess.run(
            [linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0


class TestForeignKeys:
    def test_point_down_or_aside(self) -> None:
        assert arrows(ours()) == []

    def test_that_point_up_are_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: with the order turned round, the walk finds what now points up."""
        turned = {room: -number for room, number in ORDER.items()}
        monkeypatch.setattr(sys.modules[__name__], "ORDER", turned)
        assert any("documents.Line" in arrow for arrow in arrows(ours()))
