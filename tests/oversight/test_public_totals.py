"""What everybody may know: totals with their method, and nothing about few firms."""

from datetime import date
from typing import Any

import pytest

from tests.conftest import ClientFor
from tests.oversight.make import PLAN, counted

pytestmark = pytest.mark.usefixtures("db")

M = 1_000_000_00


async def of_plan(as_: ClientFor) -> dict[str, Any]:
    response = await as_(None).get("/public/totals")
    assert response.status_code == 200
    (item,) = [each for each in response.json()["items"] if each["plan"] == PLAN]
    return dict(item)


async def test_totals_are_shown_with_their_method(as_: ClientFor) -> None:
    for number in range(4):
        await counted(10 * M, on=date(2023, 5, 4 + number))

    item = await of_plan(as_)

    assert item["counted_fen"] == 40 * M
    assert (item["ratio"], item["deals"], item["firms"]) == ("1.33", 4, 4)
    assert item["suppressed"] is False
    assert item["rule"]["words"]
    assert item["by_industry"] == [{"key": "integrated_circuits", "amount_fen": 40 * M, "deals": 4}]


async def test_a_total_of_few_firms_is_left_out(as_: ClientFor) -> None:
    for number in range(4):
        await counted(10 * M, on=date(2023, 5, 4 + number), firm=f"企业{number % 2}")

    item = await of_plan(as_)

    assert item["suppressed"] is True
    assert item["counted_fen"] is item["ratio"] is item["deals"] is item["firms"] is None
    assert item["by_industry"] == []


async def test_a_small_part_cannot_be_worked_out(as_: ClientFor) -> None:
    for number in range(4):
        await counted(10 * M, on=date(2023, 5, 4 + number))
    for number in range(3):
        await counted(M, on=date(2023, 6, 4 + number), industry="biomedicine")
    await counted(3 * M, industry="civil_aviation")

    item = await of_plan(as_)

    assert {cell["key"]: cell["amount_fen"] for cell in item["by_industry"]} == {
        "biomedicine": None,
        "civil_aviation": None,
        "integrated_circuits": 40 * M,
    }


async def test_nothing_counted_is_zero_and_not_hidden(as_: ClientFor) -> None:
    item = await of_plan(as_)

    assert (item["counted_fen"], item["deals"], item["suppressed"]) == (0, 0, False)


async def test_no_name_and_no_registration_is_told(as_: ClientFor) -> None:
    made = [await counted(10 * M, on=date(2023, 5, 4 + number)) for number in range(4)]

    text = (await as_(None).get("/public/totals")).text

    for each in made:
        assert each.firm not in text
        assert each.number not in text
    assert "某银行" not in text
