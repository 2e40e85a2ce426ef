"""qpdf, a reader of another's making, finds nothing wrong in any paper."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.catalogue import Paper
from tests.contracts import make

pytestmark = pytest.mark.slow

INSTALL = (
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "qpdf"],
)


@pytest.fixture(scope="module")
def qpdf() -> str:
    """Debian's qpdf, installed where it is not here; skips with the reason where it cannot be."""
    if not shutil.which("qpdf"):
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            pytest.skip("qpdf is not here, and only root can install it with apt")
        for command in INSTALL:
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode != 0:
                pytest.skip(f"qpdf cannot be installed: {done.stderr.strip()[-200:]}")
    return str(shutil.which("qpdf"))


def _checked(qpdf: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [qpdf, "--check", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.xdist_group("qpdf")
@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_is_sound_to_qpdf(paper: Paper, qpdf: str, tmp_path: Path) -> None:
    path = tmp_path / f"{paper}.pdf"
    path.write_bytes(make.pdf(make.EXAMPLES[paper](), demonstration=True))

    done = _checked(qpdf, path)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.xdist_group("qpdf")
def test_qpdf_finds_what_is_wrong(qpdf: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    pdf = make.pdf(make.EXAMPLES[Paper.OFFER_LETTER]())
    path.write_bytes(pdf[: len(pdf) // 2])

    assert _checked(qpdf, path).returncode != 0
