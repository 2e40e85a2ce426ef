"""The first page of the web app: what its script weighs, and what Lighthouse says of it."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure
from tests.journeys.server import ROOT, Server

DIST = ROOT / "frontend" / "dist"
LIGHTHOUSE = Path(__file__).parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
LANGUAGES = ("zh-CN", "en")
AIM_KB = 400
#: Preset → seconds to the largest paint, milliseconds blocked (issue 7, section 8).
AIMS: dict[str, tuple[float, float | None]] = {"desktop": (2.0, 300), "mobile": (4.0, None)}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"

_IN_PAGE = re.compile(r'(?:src|href)="/assets/([^"]+\.js)"')
#: `import"./a.js"` and `from"./a.js"`, but not `import("./a.js")`, which waits to be asked.
_STATIC = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


def script() -> list[Figure]:
    """Everything that runs before the landing page shows, in the heavier language; no timing."""
    weights = {language: _weigh(language) for language in LANGUAGES}
    language, chunks = max(weights.items(), key=lambda each: sum(each[1].values()))
    heaviest = sorted(chunks.items(), key=lambda each: -each[1])[:4]
    return [
        Figure(
            what="script of the web app's first page, gzip",
            value=sum(chunks.values()) / 1000,
            unit="kB",
            aim=AIM_KB,
            better="less",
            note=f"{len(chunks)} chunks, read in {language}; heaviest: "
            + ", ".join(f"{name} {size / 1000:.0f}" for name, size in heaviest),
            details={name: size / 1000 for name, size in heaviest},
        )
    ]


def _weigh(language: str) -> dict[str, int]:
    """Compressed bytes of each chunk: of the document, the page, the words, and what they need."""
    assets = DIST / "assets"
    (page,) = assets.glob("LandingPage-*.js")
    (words,) = assets.glob(f"{language}.first-*.js")
    waiting = [*_IN_PAGE.findall((DIST / "index.html").read_text()), page.name, words.name]
    found: dict[str, int] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            body = (assets / name).read_bytes()
            found[name] = len(gzip.compress(body, 6))
            waiting += _STATIC.findall(body.decode())
    return found


def lighthouse(home: Path) -> list[Figure]:
    """The landing page in Debian's chromium, by Lighthouse 12's presets."""
    chromium = shutil.which("chromium")
    if chromium is None or not LIGHTHOUSE.exists():
        lacking = "chromium" if chromium is None else "Lighthouse (npm could not install it)"
        return [
            Figure(what="Lighthouse, first page", value=None, unit="", note=f"without {lacking}")
        ]
    server = Server(home=home, demo=False)
    server.start(within=150)
    try:
        return [
            figure
            for preset in AIMS
            for figure in _figures(preset, _audits(preset, server.address, home, chromium))
        ]
    finally:
        server.stop()


def _audits(preset: str, address: str, home: Path, chromium: str) -> dict[str, Any]:
    report = home / f"{preset}.json"
    subprocess.run(  # noqa: S603 - our own tool on our own server
        [
            str(LIGHTHOUSE),
            address,
            *(["--preset=desktop"] if preset == "desktop" else []),
            "--only-categories=performance",
            "--output=json",
            f"--output-path={report}",
            f"--chrome-flags={FLAGS}",
            "--no-enable-error-reporting",
            "--quiet",
        ],
        check=True,
        timeout=180,
        env=os.environ | {"CHROME_PATH": chromium},
    )
    audits: dict[str, Any] = json.loads(report.read_text())["audits"]
    return audits


def _figures(preset: str, audits: dict[str, Any]) -> list[Figure]:
    paint_aim, blocked_aim = AIMS[preset]
    return [
        Figure(
            what=f"largest paint of the first page, {preset}",
            value=audits["largest-contentful-paint"]["numericValue"] / 1000,
            unit="s",
            aim=paint_aim,
            better="less",
            note=f"Lighthouse 12, {preset} preset, the landing page, one run",
        ),
        Figure(
            what=f"time blocked by the first page, {preset}",
            value=audits["total-blocking-time"]["numericValue"],
            unit="ms",
            aim=blocked_aim,
            better="less",
        ),
    ]
