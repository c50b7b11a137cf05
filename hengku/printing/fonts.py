"""Where the Chinese fonts are: Noto Sans SC Regular and Bold, installed with the interface (docs/dependencies.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from hengku.printing.errors import FontsMissing

PACKAGE: Final = Path(__file__).resolve().parents[2] / "web/node_modules/@expo-google-fonts/noto-sans-sc"
NAMES: Final = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")


def font_files() -> list[str]:
    """Regular and Bold; ``FontsMissing`` without them. ``HENGKU_FONTS`` names another folder with files so named."""
    folder = os.environ.get("HENGKU_FONTS")
    found = [
        Path(folder) / name if folder else PACKAGE / name.split("_")[1].removesuffix(".ttf") / name
        for name in NAMES
    ]
    if not all(one.is_file() for one in found):
        raise FontsMissing
    return [str(one) for one in found]
