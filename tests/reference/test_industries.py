"""Which classes belong to which key industry: published by two, in force by day."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import asyncpg
import pytest
from python_calamine import CalamineWorkbook

from backend.kernel import clock, db
from backend.portfolio import service
from backend.portfolio.industry_classes import industries
from tests import make
from tests.conftest import ClientFor
from tests.licensing import make as offers
from tests.portfolio.make import csv_of, imported, right_of
from tests.portfolio.test_families import holding
from tests.portfolio.test_operator_imports import granted, number
from tests.reference.test_reference import PROPOSALS, body, later, operators, published, rows_of
from tests.valuation import make as holdings

pytestmark = pytest.mark.usefixtures("db")
LIST, TABLE = "key_industries", "industries"


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
        "integrated_circuits", "other", "biomedicine",
    ]  # fmt: skip
    assert (await industries(clock.today())).of("H01L 22/12") == "integrated_circuits"
    assert (await industries(later())).of("H01L 22/12") == "biomedicine"


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


NEW = {"position": 50, "code": "new_materials", "zh": "新材料", "en": "New materials",
       "from_on": None, "until": None}  # fmt: skip


async def told_in(client: Any, language: str = "zh-CN") -> dict[str, tuple[str, bool]]:
    found = await client.get("/industries", headers={"accept-language": language})
    return {each["code"]: (each["label"], each["offered"]) for each in found.json()["items"]}


async def test_classes_take_the_industries_of_their_first_day(as_: ClientFor) -> None:
    first, _ = await operators()
    listed, classes = await rows_of(as_, LIST), await rows_of(as_, TABLE)
    with_it = body(TABLE, [*classes, {"ipc": "H01L22", "industry": "new_materials"}])

    early = await as_(first).post(PROPOSALS, json=with_it)
    made = await published(as_, body(LIST, [*listed, NEW]))
    columns = (await as_(first).get(f"/reference-tables/{TABLE}")).json()["columns"]
    placed = await published(as_, with_it)

    assert early.status_code == 422
    assert [each["column"] for each in early.json()["rows"]] == ["industry"]
    assert "集成电路 (integrated_circuits)" in early.json()["rows"][0]["why"]
    assert made.status_code == placed.status_code == 200, placed.text
    assert {"code": "new_materials", "label": "新材料"} in columns[1]["choices"]
    assert (await industries(later())).of("H01L 22/12") == "new_materials"
    assert (await industries(clock.today())).of("H01L 22/12") == "integrated_circuits"


async def test_a_new_industry_is_filtered_by_and_told_in_its_words(as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    classes = [*await rows_of(as_, TABLE), {"ipc": "H01L22", "industry": "new_materials"}]
    await published(as_, body(LIST, [*await rows_of(as_, LIST), NEW]))
    await published(as_, body(TABLE, classes))
    market = "/market/listings?industry=new_materials&industry=other"

    today = await as_(operator).get(market)
    with clock.at(clock.now() + timedelta(days=1)):
        await imported(csv_of([granted(1, **{"Int.Cl.": "H01L22/12(2006.01)I;"})]), by=operator)
        _, handler = await holding(await right_of(number(1), by=operator))
        firm = as_(handler)
        seen = await told_in(firm), await told_in(firm, "en")
        found = await firm.get("/portfolio/assets?industry=new_materials")
        book = await firm.get("/portfolio/assets/export.csv?industry=new_materials")
        none = await firm.get("/portfolio/assets?industry=fishing")
        tomorrow = await firm.get(market)

    assert list(seen[0])[-2:] == ["civil_aviation", "new_materials"]
    assert seen[0]["new_materials"] == ("新材料", True)
    assert seen[1]["new_materials"] == ("New materials", True)
    assert [each["industry"] for each in found.json()["items"]] == ["new_materials"]
    assert "新材料" in book.text
    assert tomorrow.status_code == 200
    for refused in (none, today):
        assert (refused.status_code, refused.json()["field"]) == (422, "industry")
        assert refused.json()["code"] == "portfolio.industry_not_listed"
        assert "其他 (other)" in refused.json()["passing"]


async def test_an_industry_ends_but_stays_and_what_bears_it_is_found(as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    await imported(csv_of([granted(1)]), by=operator)
    _, handler = await holding(await right_of(number(1), by=operator))
    rows = await rows_of(as_, LIST)
    ended = [
        {**row, "until": later(1).isoformat()} if row["code"] == "integrated_circuits" else row
        for row in rows
    ]
    assert (await published(as_, body(LIST, ended))).status_code == 200

    assert (await industries(later(1))).of("H01L 21/336") == "integrated_circuits"
    assert (await industries(later(2))).of("H01L 21/336") == "other"
    with clock.at(clock.now() + timedelta(days=2)):
        firm = as_(handler)
        told = await told_in(firm)
        found = await firm.get("/portfolio/assets?industry=integrated_circuits")
        first, _ = await operators()
        classes = await rows_of(as_, TABLE)
        again = await as_(first).post(PROPOSALS, json=body(TABLE, classes, on=later(1)))

    assert told["integrated_circuits"] == ("集成电路", False)
    assert told["biomedicine"] == ("生物医药", True)
    assert [each["industry"] for each in found.json()["items"]] == ["integrated_circuits"]
    assert {each["column"] for each in again.json()["rows"]} == {"industry"}
    assert "集成电路" not in again.json()["rows"][0]["why"]


async def test_an_industry_does_not_vanish_and_other_is_none(as_: ClientFor) -> None:
    first, _ = await operators()
    rows = await rows_of(as_, LIST)

    async def refused(given: list[dict[str, Any]]) -> list[str]:
        told = await as_(first).post(PROPOSALS, json=body(LIST, given))
        assert told.status_code == 422
        return [each["column"] for each in told.json()["rows"]]

    assert await refused(rows[1:]) == ["code"]
    assert await refused([*rows, {**NEW, "code": "other"}]) == ["code"]
    assert await refused([*rows, {**NEW, "code": "Neue Stoffe"}]) == ["code"]
    days = {"from_on": later(5).isoformat(), "until": later(2).isoformat()}
    assert await refused([*rows, {**NEW, **days}]) == ["until"]


async def test_an_offer_names_industries_of_the_day(as_: ClientFor) -> None:
    organisation, handler = await offers.firm()
    right_id = await holdings.right(organisation)
    made = await published(as_, body(LIST, [*await rows_of(as_, LIST), NEW]))
    scope = {"kind": "plain", "fields": ["new_materials", "biomedicine"]}
    given = offers.body(right_id, scope=scope)

    early = await as_(handler).post("/licence-offers", json=given)
    with clock.at(clock.now() + timedelta(days=1)):
        drafted = await as_(handler).post("/licence-offers", json=given)
        book = await as_(handler).get("/licence-offers/export.xlsx")

    assert book.status_code == 200, book.text
    _, rows = (
        CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(1).to_python()
    )
    assert "生物医药、新材料" in rows
    assert made.status_code == 200
    assert (early.status_code, early.json()["code"]) == (422, "portfolio.industry_not_listed")
    assert early.json()["field"] == "scope.fields"
    assert drafted.status_code == 201, drafted.text
    assert drafted.json()["scope"]["fields"] == ["biomedicine", "new_materials"]
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE licensing_offer SET fields = '{fishing}' WHERE id = $1",
                drafted.json()["id"],
            )
