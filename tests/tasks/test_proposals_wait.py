"""What one person proposed waits for a second: not for himself, not elsewhere, not once decided."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, transaction
from backend.kernel.proposals import ProposalAction, Proposals
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")

BANK = ("bank", "checker")
OPERATOR = ("operator", "operator")
BROKER = ("operator", "broker")
OWN = "own"

#: By kind: its table, whose it is, who decides, and rules as that table holds them.
KINDS: dict[str, tuple[Proposals, str | None, tuple[str, str], object]] = {
    "phrases": (Proposals("lending_phrase_proposal"), OWN, BANK, {"reasons": {}, "conditions": []}),
    "watch_rules": (Proposals("monitoring_rule_proposal"), OWN, BANK, {}),
    "report_rules": (Proposals("appraisal_rule_proposal"), OWN, BANK, {}),
    "calendar": (Proposals("calendar_proposal"), OWN, BANK, {"year": 2027, "days": []}),
    "notice": (Proposals("policies_notice_proposal"), None, BROKER, {"paragraphs": ["告知"]}),
    "reference": (Proposals("reference_proposal", owned_by="kind"), "lpr", OPERATOR, [{}]),
}


async def waiting(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks?kind={kind}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("action", [ProposalAction.ACCEPT, ProposalAction.DECLINE])
async def test_a_proposal_waits_for_a_second_person_until_it_is_decided(
    kind: str, action: ProposalAction, as_: ClientFor
) -> None:
    proposals, owned, (house, role), rules = KINDS[kind]
    organisation = await make.organisation(house)
    first, second = [await make.actor(organisation, role) for _ in range(2)]
    owner = organisation.id if owned == OWN else owned
    day = clock.today() + timedelta(days=30)
    async with transaction():
        made = await proposals.add(
            owner, rules=dumps(rules), valid_from=day, reason="定期复核", by=first
        )

    (task,) = await waiting(as_, second, kind)

    assert (task["id"], task["title"], task["due_on"]) == (str(made), first.name, day.isoformat())
    assert await waiting(as_, first, kind) == [], "who proposed it does not decide"
    if owned == OWN:
        stranger = await make.actor(await make.organisation(house), role)
        assert await waiting(as_, stranger, kind) == []
    note = "依据不足" if action is ProposalAction.DECLINE else None
    async with transaction():
        await proposals.decide(made, action, owner=owner, note=note, by=second)
    assert await waiting(as_, second, kind) == []


async def test_a_firm_is_told_of_no_reference_data(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")

    answer = await as_(handler).get("/tasks")

    assert "reference" not in answer.json()["kinds"]
