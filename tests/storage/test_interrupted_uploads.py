"""What a killed process, a full disk or a lost write may leave: the acknowledged, never more."""

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage import frames, upload
from storage import staging as staging_module
from storage.errors import Damaged, NoSpace, UploadMissing
from storage.staging import Staging
from storage.wrapping import DataKey
from tests import disks
from tests.storage.keyring import Keyring
from tests.storage.known import known
from tests.storage.test_staging import OWNER, begun, content, stream

FRAME = frames.FRAME
MIB = 1024 * 1024
#: More than is sent before the last kill.
DECLARED = 2**31

#: Sends a known stream in requests of random length, and says which offsets were acknowledged.
SENDER = """
import asyncio, random, sys
from pathlib import Path
from uuid import UUID
from storage.staging import Staging
from storage.wrapping import DataKey
from tests.storage.known import known

class Keys:
    key = DataKey(UUID(sys.argv[3]), UUID(int=1), bytes.fromhex(sys.argv[4]))
    async def current(self, owner): return self.key
    async def find(self, key_id): return self.key

async def main():
    upload, staging = UUID(sys.argv[2]), Staging(Path(sys.argv[1]), Keys())
    at = await staging.offset(upload)
    print(at, flush=True)
    while True:
        length = random.randrange(1, 3_000_000)
        async def chunks():
            for part in range(0, length, 60_000):
                yield known(at + part, min(60_000, length - part))
        at = await staging.append(upload, offset=at, chunks=chunks())
        print(at, flush=True)

asyncio.run(main())
"""


async def test_an_upload_whose_process_is_killed_goes_on_where_it_was_acknowledged(
    tmp_path: Path,
) -> None:
    keys = Keyring()
    staging = Staging(tmp_path, keys)
    upload_id = await begun(staging, DECLARED)
    key = await keys.current(OWNER)
    at = 0

    for life in (0.9, 0.35, 0.6, 0.2, 0.5):
        acknowledged = _send_until_killed(tmp_path, upload_id, key, seconds=life)
        assert acknowledged[0] == at
        at = await Staging(tmp_path, keys).offset(upload_id)
        assert at >= acknowledged[-1]

    assert at > 2 * FRAME
    final = await _cut_to(staging, upload_id, at)
    assert final == hashlib.sha256(known(0, at)).hexdigest()


def _send_until_killed(folder: Path, upload_id: UUID, key: DataKey, *, seconds: float) -> list[int]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SENDER, str(folder), str(upload_id), str(key.id), key.secret.hex()],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=10)
    return [int(line) for line in (first + rest).split()]


async def _cut_to(staging: Staging, upload_id: UUID, size: int) -> str:
    """Finish an upload whose declared size was never meant to come; its SHA-256."""
    about = staging._folder / upload_id.hex / "upload.json"
    about.write_text(about.read_text().replace(f'"size": {DECLARED}', f'"size": {size}'))
    async with staging.finished(upload_id) as staged:
        assert staged.size == size
        return staged.sha256


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disks.small_disk(tmp_path / "small", mebibytes=8) as folder:
        yield folder


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond this: the system's own refusal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_refused_and_the_acknowledged_is_untouched(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "RESERVE", 0)
    keys, sent = Keyring(), os.urandom(6 * MIB)
    staging = Staging(small_disk / "uploads", keys)
    upload_id = await begun(staging, len(sent))
    at = await staging.append(upload_id, offset=0, chunks=stream(sent[: 2 * MIB + 9]))
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(3 * MIB))

    for _ in range(3):
        with pytest.raises(NoSpace):
            await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
        assert await staging.offset(upload_id) == at
        assert await Staging(small_disk / "uploads", keys).offset(upload_id) == at

    ballast.unlink()
    await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
    assert await content(staging, upload_id) == sent


@pytest.mark.parametrize("limit", [FRAME // 2, FRAME + 5000, 2 * FRAME + 100_000])
async def test_a_write_that_is_cut_short_leaves_the_acknowledged(
    tmp_path: Path, limit: int
) -> None:
    staging, sent = Staging(tmp_path, Keyring()), os.urandom(4 * FRAME)
    upload_id = await begun(staging, len(sent))
    at = await staging.append(upload_id, offset=0, chunks=stream(sent[: FRAME // 3]))

    with room_for(limit), pytest.raises(NoSpace):
        await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))

    assert await staging.offset(upload_id) == at
    await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
    assert await content(staging, upload_id) == sent


async def test_a_disk_that_fails_while_bytes_arrive_leaves_the_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, sent = Staging(tmp_path, Keyring()), os.urandom(6 * FRAME)
    upload_id = await begun(staging, len(sent))
    at = await staging.append(upload_id, offset=0, chunks=stream(sent[:1000]))
    real = os.fsync
    failures: list[str] = []

    def fail_once(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        if name == "object" and not failures:
            failures.append(name)
            raise OSError(errno.ENOSPC, "no room for what was written")
        real(descriptor)

    monkeypatch.setattr(staging_module, "FLUSH", FRAME)
    monkeypatch.setattr(os, "fsync", fail_once)
    parts = [sent[each : each + FRAME] for each in range(at, len(sent), FRAME)]
    with pytest.raises(NoSpace):
        await staging.append(upload_id, offset=at, chunks=stream(*parts))

    assert failures
    assert await staging.offset(upload_id) == at
    await staging.append(upload_id, offset=at, chunks=stream(*parts))
    assert await content(staging, upload_id) == sent


async def test_a_full_disk_at_the_end_can_be_finished_later(tmp_path: Path) -> None:
    staging, sent = Staging(tmp_path, Keyring()), os.urandom(2 * FRAME)
    upload_id = await begun(staging, len(sent))
    await staging.append(upload_id, offset=0, chunks=stream(sent))

    with room_for(FRAME + FRAME // 2), pytest.raises(NoSpace):
        await content(staging, upload_id)

    assert await staging.offset(upload_id) == len(sent)
    assert await content(staging, upload_id) == sent


async def test_an_upload_for_which_there_is_no_room_does_not_begin(small_disk: Path) -> None:
    staging = Staging(small_disk / "uploads", Keyring())

    with pytest.raises(NoSpace):
        await begun(staging, 10)

    assert list((small_disk / "uploads").iterdir()) == []


@pytest.fixture
async def halfway(tmp_path: Path) -> tuple[Path, Keyring, UUID, bytes]:
    """An upload that stands at two and a half frames of four."""
    keys, sent = Keyring(), os.urandom(4 * FRAME)
    staging = Staging(tmp_path, keys)
    upload_id = await begun(staging, len(sent))
    await staging.append(upload_id, offset=0, chunks=stream(sent[: FRAME * 5 // 2]))
    return tmp_path, keys, upload_id, sent


@pytest.mark.parametrize("torn", [1, 5000, FRAME + frames.OVERHEAD, 2 * FRAME])
async def test_torn_frames_behind_the_acknowledged_are_cut_off(
    halfway: tuple[Path, Keyring, UUID, bytes], torn: int
) -> None:
    folder, keys, upload_id, sent = halfway
    with (folder / upload_id.hex / "object").open("ab") as file:
        file.write(os.urandom(torn))

    staging = Staging(folder, keys)
    at = await staging.offset(upload_id)

    assert at == FRAME * 5 // 2
    await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
    assert await content(staging, upload_id) == sent


async def test_whole_frames_that_were_not_yet_acknowledged_count(
    halfway: tuple[Path, Keyring, UUID, bytes],
) -> None:
    folder, keys, upload_id, sent = halfway
    staging = Staging(folder, keys)
    before = (folder / upload_id.hex / "tail").read_bytes()
    await staging.append(upload_id, offset=FRAME * 5 // 2, chunks=stream(sent[FRAME * 5 // 2 :]))
    (folder / upload_id.hex / "tail").write_bytes(before)  # the crash came before this was replaced

    staging = Staging(folder, keys)
    at = await staging.offset(upload_id)

    assert at == 3 * FRAME
    await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
    assert await content(staging, upload_id) == sent


@pytest.mark.parametrize("kept", [frames.position(1) + 7, frames.position(1), frames.HEADER, 0])
async def test_acknowledged_frames_that_are_gone_are_damage_and_no_smaller_offset(
    halfway: tuple[Path, Keyring, UUID, bytes], kept: int
) -> None:
    folder, keys, upload_id, _ = halfway
    os.truncate(folder / upload_id.hex / "object", kept)

    with pytest.raises(Damaged):
        await Staging(folder, keys).offset(upload_id)


async def test_a_crash_between_last_frame_and_renaming_is_finished_again(
    halfway: tuple[Path, Keyring, UUID, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keys, upload_id, sent = halfway
    staging = Staging(folder, keys)
    await staging.append(upload_id, offset=FRAME * 5 // 2, chunks=stream(sent[FRAME * 5 // 2 :]))
    await content(staging, upload_id)
    crashed = folder / upload_id.hex
    (crashed / "sealed").chmod(0o600)
    (crashed / "sealed").rename(crashed / "object")

    assert await content(Staging(folder, keys), upload_id) == sent


async def test_frames_are_on_disk_before_the_tail_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, done = Staging(tmp_path, Keyring()), []
    upload_id = await begun(staging, 2 * FRAME)
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        done.append(f"replace {target.name}")
        real_replace(self, target)
        return target

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)

    await staging.append(upload_id, offset=0, chunks=stream(bytes(FRAME + 9)))

    assert done == ["sync object", "sync tail.new", "replace tail", f"sync {upload_id.hex}"]


async def test_half_made_and_half_removed_uploads_are_swept(tmp_path: Path) -> None:
    staging, young = Staging(tmp_path, Keyring()), tmp_path / f"{uuid4().hex}.new"
    half_made, half_removed = tmp_path / f"{uuid4().hex}.new", tmp_path / f"{uuid4().hex}.gone"
    for folder in (young, half_made, half_removed):
        folder.mkdir()
        (folder / "object").write_bytes(b"left")
    for folder in (half_made, half_removed):
        os.utime(folder, (0, 0))

    assert await staging.sweep() == 2
    assert [path.name for path in os.scandir(tmp_path)] == [young.name]


async def test_an_upload_that_was_never_begun_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UploadMissing):
        await Staging(tmp_path, Keyring()).offset(uuid4())


async def test_an_upload_is_found_again_without_reading_it_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, sent = Staging(tmp_path, Keyring()), os.urandom(3 * FRAME)
    upload_id = await begun(staging, len(sent))
    await staging.append(upload_id, offset=0, chunks=stream(sent))
    opened = []
    real = frames.Cipher.open

    def counting(self: frames.Cipher, sealed: bytes, index: int, place: frames.Place) -> bytes:
        opened.append((index, place))
        return real(self, sealed, index, place)

    monkeypatch.setattr(frames.Cipher, "open", counting)

    await staging.offset(upload_id)

    assert opened == [(2, frames.Place.TAIL)]
