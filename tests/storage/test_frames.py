"""Sealed objects: every range reads as the slice it is, and no byte can be changed unseen."""

import os
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import frames
from storage.errors import Damaged
from storage.frames import HEADER, OVERHEAD, Cipher, Header, Place

OWNER = UUID(int=1)
DATA_KEY = bytes(range(32))
SMALL = 16


@pytest.fixture(autouse=True, scope="module")
def _small_frames() -> Iterator[None]:
    """Frames of 16 bytes, so that a few hundred bytes make many of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "FRAME", SMALL)
        yield


def cipher_of(sealed: bytes, *, owner: UUID = OWNER, data_key: bytes = DATA_KEY) -> Cipher:
    return Cipher(Header.unpack(sealed[:HEADER]), data_key=data_key, owner=owner)


def seal(plain: bytes) -> bytes:
    cipher = Cipher(Header.new(uuid4()), data_key=DATA_KEY, owner=OWNER)
    parts = [plain[at : at + SMALL] for at in range(0, len(plain), SMALL)] or [b""]
    sealed = [
        cipher.seal(part, index, frames.place_of(index, size=len(plain)))
        for index, part in enumerate(parts)
    ]
    return cipher.header.pack() + b"".join(sealed)


def read(sealed: bytes, start: int, end: int, *, cipher: Cipher | None = None) -> bytes:
    """The range, opened from nothing but the header and the frames of its span."""
    cipher = cipher or cipher_of(sealed)
    size = frames.plain_size(len(sealed))
    span = frames.span(start, end, size=size)
    part, opened = sealed[span.start : span.end], b""
    for index in range(span.first, span.last + 1):
        at = frames.position(index) - span.start
        frame = part[at : at + SMALL + OVERHEAD]
        opened += cipher.open(frame, index, frames.place_of(index, size=size))
    return opened[span.skip : span.skip + span.length]


def read_all(sealed: bytes, **kwargs: Cipher) -> bytes:
    return read(sealed, 0, frames.plain_size(len(sealed)), **kwargs)


@given(st.binary(max_size=5 * SMALL), st.data())
def test_any_range_is_the_slice(plain: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))

    assert read(seal(plain), start, end) == plain[start:end]


@given(st.integers(0, 10**7))
def test_sizes_go_both_ways(size: int) -> None:
    assert frames.plain_size(frames.sealed_size(size)) == size


def test_a_length_that_no_object_has_is_damage() -> None:
    of_length = {frames.sealed_size(size): size for size in range(200)}

    for sealed in range(frames.sealed_size(199)):
        if sealed in of_length:
            assert frames.plain_size(sealed) == of_length[sealed]
        else:
            with pytest.raises(Damaged):
                frames.plain_size(sealed)


@given(st.binary(max_size=3 * SMALL), st.data())
def test_any_changed_byte_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Damaged):
        read_all(bytes(sealed))


@given(st.binary(min_size=1, max_size=4 * SMALL), st.data())
def test_an_object_that_is_cut_off_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(plain)
    kept = data.draw(st.integers(0, len(sealed) - 1))

    with pytest.raises(Damaged):
        read_all(sealed[:kept])


@given(st.integers(2, 6), st.data())
def test_frames_dropped_swapped_or_repeated_are_refused(count: int, data: st.DataObject) -> None:
    sealed = seal(os.urandom(count * SMALL))
    step = SMALL + OVERHEAD
    parts = [sealed[at : at + step] for at in range(HEADER, len(sealed), step)]
    order = data.draw(
        st.lists(st.integers(0, count - 1), min_size=1, max_size=count + 1).filter(
            lambda drawn: drawn != list(range(count))
        )
    )

    with pytest.raises(Damaged):
        read_all(sealed[:HEADER] + b"".join(parts[index] for index in order))


def test_a_frame_of_another_object_of_the_same_firm_is_refused() -> None:
    one, other = seal(b"a" * 2 * SMALL), seal(b"b" * 2 * SMALL)
    second = frames.position(1)

    with pytest.raises(Damaged):
        read_all(one[:second] + other[second:])


def test_another_firms_key_or_name_opens_nothing() -> None:
    sealed = seal(b"confidential")

    assert read_all(sealed) == b"confidential"
    with pytest.raises(Damaged):
        read_all(sealed, cipher=cipher_of(sealed, data_key=os.urandom(32)))
    with pytest.raises(Damaged):
        read_all(sealed, cipher=cipher_of(sealed, owner=UUID(int=2)))


def test_the_tail_of_an_upload_is_no_part_of_an_object() -> None:
    cipher = Cipher(Header.new(uuid4()), data_key=DATA_KEY, owner=OWNER)
    tail = cipher.seal(b"arrived so far", 0, Place.TAIL)

    with pytest.raises(Damaged):
        read_all(cipher.header.pack() + tail)


def test_the_same_frame_sealed_twice_shares_no_nonce() -> None:
    cipher = Cipher(Header.new(uuid4()), data_key=DATA_KEY, owner=OWNER)

    sealed = {cipher.seal(b"the same", 3, Place.MIDDLE)[: frames.NONCE] for _ in range(100)}

    assert len(sealed) == 100


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 11), (11, 11)])
def test_what_is_no_range_is_not_asked_for(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="Not a range"):
        frames.span(start, end, size=10)
