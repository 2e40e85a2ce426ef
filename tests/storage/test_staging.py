"""Uploads arrive piece by piece, exactly, whatever interrupts them."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import frames
from storage.errors import (
    Damaged,
    OffsetConflict,
    TooLarge,
    UnknownKey,
    UploadBusy,
    UploadMissing,
)
from storage.sniffing import MediaType, sniff
from storage.staging import Staging
from tests.documents import samples
from tests.storage.keyring import Keyring

OWNER = UUID(int=1)
FRAME = frames.FRAME


async def stream(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def later(**delta: float) -> datetime:
    return datetime.now(UTC) + timedelta(**delta)


@pytest.fixture
def keys() -> Keyring:
    return Keyring()


@pytest.fixture
def staging(tmp_path: Path, keys: Keyring) -> Staging:
    return Staging(tmp_path / "uploads", keys)


async def begun(staging: Staging, size: int, **life: float) -> UUID:
    upload_id = uuid4()
    await staging.create(
        upload_id, owner=OWNER, size=size, expires_at=later(**life or {"hours": 1})
    )
    return upload_id


async def content(staging: Staging, upload_id: UUID) -> bytes:
    async with staging.finished(upload_id) as staged:
        with staged.open() as file:
            plain = file.read()
        assert staged.size == len(plain)
        assert staged.sha256 == hashlib.sha256(plain).hexdigest()
        assert staged.path.stat().st_size == frames.sealed_size(len(plain))
        return plain


async def test_an_upload_in_pieces_is_what_was_sent(staging: Staging) -> None:
    sent = os.urandom(3 * FRAME + 12_345)
    upload_id = await begun(staging, len(sent))

    at = 0
    for length in (100, FRAME - 100, 1, FRAME, len(sent)):
        piece = sent[at : at + length]
        at = await staging.append(upload_id, offset=at, chunks=stream(piece))
        assert at == await staging.offset(upload_id)

    assert await content(staging, upload_id) == sent


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME])
async def test_every_size_can_be_sent_and_finished_twice(staging: Staging, size: int) -> None:
    sent = os.urandom(size)
    upload_id = await begun(staging, size)

    await staging.append(upload_id, offset=0, chunks=stream(sent))

    assert await content(staging, upload_id) == sent
    assert await content(staging, upload_id) == sent
    assert await staging.offset(upload_id) == size


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.binary(max_size=90), st.booleans()), max_size=8))
async def test_any_cuts_and_restarts_give_the_same_bytes(
    tmp_path: Path, pieces: list[tuple[bytes, bool]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "FRAME", 16)
        keys, folder = Keyring(), tmp_path / uuid4().hex
        staging = Staging(folder, keys)
        sent = b"".join(piece for piece, _ in pieces)
        upload_id = await begun(staging, len(sent))

        at = 0
        for piece, restart in pieces:
            staging = Staging(folder, keys) if restart else staging
            assert await staging.offset(upload_id) == at
            at = await staging.append(upload_id, offset=at, chunks=stream(piece))

        assert await content(staging, upload_id) == sent


async def test_nothing_on_disk_is_readable(staging: Staging, tmp_path: Path) -> None:
    sent = b"the secret formula " * 100_000
    upload_id = await begun(staging, len(sent))

    await staging.append(upload_id, offset=0, chunks=stream(sent))
    folder = tmp_path / "uploads" / upload_id.hex
    staged = [(folder / name).read_bytes() for name in ("upload.json", "object", "tail")]
    async with staging.finished(upload_id) as finished:
        staged.append(finished.path.read_bytes())

    assert sum(map(len, staged)) > len(sent)
    assert not any(b"secret" in each for each in staged)


@pytest.mark.parametrize("offset", [0, 999, 1001, 10**12])
async def test_a_wrong_offset_is_refused_and_told_the_right_one(
    staging: Staging, offset: int
) -> None:
    upload_id = await begun(staging, 5000)
    await staging.append(upload_id, offset=0, chunks=stream(b"x" * 1000))

    with pytest.raises(OffsetConflict) as refusal:
        await staging.append(upload_id, offset=offset, chunks=stream(b"y" * 10))

    assert refusal.value.offset == 1000
    assert await staging.offset(upload_id) == 1000


async def test_a_second_writer_is_refused_and_the_first_goes_on(staging: Staging) -> None:
    upload_id = await begun(staging, 2000)
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"a" * 1000
        started.set()
        await go_on.wait()
        yield b"a" * 1000

    first = asyncio.create_task(staging.append(upload_id, offset=0, chunks=slow()))
    await started.wait()
    with pytest.raises(UploadBusy):
        await staging.append(upload_id, offset=0, chunks=stream(b"b" * 2000))
    with pytest.raises(UploadBusy):
        await staging.terminate(upload_id)
    go_on.set()

    assert await first == 2000
    assert await content(staging, upload_id) == b"a" * 2000


async def test_more_than_declared_is_refused_and_leaves_the_upload_where_it_stood(
    staging: Staging,
) -> None:
    sent = os.urandom(3 * FRAME)
    upload_id = await begun(staging, len(sent))
    await staging.append(upload_id, offset=0, chunks=stream(sent[:1000]))

    with pytest.raises(TooLarge) as refusal:
        await staging.append(upload_id, offset=1000, chunks=stream(b"z" * FRAME, sent))

    assert refusal.value.limit == len(sent)
    assert await staging.offset(upload_id) == 1000
    await staging.append(upload_id, offset=1000, chunks=stream(sent[1000:]))
    assert await content(staging, upload_id) == sent


async def test_an_upload_that_is_not_at_its_end_cannot_be_finished(staging: Staging) -> None:
    upload_id = await begun(staging, 1000)
    await staging.append(upload_id, offset=0, chunks=stream(b"x" * 999))

    with pytest.raises(OffsetConflict):
        await content(staging, upload_id)

    await staging.append(upload_id, offset=999, chunks=stream(b"x"))
    assert await content(staging, upload_id) == b"x" * 1000


async def test_what_came_before_the_connection_broke_is_kept(staging: Staging) -> None:
    sent = os.urandom(3 * FRAME)
    upload_id = await begun(staging, len(sent))

    async def broken() -> AsyncIterator[bytes]:
        yield sent[: FRAME + 500_000]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await staging.append(upload_id, offset=0, chunks=broken())

    at = await staging.offset(upload_id)
    assert at == FRAME + 500_000
    await staging.append(upload_id, offset=at, chunks=stream(sent[at:]))
    assert await content(staging, upload_id) == sent


async def test_a_cancelled_request_keeps_what_came_and_frees_the_upload(staging: Staging) -> None:
    upload_id = await begun(staging, 2 * FRAME)
    sent = asyncio.Event()

    async def hanging() -> AsyncIterator[bytes]:
        yield b"x" * (FRAME + 10)
        sent.set()
        await asyncio.Event().wait()

    request = asyncio.create_task(staging.append(upload_id, offset=0, chunks=hanging()))
    await sent.wait()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request

    assert await staging.offset(upload_id) == FRAME + 10


async def test_a_silent_sender_is_cut_off(tmp_path: Path, keys: Keyring) -> None:
    staging = Staging(tmp_path, keys, stall_seconds=0.05)
    upload_id = await begun(staging, 2000)

    async def silent() -> AsyncIterator[bytes]:
        yield b"x" * 10
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await staging.append(upload_id, offset=0, chunks=silent())

    assert await staging.offset(upload_id) == 10


async def test_an_ended_upload_is_gone(staging: Staging, tmp_path: Path) -> None:
    upload_id = await begun(staging, 2000)
    await staging.append(upload_id, offset=0, chunks=stream(b"x" * 10))

    await staging.terminate(upload_id)

    for gone in (staging.offset(upload_id), staging.terminate(upload_id)):
        with pytest.raises(UploadMissing):
            await gone
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_an_expired_upload_takes_nothing_and_is_swept(
    staging: Staging, tmp_path: Path
) -> None:
    expired, running = await begun(staging, 10, seconds=-1), await begun(staging, 10)

    with pytest.raises(UploadMissing):
        await staging.append(expired, offset=0, chunks=stream(b"x"))
    swept = await staging.sweep()

    assert swept == 1
    assert await staging.offset(running) == 0
    assert len(list((tmp_path / "uploads").iterdir())) == 1


async def test_the_sweep_leaves_an_upload_that_is_being_written(
    tmp_path: Path, keys: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = Staging(tmp_path, keys)
    upload_id = await begun(staging, 4, hours=1)

    async def slow() -> AsyncIterator[bytes]:
        yield b"ab"
        monkeypatch.setattr("time.time", later(hours=2).timestamp)
        assert await staging.sweep() == 0
        yield b"cd"

    assert await staging.append(upload_id, offset=0, chunks=slow()) == 4
    assert await staging.sweep() == 1


@pytest.mark.parametrize("which", ["object", "tail", "sealed"])
async def test_a_changed_byte_is_damage_and_never_content(
    staging: Staging, tmp_path: Path, keys: Keyring, which: str
) -> None:
    sent = os.urandom(2 * FRAME + 10)
    upload_id = await begun(staging, len(sent))
    await staging.append(upload_id, offset=0, chunks=stream(sent))
    if which == "sealed":
        async with staging.finished(upload_id):
            pass
    path = tmp_path / "uploads" / upload_id.hex / which
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.seek(1000 if which != "tail" else 20)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(Damaged):
        await content(Staging(tmp_path / "uploads", keys), upload_id)


async def test_an_upload_whose_key_is_lost_says_so(staging: Staging, keys: Keyring) -> None:
    upload_id = await begun(staging, 10)
    keys.lose((await keys.current(OWNER)).id)

    with pytest.raises(UnknownKey):
        await staging.append(upload_id, offset=0, chunks=stream(b"x"))


async def test_in_one_piece_is_forgotten_after_the_block(staging: Staging, tmp_path: Path) -> None:
    async with staging.received(stream(b"ab", b"cd"), owner=OWNER, limit=4) as staged:
        assert (staged.size, staged.owner) == (4, OWNER)
        with staged.open() as file:
            assert file.read() == b"abcd"

    assert list((tmp_path / "uploads").iterdir()) == []


async def test_in_one_piece_too_much_is_refused_while_it_streams(
    staging: Staging, tmp_path: Path
) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 64 * 1024
            yield b"x" * 64 * 1024

    with pytest.raises(TooLarge):
        async with staging.received(endless(), owner=OWNER, limit=FRAME):
            pytest.fail("it was received")

    assert taken <= 2 * FRAME + 64 * 1024
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_what_was_staged_can_be_looked_into_without_being_unsealed_on_disk(
    staging: Staging,
) -> None:
    paper = samples.docx()
    scan = samples.JPEG + os.urandom(2 * FRAME)

    for sent, expected in ((paper, MediaType.DOCX), (scan, MediaType.JPEG)):
        async with staging.received(stream(sent), owner=OWNER, limit=len(sent)) as staged:
            with staged.open() as file:
                assert sniff(file) is expected
                file.seek(-9, os.SEEK_END)
                assert file.read() == sent[-9:]
                file.seek(min(FRAME, len(sent)) - 5)
                assert file.read(10) == sent[min(FRAME, len(sent)) - 5 :][:10]
