"""A list to print: the whole of it or a refusal, of whom it concerns alone, and nowhere kept.

That it is its workbook cell by cell, `test_lists` and `test_more_lists` say of every list.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from backend.kernel import db, printed
from backend.kernel.auth import Actor
from backend.kernel.workbook import written
from tests import make
from tests.conftest import ClientFor
from tests.exports.test_lists import happened
from tests.lending import scene
from tests.workbooks import sheets

SHEET = "/exports/sheet"
EVENTS = {"list": "audit_events", "filters": {"name": "test.happened"}}


async def the_admin() -> Actor:
    return await make.actor(await make.organisation("bank"), "admin")


async def test_as_many_rows_as_are_printed_stand_there_and_one_more_is_refused(
    committed: str, as_: ClientFor
) -> None:
    admin = await the_admin()
    await happened(admin, printed.MOST)
    client = as_(admin)
    whole = await client.post(SHEET, json=EVENTS)
    await happened(admin, 1)
    refused = await client.post(SHEET, json=EVENTS)

    assert (whole.status_code, len(whole.json()["rows"])) == (200, printed.MOST)
    assert whole.json()["title"] == "审计记录"
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "export_too_long_to_print")
    assert (told["rows"], told["limit"]) == (printed.MOST + 1, printed.MOST)


async def test_others_rows_are_not_printed(committed: str, as_: ClientFor) -> None:
    admin, other = await the_admin(), await the_admin()
    await happened(admin, 3)

    mine = await as_(admin).post(SHEET, json=EVENTS)
    theirs = await as_(other).post(SHEET, json=EVENTS)

    assert (len(mine.json()["rows"]), theirs.json()["rows"]) == (3, [])


@pytest.mark.parametrize(
    ("name", "filters", "status", "code"),
    [
        ("nothing", {}, 400, "invalid_request"),
        ("audit_events", {"colour": "red"}, 400, "invalid_request"),
        ("assets", {}, 403, "forbidden"),
        ("annual_fees", {}, 403, "forbidden"),
        ("bordereau", {"month": "2026-11-01"}, 403, "forbidden"),
        ("cultivation_library", {}, 403, "forbidden"),
        ("target_statements", {"code": "2022-2025.overseas"}, 403, "forbidden"),
        ("unverified", {}, 403, "forbidden"),
        ("postings", {"account_id": str(uuid4())}, 404, "not_found"),
    ],
)
async def test_what_is_not_exported_is_not_printed(
    db: None, as_: ClientFor, name: str, filters: dict[str, str], status: int, code: str
) -> None:
    client = as_(await the_admin())

    answers = [
        await client.post(path, json={"list": name, "filters": filters})
        for path in (SHEET, "/exports")
    ]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(status, code)}


async def test_what_was_printed_is_kept_nowhere(committed: str, as_: ClientFor) -> None:
    at = await scene.scene()
    client = as_(at.handler)
    key = {"Idempotency-Key": "one and the same"}
    first = await client.post(SHEET, json={"list": "assets"}, headers=key)
    await db.execute("UPDATE portfolio_right SET title = '另一名称'")
    again = await client.post(SHEET, json={"list": "assets"}, headers=key)

    assert first.json()["rows"] != again.json()["rows"]
    assert "另一名称" in str(again.json()["rows"])
    assert await db.fetch_value("SELECT count(*) FROM kernel_idempotency") == 0
    assert await db.fetch_value("SELECT count(*) FROM exports_export") == 0


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("=1+1", "=1+1"),
        (12345, "12345"),
        (Decimal("1234567.80"), "1,234,567.80"),
        (Decimal("-0.5"), "-0.50"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 2, 28, 16, 5, 9, tzinfo=UTC), "2026-03-01 00:05:09"),
    ],
)
def test_a_cell_is_the_text_that_a_spreadsheet_shows(cell: object, text: str) -> None:
    assert printed.text(cell) == text


async def test_a_workbook_says_the_second_that_was_though_the_next_is_near() -> None:
    moment = datetime(2026, 2, 28, 16, 5, 9, 999_999, tzinfo=UTC)
    book = await written("Moments", ["At"], [[moment]], filters=[])
    try:
        ((at,),) = sheets(book.path.read_bytes())["Moments"][1:]
    finally:
        book.discard()

    assert f"{at:%Y-%m-%d %H:%M:%S}" == printed.text(moment) == "2026-03-01 00:05:09"
