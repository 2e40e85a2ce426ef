"""Firm and bank write to each other on an application; what is said stays, and between the two."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import PostgresError

from backend.documents import service as documents
from backend.documents.states import Kind
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.lending.service import offers
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.lending import scene
from tests.lending.scene import Scene

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def case() -> tuple[Scene, str]:
    at = await scene.scene()
    view = await scene.in_review(at)
    return at, f"/loan-applications/{view.row.id}/messages"


async def _paper(by: Actor, name: str = "订单合同.pdf") -> UUID:
    file = await make_documents.file(by, name=name, kind=Kind.CONTRACT)
    return file.id


async def test_both_sides_read_the_same_and_each_names_only_its_own_people(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case

    asked = await as_(at.bank.checker).post(path, json={"text": "  请说明前五大客户  "})
    answered = await as_(at.handler).post(path, json={"text": "见附件"})

    assert (asked.status_code, answered.status_code) == (201, 201), asked.text
    firm = (await as_(at.signatory).get(path)).json()
    bank = (await as_(at.bank.desk).get(path)).json()
    assert [each["text"] for each in firm["items"]] == ["见附件", "请说明前五大客户"]
    assert [each["text"] for each in bank["items"]] == [each["text"] for each in firm["items"]]
    assert [each["author"] for each in firm["items"]] == [at.handler.name, None]
    assert [each["author"] for each in bank["items"]] == [None, at.bank.checker.name]
    assert [each["organisation"] for each in firm["items"]] == [
        at.firm.name,
        at.bank.organisation.name,
    ]
    assert at.bank.checker.name not in (await as_(at.signatory).get(path)).text
    assert (firm["total"], firm["may_write"], bank["may_write"]) == (2, True, True)


async def test_each_member_has_his_own_unread_mark(as_: ClientFor, case: tuple[Scene, str]) -> None:
    at, path = case
    for text in ("一", "二"):
        await as_(at.bank.maker).post(path, json={"text": text})

    async def unread(by: Actor) -> tuple[int, list[bool]]:
        page = (await as_(by).get(path)).json()
        return page["unread"], [each["unread"] for each in page["items"]]

    assert await unread(at.handler) == (2, [True, True])
    assert await unread(at.bank.maker) == (0, [False, False]), "his own side's"
    first = await as_(at.handler).post(f"{path}/read", json={"read_n": 1})
    assert (first.status_code, first.json()) == (200, {"unread": 1})
    assert await unread(at.handler) == (1, [True, False])
    assert await unread(at.signatory) == (2, [True, True])
    await as_(at.handler).post(f"{path}/read", json={"read_n": 2})
    again = await as_(at.handler).post(f"{path}/read", json={"read_n": 1})
    assert again.json() == {"unread": 0}, "what was read stays read"
    await as_(at.signatory).post(f"{path}/read", json={"read_n": 9})
    await as_(at.bank.maker).post(path, json={"text": "三"})
    assert await unread(at.signatory) == (1, [True, False, False]), "not what came later"


async def test_papers_go_with_a_message_from_either_side_and_end_with_the_case(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case
    theirs, ours = await _paper(at.handler), await _paper(at.bank.maker, "贷款合同样本.pdf")
    assert await documents.readable_ids([theirs], by=at.bank.maker) == set()

    await as_(at.handler).post(path, json={"text": "合同", "document_ids": [str(theirs)]})
    await as_(at.bank.maker).post(path, json={"text": "样本", "document_ids": [str(ours)]})

    for reader in (at.bank.checker, at.signatory):
        page = (await as_(reader).get(path)).json()
        assert [
            (each["documents"][0]["name"], each["documents"][0]["readable"])
            for each in page["items"]
        ] == [("贷款合同样本.pdf", True), ("订单合同.pdf", True)]
    assert await documents.readable_ids([theirs, ours], by=at.other.maker) == set()
    stolen = await as_(at.bank.maker).post(
        path, json={"text": "转发", "document_ids": [str(theirs)]}
    )
    assert stolen.status_code == 404, "a paper of the firm is not the bank's to give"
    lost = await as_(at.handler).post(path, json={"text": "x", "document_ids": [str(uuid4())]})
    assert lost.status_code == 404
    assert (await as_(at.handler).get(path)).json()["total"] == 2

    application = UUID(path.split("/")[2])
    await offers.withdraw(application, reason="", by=at.signatory)
    page = (await as_(at.bank.maker).get(path)).json()
    assert [each["documents"][0]["readable"] for each in page["items"]] == [True, False]


async def test_it_is_open_from_the_submission_to_the_end(as_: ClientFor) -> None:
    at = await scene.scene()
    draft = await scene.drafted(at)
    path = f"/loan-applications/{draft.row.id}/messages"

    early = await as_(at.handler).post(path, json={"text": "您好"})
    assert (early.status_code, early.json()["code"]) == (409, "lending.messages_not_open")
    assert (await as_(at.bank.maker).post(path, json={"text": "x"})).status_code == 404
    await scene.submit(at, draft)
    assert (await as_(at.handler).post(path, json={"text": "您好"})).status_code == 201
    await offers.withdraw(draft.row.id, reason="", by=at.signatory)
    late = await as_(at.bank.maker).post(path, json={"text": "再见"})

    assert (late.status_code, late.json()["code"]) == (409, "lending.messages_closed")
    assert late.json()["state"] == "withdrawn"
    page = (await as_(at.bank.maker).get(path)).json()
    assert (page["total"], page["may_write"]) == (1, False), "what was said stays"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "   "}, 400),
        ({"text": "x" * 4001}, 400),
        ({"text": "a\x00b"}, 400),
        ({"text": "x", "document_ids": [str(uuid4()) for _ in range(21)]}, 400),
        ({"text": "x", "author": "行长"}, 400),
        ({"text": "<script>alert(1)</script>\u202e '; DROP TABLE lending_message; --"}, 201),
        ({"text": "好" * 4000}, 201),
    ],
)
async def test_what_is_hostile_is_refused_or_plain_text(
    as_: ClientFor, case: tuple[Scene, str], body: dict[str, Any], status: int
) -> None:
    at, path = case
    answer = await as_(at.handler).post(path, json=body)
    assert answer.status_code == status, answer.text
    if status == 201:
        told = (await as_(at.bank.maker).get(path)).json()["items"]
        assert [each["text"] for each in told] == [body["text"]]


async def test_it_is_paged_newest_first_and_written_once_per_key(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case
    key = {"Idempotency-Key": str(uuid4())}
    twice = [await as_(at.handler).post(path, json={"text": "1"}, headers=key) for _ in range(2)]
    assert twice[0].json() == twice[1].json()
    for n in range(2, 6):
        await as_(at.bank.maker if n % 2 else at.handler).post(path, json={"text": str(n)})

    found: list[str] = []
    cursor = None
    while True:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = (await as_(at.bank.desk).get(path, params=query)).json()
        found += [each["text"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert found == ["5", "4", "3", "2", "1"]
    spoilt = await as_(at.handler).get(path, params={"cursor": "!!!"})
    assert spoilt.status_code == 400


async def test_nobody_else_learns_that_anything_was_written(
    as_: ClientFor, case: tuple[Scene, str]
) -> None:
    at, path = case
    await as_(at.bank.maker).post(path, json={"text": "内情"})
    stranger = await make.actor(await make.organisation("firm"), "handler", "signatory")
    for by in (at.other.maker, stranger):
        assert (await as_(by).get(path)).status_code == 404
        assert (await as_(by).post(path, json={"text": "x"})).status_code == 404
        assert (await as_(by).post(f"{path}/read", json={"read_n": 1})).status_code == 404
    for kind, role in (("district", "officer"), ("operator", "operator")):
        by = await make.actor(await make.organisation(kind), role)
        assert (await as_(by).get(path)).status_code == 403
    assert (await as_(at.bank.admin).post(path, json={"text": "x"})).status_code == 403
    (told,) = await db.fetch(
        "SELECT parties, payload FROM kernel_event WHERE name = 'lending.message_written'"
    )
    assert set(told["parties"]) == {at.firm.id, at.bank.id}
    assert "内情" not in str(told["payload"]), "the log says that, never what"


async def test_the_database_keeps_what_was_said(as_: ClientFor, case: tuple[Scene, str]) -> None:
    at, path = case
    await as_(at.bank.maker).post(path, json={"text": "一"})
    for statement in (
        "UPDATE lending_message SET text = 'x'",
        "DELETE FROM lending_message",
        "TRUNCATE lending_message CASCADE",
    ):
        with pytest.raises(PostgresError, match="lending_message"):
            async with transaction():
                await db.execute(statement)
    with pytest.raises(PostgresError, match="of the firm or the bank"):
        async with transaction():
            await db.execute(
                "INSERT INTO lending_message (id, application, n, organisation, author, "
                "author_name, text, document_ids) SELECT gen_random_uuid(), application, 2, $1, "
                "author, 'x', 'x', '{}' FROM lending_message",
                at.other.id,
            )
