"""What a crash may leave: nothing that is seen, and nothing kept that is not on disk."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from storage.keys import object_key
from storage.local_store import LocalStore

UPLOAD = """
import asyncio, sys
from pathlib import Path
from storage.local_store import LocalStore

async def trickling():
    while True:
        yield b"x" * 300_000
        print("sent", flush=True)
        await asyncio.sleep(0.01)

async def main():
    async with LocalStore(Path(sys.argv[1])).receive(trickling(), limit=10**12):
        pass

asyncio.run(main())
"""


async def test_an_upload_whose_process_is_killed_leaves_only_what_is_swept(
    tmp_path: Path,
) -> None:
    process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own interpreter
        [sys.executable, "-c", UPLOAD, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    process.stdout.close()

    store = LocalStore(tmp_path)
    (leftover,) = (tmp_path / "incoming").iterdir()
    assert leftover.stat().st_size >= 300_000
    assert not any(path.is_file() for path in (tmp_path / "objects").rglob("*"))
    os.utime(leftover, (time.time() - 90_000,) * 2)

    assert await store.sweep(older_than_seconds=86_400) == 1
    assert list((tmp_path / "incoming").iterdir()) == []


async def test_bytes_and_their_folders_are_on_disk_before_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, done = LocalStore(tmp_path), []
    real_sync, real_link = os.fsync, os.link

    def sync(descriptor: int) -> None:
        done.append(("sync", Path(f"/proc/self/fd/{descriptor}").readlink()))
        real_sync(descriptor)

    def link(source: Path, target: Path) -> None:
        done.append(("link", Path(target)))
        real_link(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "link", link)
    owner = uuid4()

    async def once() -> AsyncIterator[bytes]:
        yield b"content"

    async with store.receive(once(), limit=100) as received:
        source = received.path
        key = object_key(owner=owner, kind="licence", sha256=received.sha256)
        await store.keep(received, key)

    target = tmp_path / "objects" / key
    assert done[:2] == [("sync", source), ("link", target)]
    assert {path for step, path in done[2:] if step == "sync"} == {
        target.parent,
        target.parent.parent,
        tmp_path / "objects" / str(owner),
        tmp_path / "objects",
    }
