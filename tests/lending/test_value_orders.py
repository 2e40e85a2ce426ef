"""A bank orders an appraisal for a case: who pays, its own rules, and the case on the report."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from asyncpg import CheckViolationError, UniqueViolationError

from backend.documents.states import Kind
from backend.kernel import clock, db
from backend.portfolio import service as portfolio
from tests import make
from tests.appraisal import test_ordering as orders
from tests.appraisal.test_ordering import Cast, do, quote
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.lending import scene
from tests.lending.scene import Scene

pytestmark = pytest.mark.usefixtures("db")


class Case:
    """A case in review and two agencies."""

    def __init__(self, at: Scene, cast: Cast, path: str, as_: ClientFor) -> None:
        self.at, self.cast, self.path, self.as_ = at, cast, path, as_
        self.id = path.rsplit("/", 1)[1]

    async def order(self, **changes: Any) -> Any:
        body = {
            "appraiser_ids": [
                str(self.cast.valuer.organisation_id),
                str(self.cast.rival.organisation_id),
            ],
            "base_date": clock.today().isoformat(),
            "quotes_due_on": (clock.today() + timedelta(days=5)).isoformat(),
            **changes,
        }
        return await self.as_(self.at.bank.maker).post(f"{self.path}/valuation-order", json=body)

    async def confirmed(self, *, client: Any, giver: Any, **changes: Any) -> dict[str, Any]:
        """Ordered, quoted, accepted, delivered and taken."""
        made = (await self.order(**changes)).json()
        request = (await self.as_(client).get(f"/valuation-requests/{made['id']}")).json()
        offered = (await do(self.as_, self.cast.valuer, request, "quote", **quote())).json()
        quote_id = offered["quotes"][0]["id"]
        taken = await do(self.as_, giver, request, "acceptance", quote_id=quote_id)
        assert taken.status_code == 200, taken.text
        answer = await orders.delivered(self.as_, self.cast, request)
        assert answer.status_code == 200, answer.text
        done = await do(self.as_, client, request, "confirmation")
        assert done.status_code == 200, done.text
        return dict(done.json())

    async def rule(self, **rules: Any) -> None:
        """The bank's own rules from today: one proposes, another accepts."""
        maker, checker = self.as_(self.at.bank.maker), self.as_(self.at.bank.checker)
        (platform,) = (await maker.get("/appraisal-rules")).json()["items"]
        body = {
            "rules": platform["rules"] | rules,
            "valid_from": clock.today().isoformat(),
            "reason": "内部制度",
        }
        proposed = await maker.post("/appraisal-rule-proposals", json=body)
        path = f"/appraisal-rule-proposals/{proposed.json()['id']}/acceptance"
        assert (await checker.post(path)).status_code == 200

    async def adopt(self, valuation_id: str) -> Any:
        return await self.as_(self.at.bank.maker).post(
            f"{self.path}/valuation-adoption", json={"valuation_id": valuation_id}
        )


@pytest.fixture
async def case(as_: ClientFor) -> Case:
    at = await scene.scene()
    agency, other = await make.organisation("appraiser"), await make.organisation("appraiser")
    right = (await portfolio.views([at.right]))[at.right]
    cast = Cast(
        firm=at.signatory,
        right_id=at.right,
        owner=right.patentees[0],
        legal_end=right.expires_on or date.max,
        valuer=await make.actor(agency, "valuer"),
        signer=await make.actor(agency, "signer", "valuer"),
        rival=await make.actor(other, "valuer"),
    )
    view = await scene.in_review(at)
    return Case(at, cast, f"/loan-applications/{view.row.id}", as_)


async def test_a_bank_orders_and_only_its_checker_gives_the_order(
    as_: ClientFor, case: Case
) -> None:
    at, cast = case.at, case.cast
    request = (await case.order()).json()
    again = await case.order()
    assert (again.status_code, again.json()["code"]) == (409, "appraisal.order_running")
    path = f"/valuation-requests/{request['id']}"
    assert (await as_(at.other.maker).get(path)).status_code == 404
    offered = (await do(as_, cast.valuer, request, "quote", **quote())).json()
    assert offered["application_id"] is None, "the case is no appraiser's business"
    quote_id = offered["quotes"][0]["id"]
    early = await do(as_, at.bank.maker, request, "acceptance", quote_id=quote_id)
    firm = await do(as_, at.signatory, request, "acceptance", quote_id=quote_id)
    assert (early.status_code, firm.status_code) == (403, 404)
    paper = await deposited(at.handler, kind=Kind.CERTIFICATE)
    shared = await do(as_, at.handler, request, "documents", document_ids=[str(paper.id)])
    assert shared.status_code == 200, shared.text
    assert (await as_(cast.valuer).get(f"/documents/{paper.id}")).status_code == 200

    order = (await do(as_, at.bank.checker, request, "acceptance", quote_id=quote_id)).json()

    charge = (await as_(at.bank.checker).get(f"/charges/{order['charge_id']}")).json()
    assert (charge["payer_name"], charge["amount_fen"]) == (at.bank.organisation.name, 30_000_00)
    chosen = next(each for each in order["quotes"] if each["id"] == quote_id)
    assert {c["rule"]: c["outcome"] for c in chosen["conflicts"]} == {
        "related_party": "pass",
        "paid_again": "pass",
        "rotation": "pass",
    }
    seen = (await as_(at.handler).get(path)).json()
    assert (seen["quotes"], seen["reports"], seen["charge_id"]) == ([], [], None)
    assert (seen["client_name"], seen["allowed_actions"]) == (
        at.bank.organisation.name,
        ["documents"],
    )


async def test_what_the_bank_pays_for_is_the_bank_s(as_: ClientFor, case: Case) -> None:
    at = case.at
    bank, firm = as_(at.bank.maker), as_(at.handler)
    done = await case.confirmed(client=at.bank.maker, giver=at.bank.checker)
    valuation_id = done["valuation_id"]

    assert valuation_id not in {v["id"] for v in (await firm.get("/valuations")).json()["items"]}
    assert (await firm.get(f"/valuations/{valuation_id}")).status_code == 404
    assert (await firm.post(f"/valuations/{valuation_id}/withdrawal")).status_code == 404
    adopted = await case.adopt(valuation_id)
    assert adopted.status_code == 200, adopted.text
    value = (await bank.get(f"{case.path}/valuation")).json()
    assert (value["id"], value["valuer"], value["small_deal"]) == (
        valuation_id,
        case.cast.valuer.organisation_name,
        None,
    )
    assert value["levers"], "its inputs are the bank's to move"
    report = (await bank.get(f"/valuation-reports/{valuation_id}")).json()
    assert len(report["checks"]) == 12
    theirs = await scene.in_review(at, at.other)
    elsewhere = await as_(at.other.maker).post(
        f"/loan-applications/{theirs.row.id}/valuation-adoption",
        json={"valuation_id": valuation_id},
    )
    assert elsewhere.json()["code"] == "lending.valuation_not_usable"
    events = await db.fetch(
        "SELECT name FROM kernel_event WHERE subject_id = $1 AND name LIKE 'lending.valuation%'",
        UUID(case.id),
    )
    assert {e["name"] for e in events} == {"lending.valuation_ordered", "lending.valuation_adopted"}


async def test_a_bank_values_a_small_deal_itself_and_no_larger_one(
    as_: ClientFor, case: Case
) -> None:
    at, bank = case.at, as_(case.at.bank.maker)
    given = {
        "low_fen": 4_000_000_00,
        "central_fen": 5_000_000_00,
        "high_fen": 6_000_000_00,
        "base_date": clock.today().isoformat(),
        "basis": "内评模型：收入分成率 4%",
    }

    stated = await bank.post(f"{case.path}/internal-valuation", json=given)

    assert stated.status_code == 200, stated.text
    value = (await bank.get(f"{case.path}/valuation")).json()
    assert (value["method"], value["valuer"]) == ("internal", at.bank.organisation.name)
    assert (value["small_deal"]["outcome"], value["small_deal"]["up_to_fen"]) == (
        "pass",
        10_000_000_00,
    )
    assert (await as_(at.handler).get(f"/valuations/{value['id']}")).status_code == 404
    crossed = await bank.post(f"{case.path}/internal-valuation", json=given | {"low_fen": 10**15})
    assert crossed.json()["code"] == "valuation.range_not_ordered"
    await case.rule(small_deal={"outcome": "refuse", "up_to_fen": 1_000_000_00})
    above = await bank.post(f"{case.path}/internal-valuation", json=given)
    assert (above.status_code, above.json()["code"]) == (422, "appraisal.above_small_deal")
    assert above.json()["limit_fen"] == 1_000_000_00
    found = (await bank.get(f"{case.path}/valuation")).json()["small_deal"]
    assert (found["outcome"], found["own"], found["rule_set_version"]) == ("refuse", True, 1)


async def test_what_the_firm_agrees_to_pay_it_orders_itself(as_: ClientFor, case: Case) -> None:
    at = case.at
    request = (await case.order(payer="firm")).json()
    offered = (await do(as_, case.cast.valuer, request, "quote", **quote())).json()
    quote_id = offered["quotes"][0]["id"]
    assert (
        await do(as_, at.bank.checker, request, "acceptance", quote_id=quote_id)
    ).status_code == 404
    assert (await do(as_, at.bank.maker, request, "withdrawal")).json()["state"] == "withdrawn"

    done = await case.confirmed(client=at.handler, giver=at.signatory, payer="firm")

    charge = (await as_(at.signatory).get(f"/charges/{done['charge_id']}")).json()
    assert charge["payer_name"] == at.firm.name
    assert (await as_(at.handler).get(f"/valuations/{done['valuation_id']}")).status_code == 200
    adopted = (await case.adopt(done["valuation_id"])).json()
    dossier = (await as_(at.bank.maker).get(f"{case.path}/dossier")).json()
    report = dossier["valuation"]["frozen"]["report_file_id"]
    assert report in {each["id"] for each in adopted["documents"]}


async def test_a_bank_s_own_rules_weigh_its_orders(as_: ClientFor, case: Case) -> None:
    at, cast = case.at, case.cast
    await case.rule(
        rotation={"outcome": "refuse", "most": 1},
        paid_again={"outcome": "refuse", "times": 2, "months": 24},
    )
    await case.confirmed(client=at.bank.maker, giver=at.bank.checker)
    second = (await case.order(related_to=[str(cast.rival.organisation_id)])).json()

    in_a_row = await do(as_, cast.valuer, second, "quote", **quote())
    related = await do(as_, cast.rival, second, "quote", **quote())

    assert in_a_row.json()["rules"] == ["rotation"], "paid by the bank is not paid by the borrower"
    assert related.json()["rules"] == ["related_party"]


async def test_nobody_owes_by_another_s_act(case: Case) -> None:
    request = UUID((await case.order()).json()["id"])
    for change in (
        f"client = '{case.cast.valuer.organisation_id}'",
        "application = NULL",
        "lender = NULL",
    ):
        with pytest.raises(CheckViolationError):
            async with db.transaction():
                await db.execute(f"UPDATE appraisal_request SET {change} WHERE id = $1", request)
    with pytest.raises(UniqueViolationError):
        async with db.transaction():
            await db.execute(
                "INSERT INTO appraisal_request SELECT gen_random_uuid(), created_at, 'AR-X', firm, "
                "state, purpose, base_date, quotes_due_on, note, lender, related_to, opened_by, "
                "quote, charge, accepted_at, due_on, valuation, ended_at, asked_by, client, "
                "application FROM appraisal_request WHERE id = $1",
                request,
            )
