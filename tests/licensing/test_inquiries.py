"""Two firms talk about an offer, agree or not, and record the licence; nobody else sees it."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.criteria.facts import add_months
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.errors import NotFound
from backend.kernel.events import history
from backend.licensing import refusals, rules, service
from backend.licensing.rules import Price, Scope
from backend.licensing.states import LicenceKind, PriceForm
from tests.conftest import ClientFor
from tests.documents import make as documents
from tests.licensing.make import firm, offered, published

pytestmark = pytest.mark.usefixtures("db")


def deal(kind: LicenceKind = LicenceKind.PLAIN, **changes: Any) -> service.Deal:
    return service.Deal(
        **{
            "scope": Scope(kind=kind),
            "price": Price(form=PriceForm.LUMP, lump_fen=40_000_00),
            "starts_on": clock.today(),
            **changes,
        }
    )


async def asked(offer: service.OfferView, by: Actor) -> service.InquiryView:
    return await service.inquire(offer.row["id"], "贵司专利可否许可？", file_ids=(), by=by)


async def test_the_thread_is_the_two_parties_and_ends_in_a_licence(as_: ClientFor) -> None:
    licensor, offer = await offered()
    _, asker = await firm()
    _, stranger = await firm()
    paper = await documents.file(asker)
    client, other = as_(asker), as_(licensor)

    opened = await client.post(
        "/inquiries",
        json={
            "offer_id": str(offer.row["id"]),
            "text": "可否许可？",
            "document_ids": [str(paper.id)],
        },
    )
    assert opened.status_code == 201
    path = f"/inquiries/{opened.json()['id']}"
    assert (await other.get(f"/documents/{paper.id}")).status_code == 200
    assert (await as_(stranger).get(f"/documents/{paper.id}")).status_code == 404
    assert (await as_(stranger).get(path)).status_code == 404
    twice = await client.post("/inquiries", json={"offer_id": str(offer.row["id"]), "text": "再问"})
    assert twice.json()["code"] == "licensing.already_inquired"

    nothing = await other.post(f"{path}/agreement", json={"proposal": 1})
    assert nothing.json()["code"] == "licensing.nothing_proposed"
    terms = {
        "scope": {"kind": "plain", "fields": ["biomedicine"]},
        "price": {"form": "running", "rate_bp": 300, "rate_base": "sales", "minimum_fen": 1000},
        "starts_on": clock.today().isoformat(),
    }
    proposed = (await client.post(f"{path}/proposal", json=terms)).json()
    assert (proposed["proposal_n"], proposed["proposed_by"]) == (1, "asker")
    assert "agreement" not in proposed["allowed_actions"]
    own = await client.post(f"{path}/agreement", json={"proposal": 1})
    assert own.json()["code"] == "licensing.own_proposal"
    stale = await other.post(f"{path}/agreement", json={"proposal": 2})
    assert stale.json()["code"] == "licensing.proposal_changed"
    agreed = (await other.post(f"{path}/agreement", json={"proposal": 1})).json()

    assert (agreed["state"], agreed["allowed_actions"]) == ("agreed", [])
    licence = (await client.get(f"/licences/{agreed['licence_id']}")).json()
    assert licence["deal"]["price"]["rate_bp"] == 300
    assert licence["recordal_due_on"] == add_months(clock.today(), 3).isoformat()
    assert (await as_(stranger).get(f"/licences/{licence['id']}")).status_code == 404


async def test_the_recordal_is_entered_once(as_: ClientFor) -> None:
    licensor, offer = await offered(kind=LicenceKind.OPEN)
    _, asker = await firm()
    made = await asked(offer, asker)
    done = await service.agree(made.row["id"], proposal=1, by=asker)
    path = f"/licences/{done.row['licence']}/recordal"
    entry = {"recordal_number": "X2026310000123", "recorded_on": clock.today().isoformat()}

    early = await as_(asker).post(path, json=entry | {"recorded_on": "2020-01-01"})
    entered = await as_(asker).post(path, json=entry)
    again = await as_(licensor).post(path, json=entry | {"recordal_number": "X2026310000124"})

    assert early.json()["code"] == "licensing.recordal_day_wrong"
    assert entered.json()["recordal_number"] == "X2026310000123"
    assert again.json()["code"] == "licensing.already_recorded"
    left = await as_(licensor).get("/licences", params={"unrecorded": True})
    assert left.json()["total"] == 0


async def test_an_inquiry_ends_without_a_licence_and_the_papers_are_taken_back(
    as_: ClientFor,
) -> None:
    licensor, offer = await offered()
    _, asker = await firm()
    paper = await documents.file(licensor)
    made = await asked(offer, asker)
    await service.write(made.row["id"], "请看附件", file_ids=(paper.id,), by=licensor)
    assert (await as_(asker).get(f"/documents/{paper.id}")).status_code == 200

    path = f"/inquiries/{made.row['id']}"
    unsaid = await as_(asker).post(f"{path}/refusal", json={"reason_code": "price", "reason": ""})
    closed = (
        await as_(asker).post(
            f"{path}/refusal", json={"reason_code": "price", "reason": "价格不合适"}
        )
    ).json()

    assert unsaid.status_code == 400
    assert (closed["state"], closed["reason"]) == ("not_agreed", "价格不合适")
    assert [each["text"] for each in closed["messages"]] == ["贵司专利可否许可？", "请看附件"]
    assert (await as_(asker).get(f"/documents/{paper.id}")).status_code == 404
    late = await as_(asker).post(f"{path}/messages", json={"text": "再谈"})
    assert (late.status_code, late.json()["code"]) == (409, "illegal_transition")
    with pytest.raises(asyncpg.CheckViolationError):
        await db.execute("UPDATE licensing_inquiry SET reason = NULL")


async def test_an_open_licence_is_taken_by_notice_on_the_declared_terms() -> None:
    licensor, offer = await offered(kind=LicenceKind.OPEN, price=Price(form=PriceForm.FREE))
    _, asker = await firm()

    made = await asked(offer, asker)
    done = await service.agree(made.row["id"], proposal=1, by=asker)

    assert done.row["licence"] is not None
    assert (await service.offer(offer.row["id"], by=licensor)).row["state"] == "published"


async def test_an_exclusive_licence_leaves_no_room_for_others() -> None:
    licensor, plain = await offered()
    _, asker = await firm()
    made = await asked(plain, asker)
    late = await asked(plain, (await firm())[1])
    await service.propose(late.row["id"], deal(), by=licensor)
    await service.propose(made.row["id"], deal(LicenceKind.EXCLUSIVE), by=asker)

    await service.agree(made.row["id"], proposal=1, by=licensor)

    off = await service.offer(plain.row["id"], by=licensor)
    assert (off.row["state"], off.row["cause"]) == ("unavailable", "licensed")
    with pytest.raises(rules.LicenceConflicts):
        await service.propose(late.row["id"], deal(LicenceKind.PLAIN), by=licensor)
    with pytest.raises(refusals.NotAvailable):
        await asked(plain, (await firm())[1])
    with pytest.raises(rules.LicenceConflicts):
        await service.publish(plain.row["id"], by=licensor)
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with db.transaction():
            await db.execute(
                "INSERT INTO licensing_licence (id, number, inquiry, right_id, licensor, "
                "licensee, kind, fields, territory, starts_on, terms, agreed_by, "
                "agreed_by_name, recordal_due_on) SELECT gen_random_uuid(), 'LL-X', $1, "
                "right_id, licensor, licensee, 'plain', '{}', '{}', starts_on, terms, "
                "agreed_by, 'x', recordal_due_on FROM licensing_licence",
                late.row["id"],
            )


async def test_nobody_inquires_of_himself_or_after_the_withdrawal() -> None:
    licensor, offer = await offered()
    with pytest.raises(refusals.OwnOffer):
        await asked(offer, licensor)
    await service.withdraw(offer.row["id"], by=licensor)
    with pytest.raises(NotFound):
        await asked(offer, (await firm())[1])


async def test_both_sides_are_told_of_a_recordal_that_falls_due_once() -> None:
    licensor, offer = await offered(kind=LicenceKind.OPEN)
    _, asker = await firm()
    made = await asked(offer, asker)
    done = await service.agree(made.row["id"], proposal=1, by=asker)
    await db.execute(
        "UPDATE licensing_licence SET starts_on = $1, recordal_due_on = $2",
        clock.today() - timedelta(days=60),
        clock.today() + timedelta(days=7),
    )

    await service.remind()
    await service.remind()

    told = await history("licence", done.row["licence"])
    assert [each.payload["days_left"] for each in told] == [7]
    assert len(set(told[0].parties)) == 2
    assert (await published(licensor, offer.row["right_id"])).row["state"] == "published"


async def test_a_thread_is_closed_as_it_was_read(as_: ClientFor) -> None:
    """What the other side wrote and proposed meanwhile is read before the inquiry is closed."""
    licensor, offer = await offered()
    _, asker = await firm()
    made = await asked(offer, asker)
    path = f"/inquiries/{made.row['id']}"
    first = await service.propose(made.row["id"], deal(), by=asker)
    read = (await as_(licensor).get(path)).json()
    seen = {
        "state": read["state"],
        "proposal": read["proposal_n"],
        "last_message": read["messages"][-1]["id"],
    }
    higher = deal(price=Price(form=PriceForm.LUMP, lump_fen=90_000_00))
    await service.propose(made.row["id"], higher, by=asker)
    await service.write(made.row["id"], "愿加价", file_ids=(), by=asker)

    body = {"reason_code": "price", "reason": "价格偏低", "seen": seen}
    refused = await as_(licensor).post(f"{path}/refusal", json=body)

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "licensing.inquiry_moved"), refused.text
    named = {each["field"]: each for each in told["differences"]}
    assert named.keys() == {"message", "lump_fen"}
    assert (named["lump_fen"]["before"], named["lump_fen"]["after"]) == (40_000_00, 90_000_00)
    assert (named["message"]["before"], named["message"]["after"]) == (
        "贵司专利可否许可？",
        "愿加价",
    )
    # The other firm is told by its name, nobody of it by his.
    assert {each["by"] for each in told["differences"]} == {asker.organisation_name}
    stale = await as_(licensor).post(f"{path}/agreement", json={"proposal": 1})
    assert stale.json()["code"] == "licensing.proposal_changed"
    assert [each["field"] for each in stale.json()["differences"]] == ["lump_fen"]
    again = (await as_(licensor).get(path)).json()
    seen = {
        "state": again["state"],
        "proposal": again["proposal_n"],
        "last_message": again["messages"][-1]["id"],
    }
    closed = await as_(licensor).post(f"{path}/refusal", json=body | {"seen": seen})
    assert closed.json()["state"] == "not_agreed", closed.text
    assert first.row["proposed_n"] == 1
    late = await as_(asker).post(f"{path}/refusal", json=body | {"seen": seen})
    assert [each["field"] for each in late.json()["differences"]] == ["state"]
