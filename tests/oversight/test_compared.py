"""Two days of knowledge compared: the entries between are the difference, to the fen."""

from datetime import date

import pytest

from tests.conftest import ClientFor
from tests.oversight.make import TARGET, counted, entry
from tests.oversight.test_targets import M, headline, official

pytestmark = pytest.mark.usefixtures("db")


async def test_two_days_of_knowledge_differ_by_the_entries_between(as_: ClientFor) -> None:
    made = await counted(100 * M, on=date(2023, 5, 4), recorded_on=date(2023, 6, 1))
    await counted(30 * M, on=date(2022, 1, 5), recorded_on=date(2023, 9, 1))
    await entry(
        made,
        -100 * M,
        effective_on=date(2023, 5, 4),
        recorded_on=date(2024, 2, 2),
        cause="correction",
    )
    client = as_(await official())
    days = ["2023-05-31", "2023-06-01", "2023-08-31", "2024-02-01", "2024-02-02"]
    known = [(await headline(client, f"?as_known_on={day}"))["counted_fen"] for day in days]

    for at, earlier in enumerate(days):
        for later, figure in zip(days[at:], known[at:], strict=True):
            query = f"?known_after={earlier}&as_known_on={later}"
            between = (await client.get(f"/targets/{TARGET}/entries{query}")).json()
            assert between["amount_fen"] == figure - known[at]
            assert between["amount_fen"] == sum(e["amount_fen"] for e in between["items"])
    wrong = await client.get(
        f"/targets/{TARGET}/entries?known_after=2023-06-02&as_known_on=2023-06-01"
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["key"]) == (400, "known_after")
