"""A guarantee belongs to a loan application: the bank is insured, sees it, and is insured once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from backend.kernel import clock, db
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.lending.guarantee import Guarantee, gaps
from backend.lending.queries.applications import ApplicationRow
from backend.payments import service as payments
from backend.policies.service import binding, issuing
from tests import make as people
from tests.conftest import ClientFor
from tests.insurance import cases
from tests.insurance.make import Insurer, part
from tests.lending import scene
from tests.lending.scene import Scene
from tests.payments.make import moved
from tests.policies.conftest import Deal
from tests.underwriting import make

pytestmark = pytest.mark.usefixtures("db", "licensed")

CLAUSE: dict[str, Any] = part(
    "GUA",
    trigger="default",
    insured_role="bank",
    object_schedule=["loan"],
    territory=["CN"],
    loss_payee=["bank"],
    limit_per_claim_fen=510_000_000,
    limit_agg_fen=510_000_000,
)


async def quoted(at: Scene, application: object, as_: ClientFor) -> Deal:
    """E4 on this loan, as another insurer's plan quotes it."""
    desk = await make.desk(lines=[])
    insurer = Insurer(maker=desk.l1, checker=desk.checker)
    operator = await people.actor(await people.organisation("operator"), "operator")
    finding = {
        "insurer_id": str(desk.id),
        "from_on": "2026-01-01",
        "ground": "偿付能力充足",
    }
    found = await as_(operator).post("/guarantee-eligibility", json=finding)
    assert found.status_code == 201, found.text
    await make.offer("loan_guarantee", by=insurer)
    firm = make.Firm(handler=at.handler, signatory=at.signatory)
    cover = make.YEAR | {
        "parts": cases.E4["parts"],
        "loan": {
            "application_id": str(application),
            "bank": at.bank.organisation.name,
            "valued_on": clock.today().isoformat(),
        },
    }
    schedule = [make.E2["rights"]["schedule"][0]]
    answers = make.E1 | {"rights": {"schedule": schedule}, "cover": cover}
    (row,) = await make.sent_to(
        firm, desk.id, answers=answers, line="loan_guarantee", duplicates_known=True
    )
    given = await as_(desk.l1).post(
        f"/submissions/{row['id']}/quote", json={"options": [{"label": "1"}]}
    )
    assert given.status_code == 200, given.text
    quote = await db.fetch_one(
        "SELECT id, proposal FROM underwriting_quote WHERE submission = $1", row["id"]
    )
    assert quote is not None
    return Deal(
        firm=firm,
        desks=(desk, desk),
        proposal=quote["proposal"],
        quotes=(quote["id"], quote["id"]),
        as_=as_,
    )


async def refusal(deal: Deal) -> tuple[int, str]:
    page = await deal.page(deal.quotes[0])
    answer = await deal.buyer.post(
        f"/quotes/{deal.quotes[0]}/acceptance", json={"page_id": page["id"]}
    )
    return answer.status_code, answer.json()["code"]


async def test_a_guarantee_belongs_to_its_loan_and_its_bank_sees_it(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(make.PARTS, "loan_guarantee", [CLAUSE])
    at = await scene.scene()
    loan = (await scene.submitted(at)).row
    await make.sanctions()
    first = await quoted(at, loan.id, as_)
    policy = await first.bound(first.quotes[0])
    bank, other = as_(at.bank.maker), as_(at.other.maker)

    twice = await refusal(await quoted(at, loan.id, as_))
    nowhere = await refusal(await quoted(at, UUID(int=7), as_))
    listed = await bank.get("/policies", params={"loan_application_id": str(loan.id)})
    seen = (await bank.get(f"/policies/{policy['id']}")).json()

    assert (policy["state"], policy["gross_fen"]) == ("bound", 8_919_898)
    assert (policy["bank"], policy["loan"]) == (at.bank.organisation.name, loan.number)
    assert twice == (409, "policies.loan_guaranteed")
    assert nowhere == (422, "policies.loan_missing")
    assert [each["id"] for each in listed.json()["items"]] == [policy["id"]]
    assert (seen["charge_id"], seen["allowed_actions"]) == (None, [])
    assert (await other.get(f"/policies/{policy['id']}")).status_code == 404


@dataclass(frozen=True)
class Asking:
    """A loan that is to be drawn, whose offer asks for a guarantee in force."""

    at: Scene
    loan: ApplicationRow
    as_: ClientFor

    async def draw(self, on: date) -> httpx.Response:
        return await self.as_(self.at.bank.desk).post(
            f"/loan-applications/{self.loan.id}/drawdown",
            json={
                "amount_fen": scene.AMOUNT,
                "drawn_on": on.isoformat(),
                "loan_contract": "HT-1",
            },
        )

    async def told(self) -> tuple[list[str], bool]:
        """The gaps and whether it may be drawn, as both sides see it."""
        path = f"/loan-applications/{self.loan.id}/cover"
        seen = (await self.as_(self.at.handler).get(path)).json()
        assert seen == (await self.as_(self.at.bank.desk).get(path)).json()
        assert seen["required"]
        return [each["kind"] for each in seen["gaps"]], seen["met"]


async def asking_for_a_guarantee(as_: ClientFor) -> Asking:
    at = await scene.scene()
    return Asking(at=at, loan=(await scene.drawable(at, guarantee_required=True)).row, as_=as_)


async def test_money_is_drawn_only_when_the_guarantee_that_was_asked_for_is_in_force(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(make.PARTS, "loan_guarantee", [CLAUSE])
    case = await asking_for_a_guarantee(as_)
    at, loan = case.at, case.loan
    begins = date.fromisoformat(make.YEAR["inception_on"])
    first_day = clock.end_of_day(begins) - timedelta(hours=1)

    alone, nobody = await case.told(), await case.draw(clock.today())
    await make.sanctions()
    policy = await (deal := await quoted(at, loan.id, as_)).bound(deal.quotes[0])
    bound, unpaid = await case.told(), await case.draw(clock.today())
    charge = UUID(policy["charge_id"])
    await payments.receive(moved(policy["gross_fen"]), by=binding.CLERK, charge_id=charge)
    await issuing.premium_moved(charge)
    issued, early = await case.told(), await case.draw(clock.today())
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await db.execute(
                "UPDATE lending_application SET state = 'drawn', drawn_fen = 1, drawn_on = $2, "
                "drawn_by = $3, loan_contract = 'x' WHERE id = $1",
                *(loan.id, clock.today(), at.bank.desk.user_id),
            )
    with clock.at(first_day):
        in_force, drawn = await case.told(), await case.draw(begins)
    other = await as_(at.other.desk).get(f"/loan-applications/{loan.id}/cover")

    assert alone == (["no_policy"], False)
    assert bound == (["not_issued", "begins_late", "share"], False)
    assert issued == (["begins_late", "share"], False)
    assert in_force == (["share"], True)
    assert [(each.status_code, each.json()["code"]) for each in (nobody, unpaid, early)] == [
        (409, "lending.guarantee_not_in_force")
    ] * 3
    assert early.json()["policies"] == [policy["number"]]
    assert drawn.status_code == 200, drawn.text
    assert drawn.json()["state"] == "drawn"
    assert other.status_code == 404


async def test_a_proposal_is_filled_in_from_the_loan_application(as_: ClientFor) -> None:
    at = await scene.scene()
    loan = (await scene.offered(at, amount_fen=Fen(scene.AMOUNT - 100), term_months=11)).row
    stranger = as_((await make.firm()).handler)
    body = {"line": "loan_guarantee", "loan_application_id": str(loan.id)}

    made = await as_(at.handler).post("/proposals", json=body)
    foreign = await stranger.post("/proposals", json=body)

    assert made.status_code == 201, made.text
    asked, told = made.json()["answers"]["cover"]["loan"], made.json()["questions"]["cover.loan"]
    assert (told["source"], told["ref"]) == ("loan", loan.number)
    assert asked["application_id"] == str(loan.id)
    assert (asked["bank_id"], asked["bank"]) == (str(at.bank.id), at.bank.organisation.name)
    assert (asked["principal_fen"], asked["term_months"]) == (scene.AMOUNT - 100, 11)
    assert asked["valued_on"] == loan.snapshot["valuation"]["base_date"]
    assert foreign.status_code == 404


WHOLE = Guarantee(
    policy_id=UUID(int=1),
    number="PL-1",
    insurer="",
    insured="",
    insured_id=UUID(int=2),
    state="issued",
    inception_on=date(2026, 1, 1),
    expires_on=date(2027, 1, 1),
    pay_by=None,
    principal_fen=Fen(100),
    share_ppm=1_000_000,
)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"state": "bound"}, [("not_issued", None)]),
        ({"state": "lapsed_unpaid"}, [("no_policy", None)]),
        ({"expires_on": date(2026, 12, 31)}, [("ends_early", date(2026, 12, 31))]),
        (
            {"inception_on": date(2025, 1, 1), "expires_on": date(2025, 12, 31)},
            [("ends_early", date(2026, 1, 1))],
        ),
        ({"inception_on": date(2026, 1, 2)}, [("begins_late", date(2026, 1, 1))]),
        ({"principal_fen": Fen(99)}, [("principal", None)]),
        ({"share_ppm": 999_999}, [("share", None)]),
    ],
)
def test_what_a_guarantee_leaves_open_is_told(
    changes: dict[str, Any], told: list[tuple[str, date | None]]
) -> None:
    each = replace(WHOLE, **changes)
    found = gaps([each], loan=Fen(100), from_on=date(2026, 1, 1), to_on=date(2027, 1, 1))

    assert [(gap.kind, gap.from_on) for gap in found] == told
    assert each.in_force(each.inception_on) == (changes.get("state") is None)
    assert not each.in_force(each.expires_on)
