"""A bank's book: it sums, agrees with the cases, and is known as of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from python_calamine import CalamineWorkbook

from backend.criteria.facts import add_months
from backend.kernel import clock, db
from backend.lending.rules.book import By
from tests import make as base
from tests.conftest import ClientFor
from tests.lending import scene

pytestmark = pytest.mark.usefixtures("db")
DAY = clock.today()


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case of the definition: how it stands from one day to another, and its alerts."""

    id: UUID
    firm: UUID
    product: UUID
    industry: str | None
    division: str | None
    kinds: list[str]
    granted: int
    drawn: int | None
    matures_on: date | None
    watched: bool
    limit_bp: int | None
    since: date
    until: date | None
    #: What each leaves, the day it was raised, the day it was settled.
    alerts: list[tuple[int | None, date, date | None]]

    def stands(self, on: date) -> bool:
        return self.since <= on and (self.until is None or self.until > on)

    def alert(self, on: date) -> str:
        told = [each for each in self.alerts if each[1] <= on]
        left = [ltv for ltv, _, settled in told if settled is None or settled > on]
        if not self.watched:
            return "not_watched"
        if not told:
            return "no_alert"
        if not left:
            return "settled"
        limit = 10**9 if self.limit_bp is None else self.limit_bp
        return "above_limit" if any(ltv is None or ltv > limit for ltv in left) else "within_limit"

    def maturity(self, on: date) -> str:
        if self.matures_on is None:
            return "not_drawn"
        if self.matures_on < on:
            return "past"
        months = next((n for n in (3, 6, 12) if self.matures_on <= add_months(on, n)), None)
        return "later" if months is None else f"within_{months}_months"

    def key(self, by: By, *, on: date) -> str:
        return {
            By.FIRM: str(self.firm),
            By.INDUSTRY: self.industry or "not_stated",
            By.RIGHT_KIND: self.kinds[0] if len(self.kinds) == 1 else "several",
            By.PRODUCT: str(self.product),
            By.DIVISION: self.division or "not_stated",
            By.MATURITY: self.maturity(on),
            By.STATE: "accepted" if self.drawn is None else "drawn",
            By.ALERT: self.alert(on),
        }[by]


def _case(chance: Random, firms: list[UUID], products: list[UUID]) -> Case:
    granted = chance.randrange(1, 10) * 10_000_00
    drawn = chance.choice((None, granted, granted // 2))
    limit = chance.choice((None, 3_000, 5_000))
    return Case(
        id=uuid4(),
        firm=chance.choice(firms),
        product=chance.choice(products),
        industry=chance.choice((None, "biomedicine", "other")),
        division=chance.choice((None, "310115")),
        kinds=chance.choice((["design"], ["invention"], ["design", "invention"])),
        granted=granted,
        drawn=drawn,
        matures_on=None
        if drawn is None
        else add_months(DAY, chance.choice((-1, 0, 3, 6, 9, 12, 13))),
        watched=drawn is not None and chance.random() < 0.8,
        limit_bp=limit,
        since=DAY - timedelta(days=chance.randrange(1, 60)),
        until=chance.choice((None, None, DAY - timedelta(days=chance.randrange(30)))),
        alerts=[
            (
                chance.choice((None, 2_900, 3_000, 5_001)),
                DAY - timedelta(days=chance.randrange(20, 40)),
                chance.choice((None, DAY - timedelta(days=chance.randrange(19)))),
            )
            for _ in range(chance.choice((0, 1, 1, 2)))
        ],
    )


async def _lay_in(cases: list[Case], lender: UUID) -> None:
    """As the events of the cases would leave them."""
    await db.execute("SET LOCAL session_replication_role = 'replica'")
    for case in cases:
        await db.execute(
            "INSERT INTO lending_exposure (application, lender, since, until, number, state, firm, "
            "industry, division, right_kinds, product, product_name, granted_fen, drawn_fen, "
            "drawn_on, matures_on, watched, limit_bp) VALUES ($1, $2, $3, $4, 'LN', $5, $6, $7, "
            "$8, $9, $10, '某产品', $11, $12, $13, $14, $15, $16)",
            case.id, lender, _noon(case.since), case.until and _noon(case.until),
            case.key(By.STATE, on=DAY), case.firm, case.industry, case.division, case.kinds,
            case.product, case.granted, case.drawn, None if case.drawn is None else case.since,
            case.matures_on, case.watched, case.limit_bp,
        )  # fmt: skip
        for ltv_bp, raised, settled in case.alerts:
            alert = {"alert_id": str(uuid4()), "ltv_after_bp": ltv_bp}
            for name, on in (("raised", raised), ("settled", settled)):
                if on is not None:
                    await db.execute(
                        "INSERT INTO kernel_event (id, name, subject, subject_id, occurred_at, "
                        "actor_id, actor_name, organisation_id, organisation_name, address, "
                        "request_id, payload, parties, actor_roles) VALUES ($1, $2, "
                        "'loan_application', $3, $4, $1, '', $1, '', '', '', $5, '{}', '{}')",
                        uuid4(), f"monitoring.value_alert_{name}", case.id, _noon(on),
                        db.dumps(alert),
                    )  # fmt: skip
    await db.execute("SET LOCAL session_replication_role = 'origin'")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.SHANGHAI)


def _share_the_whole(book: dict[str, Any]) -> None:
    """What rounding leaves is given to somebody, and nobody is off by a basis point."""
    whole = book["exposure_fen"]
    assert sum(group["share_bp"] for group in book["groups"]) == 10_000
    for group in book["groups"]:
        assert abs(group["share_bp"] * whole - group["exposure_fen"] * 10_000) < whole


@pytest.mark.parametrize("seed", range(2))
async def test_every_division_is_the_definition_s_and_sums_to_the_book(
    seed: int, as_: ClientFor
) -> None:
    chance = Random(seed)  # noqa: S311 - a story, not a secret
    bank = await base.organisation("bank")
    firms = [(await base.organisation("firm")).id for _ in range(4)]
    cases = [_case(chance, firms, [uuid4(), uuid4()]) for _ in range(60)]
    await _lay_in(cases, bank.id)
    client = as_(await base.actor(bank, "maker"))

    for on in (DAY, DAY - timedelta(days=10), DAY - timedelta(days=29)):
        standing = [case for case in cases if case.stands(on)]
        amounts = {case.id: case.drawn or case.granted for case in standing}
        in_order = sorted(standing, key=lambda case: (-amounts[case.id], case.id))
        for by in By:
            query = {"by": by.value, "on": on.isoformat()}
            book = (await client.get("/loan-book", params=query)).json()
            expected: dict[str, list[Case]] = {}
            for case in in_order:
                expected.setdefault(case.key(by, on=on), []).append(case)
            assert {
                group["key"]: (group["cases"], group["committed_fen"], group["drawn_fen"])
                for group in book["groups"]
            } == {
                key: (
                    len(of_it),
                    sum(case.granted for case in of_it if case.drawn is None),
                    sum(case.drawn or 0 for case in of_it),
                )
                for key, of_it in expected.items()
            }
            exposures = [group["exposure_fen"] for group in book["groups"]]
            assert exposures == sorted(exposures, reverse=True)
            assert (book["cases"], sum(exposures)) == (len(standing), book["exposure_fen"])
            _share_the_whole(book)
            key = book["groups"][0]["key"]
            found: list[str] = []
            more: dict[str, str] = {}
            while True:
                asked = query | {"key": key, "limit": "7"} | more
                page = (await client.get("/loan-book/cases", params=asked)).json()
                found += [case["id"] for case in page["items"]]
                assert page["total"] == len(expected[key])
                if page["next"] is None:
                    break
                more = {"cursor": page["next"]}
            assert found == [str(case.id) for case in expected[key]]


@pytest.mark.parametrize(
    "otherwise", ["UPDATE lending_exposure SET drawn_fen = 1", "TRUNCATE lending_exposure"]
)
async def test_nobody_else_writes_how_a_case_stands(otherwise: str) -> None:
    with pytest.raises(asyncpg.RestrictViolationError, match="come of the events"):
        await db.execute(otherwise)


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
