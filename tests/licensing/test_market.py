"""Offers come to the market and leave it; a word of two characters finds them."""

import re
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM
from backend.licensing import refusals, rules, service
from backend.licensing.ipc import IPC
from backend.licensing.rules import Backing, Price, Scope
from backend.licensing.states import LicenceKind, PriceForm, Sort, State
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind, PatentKind
from backend.reference import service as reference
from tests import make
from tests.conftest import ClientFor
from tests.licensing.make import body, firm, offered, published, stated
from tests.listing.make import request
from tests.registry import make as pledges
from tests.valuation import make as holdings

pytestmark = pytest.mark.usefixtures("db")


async def found(**asked: Any) -> list[service.Found]:
    items, _, _ = await service.listings(
        service.Asked(**asked), sort=Sort.NEWEST, cursor=None, limit=100
    )
    return items


async def test_a_two_character_word_finds_the_offer_and_not_its_neighbours(
    as_: ClientFor,
) -> None:
    _, offer = await offered("一种固态电池隔膜的制备方法")
    await offered("一种光刻机工件台")

    answer = await as_(None).get("/market/listings", params={"q": "隔膜"})

    assert answer.status_code == 200
    (item,) = answer.json()["items"]
    assert item["offer"]["number"] == offer.row["number"]
    assert item["offer"]["right"]["title"] == "一种固态电池隔膜的制备方法"
    for missing in ("膜隔", "电池工件", "隔膜方法", "、"):
        assert await found(text=missing) == []
    facets = (await as_(None).get("/market/facets", params={"q": "隔膜"})).json()
    assert facets["total"] == 1
    assert facets["ipc"][0] == {
        "value": "G03F",
        "count": 1,
        "title_zh": facets["ipc"][0]["title_zh"],
        "title_en": facets["ipc"][0]["title_en"],
    }
    assert "照相" in facets["ipc"][0]["title_zh"]


async def test_the_market_is_narrowed_sorted_and_paged(as_: ClientFor) -> None:
    for fen in (3, 1, 2):
        await offered("一种电池", price=Price(form=PriceForm.LUMP, lump_fen=fen))
    await offered("一种电池", LicenceKind.OPEN, price=Price(form=PriceForm.FREE))
    client = as_(None)

    first = (
        await client.get(
            "/market/listings",
            params={"q": "电池", "price_form": ["lump"], "sort": "cheapest", "limit": 2},
        )
    ).json()
    second = (
        await client.get(
            "/market/listings",
            params={
                "q": "电池",
                "price_form": ["lump"],
                "sort": "cheapest",
                "limit": 2,
                "cursor": first["next"],
            },
        )
    ).json()
    by_kind = (await client.get("/market/listings", params={"kind": ["open"], "q": "电池"})).json()

    shown = [item["offer"]["price"]["lump_fen"] for item in first["items"] + second["items"]]
    assert shown == [1, 2, 3]
    assert (first["total"], second["next"]) == (3, None)
    assert [item["offer"]["scope"]["kind"] for item in by_kind["items"]] == ["open"]
    for bad in ({"kind": "x"}, {"cursor": "x"}, {"sort": "x"}, {"limit": 0}, {"q": "x" * 101}):
        assert (await client.get("/market/listings", params=bad)).status_code == 400


async def test_a_financing_teaser_names_neither_the_patent_nor_the_firm(as_: ClientFor) -> None:
    organisation, actor = await firm("上海极光精密有限公司")
    right_id = await holdings.right(organisation, title="一种极光反应釜")
    made = await request(right_id, by=actor, published=True)
    await service.relist_teaser(made.id)

    told = (await as_(None).get("/market/listings", params={"kind": "financing"})).text

    assert made.number in told
    for secret in ("极光", str(right_id), str(organisation.id)):
        assert secret not in told
    assert await found(text="极光") == []
    assert (await as_(None).get(f"/market/listings/{made.id}")).status_code == 404
    with pytest.raises(asyncpg.CheckViolationError):
        await db.execute("UPDATE licensing_listing SET title = '一种' WHERE id = $1", made.id)


async def test_a_draft_is_published_and_only_its_firm_sees_it_before(as_: ClientFor) -> None:
    organisation, actor = await firm()
    right_id = await holdings.right(organisation)
    _, stranger = await firm()
    client = as_(actor)

    drafted = (await client.post("/licence-offers", json=body(right_id))).json()
    seen = await as_(stranger).get(f"/licence-offers/{drafted['id']}")
    before = await as_(None).get(f"/market/listings/{drafted['id']}")
    done = (await client.post(f"/licence-offers/{drafted['id']}/publication")).json()

    assert (seen.status_code, before.status_code) == (404, 404)
    assert drafted["allowed_actions"] == ["publication", "revision", "withdrawal"]
    assert (done["state"], done["version"]) == ("published", 1)
    assert [each["code"] for each in done["findings"] if each["refuses"]] == []
    assert done["versions"][0]["terms"]["price_form"] == "lump"
    again = (
        await client.post(
            f"/licence-offers/{drafted['id']}/revision", json=body(right_id, note="新")
        )
    ).json()
    assert again["state"] == "draft"
    assert (await as_(None).get("/market/listings", params={"q": "光刻"})).json()["total"] == 0
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute("UPDATE licensing_offer_version SET terms = '{}'")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", {"form": "lump"}),
        ("price", {"form": "free", "lump_fen": 1}),
        ("price", {"form": "running", "rate_bp": 0, "rate_base": "sales"}),
        ("scope", {"kind": "open", "territory": ["310000"]}),
        ("scope", {"kind": "plain", "territory": ["999999"]}),
        ("note", "x" * 1001),
    ],
)
async def test_what_is_malformed_is_refused(as_: ClientFor, field: str, value: object) -> None:
    organisation, actor = await firm()
    asked = body(await holdings.right(organisation)) | {field: value}

    assert (await as_(actor).post("/licence-offers", json=asked)).status_code == 400


async def test_an_open_licence_tells_its_declaration_and_does_not_advertise(
    as_: ClientFor,
) -> None:
    organisation, actor = await firm()
    right_id = await holdings.right(organisation)
    client, today = as_(actor), clock.today().isoformat()
    loud = body(right_id, "open", note="国际领先的光刻工艺，限时优惠")

    drafted = (await client.post("/licence-offers", json=loud)).json()
    path = f"/licence-offers/{drafted['id']}"
    refused = await client.post(f"{path}/publication")
    quiet = body(right_id, "open", note="可提供技术资料", declared_on=today)
    await client.post(f"{path}/revision", json=quiet)
    await client.post(f"{path}/publication")
    declared = (await as_(None).get(f"/market/listings/{drafted['id']}")).json()
    await client.post(f"{path}/revision", json=quiet | {"announced_on": today})
    await client.post(f"{path}/publication")
    announced = (await as_(None).get(f"/market/listings/{drafted['id']}")).json()

    assert (refused.status_code, refused.json()["code"]) == (422, "licensing.advertising_words")
    assert refused.json()["words"] == ["优惠", "国际领先", "限时"]
    assert refused.json()["field"] == "note"
    codes = [{each["code"] for each in told["notes"]} for told in (declared, announced)]
    assert ["declaration_not_announced" in each for each in codes] == [True, False]
    assert announced["offer"]["announced_on"] == today
    plain = await client.post("/licence-offers", json=loud | {"scope": {"kind": "plain"}})
    assert (await client.post(f"/licence-offers/{plain.json()['id']}/publication")).is_success
    with pytest.raises(asyncpg.CheckViolationError):
        await db.execute("UPDATE licensing_offer SET declared_on = NULL WHERE kind = 'open'")


@pytest.mark.parametrize(
    ("kind", "declared", "announced", "field"),
    [
        ("plain", 0, None, "declared_on"),
        ("open", 1, None, "declared_on"),
        ("open", 0, 1, "announced_on"),
        ("open", 0, -1, "announced_on"),
        ("open", None, 0, "declared_on"),
    ],
)
async def test_days_of_a_declaration_that_cannot_be_are_refused(
    as_: ClientFor, kind: str, declared: int | None, announced: int | None, field: str
) -> None:
    organisation, actor = await firm()
    days = {"declared_on": declared, "announced_on": announced}
    told = {
        name: (clock.today() + timedelta(days=ahead)).isoformat()
        for name, ahead in days.items()
        if ahead is not None
    }

    answer = await as_(actor).post(
        "/licence-offers", json=body(await holdings.right(organisation), kind, **told)
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "licensing.declaration_day_wrong")
    assert answer.json()["field"] == field


async def test_what_left_the_classification_keeps_its_title_and_titles_bear_no_marks() -> None:
    titles = await reference.in_force(IPC, clock.today())

    assert len(titles) > 600
    assert "半导体" in {row.code: row.title_zh for row in titles}["H01L"]
    assert [row.code for row in titles if re.search(r"〔[0-9０-９]", row.title_zh)] == []


async def test_a_pledged_right_needs_its_pledgees_consent(as_: ClientFor) -> None:
    at = await pledges.scene()
    right_id = await holdings.right(at.firm)
    actor = await make.actor(at.firm, "handler", "signatory")
    standing = await published(actor, right_id)
    other = await service.draft(stated(right_id, LicenceKind.SOLE), by=actor)

    pledge = await pledges.filed(at, rights=[right_id])
    await service.take_off_pledged(pledge.id)
    await service.take_off_pledged(pledge.id)

    client = as_(actor)
    off = (await client.get(f"/licence-offers/{standing.row['id']}")).json()
    assert (off["state"], off["cause"]) == ("unavailable", "pledged")
    assert await found(text="光刻") == []
    shown = (await as_(None).get(f"/market/listings/{off['id']}")).json()
    assert shown["offer"]["state"] == "unavailable"
    refused = await client.post(f"/licence-offers/{other.row['id']}/publication")
    assert (refused.status_code, refused.json()["code"]) == (
        422,
        "licensing.pledgee_consent_needed",
    )
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE licensing_offer SET state = 'published', version = 1, "
                "published_at = now() WHERE id = $1",
                other.row["id"],
            )
    consent = {
        "document_id": str(await pledges.scan(actor)),
        "floor_fen": 60_000_00,
        "proceeds_account": "31001520313050000001",
    }
    again = f"/licence-offers/{other.row['id']}"
    await client.post(f"{again}/revision", json=body(right_id, "sole", pledgee_consent=consent))
    low = await client.post(f"{again}/publication")
    assert low.json()["code"] == "licensing.price_below_floor"
    enough = body(
        right_id,
        "sole",
        pledgee_consent=consent,
        price={"form": "lump", "lump_fen": 60_000_00},
    )
    await client.post(f"{again}/revision", json=enough)
    assert (await client.post(f"{again}/publication")).json()["state"] == "published"


async def test_what_an_extract_shows_of_licences_and_suits_is_told_beside_the_offer(
    as_: ClientFor,
) -> None:
    organisation, actor = await firm()
    right_id = await holdings.right(organisation)
    bank = await make.organisation("bank")
    offer = await published(actor, right_id)
    listing = f"/market/listings/{offer.row['id']}"
    before = (await as_(None).get(listing)).json()["notes"]
    shown = pledges.extract(organisation.name, licensed=True, invalidation_pending=True)
    await portfolio.record_fact(
        right_id, FactKind.REGISTER_EXTRACT, clock.today(), shown, None, bank.id, SYSTEM
    )

    path = f"/licence-offers/{offer.row['id']}"
    own = (await as_(actor).get(path)).json()["findings"]
    await service.revise(offer.row["id"], stated(right_id), by=actor)
    await service.publish(offer.row["id"], by=actor)
    after = (await as_(None).get(listing)).json()["notes"]

    told = {("LC-05", "licence_in_register"), ("LC-14", "invalidation_in_register")}
    assert told.isdisjoint((each["rule"], each["code"]) for each in before)
    assert told <= {(each["rule"], each["code"]) for each in own if not each["refuses"]}
    assert told <= {(each["rule"], each["code"]) for each in after}


async def test_what_the_checklist_refuses_stays_a_draft() -> None:
    organisation, actor = await firm()
    declared = await holdings.right(await make.organisation())
    await holdings.hold(declared, organisation)
    model = await holdings.right(organisation, kind=PatentKind.UTILITY_MODEL)
    owned = await holdings.right(organisation, patentees=[organisation.name, "某大学"])
    late = clock.today() + timedelta(days=9999)
    cases = [
        (stated(declared), rules.OwnershipUnproven),
        (stated(model, LicenceKind.OPEN), rules.ReportNeeded),
        (stated(owned, LicenceKind.EXCLUSIVE), rules.CoownersMissing),
        (stated(owned, scope=Scope(kind=LicenceKind.PLAIN, ends_on=late)), rules.TermPastExpiry),
        (stated(owned, backing=Backing()), rules.DisputesUnsaid),
    ]
    for each, refusal in cases:
        drafted = await service.draft(each, by=actor)
        with pytest.raises(refusal):
            await service.publish(drafted.row["id"], by=actor)
        assert (await service.offer(drafted.row["id"], by=actor)).row["state"] == State.DRAFT


async def test_one_kind_of_one_patent_is_offered_once_and_nothing_alone_beside_an_open_one() -> (
    None
):
    organisation, actor = await firm()
    right_id = await holdings.right(organisation)
    await published(actor, right_id, LicenceKind.OPEN)

    with pytest.raises(refusals.AlreadyOffered):
        async with db.transaction():
            await published(actor, right_id, LicenceKind.OPEN)
    with pytest.raises(rules.LicenceConflicts):
        await published(actor, right_id, LicenceKind.EXCLUSIVE)
    assert (await published(actor, right_id, LicenceKind.PLAIN)).row["state"] == State.PUBLISHED


async def test_an_offer_whose_patent_is_over_leaves_the_market() -> None:
    actor, offer = await offered("一种电池")
    await db.execute(
        "UPDATE portfolio_right SET expires_on = $2 WHERE id = $1",
        offer.row["right_id"],
        clock.today() - timedelta(days=1),
    )

    await service.take_off_over()

    assert (await service.offer(offer.row["id"], by=actor)).row["cause"] == "expired"
    assert await found(text="电池") == []
