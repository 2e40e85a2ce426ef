"""Fees, layouts of statements and tiers: through HTTP, from the proposal to the second word."""

from typing import Any

import pytest

from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.payments.test_fees import terms as fee
from tests.targets.test_tiers import NEW
from tests.targets.test_tiers import PATH as TIERS
from tests.treasury import make as treasury
from tests.treasury.test_layouts import PATH as LAYOUTS
from tests.treasury.test_layouts import layout, sample, tried

pytestmark = pytest.mark.usefixtures("db")


async def waiting(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks?kind={kind}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def strangers(as_: ClientFor, kind: str) -> list[dict[str, Any]]:
    """What a firm, a bank and an insurer find of it."""
    found = []
    for house, role in (("firm", "signatory"), ("bank", "checker"), ("insurer", "admin")):
        found += await waiting(as_, await make.actor(await make.organisation(house), role), kind)
    return found


@pytest.mark.parametrize("word", ["publication", "refusal"])
async def test_a_fee_waits_for_a_second_person_of_the_platform(as_: ClientFor, word: str) -> None:
    platform = await make.organisation("operator")
    first, second = [await make.actor(platform, "operator") for _ in range(2)]
    broker = await make.actor(platform, "broker")
    asked = (await as_(first).post("/fee-proposals", json=fee())).json()

    (task,) = await waiting(as_, second, "fee_version")

    assert (task["id"], task["title"]) == (asked["id"], first.name)
    assert task["due_on"] == asked["valid_from"]
    assert await waiting(as_, first, "fee_version") == [], "who proposed it does not decide"
    assert await waiting(as_, broker, "fee_version") == []
    assert await strangers(as_, "fee_version") == []
    done = await as_(second).post(f"/fee-proposals/{asked['id']}/{word}")
    assert done.status_code == 200, done.text
    assert await waiting(as_, second, "fee_version") == []


@pytest.mark.parametrize("word", ["publication", "refusal"])
async def test_a_layout_waits_for_a_second_person_at_the_money_desk(
    as_: ClientFor, word: str
) -> None:
    admin, clerk = await treasury.desk()
    asked = (await as_(clerk).post(LAYOUTS, json=layout())).json()
    await tried(as_, clerk, asked, sample())

    (task,) = await waiting(as_, admin, "layout")

    assert (task["id"], task["title"]) == (asked["id"], clerk.name)
    assert await waiting(as_, clerk, "layout") == [], "who proposed it does not decide"
    assert await strangers(as_, "layout") == []
    done = await as_(admin).post(f"{LAYOUTS}/{asked['id']}/{word}")
    assert done.status_code == 200, done.text
    assert await waiting(as_, admin, "layout") == []


@pytest.mark.parametrize(
    "said", [{"outcome": "confirmed"}, {"outcome": "returned", "reason": "误"}]
)
async def test_tiers_wait_for_a_verifier_who_did_not_propose_them(
    as_: ClientFor, said: dict[str, str]
) -> None:
    district = await make.organisation("district")
    both = await make.actor(district, "officer", "verifier")
    verifier, officer = [await make.actor(district, role) for role in ("verifier", "officer")]
    asked = (await as_(both).post(TIERS, json=NEW)).json()

    (task,) = await waiting(as_, verifier, "tiers")

    assert (task["id"], task["number"]) == (asked["id"], str(asked["version"]))
    assert (task["title"], task["due_on"]) == (both.name, asked["from_on"])
    assert await waiting(as_, both, "tiers") == [], "who proposed them does not decide"
    assert await waiting(as_, officer, "tiers") == []
    assert await strangers(as_, "tiers") == []
    done = await as_(verifier).post(f"{TIERS}/versions/{asked['id']}/decision", json=said)
    assert done.status_code == 200, done.text
    assert await waiting(as_, verifier, "tiers") == []
