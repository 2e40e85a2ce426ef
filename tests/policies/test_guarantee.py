"""A guarantee belongs to a loan application: the bank is insured, sees it, and is insured once."""

from typing import Any
from uuid import UUID

import pytest

from backend.kernel import clock, db
from tests import make as people
from tests.conftest import ClientFor
from tests.insurance import cases
from tests.insurance.make import Insurer, part
from tests.lending import scene
from tests.lending.scene import Scene
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
    cover = cases.YEAR | {
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
