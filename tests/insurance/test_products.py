"""Insurers' products over HTTP, and what each mode of the platform allows."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from backend.kernel import clock, db
from tests import make
from tests.conftest import ClientFor
from tests.insurance import cases
from tests.insurance.make import FILING, Insurer, insurer, part, product, published_plan, terms

pytestmark = pytest.mark.usefixtures("db")

PUBLICATION = FILING | {"n": 1}


@pytest.fixture
async def cpic(db: None) -> Insurer:
    return await insurer()


async def created(client: httpx.AsyncClient, **changes: object) -> dict[str, Any]:
    response = await client.post("/insurance-products", json=product(**changes))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def test_a_product_is_drafted_published_by_another_and_seen_by_a_firm(
    cpic: Insurer, as_: ClientFor
) -> None:
    await published_plan(cpic)
    firm = as_(await make.actor(await make.organisation(), "handler"))
    drafted = await created(as_(cpic.maker))
    hidden = await firm.get(f"/insurance-products/{drafted['id']}")

    published = await as_(cpic.checker).post(
        f"/insurance-products/{drafted['id']}/publication",
        json=PUBLICATION | {"plan": "DEMO-IPL-2026.1"},
    )
    seen = (await firm.get("/insurance-products")).json()

    assert code(hidden) == (404, "not_found")
    assert published.status_code == 200, published.text
    (item,) = seen["items"]
    assert item["filing"]["number"] == FILING["filing_number"]
    assert item["terms"]["parts"][0]["defence_inside_limit"] is True
    assert len(item["terms"]["fact_sheet"]) == 9
    assert item["terms"]["wording"]["version"] == "2026.1"
    assert (item["plan"], item["mode"]) == ("DEMO-IPL-2026.1", "info_only")
    assert item["maker"] is None
    assert item["allowed_actions"] == []


async def test_a_later_version_replaces_the_offer_only_when_it_is_published(
    cpic: Insurer, as_: ClientFor
) -> None:
    maker, checker = as_(cpic.maker), as_(cpic.checker)
    firm = as_(await make.actor(await make.organisation(), "handler"))
    first = await created(maker)
    path = f"/insurance-products/{first['id']}"
    await checker.post(f"{path}/publication", json=PUBLICATION)
    longer = terms(parts=[part(extended_reporting_days=60)])

    second = (await maker.post(f"{path}/versions", json={"terms": longer})).json()
    offered = (await firm.get(path)).json()
    own = (await maker.get("/insurance-products", params={"own": True})).json()["items"]
    await checker.post(f"{path}/publication", json=PUBLICATION | {"n": 2})
    replaced = (await firm.get(path)).json()

    assert (second["version"], offered["version"], replaced["version"]) == (2, 1, 2)
    assert [(each["version"], each["published_at"]) for each in own] == [(2, None)]
    assert second["digest"] != first["digest"]


async def test_products_are_paged_by_name_and_filtered(cpic: Insurer, as_: ClientFor) -> None:
    maker, checker = as_(cpic.maker), as_(cpic.checker)
    for name in ("甲产品", "乙产品", "丙产品"):
        made = await created(maker, name=name)
        await checker.post(f"/insurance-products/{made['id']}/publication", json=PUBLICATION)

    first = (await maker.get("/insurance-products", params={"limit": 2})).json()
    rest = (
        await maker.get("/insurance-products", params={"limit": 2, "cursor": first["next"]})
    ).json()
    none = (await maker.get("/insurance-products", params={"line": "enforcement"})).json()

    names = [each["name"] for each in first["items"] + rest["items"]]
    assert (sorted(names), first["total"]) == (sorted({"甲产品", "乙产品", "丙产品"}), 3)
    assert none["items"] == []


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (
        {"parts": [part(excl_codes=["wilful"])]},
        *("insurance.exclusion_missing", "terms.parts.0.excl_codes"),
    ),
    ({"parts": [part(), part()]}, "insurance.part_twice", "terms.parts.1.code"),
    (
        {"parts": [part(limit_agg_fen=1)]},
        *("insurance.product_limits", "terms.parts.0.limit_agg_fen"),
    ),
    (
        {"parts": [part(deductible_fen=5_000_000_00)]},
        *("insurance.product_limits", "terms.parts.0.limit_per_claim_fen"),
    ),
    (
        {"parts": [part(sublimits=[{"peril_code": "expert", "limit_fen": 10**12}])]},
        *("insurance.product_limits", "terms.parts.0.sublimits.0.limit_fen"),
    ),
    (
        {"parts": [part(trigger="default")]},
        *("insurance.product_limits", "terms.parts.0.trigger"),
    ),
]


@pytest.mark.parametrize(("changes", "refusal", "path"), REFUSED)
async def test_terms_that_contradict_themselves_are_refused(
    cpic: Insurer, as_: ClientFor, changes: dict[str, Any], refusal: str, path: str
) -> None:
    response = await as_(cpic.maker).post(
        "/insurance-products", json=product(terms=terms(**changes))
    )

    assert code(response) == (422, refusal)
    assert response.json()["path"] == path


@pytest.mark.parametrize("field", ["defence_inside_limit", "prior_consent", "trigger"])
async def test_a_part_that_leaves_a_clause_open_is_refused(
    cpic: Insurer, as_: ClientFor, field: str
) -> None:
    silent = part()
    del silent[field]

    response = await as_(cpic.maker).post(
        "/insurance-products", json=product(terms=terms(parts=[silent]))
    )

    assert code(response) == (400, "invalid_request")
    assert response.json()["errors"][0]["key"] == f"terms.parts.0.{field}"


async def test_publication_is_refused_to_the_maker_twice_and_when_overtaken(
    cpic: Insurer, as_: ClientFor
) -> None:
    both = await make.actor(await make.organisation("insurer"), "underwriter", "tariff_checker")
    mine = await created(as_(both))
    made = await created(as_(cpic.maker))
    path = f"/insurance-products/{made['id']}"
    await as_(cpic.maker).post(f"{path}/versions", json={"terms": terms()})
    checker = as_(cpic.checker)

    by_maker = await as_(both).post(
        f"/insurance-products/{mine['id']}/publication", json=PUBLICATION
    )
    nothing = await checker.post(f"{path}/publication", json=PUBLICATION | {"n": 9})
    await checker.post(f"{path}/publication", json=PUBLICATION | {"n": 2})
    again = await checker.post(f"{path}/publication", json=PUBLICATION | {"n": 2})
    overtaken = await checker.post(f"{path}/publication", json=PUBLICATION)
    name = await as_(cpic.maker).post("/insurance-products", json=product())

    assert code(by_maker) == (403, "insurance.maker_cannot_publish")
    assert code(nothing) == (404, "not_found")
    assert code(again) == (409, "insurance.already_published")
    assert code(overtaken) == (409, "insurance.version_overtaken")
    assert code(name) == (409, "insurance.product_name_taken")


async def test_a_product_is_rated_by_a_published_plan_of_its_own_insurer(
    cpic: Insurer, as_: ClientFor
) -> None:
    await published_plan(await insurer())
    await published_plan(
        cpic, cases.plan(plan="ONLY-PURSUIT", minima={"enforcement": {}}, guarantee=None)
    )
    made = await created(as_(cpic.maker))
    path = f"/insurance-products/{made['id']}/publication"

    foreign = await as_(cpic.checker).post(path, json=PUBLICATION | {"plan": "DEMO-IPL-2026.1"})
    other_line = await as_(cpic.checker).post(path, json=PUBLICATION | {"plan": "ONLY-PURSUIT"})

    assert code(foreign) == code(other_line) == (422, "insurance.plan_of_product")


async def test_the_database_refuses_a_foreign_plan_and_any_change(
    cpic: Insurer, as_: ClientFor
) -> None:
    foreign = await published_plan(await insurer())
    made = await created(as_(cpic.maker))
    settle = (
        "UPDATE insurance_product_version SET plan = $2, filing_number = 'C1234', filed_on = $3, "
        "valid_from = $3, approver = gen_random_uuid(), approver_name = 'x', published_at = now() "
        "WHERE id = $1"
    )

    with pytest.raises(asyncpg.RestrictViolationError, match="plan of its insurer"):
        async with db.transaction():
            await db.execute(settle, made["version_id"], foreign, clock.today())
    await db.execute(settle, made["version_id"], None, clock.today())
    for statement in (
        "UPDATE insurance_product_version SET terms = '{}' WHERE id = $1",
        "UPDATE insurance_product_version SET valid_to = '2031-01-01' WHERE id = $1",
        "DELETE FROM insurance_product_version WHERE id = $1",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with db.transaction():
                await db.execute(statement, made["version_id"])


async def test_another_insurer_finds_no_draft(cpic: Insurer, as_: ClientFor) -> None:
    made = await created(as_(cpic.maker))
    stranger = await insurer()
    path = f"/insurance-products/{made['id']}"

    answers = [
        await as_(stranger.maker).get(path),
        await as_(stranger.maker).post(f"{path}/versions", json={"terms": terms()}),
        await as_(stranger.checker).post(f"{path}/publication", json=PUBLICATION),
    ]

    assert {code(each) for each in answers} == {(404, "not_found")}


async def test_a_guarantee_is_offered_by_an_eligible_insurer_only(
    cpic: Insurer, as_: ClientFor
) -> None:
    guarantee = part("GUA", trigger="default", insured_role="bank", object_schedule=["loan"])
    body = product(line="loan_guarantee", terms=terms(parts=[guarantee]))
    made = (await as_(cpic.maker).post("/insurance-products", json=body)).json()
    path = f"/insurance-products/{made['id']}/publication"
    operator = await make.actor(await make.organisation("operator"), "operator")
    finding = {
        "insurer_id": str(cpic.maker.organisation_id),
        "from_on": "2026-01-01",
        "ground": "偿付能力充足",
    }
    refused = await as_(cpic.checker).post(path, json=PUBLICATION)
    own = await as_(cpic.checker).post("/guarantee-eligibility", json=finding)
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE insurance_product_version SET filing_number = 'x', filed_on = $2, "
                "valid_from = $2, approver = $3, approver_name = 'x', published_at = now() "
                "WHERE product = $1",
                *(UUID(made["id"]), date(2026, 1, 1), cpic.checker.user_id),
            )

    found = await as_(operator).post("/guarantee-eligibility", json=finding)
    again = await as_(operator).post("/guarantee-eligibility", json=finding)
    published = await as_(cpic.checker).post(path, json=PUBLICATION)

    assert code(refused) == (422, "insurance.guarantee_not_eligible")
    assert own.status_code == 403
    assert found.status_code == 201, found.text
    assert code(again) == (409, "insurance.already_eligible")
    assert published.status_code == 200, published.text
    listed = (await as_(cpic.maker).get("/guarantee-eligibility")).json()
    assert [each["ground"] for each in listed["items"]] == ["偿付能力充足"]
    stranger = (await as_((await insurer()).maker).get("/guarantee-eligibility")).json()
    assert stranger["items"] == []


async def test_a_firm_goes_to_the_insurer_and_the_step_is_logged(
    cpic: Insurer, as_: ClientFor
) -> None:
    link = "https://insurer.example.test/ip"
    made = (
        await as_(cpic.maker).post("/insurance-products", json=product(terms=terms(link=link)))
    ).json()
    path = f"/insurance-products/{made['id']}"
    firm = await make.actor(await make.organisation(), "handler")
    early = await as_(firm).post(f"{path}/hand-off")
    await as_(cpic.checker).post(f"{path}/publication", json=PUBLICATION)

    gone = await as_(firm).post(f"{path}/hand-off")
    mode = (await as_(firm).get("/insurance-mode")).json()

    assert (early.status_code, gone.status_code, gone.json()) == (404, 200, {"url": link})
    assert (mode["mode"], mode["rates"]) == ("info_only", False)
    logged = await db.fetch_one(
        "SELECT payload FROM kernel_event WHERE name = 'insurance.hand_off'"
    )
    assert logged is not None
    assert db.loads(logged["payload"])["url"] == link
