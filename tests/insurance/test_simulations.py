"""A plan simulated on the stored risks of its insurer: a job with progress, its result kept."""

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from backend.insurance.risk import Risk
from backend.insurance.service import book, simulation
from backend.insurance.states import SimulationState
from backend.kernel import db as database
from tests.conftest import ClientFor
from tests.insurance import cases
from tests.insurance.make import Insurer, insurer, published_plan

pytestmark = pytest.mark.usefixtures("db", "licensed")
Jobs = Callable[[], Awaitable[int]]


@pytest.fixture
async def cpic(db: None) -> Insurer:
    return await insurer()


def entry(reference: str, risk: dict[str, Any]) -> dict[str, Any]:
    return {"reference": reference, "risk": risk}


BAD = cases.E1 | {"exposures": [cases.exposure("MARS", 1)]}
BOOK = [entry("S-1", cases.E1), entry("S-2", cases.E2), entry("S-3", BAD), entry("S-4", cases.E4)]


async def test_a_plan_is_simulated_beside_the_one_in_force_and_found_again(
    cpic: Insurer, as_: ClientFor, run_jobs: Jobs
) -> None:
    await published_plan(cpic)
    client = as_(cpic.maker)
    dearer = cases.document()
    dearer["plan"], dearer["lcm"]["IPL"] = "DEMO-IPL-2026.2", ["1.06", "0.50"]
    plan = (await client.post("/rating-plans", json={"document": dearer})).json()
    kept = await client.post("/insurance-risks", json={"risks": BOOK})
    again = await client.post("/insurance-risks", json={"risks": BOOK[:2]})
    assert [kept.json(), again.json()] == [{"kept": 4, "known": 0}, {"kept": 0, "known": 2}]

    asked = await client.post(f"/rating-plans/{plan['id']}/simulation", json={})
    assert asked.status_code == 201, asked.text
    assert (asked.json()["state"], asked.json()["done"], asked.json()["total"]) == ("queued", 0, 4)
    await run_jobs()
    listed = (await as_(cpic.checker).get(f"/rating-plans/{plan['id']}/simulations")).json()
    found = (
        await as_(cpic.checker).get(f"/rating-plans/{plan['id']}/simulations/{asked.json()['id']}")
    ).json()

    assert [each["id"] for each in listed["items"]] == [asked.json()["id"]]
    assert (found["state"], found["done"], found["against"]) == ("done", 4, "DEMO-IPL-2026.1")
    result = found["result"]
    before = [16_172_976, 8_457_483, 8_414_998]
    assert (result["whole"]["risks"], result["whole"]["before_fen"]) == (3, sum(before))
    segments = {(each["by"], each["key"]): each for each in result["segments"]}
    assert segments["line", "star_composite"]["before_fen"] == before[1]
    guarantee = segments["line", "loan_guarantee"]
    assert guarantee["before_fen"] == guarantee["after_fen"] == before[2]
    assert segments["territory", "US"]["risks"] == 2
    changes = {(each["above_bp"], each["to_bp"]): each["risks"] for each in result["changes"]}
    assert {key: risks for key, risks in changes.items() if risks} == {(-1, 0): 1, (1000, 2500): 2}
    assert result["refused"] == 1
    assert {(each["reference"], each["code"]) for each in result["examples"]} == {
        ("S-3", "insurance.territory_unknown")
    }


async def test_refusals_and_what_never_changes(
    cpic: Insurer, as_: ClientFor, run_jobs: Jobs
) -> None:
    plan_id = await published_plan(cpic)
    client = as_(cpic.maker)
    path = f"/rating-plans/{plan_id}/simulation"

    empty = await client.post(path, json={})
    await client.post("/insurance-risks", json={"risks": [entry("S-1", cases.E3)]})
    unknown = await client.post(path, json={"against": "NO-SUCH-PLAN"})
    alone = (await client.post(path, json={})).json()
    await run_jobs()
    found = (await client.get(f"{path}s/{alone['id']}")).json()
    strange = await as_((await insurer()).maker).get(f"{path}s/{alone['id']}")

    assert (empty.status_code, empty.json()["code"]) == (422, "insurance.book_empty")
    assert unknown.status_code == strange.status_code == 404
    assert found["result"]["whole"] == {
        "by": "whole",
        "key": "",
        "risks": 1,
        "before_fen": None,
        "after_fen": 3_503_575,
    }
    for statement in (
        "UPDATE insurance_simulation SET state = 'queued', result = NULL",
        "DELETE FROM insurance_simulation",
        "UPDATE insurance_book_risk SET reference = 'x'",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with database.transaction():
                await database.execute(statement)


async def test_a_run_goes_on_by_batches_and_what_fails_says_so(
    cpic: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id = await published_plan(cpic)
    monkeypatch.setattr(simulation, "BATCH", 2)
    risks = [(f"S-{n}", Risk.model_validate(cases.E4)) for n in range(5)]
    await book.keep(cpic.maker.organisation_id, risks)
    run = await simulation.start(plan_id, against=None, by=cpic.maker)
    seen: list[int] = []

    async def cut(simulation_id: object, *, done: int) -> None:
        seen.append(done)
        if done == 4:
            raise RuntimeError("cut")

    with monkeypatch.context() as broken:
        broken.setattr("backend.insurance.book_queries.record_progress", cut)
        with pytest.raises(RuntimeError):
            await simulation.run(run.id)
    failed = await simulation.simulation(plan_id, run.id, by=cpic.maker)
    await simulation.run(run.id)
    done = await simulation.simulation(plan_id, run.id, by=cpic.maker)

    assert seen == [0, 2, 4]
    assert (failed.state, failed.result) == (SimulationState.FAILED, None)
    assert (done.state, done.done) == (SimulationState.DONE, 5)
    assert done.result is not None
    assert done.result.whole.after_fen == 5 * 8_414_998
