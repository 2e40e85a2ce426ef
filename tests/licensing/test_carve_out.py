"""Earlier plain licences stay beside an exclusive or sole one that says so (licensing.md §2)."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.events import history
from backend.licensing import rules, service
from backend.licensing.rules import Scope
from backend.licensing.states import LicenceKind
from tests.conftest import ClientFor
from tests.licensing.make import body, firm, offered, published
from tests.licensing.test_inquiries import asked, deal

pytestmark = pytest.mark.usefixtures("db")

STAYING = Scope(kind=LicenceKind.SOLE, carve_out=True)


async def licensed(offer: service.OfferView, licensor: Actor) -> None:
    """One more plain licence of the offer's patent runs."""
    _, asker = await firm()
    made = await asked(offer, asker)
    await service.propose(made.row["id"], deal(), by=asker)
    await service.agree(made.row["id"], proposal=1, by=licensor)


async def scene() -> tuple[Actor, service.OfferView, UUID]:
    """A firm whose patent bears two plain licences."""
    licensor, plain = await offered()
    for _ in range(2):
        await licensed(plain, licensor)
    return licensor, plain, plain.row["right_id"]


async def numbers(right_id: UUID) -> list[str]:
    rows = await db.fetch(
        "SELECT number FROM licensing_licence WHERE right_id = $1 ORDER BY number", right_id
    )
    return [row["number"] for row in rows]


def lc05(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in told if each["rule"] == "LC-05"]


@pytest.mark.parametrize("kind", ["exclusive", "sole"])
async def test_an_offer_is_published_beside_plain_licences_that_it_says_to_stay(
    as_: ClientFor, kind: str
) -> None:
    licensor, _, right_id = await scene()
    client = as_(licensor)

    drafted = (await client.post("/licence-offers", json=body(right_id, kind))).json()
    path = f"/licence-offers/{drafted['id']}"
    refused = await client.post(f"{path}/publication")
    stated = body(right_id, scope={"kind": kind, "carve_out": True})
    await client.post(f"{path}/revision", json=stated)
    done = (await client.post(f"{path}/publication")).json()
    shown = await as_(None).get(f"/market/listings/{drafted['id']}")

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "licensing.carve_out_needed")
    assert (told["rule"], told["field"]) == ("LC-05", "carve_out")
    assert sorted(told["licences"]) == await numbers(right_id)
    assert (done["state"], done["scope"]["carve_out"]) == ("published", True)
    assert lc05(done["findings"]) == [
        {
            "rule": "LC-05",
            "code": "running_licences_stay",
            "refuses": False,
            "facts": {"count": 2},
        }
    ]
    assert done["versions"][0]["terms"]["carve_out"] is True
    assert shown.json()["offer"]["scope"]["carve_out"] is True
    assert lc05(shown.json()["notes"]) == [
        {"rule": "LC-05", "code": "running_licences_stay", "count": 2}
    ]
    assert not any(each in shown.text for each in await numbers(right_id))


@pytest.mark.parametrize("kind", ["plain", "open"])
async def test_no_other_kind_says_so(as_: ClientFor, kind: str) -> None:
    licensor, plain, right_id = await scene()
    _, asker = await firm()
    inquiry = await asked(plain, asker)
    scope = {"kind": kind, "carve_out": True}

    offered_so = await as_(licensor).post("/licence-offers", json=body(right_id, scope=scope))
    proposal = {"scope": scope, "price": {"form": "free"}, "starts_on": "2026-11-30"}
    proposed = await as_(asker).post(f"/inquiries/{inquiry.row['id']}/proposal", json=proposal)

    for refused in (offered_so, proposed):
        assert (refused.status_code, refused.json()["code"]) == (
            422,
            "licensing.carve_out_of_others",
        )
        assert refused.json()["field"] == "scope.carve_out"
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.transaction():
            await db.execute("UPDATE licensing_offer SET carve_out = true")
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.transaction():
            await db.execute("UPDATE licensing_licence SET carve_out = true")


async def test_the_agreed_licence_says_that_they_stay(as_: ClientFor) -> None:
    licensor, plain, right_id = await scene()
    before = await numbers(right_id)
    offer = await published(licensor, right_id, LicenceKind.SOLE, scope=STAYING)
    _, asker = await firm()
    made = await asked(offer, asker)
    with pytest.raises(rules.CarveOutNeeded):
        await service.propose(made.row["id"], deal(LicenceKind.SOLE), by=asker)
    await service.propose(made.row["id"], deal(scope=STAYING), by=asker)

    done = await service.agree(made.row["id"], proposal=1, by=licensor)

    path = f"/licences/{done.row['licence']}"
    for side in (licensor, asker):
        told = await as_(side).get(path)
        assert told.json()["deal"]["scope"]["carve_out"] is True
        assert not any(each in told.text for each in before)
    stored = await db.fetch_value(
        "SELECT carve_out FROM licensing_licence WHERE id = $1", done.row["licence"]
    )
    assert stored is True
    agreed = (await history("inquiry", made.row["id"]))[-1]
    assert agreed.after is not None
    assert agreed.after["scope"]["carve_out"] is True
    # What stays is what ran: no further one is agreed beside it, and none is offered.
    assert (await service.offer(plain.row["id"], by=licensor)).row["state"] == "unavailable"
    with pytest.raises(rules.LicenceConflicts) as refusal:
        await service.publish(plain.row["id"], by=licensor)
    assert type(refusal.value) is rules.LicenceConflicts
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE licensing_licence SET carve_out = false WHERE id = $1", done.row["licence"]
            )


async def test_what_is_agreed_after_the_terms_were_stated_is_not_accepted_with_them(
    as_: ClientFor,
) -> None:
    licensor, plain, right_id = await scene()
    offer = await published(licensor, right_id, LicenceKind.SOLE, scope=STAYING)
    _, asker = await firm()
    made = await asked(offer, asker)
    await service.propose(made.row["id"], deal(scope=STAYING), by=licensor)

    await licensed(plain, licensor)

    (new,) = await db.fetch(
        "SELECT number FROM licensing_licence WHERE right_id = $1 ORDER BY created_at DESC LIMIT 1",
        right_id,
    )
    off = await service.offer(offer.row["id"], by=licensor)
    assert (off.row["state"], off.row["cause"]) == ("unavailable", "licensed")
    path = f"/inquiries/{made.row['id']}/agreement"
    refused = await as_(asker).post(path, json={"proposal": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "licensing.licences_since")
    assert refused.json()["licences"] == [new["number"]]
    again = await service.publish(offer.row["id"], by=licensor)
    counted = [each.facts for each in again.findings or () if each.rule == "LC-05"]
    assert counted == [{"count": 3}]
    await service.propose(made.row["id"], deal(scope=STAYING), by=licensor)
    assert (await as_(asker).post(path, json={"proposal": 2})).json()["state"] == "agreed"
