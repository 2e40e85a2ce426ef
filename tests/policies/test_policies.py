"""From two quotes to a policy in force: compared, read, taken, bound, paid, issued."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from backend.kernel import clock, db
from backend.kernel.db import transaction
from backend.payments import service as payments
from backend.policies.service import binding, issuing
from tests import make as people
from tests.insurance.conftest import SetMode
from tests.payments.make import moved
from tests.policies.conftest import Deal
from tests.treasury import make as treasury
from tests.underwriting import make

RunJobs = Callable[[], Awaitable[int]]


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def held(purpose: str, holder: UUID) -> int:
    """In client money."""
    found = await db.fetch_value(
        "SELECT sum(p.amount_fen) FROM payments_posting p JOIN payments_account a "
        "ON a.id = p.account WHERE a.holder = $1 AND a.book = 'client' AND a.purpose = $2",
        *(holder, purpose),
    )
    return int(found)


async def _both_sides_heard(deal: Deal, policy: str) -> None:
    lead = deal.desks[0]
    told = {"underwriting.submission_sent", "underwriting.quote_given"}
    told |= {f"policies.{name}" for name in ("accepted", "binding_requested", "bound", "issued")}
    for reader in (deal.firm.handler, lead.l2):
        messages = (await deal.as_(reader).get("/notifications")).json()["items"]
        about = {each["name"]: each for each in messages}
        assert told <= set(about)
        assert about["policies.issued"]["subject_id"] == policy
        assert about["underwriting.quote_given"]["facts"]["proposal_id"] == str(deal.proposal)
    kept = (await deal.as_(lead.l1).get("/insurance-risks")).json()["items"]
    number = await db.fetch_value(
        "SELECT number FROM underwriting_submission WHERE insurer = $1", lead.id
    )
    assert [each["reference"] for each in kept] == [f"{number}/2"]


async def test_e1_is_compared_taken_paid_by_statement_and_issued(
    deal: Deal, run_jobs: RunJobs
) -> None:
    quote, lead = deal.quotes[0], deal.desks[0]

    compared = await deal.compared(subsidy="shenzhen")
    bound = await deal.bound(quote)
    admin, clerk = await treasury.desk()
    account = await treasury.account(admin, book="client")
    early = await deal.buyer.get(f"/policies/{bound['id']}")
    money = treasury.Move(
        bound["gross_fen"],
        clock.today(),
        name=deal.firm.signatory.organisation_name,
        memo=f"保费 {bound['charge_reference']}",
    )
    sent = await treasury.send(deal.as_, clerk, account, treasury.as_csv(treasury.table([money])))
    while await run_jobs():
        pass
    issued = (await deal.buyer.get(f"/policies/{bound['id']}")).json()
    papers = (await deal.buyer.get("/papers", params={"subject": bound["id"]})).json()["items"]

    assert [each["standing"] for each in compared["quotes"]] == ["open", "open"]
    gross, estimate = (
        next(each for each in compared["rows"] if each["term"] == term)
        for term in ("gross_fen", "subsidy_estimate_fen")
    )
    assert [each["value"] for each in gross["cells"]] == [make.E1_GROSS] * 2
    assert estimate["cells"][0]["value"] == 8_571_677
    settled = compared["scenarios"][0]
    assert (settled["loss_fen"], settled["costs"][0]["kept_fen"]) == (540_000_000, 164_000_000)
    assert (bound["state"], bound["gross_fen"]) == ("bound", make.E1_GROSS)
    assert sent.status_code == 201, sent.text
    assert early.json()["version"] is None
    assert (issued["state"], issued["in_force"]) == ("issued", False)
    assert issued["version"]["terms"]["risk"]["line"] == "overseas_liability"
    assert issued["insurers"][0]["net_fen"] == make.E1_NET
    (schedule,) = papers
    assert (schedule["kind"], schedule["state"]) == ("policy_schedule", "issued")
    assert (await deal.as_(lead.l1).get(f"/policies/{bound['id']}")).status_code == 200
    assert await held("premium", lead.id) == -make.E1_GROSS
    await _both_sides_heard(deal, bound["id"])


async def test_a_sale_can_be_replayed_and_only_on_a_page_read_whole(deal: Deal) -> None:
    quote = deal.quotes[0]
    await deal.told()
    shown = (await deal.buyer.post(f"/quotes/{quote}/pages", json={"option": 1})).json()
    path = f"/quotes/{quote}/pages/{shown['id']}/ticks"
    first = shown["content"]["exclusions"][0]
    await deal.buyer.post(path, json={"exclusion": first["key"]})
    unread = await deal.buyer.post(f"/quotes/{quote}/acceptance", json={"page_id": shown["id"]})
    unknown = await deal.buyer.post(path, json={"exclusion": "DEF/nothing"})
    colleague = await people.actor(await people.organisation(), "signatory")
    foreign = await deal.as_(colleague).post(path, json={"exclusion": first["key"]})
    handler = await deal.as_(deal.firm.handler).post(f"/quotes/{quote}/pages", json={"option": 1})

    policy = await deal.accepted(quote)
    replayed = (await deal.buyer.get(f"/policies/{policy['id']}/acceptance")).json()

    assert code(unread) == (409, "policies.exclusions_unread")
    assert first["key"] not in unread.json()["missing"]
    assert code(unknown) == (422, "policies.exclusion_unknown")
    assert code(foreign) == (404, "not_found")
    assert code(handler) == (403, "forbidden")
    assert [each["key"] for each in replayed["content"]["exclusions"]] == [
        each["exclusion"] for each in replayed["ticks"]
    ]
    assert replayed["sha256"] == shown["sha256"]
    assert replayed["ticks"][0]["at"] <= replayed["accepted_at"]
    assert first["zh"]
    with pytest.raises(asyncpg.RestrictViolationError):
        await db.execute("UPDATE policies_tick SET created_at = now()")


async def test_a_quote_that_is_over_or_whose_risk_changed_is_not_taken(deal: Deal) -> None:
    one, two = deal.quotes
    page = await deal.page(one)
    with clock.at(clock.now() + timedelta(days=40)):
        late = await deal.buyer.post(f"/quotes/{one}/acceptance", json={"page_id": page["id"]})
    other = await deal.page(two)
    changed = make.E1 | {"listing": {"stage": "inquiry"}}
    answered = await deal.as_(deal.firm.handler).put(
        f"/proposals/{deal.proposal}/answers", json={"base": 2, "answers": changed}
    )
    stale = await deal.buyer.post(f"/quotes/{two}/acceptance", json={"page_id": other["id"]})

    assert code(late)[1] in {"underwriting.quote_expired", "underwriting.quote_not_open"}
    assert answered.status_code == 200, answered.text
    assert code(stale) == (409, "underwriting.risk_changed")


async def test_co_insurers_sign_their_shares_before_it_is_bound(deal: Deal) -> None:
    quote, lead, follower = deal.quotes[0], *deal.desks
    path = f"/quotes/{quote}/placement"
    shares = [
        {"insurer_id": str(lead.id), "share_ppm": 600_000},
        {"insurer_id": str(follower.id), "share_ppm": 400_000},
    ]
    wrong = [shares[0], shares[1] | {"share_ppm": 400_001}]
    unsummed = await deal.as_(lead.l1).put(path, json={"participations": wrong})
    page = await deal.page(quote)
    placed = await deal.as_(lead.l1).put(
        path,
        json={
            "participations": shares,
            "facultative": [{"reinsurer": "某再保险公司", "cession_ppm": 300_000}],
        },
    )
    outdated = await deal.buyer.post(f"/quotes/{quote}/acceptance", json={"page_id": page["id"]})
    asked = await deal.bound(quote)
    fixed = await deal.as_(lead.l1).put(path, json={"participations": shares})
    hidden = await deal.as_(follower.l1).get(path)
    signed = await deal.as_(follower.l1).post(f"{path}/signature")
    waiting = (await deal.buyer.get(f"/policies/{asked['id']}")).json()
    confirmed = await deal.as_(lead.l1).post(f"{path}/cession", json={"n": 1, "reference": "FAC-1"})
    bound = (await deal.buyer.get(f"/policies/{asked['id']}")).json()

    assert code(unsummed) == (422, "insurance.shares_do_not_sum")
    assert placed.status_code == 200, placed.text
    assert code(outdated) == (409, "policies.page_outdated")
    assert [each["field"] for each in outdated.json()["differences"]] == ["insurers", "notices"]
    assert (asked["state"], [each["kind"] for each in asked["open_points"]]) == (
        "bind_requested",
        ["signature"],
    )
    assert code(fixed) == (409, "policies.placement_fixed")
    assert hidden.json()["facultative"] is None
    assert (signed.status_code, waiting["state"]) == (200, "bind_requested")
    assert confirmed.status_code == 200, confirmed.text
    assert bound["state"] == "bound"
    assert [each["net_fen"] for each in bound["insurers"]] == [9_703_786, 6_469_190]
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await db.execute("DELETE FROM policies_participation WHERE quote = $1", quote)


async def test_no_policy_before_its_premium_and_none_after_its_day(
    deal: Deal, run_jobs: RunJobs
) -> None:
    kept, lost = await deal.bound(deal.quotes[0]), await deal.bound(deal.quotes[1])
    charge = UUID(kept["charge_id"])
    await payments.receive(moved(kept["gross_fen"] - 1), by=binding.CLERK, charge_id=charge)
    await run_jobs()
    partly = (await deal.buyer.get(f"/policies/{kept['id']}")).json()["state"]
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await db.execute(
                "UPDATE policies_policy SET state = 'issued', issued_at = now() WHERE id = $1",
                UUID(kept["id"]),
            )
    await payments.receive(moved(1), by=binding.CLERK, charge_id=charge)
    await issuing.premium_moved(charge)
    await issuing.premium_moved(charge)
    with clock.at(clock.now() + timedelta(days=60)):
        await binding.end_overdue()
    late = await payments.receive(
        moved(lost["gross_fen"]), by=binding.CLERK, charge_id=UUID(lost["charge_id"])
    )
    await run_jobs()
    states = [
        (await deal.buyer.get(f"/policies/{each['id']}")).json()["state"] for each in (kept, lost)
    ]
    count = await db.fetch_value("SELECT count(*) FROM policies_version")

    assert (partly, states) == ("bound", ["issued", "lapsed_unpaid"])
    assert count == 1
    assert late.subject is None  # waits in suspense


async def test_a_day_is_told_as_it_was_known(deal: Deal) -> None:
    bound = await deal.bound(deal.quotes[0])
    charge = UUID(bound["charge_id"])
    await payments.receive(moved(bound["gross_fen"]), by=binding.CLERK, charge_id=charge)
    await issuing.premium_moved(charge)
    path, row = f"/policies/{bound['id']}", bound["inception_on"]
    yesterday = (clock.today() - timedelta(days=1)).isoformat()

    def day(text: str) -> dict[str, str]:
        return {"as_of": text}

    covered = await deal.buyer.get(path, params=day(row))
    before = await deal.buyer.get(path, params=day(clock.today().isoformat()))
    after = await deal.buyer.get(path, params=day(bound["expires_on"]))
    unknown = await deal.buyer.get(path, params=day(row) | {"as_known_on": yesterday})

    assert (covered.json()["in_force"], covered.json()["version"]["n"]) == (True, 1)
    assert (
        code(before)
        == code(after)
        == code(unknown)
        == (
            422,
            "policies.nothing_known_then",
        )
    )


async def test_who_does_not_stand_in_a_policy_does_not_see_it(
    deal: Deal, set_mode: SetMode
) -> None:
    policy = await deal.accepted(deal.quotes[0])
    strangers = [
        await make.firm(),
    ]
    bank = await people.actor(await people.organisation("bank"), "maker")
    paths = (
        f"/policies/{policy['id']}",
        f"/policies/{policy['id']}/acceptance",
        f"/proposals/{deal.proposal}/comparison",
    )
    for path in paths:
        answer = await deal.as_(strangers[0].signatory).get(path)
        assert code(answer) == (404, "not_found")
    for actor in (bank, deal.desks[1].l1):
        assert code(await deal.as_(actor).get(paths[0])) == (404, "not_found")
    foreign = await deal.as_(deal.desks[1].l1).put(
        f"/quotes/{deal.quotes[0]}/placement",
        json={"participations": [{"insurer_id": str(uuid4()), "share_ppm": 1_000_000}]},
    )
    assert code(foreign) == (404, "not_found")
    set_mode("insurer_owned")
    assert code(await deal.buyer.get(paths[2])) == (403, "insurance.mode_forbids")
    set_mode("info_only")
    for verb, path, sent in (
        ("POST", f"/quotes/{deal.quotes[1]}/pages", {"option": 1}),
        ("POST", f"/quotes/{deal.quotes[0]}/binding", None),
        ("POST", "/coverage", {"wanted": [{"perils": ["DEF"]}], "parts": []}),
    ):
        answer = await deal.buyer.request(verb, path, json=sent)
        assert code(answer) == (403, "insurance.mode_forbids")
    assert (await deal.buyer.get(paths[0])).status_code == 200


async def test_gaps_and_overlaps_of_a_composite_are_told(deal: Deal) -> None:
    asked: dict[str, Any] = {
        "wanted": [{"perils": ["DEF", "DAM"], "territories": ["US", "EU"]}],
        "parts": [
            {"code": "OVS", "perils": ["DEF"]},
            {"code": "US", "perils": ["DEF"], "territories": ["US"]},
        ],
    }
    found = (await deal.buyer.post("/coverage", json=asked)).json()

    assert (found["wanted"], found["covered"]) == (4, 2)
    assert [each["perils"] for each in found["gaps"]] == [["DAM"]]
    assert [(each["parts"], each["territories"]) for each in found["overlaps"]] == [
        (["OVS", "US"], ["US"])
    ]


async def test_names_are_screened_again_before_it_is_bound(deal: Deal, run_jobs: RunJobs) -> None:
    quote, lead = deal.quotes[0], deal.desks[0]
    await deal.accepted(quote)
    await make.sanctions("Rival Instruments GmbH", version="2026-12")

    asked = (await deal.buyer.post(f"/quotes/{quote}/binding")).json()
    submission = await db.fetch_value(
        "SELECT submission FROM underwriting_quote WHERE id = $1", quote
    )
    decided = await deal.as_(lead.l1).post(
        f"/submissions/{submission}/screening-decision",
        json={"decision": "clear", "note": "同名，非同一企业"},
    )
    await run_jobs()
    bound = (await deal.buyer.get(f"/policies/{asked['id']}")).json()
    with clock.at(clock.now() + timedelta(days=60)):
        await binding.end_overdue()
    after = await db.fetch_value(
        "SELECT state FROM underwriting_submission WHERE id = $1", submission
    )

    assert [each["kind"] for each in asked["open_points"]] == ["sanctions"]
    assert decided.status_code == 200, decided.text
    assert bound["state"] == "bound"
    assert after == "expired"
