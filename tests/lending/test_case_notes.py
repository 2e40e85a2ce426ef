"""A bank's notes on a case are its own: nobody else is ever answered a word of them."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asyncpg import PostgresError

from backend.kernel import db
from backend.kernel.db import transaction
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import Scene

pytestmark = pytest.mark.usefixtures("db")
CONTRACT = Path(__file__).parents[2] / "contracts" / "openapi.json"
SECRET = "实控人另有隐债-7f3a9"


@pytest.fixture
async def case() -> tuple[Scene, str]:
    at = await scene.scene()
    view = await scene.drawable(at)
    return at, f"/loan-applications/{view.row.id}"


async def _texts(as_: ClientFor, at: Scene, path: str) -> list[str]:
    """All notes, newest first, by pages of one."""
    found, cursor = [], None
    while True:
        query = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = (await as_(at.bank.desk).get(f"{path}/notes", params=query)).json()
        found += [each["text"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return found


async def test_a_note_is_corrected_by_its_author_once_and_never_lost(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case

    async def write(by: Any, text: str, **more: Any) -> Any:
        return await as_(by).post(f"{path}/notes", json={"text": text, **more})

    first = await write(at.bank.maker, "  已电话核实订单  ")
    assert (first.status_code, first.json()["may_correct"]) == (201, True)
    corrects = {"replaces": first.json()["id"]}
    other = await write(at.bank.checker, "不同意", **corrects)
    second = await write(at.bank.maker, "已电话核实两份订单", **corrects)
    again = await write(at.bank.maker, "三份", **corrects)
    lost = await write(at.bank.maker, "三份", replaces=str(uuid4()))
    empty = await write(at.bank.maker, "   ")

    assert (other.status_code, other.json()["code"]) == (422, "lending.note_of_another")
    assert (again.status_code, again.json()["code"]) == (409, "lending.note_corrected")
    assert (lost.status_code, empty.status_code) == (404, 400)
    assert await _texts(as_, at, path) == ["已电话核实两份订单", "已电话核实订单"]
    newest, oldest = (await as_(at.bank.checker).get(f"{path}/notes")).json()["items"]
    assert oldest["replaced_by"] == newest["id"] == second.json()["id"]
    assert (newest["may_correct"], oldest["may_correct"]) == (False, False), "not the checker's"
    assert newest["written_by"] == at.bank.maker.name
    for statement in ("UPDATE lending_note SET text = 'x'", "DELETE FROM lending_note"):
        with pytest.raises(PostgresError, match="lending_note"):
            async with transaction():
                await db.execute(statement)


async def test_the_database_lets_nobody_correct_anothers_note(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case
    note = (await as_(at.bank.maker).post(f"{path}/notes", json={"text": "一"})).json()["id"]
    with pytest.raises(PostgresError, match="lending_note_corrects_its_own"):
        async with transaction():
            await db.execute(
                "INSERT INTO lending_note (id, application, text, written_by, written_by_name, "
                "replaces) SELECT gen_random_uuid(), application, 'x', gen_random_uuid(), 'x', id "
                "FROM lending_note WHERE id = $1",
                note,
            )


async def test_no_answer_to_anybody_else_holds_a_word_of_it(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    """Every address that reads, asked by the firm and by another bank for all that is its own."""
    at, path = case
    key = {"Idempotency-Key": str(uuid4())}
    written = [
        await as_(at.bank.maker).post(f"{path}/notes", json={"text": SECRET}, headers=key)
        for _ in range(2)
    ]
    assert written[0].json() == written[1].json(), "the same act twice is one note"
    assert await _texts(as_, at, path) == [SECRET]
    pack = await as_(at.bank.checker).post(f"{path}/evidence-pack")
    assert pack.status_code == 200, pack.text
    own = (await as_(at.signatory).get(path)).json()
    ids = {
        "application_id": own["id"],
        "pledge_id": own["pledge_id"],
        "request_id": own["request_id"],
        "organisation_id": str(at.firm.id),
    }
    reading = {
        route.removeprefix("/api/v1"): {each["name"] for each in item["get"].get("parameters", [])}
        for route, item in json.loads(CONTRACT.read_text())["paths"].items()
        if "get" in item
    }
    asked = 0
    for template, takes in reading.items():
        names = {part[1:-1] for part in template.split("/") if part.startswith("{")}
        if not names <= ids.keys():
            continue
        address = template.format(**ids)
        for reader in (at.signatory, at.handler, at.other.maker):
            for query in ({}, {"q": SECRET})[: 1 + ("q" in takes)]:
                answer = await as_(reader).get(address, params=query)
                shown = json.dumps(query) if query else ""
                assert SECRET not in answer.text.replace(shown, ""), (address, reader.kind)
                asked += answer.status_code == 200
    assert asked > 100, "the walk read something"
    for reader, status in ((at.signatory, 403), (at.other.maker, 404)):
        assert (await as_(reader).get(f"{path}/notes")).status_code == status
        denied = await as_(reader).post(f"{path}/notes", json={"text": "x"})
        assert denied.status_code == status
    told = await db.fetch("SELECT * FROM kernel_event WHERE name = 'lending.note_written'")
    assert [each["parties"] for each in told] == [[at.bank.id]]
    everything = await db.fetch("SELECT payload::text, after::text FROM kernel_event")
    kept = await db.fetch("SELECT terms::text AS terms FROM papers_paper")
    messages = await db.fetch("SELECT facts::text AS facts FROM notifications_notification")
    assert SECRET not in str([everything, kept, messages])
