"""Data keys are kept wrapped; a new master key takes over without touching an object."""

import os
from uuid import uuid4

import pytest

from storage.errors import Damaged, UnknownKey
from storage.wrapping import WRAPPED, DataKey, MasterKeys

OLD, NEW = os.urandom(32), os.urandom(32)


def test_a_wrapped_key_is_unwrapped() -> None:
    key = DataKey.new(uuid4())

    wrapped = MasterKeys(NEW).wrap(key)

    assert len(wrapped) == WRAPPED
    assert key.secret not in wrapped
    assert MasterKeys(NEW).unwrap(wrapped, key_id=key.id, owner=key.owner) == key


def test_rotation_wraps_again_and_the_old_master_key_can_go() -> None:
    key = DataKey.new(uuid4())
    before = MasterKeys(OLD).wrap(key)
    both = MasterKeys(NEW, OLD)

    after = both.wrap(both.unwrap(before, key_id=key.id, owner=key.owner))

    assert not both.is_current(before)
    assert both.is_current(after)
    assert MasterKeys(NEW).unwrap(after, key_id=key.id, owner=key.owner) == key


def test_without_its_master_key_a_key_is_lost_and_said_to_be() -> None:
    key = DataKey.new(uuid4())
    wrapped = MasterKeys(OLD).wrap(key)

    with pytest.raises(UnknownKey, match=MasterKeys(OLD).fingerprint):
        MasterKeys(NEW).unwrap(wrapped, key_id=key.id, owner=key.owner)


def test_a_wrapped_key_moved_to_another_row_or_firm_is_refused() -> None:
    key = DataKey.new(uuid4())
    masters = MasterKeys(NEW)
    wrapped = masters.wrap(key)

    with pytest.raises(Damaged):
        masters.unwrap(wrapped, key_id=uuid4(), owner=key.owner)
    with pytest.raises(Damaged):
        masters.unwrap(wrapped, key_id=key.id, owner=uuid4())


@pytest.mark.parametrize("at", range(WRAPPED))
def test_any_changed_byte_is_refused(at: int) -> None:
    key = DataKey.new(uuid4())
    masters = MasterKeys(NEW)
    wrapped = bytearray(masters.wrap(key))
    wrapped[at] ^= 1

    with pytest.raises((Damaged, UnknownKey)):
        masters.unwrap(bytes(wrapped), key_id=key.id, owner=key.owner)


def test_keys_are_read_from_text_newest_first() -> None:
    assert MasterKeys.parse(f"{NEW.hex()}, {OLD.hex()}").fingerprint == MasterKeys(NEW).fingerprint


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 31, "00" * 33])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"32 bytes|hexadecimal|non-hex"):
        MasterKeys.parse(text)


def test_a_key_is_not_shown() -> None:
    key = DataKey.new(uuid4())

    assert repr(key.secret) not in repr(key)
