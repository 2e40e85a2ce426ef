"""Which classes belong to which key industry: published by two, in force by day."""

from datetime import timedelta

import pytest

from backend.kernel import clock
from backend.portfolio import service
from backend.portfolio.industry_classes import industries
from backend.portfolio.states import Industry
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, imported, right_of
from tests.portfolio.test_families import holding
from tests.portfolio.test_operator_imports import granted, number
from tests.reference.test_reference import PROPOSALS, body, later, operators, published, rows_of

pytestmark = pytest.mark.usefixtures("db")
TABLE = "industries"


async def test_imports_and_the_criterion_go_by_the_classes_of_the_day(as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    await imported(csv_of([granted(1)]), by=operator)
    right_id = await right_of(number(1), by=operator)
    asset, handler = await holding(right_id)
    rows = [row for row in await rows_of(as_, TABLE) if row["ipc"] != "H01L"]
    made = await published(as_, body(TABLE, [*rows, {"ipc": "H01L22", "industry": "biomedicine"}]))
    assert made.status_code == 200, made.text

    async def emerging() -> str:
        told = (await as_(handler).get(f"/portfolio/assets/{asset}/quality")).json()
        return next(
            str(each["answer"])
            for each in told["criteria"]
            if each["criterion"] == "emerging_industry"
        )

    before = await emerging()
    with clock.at(clock.now() + timedelta(days=1)):
        after = await emerging()
        await imported(
            csv_of([granted(2), granted(3, **{"Int.Cl.": "H01L22/12(2006.01)I;"})]), by=operator
        )
    found = [right_id, *[await right_of(number(each), by=operator) for each in (2, 3)]]
    views = await service.views(found)

    assert (before, after) == ("met", "unknown")
    # What was imported before keeps where it was placed.
    assert [views[each].industry for each in found] == [
        Industry.INTEGRATED_CIRCUITS, Industry.OTHER, Industry.BIOMEDICINE,
    ]  # fmt: skip
    assert (await industries(clock.today())).of("H01L 22/12") is Industry.INTEGRATED_CIRCUITS
    assert (await industries(later())).of("H01L 22/12") is Industry.BIOMEDICINE


async def test_a_beginning_that_is_none_is_told_with_what_would_pass(as_: ClientFor) -> None:
    first, _ = await operators()
    rows = await rows_of(as_, TABLE)

    async def refused(*more: dict[str, str]) -> list[tuple[int, str]]:
        told = await as_(first).post(PROPOSALS, json=body(TABLE, [*rows, *more]))
        assert told.status_code == 422
        return [(each["row"] - len(rows), each["column"]) for each in told.json()["rows"]]

    assert await refused(
        {"ipc": "H01L 21", "industry": "other"}, {"ipc": "Z99Z", "industry": "other"}
    ) == [(1, "ipc"), (2, "ipc")]
    assert await refused({"ipc": "H04L", "industry": "fishing"}) == [(1, "industry")]
    assert await refused(rows[0]) == [(1, "ipc")]
