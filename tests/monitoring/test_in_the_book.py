"""The bank's book divides its loans by what became of the values behind them, as known on a day."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from backend.kernel import clock
from backend.monitoring import service
from tests.conftest import ClientFor
from tests.lending.scene import AMOUNT
from tests.monitoring.test_alerts import NOTE, alerts, drawn, record

pytestmark = pytest.mark.usefixtures("db")


async def test_an_alert_moves_its_loan_in_the_book_from_its_day_on(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    at, application = await drawn(run_jobs)
    today = clock.today()

    async def groups(**query: str) -> list[tuple[str, int]]:
        answer = await as_(at.bank.maker).get("/loan-book", params={"by": "alert"} | query)
        return [(group["key"], group["exposure_fen"]) for group in answer.json()["groups"]]

    assert await groups() == [("no_alert", AMOUNT)]
    with clock.at(clock.now() + timedelta(days=1)):
        # Half of the value carries the loan at 60 %; the product lends 30 %.
        await record(at, invalidation_pending=True)
        await run_jobs()
        assert await groups() == [("above_limit", AMOUNT)]
        assert await groups(on=today.isoformat()) == [("no_alert", AMOUNT)]
        query = {"by": "alert", "key": "above_limit"}
        (case,) = (await as_(at.bank.maker).get("/loan-book/cases", params=query)).json()["items"]
        assert (case["id"], case["alert"]) == (application, "above_limit")

        (alert,) = await alerts(at, as_)
        path = f"/value-alerts/{alert['id']}/settlement"
        assert (await as_(at.bank.maker).post(path, json=NOTE)).status_code == 200
        assert await groups() == [("settled", AMOUNT)]


async def test_a_value_that_grew_old_leaves_the_loan_within_its_limit(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    at, _ = await drawn(run_jobs)
    with clock.at(clock.now() + timedelta(days=500)):
        await service.look_again(None)
        book = (await as_(at.bank.maker).get("/loan-book", params={"by": "alert"})).json()
    assert [group["key"] for group in book["groups"]] == ["within_limit"]
