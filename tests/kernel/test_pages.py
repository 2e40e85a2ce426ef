"""Cursors come back as they went, and a stranger's cursor is a malformed request."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from backend.kernel.errors import InvalidField
from backend.kernel.pages import cut, decode_cursor, encode_cursor, limit_of, total_of


def test_a_cursor_comes_back() -> None:
    moment, row = datetime(2026, 1, 1, tzinfo=UTC), uuid4()

    assert decode_cursor(encode_cursor(moment, row, 3), datetime, type(row), int) == [
        moment,
        row,
        3,
    ]


@pytest.mark.parametrize("cursor", ["", "x", "W10", encode_cursor("a"), "☃", "e30", "WzFd" * 500])
def test_a_strangers_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidField):
        decode_cursor(cursor, datetime, int)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, float("inf")),
        (int, 2**63),
        (int, "NaN"),
        (str, "a\0b"),
        (str, "\ud800"),
        (str, 1),
        (datetime, "0001-01-01T00:00:00+14:00"),
        (datetime, "9999-12-31T23:59:59-14:00"),
    ],
)
def test_a_cursor_holds_only_what_the_database_can_hold(kind: type, value: object) -> None:
    with pytest.raises(InvalidField):
        decode_cursor(encode_cursor(value), kind)


def test_a_page_knows_whether_more_follows() -> None:
    assert cut([1, 2, 3], 2, key=lambda n: (n,)) == ([1, 2], encode_cursor(2))
    assert cut([1, 2], 2, key=lambda n: (n,)) == ([1, 2], None)


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_page_is_bounded(limit: int) -> None:
    with pytest.raises(InvalidField):
        limit_of(limit)


def test_totals_stay_cheap() -> None:
    assert total_of(10_000) == 10_000
    assert total_of(10_001) == "10000+"
