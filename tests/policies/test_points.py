"""What an insurer asks for before it is bound, and premium that goes to the insurer itself."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from backend.documents.states import Kind
from backend.kernel import clock, db
from backend.kernel.db import transaction
from tests import make as people
from tests.conftest import ClientFor
from tests.insurance.conftest import SetMode
from tests.policies.conftest import Deal, deal_of
from tests.registry.make import scan
from tests.underwriting import make

pytestmark = pytest.mark.usefixtures("db", "licensed")


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


WANTED: dict[str, Any] = {
    "options": [{"label": "标准"}],
    "subjectivities": [
        {"text": "承保前提交最新自由实施意见", "before_binding": True},
        {"text": "起保后三十日内补交营业执照", "before_binding": False},
    ],
}


async def asked_for_more(deal: Deal) -> UUID:
    """The first quote anew, with two subjectivities."""
    quote = deal.quotes[0]
    submission = await db.fetch_value(
        "SELECT submission FROM underwriting_quote WHERE id = $1", quote
    )
    revised = await deal.as_(deal.desks[0].l1).post(
        f"/submissions/{submission}/revision", json=WANTED
    )
    assert revised.status_code == 200, revised.text
    found: UUID = await db.fetch_value(
        "SELECT id FROM underwriting_quote WHERE submission = $1 ORDER BY created_at DESC LIMIT 1",
        submission,
    )
    return found


async def test_a_point_is_shown_sent_back_shown_again_and_binds_when_it_is_met(  # noqa: PLR0915 - one story
    deal: Deal,
) -> None:
    quote, lead = await asked_for_more(deal), deal.as_(deal.desks[0].l1)
    firm = deal.as_(deal.firm.handler)
    policy = await deal.bound(quote)
    path = f"/policies/{policy['id']}/subjectivities"
    paper = str(await scan(deal.firm.handler, Kind.OTHER))
    foreign = await make.firm()
    theirs = str(await scan(foreign.handler, Kind.OTHER))
    shown = {"text": "见附件", "file_ids": [paper]}

    nothing = await lead.post(f"{path}/1/return", json={"reason": "x"})
    stolen = await firm.post(f"{path}/1/answer", json={"text": "x", "file_ids": [theirs]})
    unread = await lead.get(f"/documents/{paper}")
    first = await firm.post(f"{path}/1/answer", json=shown)
    again = await firm.post(f"{path}/1/answer", json=shown)
    read = await lead.get(f"/documents/{paper}")
    returned = await lead.post(f"{path}/1/return", json={"reason": "意见已过期"})
    second = await firm.post(f"{path}/1/answer", json=shown)
    strangers = [
        await deal.as_(actor).post(f"{path}/1/{act}", json=body)
        for actor, act, body in (
            (foreign.handler, "answer", {"text": "x"}),
            (deal.desks[1].l1, "fulfilment", {"note": "x"}),
            (deal.desks[1].l1, "return", {"reason": "x"}),
        )
    ]
    met = await lead.post(f"{path}/1/fulfilment", json={"note": "已阅"})
    late = await firm.post(f"{path}/1/answer", json={"text": "再补"})
    unknown = await firm.post(f"{path}/9/answer", json={"text": "x"})

    assert [(each["kind"], each["n"]) for each in policy["open_points"]] == [("subjectivity", 1)]
    assert (policy["state"], "subjectivity-answer" in policy["allowed_actions"]) == (
        "bind_requested",
        True,
    )
    assert code(nothing) == (409, "policies.nothing_shown")
    assert code(stolen) == code(unknown) == (404, "not_found")
    assert (unread.status_code, read.status_code) == (404, 200)
    assert first.status_code == 200, first.text
    assert len(again.json()["subjectivities"][0]["answers"]) == 1
    assert returned.json()["subjectivities"][0]["answers"][0]["reason"] == "意见已过期"
    assert [each["n"] for each in second.json()["subjectivities"][0]["answers"]] == [1, 2]
    assert {code(each) for each in strangers} == {(404, "not_found")}
    assert met.json()["state"] == "bound"
    assert met.json()["subjectivities"][0]["met_by"] == deal.desks[0].l1.name
    assert code(late) == (409, "policies.already_signed")
    assert "subjectivity-answer" in late_actions(await firm.get(f"/policies/{policy['id']}"))
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await db.execute("UPDATE policies_subjectivity_answer SET text = 'x'")


def late_actions(seen: httpx.Response) -> list[str]:
    """A point that may be shown after binding is still open."""
    found: list[str] = seen.json()["allowed_actions"]
    return found


async def test_premium_of_an_insurers_own_platform_is_mirrored_and_issues_the_policy(  # noqa: PLR0915 - one story
    as_: ClientFor, set_mode: SetMode, licensed: None
) -> None:
    held = await deal_of(as_)
    mine = await held.bound(held.quotes[0])
    set_mode("insurer_owned")
    bound = await held.bound(held.quotes[1])
    lead, other = held.as_(held.desks[1].l1), held.as_(held.desks[0].l1)
    path, gross = f"/policies/{bound['id']}/premium-receipt", bound["gross_fen"]
    today = clock.today()

    def receipt(amount: int, name: str = "B-1", days: int = 0) -> dict[str, Any]:
        on = (today + timedelta(days=days)).isoformat()
        return {"reference": name, "amount_fen": amount, "received_on": on}

    brokers = await other.post(f"/policies/{mine['id']}/premium-receipt", json=receipt(1))
    foreign = await other.post(path, json=receipt(1))
    early = await lead.post(path, json=receipt(1, days=1))
    above = await lead.post(path, json=receipt(gross + 1))
    offered = (await lead.get(f"/policies/{bound['id']}")).json()["allowed_actions"]
    part = await lead.post(path, json=receipt(gross - 1))
    same = await lead.post(path, json=receipt(gross - 1))
    reused = await lead.post(path, json=receipt(1))
    set_mode("info_only")
    rest = await lead.post(path, json=receipt(1, "B-2"))
    over = await lead.post(path, json=receipt(1, "B-3"))
    books = await db.fetch(
        "SELECT a.book, a.purpose, sum(p.amount_fen)::bigint AS fen FROM payments_posting p "
        "JOIN payments_account a ON a.id = p.account WHERE a.holder = $1 OR a.book = 'memo' "
        "GROUP BY 1, 2 ORDER BY 2",
        held.desks[1].id,
    )

    assert offered == ["premium-receipt"]
    assert code(brokers) == (409, "policies.not_mirrored")
    assert code(foreign) == (404, "not_found")
    assert early.status_code == 400
    assert (code(above), above.json()["open_fen"]) == ((422, "policies.receipt_above_open"), gross)
    assert (part.json()["state"], same.json()["state"]) == ("bound", "bound")
    assert code(reused) == (409, "payments.key_reused")
    assert rest.json()["state"] == "issued"
    assert code(over) == (409, "policies.nothing_due")
    assert [(row["book"], row["purpose"], row["fen"]) for row in books] == [
        ("memo", "bank", gross),
        ("memo", "premium", -gross),
    ]


async def test_an_insurer_says_how_long_it_answers_and_its_quotes_hold(  # noqa: PLR0915 - one story
    as_: ClientFor,
) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    admin, today = as_(desk.admin), clock.today()

    def rule(days: int, *, on: int = 0, valid: int = 7) -> dict[str, Any]:
        day = (today + timedelta(days=on)).isoformat()
        return {"from_on": day, "answer_days": days, "valid_days": valid}

    made = await admin.post("/desk-rules", json=rule(2))
    same = await admin.post("/desk-rules", json=rule(2))
    other = await admin.post("/desk-rules", json=rule(3))
    past = await admin.post("/desk-rules", json=rule(3, on=-1))
    wide = [await admin.post("/desk-rules", json=each) for each in (rule(61, on=1), rule(0, on=1))]
    person = await as_(desk.l1).post("/desk-rules", json=rule(2, on=1))
    listed = (await admin.get("/desk-rules")).json()
    rival = await people.actor(await people.organisation("insurer"), "admin")
    hidden = (await as_(rival).get("/desk-rules")).json()
    sent = await make.sent(firm, desk, answers=make.E2, line="star_composite")
    told = (await as_(desk.l1).get(f"/submissions/{sent[desk.id]['id']}")).json()
    (quoted,) = [
        each
        for row in (await make.sent(await make.firm(), desk)).values()
        for each in (await as_(desk.l1).get(f"/submissions/{row['id']}")).json()["quotes"]
    ]

    assert made.status_code == 201, made.text
    assert same.json() == made.json()
    assert code(other) == (409, "underwriting.rule_begins")
    assert code(past) == (422, "underwriting.day_past")
    assert {each.status_code for each in wide} == {400}
    assert code(person) == (403, "forbidden")
    assert [(each["own"], each["answer_days"]) for each in listed["items"]] == [
        (True, 2),
        (False, 5),
    ]
    assert [each["own"] for each in hidden["items"]] == [False]
    assert told["submission"]["due_on"] == clock.add_working_days(today, 2).isoformat()
    held = datetime.fromisoformat(quoted["valid_until"])
    assert held == clock.end_of_day(today + timedelta(days=7))
    with pytest.raises(asyncpg.PostgresError):
        async with transaction():
            await db.execute("UPDATE underwriting_desk_rule SET answer_days = 9")
