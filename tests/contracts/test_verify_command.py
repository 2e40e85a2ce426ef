"""`zhirong verify FILE` as a stranger runs it: no database, no network, no settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.authority import Authority
from contracts.signing import Reason, Verdict
from contracts.telling import told

GOLDEN = Path(__file__).parent / "golden"
PAPER, ROOT = GOLDEN / "2026-11.pdf", GOLDEN / "2026-11.pem"


def run(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    """With nothing set but HOME."""
    command = [sys.executable, "-W", "ignore", "-m", "backend", "verify", *map(str, arguments)]
    environment = {"PATH": os.environ["PATH"], "ZHIRONG_HOME": str(home), "LANG": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - our own program
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )


def test_a_stranger_verifies_a_paper_with_its_root(tmp_path: Path) -> None:
    done = run(PAPER, "--root", ROOT, home=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "真实" in done.stdout
    assert "Genuine" in done.stdout
    assert "2026-11-24 16:30:05 (UTC+8)" in done.stdout
    assert "development authority, not for production" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_changed_paper_exits_with_1(tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    content = bytearray(PAPER.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)

    done = run(changed, "--root", ROOT, home=tmp_path / "home")

    assert done.returncode == 1
    assert "被更改" in done.stdout
    assert "changed" in done.stdout


@pytest.mark.parametrize("arguments", [[PAPER], [Path("absent.pdf"), "--root", ROOT]])
def test_what_cannot_be_decided_exits_with_2(tmp_path: Path, arguments: list[object]) -> None:
    assert run(*arguments, home=tmp_path).returncode == 2


def test_a_root_that_is_no_certificate_is_said(tmp_path: Path) -> None:
    done = run(PAPER, "--root", PAPER, home=tmp_path)

    assert done.returncode == 2
    assert "certificate" in done.stderr


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("authority", [None, *Authority])
def test_every_verdict_is_told(reason: Reason, authority: Authority | None) -> None:
    lines = told(Verdict(valid=False, intact=False, reason=reason, authority=authority))

    assert len(lines) == 2 + (authority is not None)
