"""A long list leaves as a file: asked for, written by a worker, found again, taken, forgotten."""

import asyncio
import csv
import io
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook

from backend.documents import gateway
from backend.documents import service as documents
from backend.exports import rules, service
from backend.exports.lists import LISTS
from backend.kernel import clock, db, listed
from backend.kernel.auth import Actor
from backend.worker import running
from tests import make
from tests.conftest import ClientFor
from tests.exports.sheets import is_printed
from tests.lending import scene
from tests.treasury.test_power_cut import worker

Run = Callable[[], Awaitable[int]]
PATIENCE = 180
EXPORTS = "/exports"
#: Tested in `test_more_lists`.
ELSEWHERE = {
    "annual_fees",
    "awards",
    "bank_accounts",
    "bank_statement_lines",
    "bank_statements",
    "bordereau",
    "broker_sales",
    "consent_receipts",
    "cultivation_library",
    "documents",
    "fee_schedules",
    "high_value_patents",
    "inquiries",
    "invoice_rules",
    "kyb_cases",
    "licence_offers",
    "licences",
    "loan_products",
    "organisations",
    "overseas_grants",
    "papers",
    "part_reports",
    "patent_imports",
    "payees",
    "payment_orders",
    "payout_lists",
    "pledges",
    "policies",
    "portfolio_imports",
    "postings",
    "product_capacities",
    "proposals",
    "read_log",
    "sheet_lines",
    "sign_ins",
    "statement_layouts",
    "submissions",
    "target_entries",
    "target_months",
    "target_statements",
    "tier_versions",
    "unverified",
    "valuation_requests",
    "value_alerts",
}


async def the_admin() -> Actor:
    return await make.actor(await make.organisation("bank"), "admin")


async def happened(by: Actor, times: int) -> None:
    """So many events of this organisation."""
    await db.execute(
        "INSERT INTO kernel_event (id, name, subject, subject_id, occurred_at, actor_id, "
        "actor_name, actor_roles, organisation_id, organisation_name, address, request_id, "
        "payload, parties) SELECT gen_random_uuid(), 'test.happened', 'test', gen_random_uuid(), "
        "now(), $1, '=甲', '{}', $2, '乙', '', '', jsonb_build_object('n', n), '{}' "
        "FROM generate_series(1, $3) AS n",
        by.user_id,
        by.organisation_id,
        times,
    )


async def asked(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await client.post(EXPORTS, json={"list": "audit_events", **body})
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def ended(client: httpx.AsyncClient, export_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while True:
        found: dict[str, Any] = (await client.get(f"{EXPORTS}/{export_id}")).json()
        if found["state"] in {"done", "failed"}:
            return found
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.05)


async def test_a_worker_writes_a_list_that_is_too_long_to_wait_for(
    committed: str, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "AT_ONCE", 100)
    admin = await the_admin()
    await happened(admin, 1234)
    client = as_(admin)

    refused = await client.get("/audit-events/export.xlsx?name=test.happened")
    async with running(committed):
        begun = await asked(client, filters={"name": "test.happened"})
        found = await ended(client, begun["id"])
        deadline = time.monotonic() + PATIENCE
        while not (told := (await client.get("/notifications")).json()["items"]):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)
    taken = await client.get(f"{EXPORTS}/{begun['id']}/content")

    assert (refused.status_code, refused.json()["code"]) == (422, "export_too_large")
    assert (begun["state"], begun["rows_total"]) == ("queued", 1234)
    assert (found["state"], found["rows_done"], found["filters"]) == (
        "done",
        1234,
        {"name": "test.happened"},
    )
    assert found["asked_by"] == admin.name
    assert found["allowed_actions"] == ["content"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    cover = {
        str(row[0]): row[1] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    }
    rows = book.get_sheet_by_index(1).to_python()
    assert (cover["操作"], cover["行数"]) == ("test.happened", 1234)
    assert len(rows) == 1 + 1234
    assert rows[1][2] == "'=甲"
    assert "filename*=UTF-8''" in taken.headers["content-disposition"]
    assert [each["name"] for each in told] == ["exports.list_ended"]
    assert told[0]["facts"] == {
        "list": "audit_events",
        "rows": 1234,
        "state": "done",
        "failure": None,
    }
    assert await db.fetch_value("SELECT count(*) FROM kernel_dead_letter") == 0


async def test_the_file_is_sealed_and_goes_at_its_hour(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    admin = await the_admin()
    await happened(admin, 3)
    client = as_(admin)
    begun = await asked(client, format="csv", filters={"name": "test.happened"})
    await run_jobs()
    key = await db.fetch_value("SELECT object_key FROM documents_temporary_file")
    stored = await in_store(key)

    with clock.at(clock.now() + rules.KEPT + timedelta(seconds=1)):
        late = (await client.get(f"{EXPORTS}/{begun['id']}")).json()
        refused = await client.get(f"{EXPORTS}/{begun['id']}/content")
        await service.tend()

    assert stored.startswith(b"ZRCF")
    assert "乙".encode() not in stored
    assert (late["state"], late["allowed_actions"]) == ("expired", ["again"])
    assert (refused.status_code, refused.json()["code"]) == (409, "exports.expired")
    assert await db.fetch_value("SELECT count(*) FROM documents_temporary_file") == 0
    assert await gateway.is_missing(key)


async def in_store(key: str) -> bytes:
    return b"".join([piece async for piece in gateway.place().store.read(key)])


async def test_equal_bytes_stay_while_one_of_them_is_kept(committed: str) -> None:
    owner = (await make.organisation()).id

    async def bytes_() -> Any:
        yield b"same"

    soon, later = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=3)
    await documents.keep_for_a_while(bytes_(), owner=owner, until=soon)
    second, _ = await documents.keep_for_a_while(bytes_(), owner=owner, until=later)

    with clock.at(soon + timedelta(minutes=1)):
        gone = await documents.forget_over()
        kept = await documents.open_for_a_while(second)
        content = b"".join([piece async for piece in kept])

    assert (gone, content) == (1, b"same")


async def test_the_nightly_sweep_knows_what_is_kept_for_a_while(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    admin = await the_admin()
    await happened(admin, 1)
    await asked(as_(admin))
    await run_jobs()

    with clock.at(clock.now() + timedelta(days=2)):
        await documents.sweep()

    keys = await db.fetch("SELECT object_key FROM documents_temporary_file")
    found = await db.fetch("SELECT object_key FROM documents_incident")
    assert len(keys) == 1
    assert keys[0] not in found


async def test_only_who_asked_finds_it_and_only_while_he_may_read_the_list(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    bank = await make.organisation("bank")
    admin, colleague = await make.actor(bank, "admin"), await make.actor(bank, "admin")
    begun = await asked(as_(admin))
    await run_jobs()
    path = f"{EXPORTS}/{begun['id']}"
    less = replace(admin, permissions=frozenset(), roles=frozenset({"maker"}))

    answers = {
        "admin": await as_(admin).get(path),
        "colleague": await as_(colleague).get(path),
        "less": await as_(less).get(path),
        "less content": await as_(less).get(f"{path}/content"),
    }
    listed_for = {who.name: (await as_(who).get(EXPORTS)).json()["total"] for who in (admin, less)}
    for_colleague = (await as_(colleague).get(EXPORTS)).json()["total"]

    assert {who: each.status_code for who, each in answers.items()} == {
        "admin": 200,
        "colleague": 404,
        "less": 404,
        "less content": 404,
    }
    assert listed_for == {less.name: 0}
    assert (await as_(admin).get(EXPORTS)).json()["total"] == 1
    assert for_colleague == 0


async def test_who_lost_the_right_before_it_was_written_is_told_so(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    admin = await the_admin()
    begun = await asked(as_(admin))
    await db.execute(
        "UPDATE identity_member SET roles = ARRAY['maker'] WHERE id = $1", admin.user_id
    )

    await run_jobs()

    found = (await as_(admin).get(f"{EXPORTS}/{begun['id']}")).json()
    assert (found["state"], found["failure"]) == ("failed", rules.RightsLost.code)
    assert found["allowed_actions"] == ["again"]
    content = await as_(admin).get(f"{EXPORTS}/{begun['id']}/content")
    assert content.json()["code"] == rules.NotDone.code


async def test_asked_again_while_it_is_under_way_it_is_the_same(
    committed: str, as_: ClientFor
) -> None:
    client = as_(await the_admin())

    first = await asked(client, filters={"name": "x"})
    again = await asked(client, filters={"name": "x"})
    other = await asked(client, filters={"name": "y"})

    assert first["id"] == again["id"] != other["id"]
    assert await db.fetch_value("SELECT count(*) FROM exports_export") == 2


async def test_one_person_has_no_more_than_five_under_way(committed: str, as_: ClientFor) -> None:
    client = as_(await the_admin())
    for n in range(rules.MAX_UNDER_WAY):
        await asked(client, filters={"name": f"{n}"})

    refused = await client.post(EXPORTS, json={"list": "audit_events", "filters": {"name": "z"}})

    assert (refused.status_code, refused.json()["code"]) == (409, rules.TooManyUnderWay.code)
    assert refused.json()["limit"] == rules.MAX_UNDER_WAY


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"list": "nothing"}, 400, "invalid_request"),
        ({"list": "audit_events", "filters": {"colour": "red"}}, 400, "invalid_request"),
        ({"list": "audit_events", "filters": {"actor_id": "x"}}, 400, "invalid_request"),
        ({"list": "audit_events", "filters": {"name": "\u0000"}}, 400, "invalid_request"),
        ({"list": "loan_book", "format": "csv"}, 422, rules.FormUnknown.code),
        ({"list": "register", "filters": {"as_known_on": "2026-01-01"}}, 403, "forbidden"),
        ({"list": "assets", "format": "csv"}, 403, "forbidden"),
    ],
)
async def test_what_cannot_be_exported_is_refused(
    db: None, as_: ClientFor, body: dict[str, Any], status: int, code: str
) -> None:
    client = as_(await the_admin())

    answer = await client.post(EXPORTS, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_two_workers_write_it_once(committed: str, as_: ClientFor) -> None:
    admin = await the_admin()
    await happened(admin, 2000)
    begun = await asked(as_(admin))

    await asyncio.gather(*(service.run(UUID(begun["id"])) for _ in range(2)))

    assert (await ended(as_(admin), begun["id"]))["state"] == "done"
    assert await db.fetch_value("SELECT count(*) FROM documents_temporary_file") == 1
    ends = "SELECT count(*) FROM kernel_event WHERE name = 'exports.list_ended'"
    assert await db.fetch_value(ends) == 1


async def test_an_attempt_that_died_is_taken_up_once_nobody_is_heard(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    admin = await the_admin()
    await happened(admin, 10)
    begun = await asked(as_(admin))
    await db.execute("DELETE FROM pgqueuer")
    await db.execute(
        "UPDATE exports_export SET state = 'running', run = $1, beat_at = now(), attempts = 1",
        uuid4(),
    )

    await service.tend()
    await service.run(UUID(begun["id"]))
    while_heard = (await as_(admin).get(f"{EXPORTS}/{begun['id']}")).json()["state"]
    with clock.at(clock.now() + 3 * rules.UNHEARD):
        await service.tend()
        await run_jobs()

    assert while_heard == "running"
    assert (await ended(as_(admin), begun["id"]))["state"] == "done"


async def test_what_cannot_be_written_is_given_up_after_three_attempts(
    committed: str, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await the_admin()
    begun = await asked(as_(admin))

    async def broken(_: Any, __: Actor) -> listed.Extract:
        raise RuntimeError("The disk is on fire.")

    monkeypatch.setitem(
        LISTS,
        "audit_events",
        replace(LISTS["audit_events"], open=broken),
    )
    for _ in range(rules.MAX_ATTEMPTS):
        with pytest.raises(RuntimeError):
            await service.run(UUID(begun["id"]))
    await service.run(UUID(begun["id"]))

    found = (await as_(admin).get(f"{EXPORTS}/{begun['id']}")).json()
    assert (found["state"], found["failure"]) == ("failed", rules.NotWritten.code)


async def test_every_list_leaves_as_a_job_as_it_does_at_once(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    at = await scene.scene()
    await scene.drawable(at)
    asks = [
        ("loan_applications", at.bank.maker, "/loan-applications/export", "csv"),
        ("loan_applications", at.bank.maker, "/loan-applications/export", "xlsx"),
        ("loan_book", at.bank.maker, "/loan-book/export", "xlsx"),
        ("charges", at.handler, "/charges/export", "csv"),
        ("charges", at.handler, "/charges/export", "xlsx"),
        ("invoices", at.handler, "/invoices/export", "csv"),
        ("invoices", at.handler, "/invoices/export", "xlsx"),
        ("assets", at.handler, "/portfolio/assets/export", "csv"),
        ("assets", at.handler, "/portfolio/assets/export", "xlsx"),
        ("register", at.bank.maker, "/register/export", "xlsx"),
    ]
    for name, who, path, form in asks:
        client = as_(who)
        begun = await asked(client, list=name, format=form)
        await run_jobs()
        job = await client.get(f"{EXPORTS}/{begun['id']}/content")
        once = await client.get(f"{path}.{form}")

        assert job.status_code == 200, (name, job.text)
        assert _rows(job.content, form) == _rows(once.content, form), name
        assert len(_rows(job.content, form)) - 1 == begun["rows_total"], name
        if form == "xlsx":
            book = CalamineWorkbook.from_filelike(io.BytesIO(job.content))
            told = {str(row[0]): row[-1] for row in book.get_sheet_by_index(0).to_python()}
            await is_printed(client, name, {}, cover=told, rows=_rows(job.content, form))
    assert {name for name, *_ in asks} | {"audit_events"} | ELSEWHERE == set(LISTS)


def _rows(content: bytes, form: str) -> list[list[Any]]:
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()


@contextmanager
def killed_while_writing(dsn: str, home: Path) -> Iterator[None]:
    with worker(dsn, home) as process:
        yield
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=20)


@pytest.mark.slow
async def test_kill_9_in_the_middle_loses_nothing_and_writes_it_once(
    committed: str, as_: ClientFor, tmp_path: Path
) -> None:
    admin = await the_admin()
    await happened(admin, 60_000)
    client = as_(admin)
    begun = await asked(client, filters={"name": "test.happened"})
    deadline = time.monotonic() + PATIENCE

    with killed_while_writing(committed, tmp_path / "home"):
        while not (await client.get(f"{EXPORTS}/{begun['id']}")).json()["rows_done"] > 0:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
    left = (await client.get(f"{EXPORTS}/{begun['id']}")).json()
    await db.execute("UPDATE exports_export SET beat_at = beat_at - interval '5 minutes'")
    with worker(committed, tmp_path / "home"):
        found = await ended(client, begun["id"])

    assert left["state"] == "running"
    assert (found["state"], found["rows_done"]) == ("done", begun["rows_total"])
    assert await db.fetch_value("SELECT attempts FROM exports_export") == 2
    assert await db.fetch_value("SELECT count(*) FROM documents_temporary_file") == 1
