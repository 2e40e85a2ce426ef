"""While a patent is offered to everybody its annual fee is lower (licensing.md §6)."""

import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.licensing import service
from backend.licensing.states import LicenceKind
from backend.portfolio.states import PatentKind
from tests.conftest import ClientFor
from tests.licensing.make import firm, published, stated
from tests.valuation import make as holdings

pytestmark = pytest.mark.usefixtures("db")

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
ANNOUNCED = date(2026, 5, 20)
DECLARED = {"declared_on": date(2026, 5, 6), "announced_on": ANNOUNCED}


async def patent(owner: Any, **changes: Any) -> UUID:
    """Year 7, of 2,000, can still be paid; year 8 of the same is due on 2027-03-02."""
    return await holdings.right(owner, **{"kind": PatentKind.INVENTION} | changes)


async def told(as_: ClientFor, actor: Actor, **asked: str) -> list[tuple[str, int, str | None]]:
    answer = await as_(actor).get("/portfolio/fees", params={"until": "2028-03-02", **asked})
    assert answer.status_code == 200, answer.text
    return [
        (row["due_on"], row["reduction_fen"], row["reduction_ground"])
        for row in answer.json()["items"]
    ]


async def test_fees_due_while_an_open_licence_runs_are_lower(as_: ClientFor) -> None:
    organisation, actor = await firm()
    right_id = await patent(organisation)
    with clock.at(NOON):
        before = await told(as_, actor)
        offer = await published(actor, right_id, LicenceKind.OPEN, **DECLARED)
        during = await told(as_, actor)
        with_grant = await told(as_, actor, reduction="single")
        sheet = await as_(actor).get("/portfolio/fees/sheet.xlsx", params={"until": "2027-04-01"})
        refused = await as_(actor).get("/portfolio/fees", params={"reduction": "open_licence"})
    with clock.at(datetime(2027, 3, 2, 4, tzinfo=UTC)):
        await service.withdraw(offer.row["id"], by=actor)
        that_day = await told(as_, actor)

    days = ["2026-03-02", "2027-03-02", "2028-03-02"]
    assert before == [(day, 0, None) for day in days]
    # The fee of March was due before the announcement.
    assert during == [(days[0], 0, None), *((day, 30_000, "open_licence") for day in days[1:])]
    assert with_grant == [(day, 170_000, "single") for day in days]
    assert that_day == [(day, 0, None) for day in days[1:]], "the last day was the one before"
    lines = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    paid, remarks = zip(*(line[7:9] for line in lines.to_python()[1:]), strict=True)
    assert paid == (2_200.0, 1_700.0)
    assert remarks == ("滞纳金 200.00 元", "开放许可减缴 300.00 元")
    assert refused.status_code == 400


async def test_what_is_not_announced_or_not_open_lowers_no_fee(as_: ClientFor) -> None:
    organisation, actor = await firm()
    plain, declared, drafted = [await patent(organisation) for _ in range(3)]
    with clock.at(NOON):
        await published(actor, plain)
        await published(actor, declared, LicenceKind.OPEN, declared_on=DECLARED["declared_on"])
        await service.draft(stated(drafted, LicenceKind.OPEN, **DECLARED), by=actor)
        found = await told(as_, actor)

    assert len(found) == 9
    assert {ground for _, _, ground in found} == {None}


async def test_a_better_reduction_that_is_used_up_leaves_the_open_licence_its_own(
    as_: ClientFor,
) -> None:
    organisation, actor = await firm()
    old = await patent(
        organisation,
        filing_on=date(2014, 9, 1),
        granted_on=date(2016, 9, 1),
        expires_on=date(2034, 9, 1),
    )
    with clock.at(NOON):
        await published(actor, old, LicenceKind.OPEN, **DECLARED)
        found = await told(as_, actor, reduction="several", until="2026-09-01")

    # Year 13 is the 11th fee since the grant in year 3: 15 % of 6,000.
    assert found == [("2026-09-01", 90_000, "open_licence")]
