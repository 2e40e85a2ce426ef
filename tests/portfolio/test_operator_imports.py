"""The operator brings in the reference: joining, precedence, conflicts, warnings, crashes."""

import asyncio
import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.db import fetch, fetch_value, loads
from backend.kernel.settings import settings
from backend.portfolio import service
from backend.portfolio.service import chunks, importing
from backend.portfolio.states import Source
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import (
    GOOGLE,
    csv_of,
    figures,
    gazette_row,
    imported,
    pasted,
    refused,
    right_of,
)


def number(serial: int, *, kind: int = 1, year: int = 2018) -> str:
    return make.application_number(serial, kind=kind, year=year)


def invention(serial: int, **changes: str) -> dict[str, str]:
    """A published invention application of 2018."""
    return gazette_row(
        **{
            "name": "一种芯片",
            "authorization_notice_id": f"CN1{serial:08d}A",
            "authorized_announcement_date": "2019.07.12",
            "filing_id": number(serial),
            "filing_date": "2018.12.16",
            "patentee": "上海某某微电子有限公司",
            "Int.Cl.": "H01L21/336(2006.01)I;",
            **changes,
        }
    )


def granted(serial: int, **changes: str) -> dict[str, str]:
    return invention(
        serial,
        **{
            "authorization_notice_id": f"CN1{serial:08d}B",
            "authorized_announcement_date": "2021.03.05",
            **changes,
        },
    )


@pytest.fixture
async def by(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


async def the_right(number_text: str, by: Actor) -> service.RightView:
    right_id = await right_of(number_text, by=by)
    return (await service.views([right_id]))[right_id]


async def test_an_application_and_its_grant_are_one_right(by: Actor) -> None:
    first = await imported(csv_of([invention(1)]), by=by)
    published = await the_right(number(1), by)
    second = await imported(csv_of([granted(1)]), by=by)
    right = await the_right("CN100000001B", by)

    assert (figures(first), figures(second)) == ((1, 0, 0, 0, 0), (0, 0, 1, 0, 0))
    assert published.granted_on is None
    assert published.patentees == ()
    assert published.applicants == ("上海某某微电子有限公司",)
    assert right.id == published.id
    assert str(right.granted_on) == "2021-03-05"
    assert right.patentees == ("上海某某微电子有限公司",)
    assert right.publication_no == "CN100000001B"
    assert right.source is Source.GAZETTE
    assert right.label.startswith("ZL 2018 1 ")
    assert str(right.expires_on) == "2038-12-16"
    assert right.industry == "integrated_circuits"
    assert right.can_be_pledged_at_cnipa


async def test_the_same_in_one_file_and_in_the_other_order(by: Actor) -> None:
    run = await imported(csv_of([granted(1), invention(1), granted(2)]), by=by)

    right = await the_right(number(1), by)
    assert figures(run) == (2, 0, 1, 0, 0)
    assert str(right.granted_on) == "2021-03-05"
    assert right.publication_no == "CN100000001B"
    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 2


async def test_an_identical_row_is_a_duplicate_and_a_differing_one_a_conflict(by: Actor) -> None:
    rows = [
        granted(1, item="1"),
        granted(1, item="2"),
        granted(1, item="3", name="另一种芯片", patentee="某某有限公司"),
    ]

    run = await imported(csv_of(rows), by=by)

    assert figures(run) == (1, 1, 0, 1, 0)
    [conflict] = await refused(run, by=by)
    assert conflict["code"] == "portfolio.conflict_in_file"
    assert conflict["field"] == "name, patentee"
    assert loads(conflict["passing"]) == {"form": "same_as_row", "facts": {"row": 1}}


async def test_a_destroyed_number_is_never_guessed_and_joined_when_it_comes(by: Actor) -> None:
    run = await imported(csv_of([granted(1, filing_id="2.0181E+12")]), by=by)
    lost = await the_right("CN100000001B", by)

    assert figures(run) == (1, 0, 0, 0, 1)
    assert lost.application_no is None
    assert lost.label == "CN100000001B"
    assert not lost.can_be_pledged_at_cnipa

    again = await imported(csv_of([granted(1)]), by=by)
    found = await the_right(number(1), by)

    assert figures(again) == (0, 0, 1, 0, 0)
    assert found.id == lost.id
    assert found.application_no is not None


async def test_two_rows_that_turn_out_to_be_one_patent_are_joined(by: Actor) -> None:
    await imported(csv_of([granted(1, filing_id="2.0181E+12"), invention(1)]), by=by)
    lost = await the_right("CN100000001B", by)
    kept = await the_right(number(1), by)
    firm = await make.organisation("firm")
    handler = await make.actor(firm, "handler")
    await service.add_assets([lost.id, kept.id], numbers=[], by=handler)

    run = await imported(csv_of([granted(1)]), by=by)

    assert figures(run) == (0, 0, 1, 0, 0)
    both = await service.views([lost.id, kept.id])
    assert both[lost.id] == both[kept.id]
    assert str(both[lost.id].granted_on) == "2021-03-05"
    assert both[lost.id].publication_no == "CN100000001B"
    holdings = await service.check_holdings([lost.id, kept.id], firm.id)
    assert holdings[lost.id] == holdings[kept.id]
    await service.lock_rights([lost.id, kept.id])
    assert await right_of("CN100000001B", by=by) == kept.id


async def test_a_publication_that_belongs_to_another_application_is_refused(by: Actor) -> None:
    await imported(csv_of([granted(1)]), by=by)

    run = await imported(csv_of([granted(1, filing_id=number(2))]), by=by)
    other = await imported(csv_of([granted(1, authorization_notice_id="CN100000009B")]), by=by)

    for each in (run, other):
        assert figures(each) == (0, 0, 0, 1, 0)
        assert (await refused(each, by=by))[0]["code"] == "portfolio.numbers_contradict"


async def test_a_vendor_never_overwrites_the_gazette(by: Actor) -> None:
    await imported(csv_of([granted(1)]), by=by)
    vendor = dict.fromkeys(GOOGLE, "") | {
        "id": "CN-100000001-B",
        "title": "Something else",
        "assignee": "Somebody Else Ltd.",
        "filing/creation date": "2017-01-01",
        "publication date": "2021-03-06",
        "grant date": "2021-03-06",
        "result link": "https://patents.google.com/patent/CN100000001B/en",
    }

    run = await imported(csv_of([vendor], header=GOOGLE, encoding="utf-8"), by=by)

    right = await the_right(number(1), by)
    assert figures(run) == (0, 1, 0, 0, 0)
    assert (right.title, str(right.filing_on)) == ("一种芯片", "2018-12-16")
    assert str(right.granted_on) == "2021-03-05"


async def test_the_gazette_overwrites_a_vendor_and_a_declaration(by: Actor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    declared = await right_of("CN100000001B", by=handler)
    vendor = dict.fromkeys(GOOGLE, "") | {
        "id": "CN-100000001-B",
        "title": "A chip",
        "assignee": "Shanghai Micro Co., Ltd.",
        "filing/creation date": "2018-12-15",
        "publication date": "2021-03-05",
        "grant date": "2021-03-05",
        "result link": "https://patents.google.com/patent/CN100000001B/en",
    }

    await imported(csv_of([vendor], header=GOOGLE, encoding="utf-8"), by=by)
    between = await the_right("CN100000001B", by)
    await imported(csv_of([granted(1)]), by=by)
    after = await the_right("CN100000001B", by)

    assert between.id == after.id == declared
    assert between.source is Source.VENDOR_EXPORT
    assert between.patentees == ()
    assert after.source is Source.GAZETTE
    assert (after.title, str(after.filing_on)) == ("一种芯片", "2018-12-16")
    assert str(after.expires_on) == "2038-12-16"


async def test_a_number_that_a_firm_declared_gives_way_to_the_gazette(by: Actor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    content = csv_of([granted(7, filing_id=number(1))])
    await imported(content, by=handler, reference=False)

    run = await imported(csv_of([granted(1)]), by=by)

    right = await the_right(number(1), by)
    other = await the_right("CN100000007B", by)
    assert figures(run) == (1, 0, 0, 0, 0)
    assert right.publication_no == "CN100000001B"
    assert other.id != right.id
    assert other.application_no is None


async def test_an_older_gazette_does_not_undo_a_newer_one(by: Actor) -> None:
    await imported(csv_of([granted(1, name="新名")]), by=by)

    run = await imported(csv_of([invention(1, name="旧名")]), by=by)

    right = await the_right(number(1), by)
    assert right.title == "新名"
    assert figures(run) == (0, 0, 1, 0, 0)  # its earlier publication is new


async def test_the_address_of_a_person_is_stored_nowhere(by: Actor) -> None:
    address = "200000上海市浦东新区张衡路500弄1号"
    rows = [
        granted(1, patentee="张鹏;上海某某微电子有限公司", address=address),
        granted(2, patentee="张鹏", address=address, filing_id="2018112345678"),
        granted(3, patentee="", address=address),
        granted(4, address="200001上海市黄浦区南京路1号"),
    ]

    run = await imported(csv_of(rows), by=by)

    assert run["rows_refused"] == 1
    for table in ("portfolio_right", "portfolio_import_row", "portfolio_import_run"):
        assert not await fetch(f"SELECT 1 FROM {table} t WHERE t::text LIKE '%张衡路%'")
    assert await fetch_value("SELECT count(*) FROM portfolio_right WHERE address LIKE '%南京路%'")


async def test_the_uploaded_file_is_deleted_when_the_run_has_ended(by: Actor) -> None:
    done = await imported(csv_of([granted(1)]), by=by)
    failed = await imported(b"\x89PNG\r\n\x1a\n" + bytes(100), by=by)

    assert (done["state"], failed["state"]) == ("done", "failed")
    assert failed["failure_code"] == "portfolio.format_unrecognised"
    assert failed["rows_total"] == 0
    assert not importing.spool(done["id"]).exists()
    assert not importing.spool(failed["id"]).exists()


async def test_swapped_columns_are_noted_on_the_run(by: Actor) -> None:
    rows = [
        granted(at, designer="200001上海市黄浦区南京路1号", address="张鹏") for at in range(1, 6)
    ]

    run = await imported(csv_of(rows), by=by)

    assert db.loads(run["notes"]) == [
        {"code": "columns_swapped", "fields": ["address", "inventors"]}
    ]


async def test_a_lost_upload_fails_the_run(by: Actor) -> None:
    queued = await service.import_numbers([number(1)], reference=True, by=by)
    importing.spool(queued["id"]).unlink()

    await service.run_import(queued["id"])

    run = await service.import_run(queued["id"], reference=True, by=by)
    assert run["failure_code"] == "portfolio.upload_lost"


async def test_a_crash_in_the_middle_is_taken_up_where_it_stood(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK_ROWS", 3)
    rows = [granted(at, item=str(at)) for at in range(1, 9)]
    content = csv_of([*rows, granted(2, item="99"), granted(3, name="别的")])
    queued = await service.import_file(_once(content), file_name="f.csv", reference=True, by=by)
    record = chunks.record
    calls = 0

    async def crash_at_the_second(*args: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        await record(*args, **named)
        if calls == 2:
            raise ConnectionError("the machine went away")

    monkeypatch.setattr(chunks, "record", crash_at_the_second)
    with pytest.raises(ConnectionError):
        await service.run_import(queued["id"])
    half = await service.import_run(queued["id"], reference=True, by=by)
    monkeypatch.setattr(chunks, "record", record)
    await service.run_import(queued["id"])
    await service.run_import(queued["id"])  # delivered twice: nothing happens
    run = await service.import_run(queued["id"], reference=True, by=by)

    assert (half["state"], half["rows_total"]) == ("running", 3)
    assert (run["state"], figures(run)) == ("done", (8, 1, 0, 1, 0))
    assert (
        await fetch_value("SELECT count(*) FROM portfolio_import_row WHERE run = $1", run["id"])
        == 10
    )
    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 8


async def test_what_never_ended_is_given_up_and_its_file_deleted(by: Actor) -> None:
    stuck = await service.import_numbers([number(1)], reference=True, by=by)
    fresh = await service.import_numbers([number(2)], reference=True, by=by)
    orphan = importing.spool(uuid4())
    await asyncio.to_thread(orphan.write_bytes, b"left over")
    for path in (importing.spool(stuck["id"]), importing.spool(fresh["id"]), orphan):
        await asyncio.to_thread(os.utime, path, (0, 0))
    await db.execute(
        "UPDATE portfolio_import_run SET created_at = now() - interval '2 days' WHERE id = $1",
        stuck["id"],
    )

    await service.sweep_uploads()

    run = await service.import_run(stuck["id"], reference=True, by=by)
    assert (run["state"], run["failure_code"]) == ("failed", "portfolio.import_broken")
    assert not importing.spool(stuck["id"]).exists()
    assert not orphan.exists()
    assert importing.spool(fresh["id"]).exists()


async def test_a_large_file_is_cut_off_at_its_limit(
    by: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.portfolio.rules.MAX_UPLOAD_BYTES", 1000)
    own = settings().model_copy(update={"home": tmp_path})
    monkeypatch.setattr(importing, "settings", lambda: own)

    with pytest.raises(Exception, match="larger than an import") as refusal:
        await service.import_file(_once(b"x" * 1001), file_name="f", reference=True, by=by)

    assert refusal.value.code == "portfolio.upload_too_large"  # type: ignore[attr-defined]
    assert _files(tmp_path) == []


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


async def _once(content: bytes) -> Any:
    yield content


async def test_the_operators_list_of_numbers_is_reference(by: Actor, as_: ClientFor) -> None:
    numbers = [number(1), "US-11355780-B2", "CN100000001B", "CN209102019"]

    run = await pasted(numbers, by=by, reference=True)
    again = await pasted(numbers, by=by, reference=True)
    listed = (await as_(by).get("/patents")).json()

    assert figures(run) == (3, 0, 0, 1, 1)
    assert figures(again) == (0, 3, 0, 1, 0)
    assert {item["kind"] for item in listed["items"]} == {"invention", "foreign"}
    assert {item["source"] for item in listed["items"]} == {"vendor_export"}


async def test_the_operators_upload_shows_its_progress_and_figures(
    by: Actor, as_: ClientFor
) -> None:
    client = as_(by)
    rows = [granted(at, item=str(at)) for at in range(1, 6)]

    queued = await client.post("/patents/imports", files={"file": ("x.png", csv_of(rows))})
    path = f"/patents/imports/{queued.json()['id']}"
    waiting = (await client.get(path)).json()
    await service.run_import(UUID(queued.json()["id"]))
    done = (await client.get(path)).json()
    first = (await client.get(f"{path}/rows?outcome=accepted&limit=2")).json()
    second = (await client.get(f"{path}/rows?limit=2&cursor={first['next']}")).json()

    assert queued.status_code == 202
    assert (waiting["state"], waiting["rows_total"]) == ("queued", 0)
    assert (done["state"], done["rows_total"], done["rows_accepted"]) == ("done", 5, 5)
    assert done["bytes_read"] == done["bytes_total"] > 0
    assert done["columns"][0] == "item"
    assert [row["line"] for row in (*first["items"], *second["items"])] == [1, 2, 3, 4]
    assert first["total"] == 5
    assert (await client.get(f"{path}/rows?outcome=odd")).status_code == 400
