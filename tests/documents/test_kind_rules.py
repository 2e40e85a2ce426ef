"""What documents of a kind may be: dated versions that the operator sets and files keep."""

import base64
from datetime import timedelta
from typing import Any

import httpx
import pytest
from asyncpg import ExclusionViolationError, ForeignKeyViolationError, RestrictViolationError

from backend.documents.rules import DOCX, PDF, XLSX
from backend.kernel import clock, db
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

pytestmark = pytest.mark.usefixtures("db")

NOW_ON = "UPDATE documents_kind_rule SET {} WHERE kind = 'accounts' AND version = 1"


async def operator(as_: ClientFor) -> httpx.AsyncClient:
    return as_(await make.actor(await make.organisation("operator"), "operator"))


async def firm(as_: ClientFor) -> httpx.AsyncClient:
    return as_(await make.actor(await make.organisation(), "handler"))


async def limits(client: httpx.AsyncClient, kind: str = "accounts") -> dict[str, Any]:
    items = (await client.get("/document-kinds")).json()["items"]
    found: dict[str, Any] = next(each for each in items if each["kind"] == kind)
    return found


async def set_rule(client: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    body = await limits(client, changes.get("kind", "accounts")) | {"reason": "监管要求"} | changes
    del body["version"]
    return await client.post("/operator/kind-rules", json=body)


async def deposit(client: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await client.post(
        "/documents", data={"kind": "accounts"}, files={"file": ("审计报告", content)}
    )


async def announce(client: httpx.AsyncClient, size: int) -> httpx.Response:
    kind = base64.b64encode(b"accounts").decode()
    return await client.post(
        "/uploads",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(size),
            "Upload-Metadata": f"kind {kind},filename {kind}",
        },
    )


async def test_everybody_is_told_what_a_kind_may_be_before_he_uploads(as_: ClientFor) -> None:
    found = await limits(await firm(as_))

    assert {PDF, DOCX, XLSX, "text/plain"} < set(found["media_types"])
    assert (found["version"], found["macros"], found["max_bytes"]) == (1, "refused", 2 * 1024**3)


async def test_no_kind_is_without_a_rule_and_papers_are_nobodys_to_bring(as_: ClientFor) -> None:
    told = (await (await firm(as_)).get("/document-kinds")).json()["items"]
    kept = (await (await operator(as_)).get("/operator/kind-rules")).json()["items"]

    assert {each["kind"] for each in kept} - {each["kind"] for each in told} == {"paper"}
    assert len(kept) == len(told) + 1


async def test_a_new_version_is_in_force_at_once_and_each_file_keeps_its_own(
    as_: ClientFor,
) -> None:
    desk, client = await operator(as_), await firm(as_)
    before = (await deposit(client, samples.docx())).json()

    assert (await set_rule(desk, media_types=[PDF])).json() == {"version": 2}

    other = await deposit(client, samples.xlsx())
    assert (other.status_code, other.json()["code"]) == (422, "documents.type_not_allowed")
    assert other.json()["allowed"] == [PDF]
    after = (await deposit(client, samples.PDF)).json()
    versions = [
        (await client.get(f"/documents/{each['id']}")).json()["rule_version"]
        for each in (before, after)
    ]
    assert versions == [1, 2]
    rows = (await desk.get("/operator/kind-rules")).json()["items"]
    mine = [(each["version"], each["files"]) for each in rows if each["kind"] == "accounts"]
    assert mine == [(2, 1), (1, 1)]


async def test_more_than_the_kind_allows_is_refused_announced_or_sent(as_: ClientFor) -> None:
    desk, client = await operator(as_), await firm(as_)
    await set_rule(desk, max_bytes=100)

    announced, sent = await announce(client, 101), await deposit(client, samples.PDF)

    for answer in (announced, sent):
        assert (answer.status_code, answer.json()["code"]) == (422, "documents.too_large")
        assert answer.json()["limit_bytes"] == 100
    assert (await announce(client, 100)).status_code == 201


async def test_bounds_are_those_of_the_kind(as_: ClientFor) -> None:
    desk, client = await operator(as_), await firm(as_)
    many = samples.PDF.replace(b"/Count 0", b"/Count 12")
    await set_rule(desk, max_pages=11)

    refused = await deposit(client, many)

    assert refused.json() | {"code": "documents.excessive", "limit": 11} == refused.json()
    await set_rule(desk, max_pages=12)
    assert (await deposit(client, many)).status_code == 201


async def test_macros_are_refused_until_the_operator_lets_them_in_with_a_flag(
    as_: ClientFor,
) -> None:
    desk, client = await operator(as_), await firm(as_)

    refused = await deposit(client, samples.docm())
    assert (refused.status_code, refused.json()["code"]) == (422, "documents.macros_refused")
    await set_rule(desk, macros="flagged")

    taken = await deposit(client, samples.docm())
    assert (taken.status_code, taken.json()["flags"]) == (201, ["macros"])


async def test_a_version_begins_on_its_day_and_a_later_plan_gives_way(as_: ClientFor) -> None:
    desk = await operator(as_)
    today = clock.today()
    first, second = today + timedelta(days=10), today + timedelta(days=5)

    await set_rule(desk, valid_on=first.isoformat(), max_pages=10)
    await set_rule(desk, valid_on=second.isoformat(), max_pages=5)

    assert (await limits(desk))["max_pages"] == 3_000
    pages = []
    for day in (4, 5, 11):
        with clock.at(clock.end_of_day(today + timedelta(days=day - 1))):
            pages.append((await limits(desk))["max_pages"])
    assert pages == [3_000, 5, 5]
    rows = (await desk.get("/operator/kind-rules")).json()["items"]
    never = next(each for each in rows if (each["kind"], each["version"]) == ("accounts", 2))
    assert never["valid_from"] == never["valid_to"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"media_types": []}, "media_types"),
        ({"media_types": ["application/zip"]}, "media_types"),
        ({"valid_on": "2026-01-01"}, "valid_on"),
        ({"max_bytes": 2 * 1024**3 + 1}, "max_bytes"),
        ({"max_pages": 0}, "max_pages"),
        ({"reason": " "}, "reason"),
        ({"kind": "paper"}, "kind"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused_by_its_field(
    as_: ClientFor, change: dict[str, Any], key: str
) -> None:
    desk = await operator(as_)
    body = await limits(desk) | {"reason": "监管要求"} | change
    del body["version"]

    answer = await desk.post("/operator/kind-rules", json=body)

    assert answer.status_code == 400
    assert [each["key"] for each in answer.json()["errors"]] == [key]


async def test_setting_a_rule_is_on_record_with_what_stood_before(as_: ClientFor) -> None:
    desk = await operator(as_)

    await set_rule(desk, max_rows=10, reason="试点")

    event = await db.fetch_one(
        "SELECT payload ->> 'reason' AS reason, before ->> 'max_rows' AS before, "
        "after ->> 'max_rows' AS after FROM kernel_event WHERE name = 'documents.kind_rule_set'"
    )
    assert event == {"reason": "试点", "before": "200000", "after": "10"}


COPY = (
    "INSERT INTO documents_kind_rule SELECT gen_random_uuid(), now(), kind, 9, {}, media_types, "
    "max_bytes, max_pages, max_pixels, max_side, max_unpacked_bytes, max_ratio, max_rows, macros, "
    "reason, set_by FROM documents_kind_rule WHERE kind = 'accounts'"
)


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        (COPY.format("now(), NULL"), ExclusionViolationError),
        (
            COPY.format("timestamptz '2019-01-01', timestamptz '2020-01-02'"),
            ExclusionViolationError,
        ),
        (NOW_ON.format("max_pages = 1"), RestrictViolationError),
        (NOW_ON.format("macros = 'flagged'"), RestrictViolationError),
        ("DELETE FROM documents_kind_rule", RestrictViolationError),
        ("UPDATE documents_file SET rule_version = 7", ForeignKeyViolationError),
    ],
)
async def test_the_database_keeps_one_rule_at_a_time_and_every_one_as_it_was(
    as_: ClientFor, statement: str, error: type[Exception]
) -> None:
    await deposit(await firm(as_), samples.PDF)

    with pytest.raises(error):
        await db.execute(statement)


async def test_an_end_that_has_come_stays(as_: ClientFor) -> None:
    await db.execute(NOW_ON.format("valid_to = '2026-01-01'"))

    for end in ("NULL", "'2025-01-01'", "'2027-01-01'"):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(NOW_ON.format(f"valid_to = {end}"))


async def test_kinds_follow_each_other_without_touching(as_: ClientFor) -> None:
    await db.execute(NOW_ON.format("valid_to = '2026-01-01'"))

    await db.execute(COPY.format("timestamptz '2026-01-01', NULL"))
