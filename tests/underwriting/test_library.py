"""The firm's tier in the cultivation library: the platform's answer, and a fact of rules."""

import pytest

from backend.identity import service as identity
from backend.insurance.facts import facts_of
from backend.insurance.risk import risk_hash
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.underwriting.answers import Answers
from backend.underwriting.asked import risk_of
from tests.conftest import ClientFor
from tests.targets.test_library import confirmed, entry, recorded
from tests.targets.test_statements import people
from tests.underwriting import make

pytestmark = pytest.mark.usefixtures("db", "licensed")


async def test_the_library_answers_and_not_who_types(as_: ClientFor) -> None:
    firm = await make.firm()
    handler = as_(firm.handler)
    uscc = (await identity.organisation(firm.handler.organisation_id)).uscc
    assert uscc is not None
    officer, verifier = await people()

    drafted = (await handler.post("/proposals", json={"line": "star_composite"})).json()
    path = f"/proposals/{drafted['id']}/answers"
    own = drafted["answers"] | {
        "listing": drafted["answers"]["listing"] | {"library_tier": "tier1"}
    }
    typed = (await handler.put(path, json={"base": 1, "answers": own})).json()
    await confirmed(
        as_(verifier), await recorded(as_(officer), entry(uscc, "2024-01-05", tier="tier2"))
    )
    entered = (await handler.put(path, json={"base": 1, "answers": own})).json()
    copied = await handler.post(
        "/proposals", json={"line": "star_composite", "copied_from": drafted["id"]}
    )

    told = [
        (each["version"], each["answers"]["listing"]["library_tier"])
        for each in (drafted, typed, entered, copied.json())
    ]
    assert told == [(1, "outside"), (1, "outside"), (2, "tier2"), (1, "tier2")]
    origin = {"source": "library", "ref": clock.today().isoformat(), "file_ids": []}
    assert drafted["questions"]["listing.library_tier"] == origin | {"since": 1}
    assert entered["questions"]["listing.library_tier"] == origin | {"since": 2}
    assert copied.json()["questions"]["listing.library_tier"] == origin | {"since": 1}


@pytest.mark.parametrize(("tier", "known"), [("tier2", True), ("outside", False), (None, None)])
def test_rules_ask_whether_a_firm_is_in_it(tier: str | None, known: object) -> None:
    e1 = Answers.model_validate(make.E1)
    listing = e1.listing.model_copy(update={"library_tier": tier})
    line = InsuranceLine.OVERSEAS_LIABILITY
    risk = risk_of(e1.model_copy(update={"listing": listing}), line)

    assert facts_of(risk, {})["in_library"] is known
    # What was quoted before anybody asked stays the same risk.
    assert (risk_hash(risk) == risk_hash(risk_of(e1, line))) is (known is None)
