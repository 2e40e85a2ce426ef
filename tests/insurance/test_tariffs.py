"""Rating plans over HTTP: drafted, tried out, published by a second person, never changed."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from backend.insurance import queries
from backend.insurance.plan import PlanDocument, digest
from backend.kernel import clock, db
from tests import make
from tests.conftest import ClientFor
from tests.insurance import cases
from tests.insurance.make import FILING, Insurer, insurer, published_plan

pytestmark = pytest.mark.usefixtures("db", "licensed")


@pytest.fixture
async def pingan(db: None) -> Insurer:
    return await insurer()


async def drafted(client: httpx.AsyncClient, **sections: object) -> dict[str, Any]:
    response = await client.post("/rating-plans", json={"document": cases.document() | sections})
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def test_a_plan_is_drafted_published_by_another_and_rates_e1_to_the_fen(
    pingan: Insurer, as_: ClientFor
) -> None:
    maker, checker = as_(pingan.maker), as_(pingan.checker)
    plan = await drafted(maker)
    assert (plan["code"], plan["revision"], plan["published_at"]) == ("DEMO-IPL-2026.1", 1, None)
    assert plan["allowed_actions"] == ["rate"]

    published = await checker.post(f"/rating-plans/{plan['id']}/publication", json=FILING)
    rated = await maker.post(
        f"/rating-plans/{plan['id']}/rate", json={"risk": cases.E1, "subsidy": "shenzhen"}
    )

    assert published.status_code == 200, published.text
    assert published.json()["filing"]["number"] == FILING["filing_number"]
    assert published.json()["digest"] == digest(cases.plan())
    worksheet = rated.json()["worksheet"]
    assert (worksheet["net_fen"], worksheet["gross_fen"]) == (16_172_976, 17_143_355)
    assert worksheet["subsidy_fen"] == 8_571_677
    assert worksheet["plan_hash"] == plan["digest"]
    assert rated.json()["handling"] == "incomplete"
    assert len(worksheet["lines"]) > 40


async def test_rating_stores_nothing(pingan: Insurer, as_: ClientFor) -> None:
    plan_id = await published_plan(pingan)
    client, key = as_(pingan.maker), {"Idempotency-Key": "a key of one request"}
    counted = (
        "SELECT (SELECT count(*) FROM kernel_event) + (SELECT count(*) FROM kernel_idempotency)"
    )
    before = await db.fetch_value(counted)

    rated = await client.post(f"/rating-plans/{plan_id}/rate", json={"risk": cases.E1}, headers=key)

    assert rated.status_code == 200
    assert await db.fetch_value(counted) == before


async def test_what_is_exported_is_imported_again_as_the_same_plan(
    pingan: Insurer, as_: ClientFor
) -> None:
    plan = await drafted(as_(pingan.maker))

    exported = await as_(pingan.maker).get(f"/rating-plans/{plan['id']}/document")
    again = await as_((await insurer()).maker).post(
        "/rating-plans", json={"document": json.loads(exported.content)}
    )

    assert "DEMO-IPL-2026.1-1.json" in exported.headers["content-disposition"]
    assert again.json()["digest"] == plan["digest"]
    assert digest(PlanDocument.model_validate(exported.json())) == plan["digest"]


async def test_drafts_are_revisions_of_a_code_newest_first_in_pages(
    pingan: Insurer, as_: ClientFor
) -> None:
    client = as_(pingan.maker)
    for _ in range(3):
        await drafted(client)
    await drafted(as_((await insurer()).maker))

    first = (await client.get("/rating-plans", params={"limit": 2})).json()
    second = (await client.get("/rating-plans", params={"cursor": first["next"]})).json()

    assert (first["total"], second["next"]) == (3, None)
    revisions = [each["revision"] for each in first["items"] + second["items"]]
    assert sorted(revisions) == [1, 2, 3]
    assert first["items"][0]["document"] is None


async def test_its_maker_cannot_publish_a_plan(as_: ClientFor) -> None:
    organisation = await make.organisation("insurer")
    both = await make.actor(organisation, "underwriter", "tariff_checker")
    plan = await drafted(as_(both))

    response = await as_(both).post(f"/rating-plans/{plan['id']}/publication", json=FILING)

    assert code(response) == (403, "insurance.maker_cannot_publish")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"filing_number": "TO-BE-SET-BY-INSURER"}, (422, "insurance.not_filed")),
        ({"valid_from": "2025-12-31"}, (422, "insurance.validity_reversed")),
        ({"valid_to": "2025-12-31"}, (422, "insurance.validity_reversed")),
        (
            {"filed_on": (clock.today() + timedelta(days=2)).isoformat()},
            (422, "insurance.validity_reversed"),
        ),
    ],
)
async def test_a_plan_without_a_filing_or_with_reversed_dates_is_not_published(
    pingan: Insurer, as_: ClientFor, changes: dict[str, str], refusal: tuple[int, str]
) -> None:
    plan = await drafted(as_(pingan.maker))

    response = await as_(pingan.checker).post(
        f"/rating-plans/{plan['id']}/publication", json=FILING | changes
    )

    assert code(response) == refusal
    assert response.json()["path"] in changes


async def test_a_document_that_names_its_filing_is_published_under_that_one_only(
    pingan: Insurer, as_: ClientFor
) -> None:
    plan = await drafted(as_(pingan.maker), filing_no="C-OTHER")

    response = await as_(pingan.checker).post(
        f"/rating-plans/{plan['id']}/publication", json=FILING
    )

    assert code(response) == (422, "insurance.not_filed")


async def test_a_published_plan_takes_no_other_revision_and_is_published_once(
    pingan: Insurer, as_: ClientFor
) -> None:
    first, second = [await drafted(as_(pingan.maker)) for _ in range(2)]
    checker = as_(pingan.checker)
    await checker.post(f"/rating-plans/{first['id']}/publication", json=FILING)

    again = await checker.post(f"/rating-plans/{first['id']}/publication", json=FILING)
    other = await checker.post(f"/rating-plans/{second['id']}/publication", json=FILING)
    third = await as_(pingan.maker).post("/rating-plans", json={"document": cases.document()})

    assert {code(each) for each in (again, other, third)} == {(409, "insurance.already_published")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE insurance_rating_plan SET document = document || '{\"b\": 1}' WHERE id = $1",
        "UPDATE insurance_rating_plan SET valid_to = '2030-01-01' WHERE id = $1",
        "UPDATE insurance_rating_plan SET filing_number = 'another' WHERE id = $1",
        "DELETE FROM insurance_rating_plan WHERE id = $1",
    ],
)
async def test_the_database_refuses_to_change_a_published_plan(
    pingan: Insurer, statement: str
) -> None:
    plan_id = await published_plan(pingan)

    with pytest.raises(asyncpg.RestrictViolationError, match="never changes"):
        async with db.transaction():
            await db.execute(statement, plan_id)


async def test_the_database_refuses_to_change_a_draft_s_document(
    pingan: Insurer, as_: ClientFor
) -> None:
    plan = await drafted(as_(pingan.maker))

    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE insurance_rating_plan SET digest = $2 WHERE id = $1", plan["id"], "0" * 64
            )


async def test_the_database_holds_four_eyes_and_the_filing(pingan: Insurer, as_: ClientFor) -> None:
    plan = await drafted(as_(pingan.maker))
    today = clock.today()
    settled: tuple[object, ...] = ("C1234", today, today, None, pingan.maker.user_id, "x")

    with pytest.raises(asyncpg.CheckViolationError, match="published_by_another"):
        async with db.transaction():
            await queries.record_plan_publication(plan["id"], *settled, clock.now())
    with pytest.raises(asyncpg.CheckViolationError, match="published_is_filed"):
        async with db.transaction():
            await queries.record_plan_publication(
                plan["id"], None, *settled[1:4], uuid4(), "x", clock.now()
            )


async def test_a_policy_dated_before_its_plan_is_refused(pingan: Insurer, as_: ClientFor) -> None:
    plan_id = await published_plan(pingan)
    early = cases.E1 | {"inception_on": "2025-12-31", "expires_on": "2026-12-31"}

    response = await as_(pingan.maker).post(f"/rating-plans/{plan_id}/rate", json={"risk": early})

    assert code(response) == (422, "insurance.plan_not_in_force")
    assert response.json()["valid_from"] == "2026-01-01"


async def test_a_plan_with_a_hole_is_refused_with_code_and_place(
    pingan: Insurer, as_: ClientFor
) -> None:
    response = await as_(pingan.maker).post(
        "/rating-plans", json={"document": cases.document() | {"composite": {"1": "0"}}}
    )

    assert code(response) == (422, "insurance.plan_invalid")
    (problem,) = response.json()["problems"]
    assert (problem["code"], problem["path"]) == ("band_hole", "composite")


async def test_a_document_of_another_shape_is_refused_with_its_place(
    pingan: Insurer, as_: ClientFor
) -> None:
    document = cases.document()
    document["territory"]["US"]["l0"] = "-1"

    response = await as_(pingan.maker).post("/rating-plans", json={"document": document})

    assert code(response) == (400, "invalid_request")
    assert response.json()["errors"][0]["key"] == "document.territory.US.l0"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"exposures": [cases.exposure("US", -1)]}, (422, "insurance.revenue_out_of_range")),
        (
            {"exposures": [{"territory": "US", "revenue_fen": 10**15}]},
            (422, "insurance.revenue_out_of_range"),
        ),
        ({"exposures": [cases.exposure("MARS", 1)]}, (422, "insurance.territory_unknown")),
        ({"line": "no_such_line"}, (400, "invalid_request")),
        ({"parts": [{"kind": "liability"}]}, (400, "invalid_request")),
    ],
)
async def test_a_bad_risk_is_refused_with_a_code(
    pingan: Insurer, as_: ClientFor, changes: dict[str, Any], refusal: tuple[int, str]
) -> None:
    plan_id = await published_plan(pingan)

    response = await as_(pingan.maker).post(
        f"/rating-plans/{plan_id}/rate", json={"risk": cases.E1 | changes}
    )

    assert code(response) == refusal


async def test_a_subsidy_that_is_not_paid_is_refused(pingan: Insurer, as_: ClientFor) -> None:
    plan_id = await published_plan(pingan)

    response = await as_(pingan.maker).post(
        f"/rating-plans/{plan_id}/rate", json={"risk": cases.E1, "subsidy": "atlantis"}
    )

    assert code(response) == (422, "insurance.subsidy_unknown")


async def test_another_insurer_finds_no_plan(pingan: Insurer, as_: ClientFor) -> None:
    plan_id = await published_plan(pingan)
    stranger = await insurer()
    maker, checker = as_(stranger.maker), as_(stranger.checker)

    answers = [
        await maker.get(f"/rating-plans/{plan_id}"),
        await maker.get(f"/rating-plans/{plan_id}/document"),
        await maker.post(f"/rating-plans/{plan_id}/rate", json={"risk": cases.E1}),
        await maker.post(f"/rating-plans/{plan_id}/simulation", json={}),
        await maker.get(f"/rating-plans/{plan_id}/simulations"),
        await checker.post(f"/rating-plans/{plan_id}/publication", json=FILING),
    ]

    assert {code(each) for each in answers} == {(404, "not_found")}
