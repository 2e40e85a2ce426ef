"""An event cuts the value behind a drawn loan, and the officer is told within the minute."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.monitoring import service
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT, Scene
from tests.registry.make import extract
from tests.valuation import make as values

RunJobs = Callable[[], Awaitable[int]]
NOTE = {"note": "已要求企业补充担保并重新评估"}


async def drawn(run_jobs: RunJobs) -> tuple[Scene, str]:
    """A loan of three million on a patent worth ten, and its application's id."""
    at = await scene.scene()
    view = await scene.drawn(at)
    await run_jobs()
    return at, str(view.row.id)


async def record(at: Scene, *, on: date | None = None, **changes: Any) -> None:
    body = extract(at.firm.name, granted_on="2022-01-04", **changes)
    await portfolio.record_fact(
        at.right, FactKind.REGISTER_EXTRACT, on or clock.today(), body, None, at.bank.id, SYSTEM
    )


async def alerts(at: Scene, as_: ClientFor, **query: str) -> list[dict[str, Any]]:
    answer = await as_(at.bank.maker).get("/value-alerts", params=query)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def told(name: str) -> set[Any]:
    rows = await fetch("SELECT member FROM notifications_notification WHERE name = $1", name)
    return {row["member"] for row in rows}


async def test_an_invalidation_halves_the_value_and_tells_both(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, application = await drawn(run_jobs)
    assert await alerts(at, as_) == []

    await record(at, invalidation_pending=True)
    await run_jobs()
    await run_jobs()

    (alert,) = await alerts(at, as_)
    assert (alert["cause"], alert["state"], alert["cut_bp"]) == ("invalidation", "open", 5000)
    assert alert["application_id"] == application
    assert alert["stated"]["low_fen"] == 2 * alert["low_fen"] == 10_000_000_00
    assert (alert["drawn_fen"], alert["ltv_before_bp"], alert["ltv_after_bp"]) == (
        AMOUNT, 3000, 6000,
    )  # fmt: skip
    assert {alert["method"], alert["base_date"], alert["valuer"]} == {
        "internal", values.valued_on().isoformat(), "本企业",
    }  # fmt: skip
    assert {at.bank.maker.user_id, at.bank.checker.user_id} <= await told(
        "monitoring.value_alert_raised"
    )
    assert at.handler.user_id in await told("monitoring.revaluation_wanted")
    assert at.handler.user_id not in await told("monitoring.value_alert_raised")
    stranger = await as_(at.other.maker).get("/value-alerts")
    assert stranger.json()["items"] == []
    points = (await as_(at.bank.maker).get(f"/value-history/{application}")).json()
    assert [each["kind"] for each in points] == ["frozen", "cut"]


async def test_heard_twice_at_night_and_again_it_is_raised_once(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, _ = await drawn(run_jobs)
    await record(at, on=clock.today() - timedelta(days=1), status="lapsed_fee")
    await record(at, status="lapsed_fee")

    assert len(await service.look_again([at.right])) == 1
    assert await service.look_again([at.right]) == []
    assert await service.look_again(None) == []
    await run_jobs()

    (alert,) = await alerts(at, as_)
    assert (alert["low_fen"], alert["ltv_after_bp"]) == (0, None)


async def test_who_is_cut_off_in_the_middle_leaves_nothing_half_done(
    db: None, as_: ClientFor, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, _ = await drawn(run_jobs)
    await record(at, invalidation_pending=True)
    watching = __import__("backend.monitoring.service.watching", fromlist=["_tell"])
    whole = watching._tell

    async def cut_off(*args: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(watching, "_tell", cut_off)
    with pytest.raises(asyncio.CancelledError):
        await service.look_again([at.right])
    assert await alerts(at, as_) == []

    monkeypatch.setattr(watching, "_tell", whole)
    await run_jobs()
    assert len(await alerts(at, as_)) == 1
    assert (
        await fetch_value(
            "SELECT count(*) FROM kernel_event WHERE name = 'monitoring.value_alert_raised'"
        )
        == 1
    )


async def test_a_settled_alert_stays_and_the_same_news_raises_no_other(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, _ = await drawn(run_jobs)
    await record(at, invalidation_pending=True)
    await run_jobs()
    (alert,) = await alerts(at, as_)
    path = f"/value-alerts/{alert['id']}/settlement"

    foreign = await as_(at.other.maker).post(path, json=NOTE)
    desk = await as_(at.bank.desk).post(path, json=NOTE)
    settled = await as_(at.bank.maker).post(path, json=NOTE)
    again = await as_(at.bank.checker).post(path, json=NOTE)
    await service.look_again(None)

    assert (foreign.status_code, desk.status_code) == (404, 403)
    assert settled.json()["state"] == "settled"
    assert settled.json()["settled_by"] == at.bank.maker.name
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    assert len(await alerts(at, as_)) == 1
    assert await alerts(at, as_, state="open") == []
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await execute("UPDATE monitoring_value_alert SET low_fen = 1, note = 'x'")


async def test_two_events_found_at_once_are_a_step_of_value_each(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, application = await drawn(run_jobs)
    before = clock.today() - timedelta(days=3)
    await record(at, on=before, invalidation_pending=True)
    await record(at, invalidation_pending=True, owners=["别家公司"])
    await run_jobs()
    await record(at, on=before, status="lapsed_fee")
    await record(at, status="lapsed_fee", invalidation_pending=True, owners=["别家公司"])
    await run_jobs()

    found = {each["cause"]: each for each in await alerts(at, as_)}
    points = (await as_(at.bank.maker).get(f"/value-history/{application}")).json()

    assert [(each["cause"], each["low_fen"] // MILLION) for each in points] == [
        (None, 10), ("invalidation", 5), ("transfer", 2), ("ended", 0),
    ]  # fmt: skip
    steps = [found[c] for c in ("invalidation", "transfer", "ended")]
    assert [(each["ltv_before_bp"], each["ltv_after_bp"]) for each in steps] == [
        (3000, 6000), (6000, 12_000), (12_000, None),
    ]  # fmt: skip


def newer(at: Scene) -> dict[str, Any]:
    return {
        "right_ids": [str(at.right)], "base_date": clock.today().isoformat(),
        "method": "internal", "valuer": "本企业", "low_fen": 4_000_000_00,
        "central_fen": 5_000_000_00, "high_fen": 6_000_000_00,
    }  # fmt: skip


async def test_a_newer_value_is_the_firms_until_it_hands_it_to_its_bank(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, application = await drawn(run_jobs)
    firm, path = as_(at.signatory), f"/loan-applications/{application}/revaluation"
    await record(at, invalidation_pending=True)
    made = (await as_(at.handler).post("/valuations", json=newer(at))).json()
    await run_jobs()
    (kept_to_itself,) = await alerts(at, as_)
    asked = (await firm.get(path)).json()

    answered = await firm.post(path, json={"valuation_id": made["id"]})
    again = await firm.post(path, json={"valuation_id": made["id"]})
    await run_jobs()
    (after,) = await alerts(at, as_)

    assert kept_to_itself["revaluation"] is None
    assert [(each["cause"], each["is_answered"]) for each in asked["points"]] == [
        ("invalidation", False)
    ]
    assert [each["id"] for each in asked["candidates"]] == [made["id"]]
    assert answered.json() == again.json()
    assert answered.json()["points"][0]["is_answered"]
    assert after["revaluation"]["number"] == made["number"]
    assert after["revaluation"]["central_fen"] == 5_000_000_00
    assert at.bank.maker.user_id in await told("monitoring.rights_revalued")
    points = (await as_(at.bank.maker).get(f"/value-history/{application}")).json()
    assert [each["kind"] for each in points] == ["frozen", "cut", "revalued"]


async def test_a_value_that_does_not_answer_is_refused_with_the_reason(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, application = await drawn(run_jobs)
    firm, path = as_(at.signatory), f"/loan-applications/{application}/revaluation"
    other = await values.right(at.firm)
    mine = (await as_(at.handler).post("/valuations", json=newer(at))).json()["id"]
    elsewhere = newer(at) | {"right_ids": [str(other)]}
    not_it = (await as_(at.handler).post("/valuations", json=elsewhere)).json()["id"]
    older = await values.valuation(at.right, by=at.handler, low_fen=9_000_000_00)
    rival = await make.organisation("firm")
    foreign = await values.valuation(
        await values.right(rival), by=await make.actor(rival, "handler")
    )

    early = await firm.post(path, json={"valuation_id": mine})
    await record(at, invalidation_pending=True)
    await run_jobs()
    refused = [
        await firm.post(path, json={"valuation_id": str(each)})
        for each in (older.id, not_it, foreign.id)
    ]

    assert (early.status_code, early.json()["code"]) == (409, "monitoring.nothing_to_answer")
    assert [(each.status_code, each.json()["code"]) for each in refused] == [
        (422, "monitoring.value_before_event"),
        (422, "monitoring.value_does_not_serve"),
        (404, "not_found"),
    ]
    assert refused[0].json()["since"] == clock.today().isoformat()


async def test_a_lender_says_itself_how_long_a_value_is_good_for(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at, _ = await drawn(run_jobs)
    rules = {
        "valid_from": clock.today().isoformat(), "reason": "本行制度", "validity_months": 1,
        "invalidation_bp": 3000, "ended_bp": 10_000, "transfer_bp": 10_000, "expiry_bp": 10_000,
    }  # fmt: skip

    asked = await as_(at.bank.maker).post("/watch-rule-proposals", json=rules)
    path = f"/watch-rule-proposals/{asked.json()['id']}/acceptance"
    maker = await as_(at.bank.maker).post(path)
    made = await as_(at.bank.checker).post(path)
    await service.look_again(None)
    await record(at, invalidation_pending=True)
    await run_jobs()

    assert (maker.status_code, made.status_code, made.json()["state"]) == (403, 200, "accepted")
    found = {each["cause"]: each for each in await alerts(at, as_)}
    assert (found["age"]["cut_bp"], found["age"]["right_title"]) == (0, None)
    assert found["age"]["low_fen"] == found["age"]["stated"]["low_fen"]
    assert found["invalidation"]["low_fen"] == 7_000_000_00
    listed = (await as_(at.bank.maker).get("/watch-rules")).json()["items"]
    assert [each["own"] for each in listed] == [True, False]


async def test_a_loan_that_is_not_drawn_or_another_right_is_left_alone(
    db: None, as_: ClientFor, run_jobs: RunJobs
) -> None:
    at = await scene.scene()
    await scene.in_review(at)
    await record(at, invalidation_pending=True)

    assert await service.look_again([at.right]) == []
    assert await service.look_again([uuid4()]) == []
    await run_jobs()
    assert await alerts(at, as_) == []
