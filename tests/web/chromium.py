"""A real browser without root: Chromium from an npm package, with its own libraries and a Chinese font."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WEB = Path(__file__).resolve().parents[2] / "web"


def _camera_of(film: Path) -> tuple[str, ...]:
    # this browser has nobody to ask who may use the camera: whoever the page's policy lets may
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )


@contextmanager
def chromium(camera: Path | None = None) -> Iterator[Browser]:
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
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable,
            args=[*ARGUMENTS, *(_camera_of(camera) if camera else ())],
            env={
                **environment,
                "LD_LIBRARY_PATH": ":".join(str(one) for one in libraries),
                "FONTCONFIG_PATH": str(fonts),
                "HOME": str(folder),
            },
        )
        yield running
        running.close()
    shutil.rmtree(folder, ignore_errors=True)
