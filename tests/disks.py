"""A disk that is really full when it is."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, *, mebibytes: int) -> Iterator[Path]:
    """A file system in memory, mounted at this new folder; without root the test skips."""
    folder.mkdir()
    mount = shutil.which("mount")
    size = f"size={mebibytes}m"
    command = [mount or "", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - our own words
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount") or "", "-l", str(folder)], check=True)  # noqa: S603
