"""A bank's book: it sums, agrees with the cases, and is known as of a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from backend.kernel import clock, db
from backend.kernel.money import Fen
from backend.lending.rules import book as rules
from backend.lending.rules.book import AlertState, By, Exposure
from tests.conftest import ClientFor
from tests.lending import scene

pytestmark = pytest.mark.usefixtures("db")
DAY = clock.today()


def _cases() -> st.SearchStrategy[list[Exposure]]:
    def made(values: tuple[Any, ...]) -> Exposure:
        firm, industry, kinds, granted, is_drawn, days = values
        return Exposure(
            id=uuid4(),
            number="x",
            state="drawn" if is_drawn else "accepted",
            firm_id=firm,
            firm_name="甲",
            industry=industry,
            division=None,
            right_kinds=tuple(sorted(kinds)),
            product_id=firm,
            product_name="乙",
            granted=Fen(granted),
            drawn=Fen(granted // 2) if is_drawn else None,
            drawn_on=DAY if is_drawn else None,
            matures_on=DAY + timedelta(days=days) if is_drawn else None,
            alert=AlertState.NO_ALERT if is_drawn else AlertState.NOT_WATCHED,
        )

    one = st.tuples(
        st.sampled_from([uuid4() for _ in range(3)]),
        st.sampled_from([None, "biomedicine"]),
        st.sets(st.sampled_from(["invention", "design"]), min_size=1),
        st.integers(2, 10**12),
        st.booleans(),
        st.integers(-400, 800),
    )
    return st.lists(one.map(made), max_size=12)


@given(cases=_cases(), by=st.sampled_from(By))
@settings(max_examples=60)
def test_every_division_sums_to_the_book_whatever_stands_in_it(
    cases: list[Exposure], by: By
) -> None:
    found = rules.groups(cases, by, on=DAY)

    assert sum(group.cases for group in found) == len(cases)
    assert sum(group.committed for group in found) == rules.committed(cases)
    assert sum(group.drawn for group in found) == rules.drawn(cases)
    assert [g.amount for g in found] == sorted((g.amount for g in found), reverse=True)
    whole = sum(group.amount for group in found)
    assert sum(group.share_bp for group in found) == (10_000 if whole else 0)
    assert all(abs(g.share_bp * whole - g.amount * 10_000) < whole for g in found if whole)
    counted = Counter(rules.key_of(case, by, on=DAY) for case in cases)
    assert {group.key: group.cases for group in found} == counted


def _sheet(content: bytes) -> tuple[dict[str, Any], Iterator[Any]]:
    made = CalamineWorkbook.from_filelike(BytesIO(content))
    cover, rows = (made.get_sheet_by_index(n).to_python() for n in range(2))
    return {str(line[0]): line[1] for line in cover}, iter(rows)


async def test_the_book_is_what_the_cases_say_and_what_they_said_before(as_: ClientFor) -> None:
    at = await scene.scene()
    yesterday = DAY - timedelta(days=1)
    view = await scene.drawable(at)
    client = as_(at.bank.checker)
    before = (await client.get("/loan-book", params={"by": "state"})).json()
    assert [(g["key"], g["exposure_fen"]) for g in before["groups"]] == [("drawable", scene.AMOUNT)]
    await scene.draw(at, view.row.id, amount_fen=scene.AMOUNT - 100)

    for by in By:
        book = (await client.get("/loan-book", params={"by": by.value})).json()
        # The ledger of the cases, not the log of what happened.
        ledger = await db.fetch(
            "SELECT count(*) AS cases, coalesce(sum(drawn_fen) FILTER (WHERE state = 'drawn'), 0) "
            "AS drawn FROM lending_application WHERE lender = $1 "
            "AND state IN ('accepted', 'drawable', 'drawn')",
            at.bank.id,
        )
        assert (book["cases"], book["drawn_fen"]) == (ledger[0]["cases"], ledger[0]["drawn"])
        assert (book["committed_fen"], book["drawn_fen"]) == (0, scene.AMOUNT - 100)
        (group,) = book["groups"]
        assert (group["exposure_fen"], group["share_bp"]) == (book["exposure_fen"], 10_000)
        query = {"by": by.value, "key": group["key"]}
        (case,) = (await client.get("/loan-book/cases", params=query)).json()["items"]
        assert case["id"] == str(view.row.id)
        none = {"by": by.value, "key": "nothing"}
        assert (await client.get("/loan-book/cases", params=none)).json()["items"] == []
    early = await client.get("/loan-book", params={"on": yesterday.isoformat()})
    assert early.json()["cases"] == 0, "then it was not known yet"
    ahead = await client.get("/loan-book", params={"on": (DAY + timedelta(days=1)).isoformat()})
    assert (ahead.status_code, ahead.json()["code"]) == (400, "invalid_request")
    assert (await as_(at.other.maker).get("/loan-book")).json()["cases"] == 0
    assert (await as_(at.signatory).get("/loan-book")).status_code == 403


async def test_the_workbook_says_what_it_is_of_and_runs_nothing(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)
    await db.execute("UPDATE identity_organisation SET name = '=甲公司' WHERE id = $1", at.firm.id)
    await scene.draw(at, view.row.id, amount_fen=scene.AMOUNT - 100)

    exported = await as_(at.bank.checker).get("/loan-book/export.xlsx")

    cover, rows = _sheet(exported.content)
    headings, row = rows
    assert (cover["件数"], cover["已放款（元）"]) == (1, (scene.AMOUNT - 100) / 100)
    assert row[1] == "'=甲公司", "no spreadsheet runs it"
    assert row[headings.index("已放款（元）")] == (scene.AMOUNT - 100) / 100
    assert row[headings.index("权利类型")] == "发明"
    assert row[headings.index("价值预警")] == "无预警"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"watched": False}, AlertState.NOT_WATCHED),
        ({"raised": 0, "standing": 0}, AlertState.NO_ALERT),
        ({"standing": 0, "ltv_bp": None}, AlertState.SETTLED),
        ({"ltv_bp": 6_000}, AlertState.WITHIN_LIMIT),
        ({"ltv_bp": 6_001}, AlertState.ABOVE_LIMIT),
        ({"ltv_bp": None}, AlertState.ABOVE_LIMIT),
        ({"ltv_bp": 9_000, "limit_bp": None}, AlertState.WITHIN_LIMIT),
    ],
)
def test_an_open_alert_is_measured_by_the_product(
    told: dict[str, Any], expected: AlertState
) -> None:
    usual: dict[str, Any] = {
        "watched": True, "raised": 2, "standing": 1, "ltv_bp": 6_000, "limit_bp": 6_000,
    }  # fmt: skip
    assert rules.alert_state(**usual | told) is expected
