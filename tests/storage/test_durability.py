"""What is kept is on disk before anyone hears of it."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from storage.keys import object_key
from storage.local_store import LocalStore


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

    source = tmp_path / "source"
    source.write_bytes(b"content")
    key = object_key(owner=owner, kind="licence", sha256="ab" * 32)
    await store.put(key, source)

    target = tmp_path / "objects" / key
    assert done[:2] == [("sync", source), ("link", target)]
    assert {path for step, path in done[2:] if step == "sync"} == {
        target.parent,
        target.parent.parent,
        tmp_path / "objects" / str(owner),
        tmp_path / "objects",
    }
