"""Each register has rules of its own: what it asks, what it reminds of, when it answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.kernel import clock
from backend.kernel.db import execute
from backend.portfolio import service as portfolio
from backend.portfolio.service import Declaration
from backend.portfolio.states import Author, LegalStatus, PatentKind
from backend.registry import preflight, service
from backend.registry.facts import RightFacts, Statement, TermsFacts
from backend.registry.queries import regimes
from backend.registry.regimes import PATENT, Regime, TwoRegisters
from backend.registry.rules import WarningUnfounded
from backend.registry.states import Answer, Channel, Register, State
from tests.conftest import ClientFor
from tests.registry import make
from tests.registry.test_grounds import EXTRACT, RIGHT, TERMS, TODAY, YESTERDAY

SAID: dict[PatentKind, tuple[str, dict[str, Any]]] = {
    PatentKind.TRADEMARK: (
        "12345678",
        {"mark_classes": [9], "granted_on": date(2019, 3, 21), "renewed_until": None},
    ),
    PatentKind.SOFTWARE: (
        "2021SR0123456",
        {"authorship": Author.ORGANISATION, "completed_on": date(2020, 1, 2),
         "granted_on": date(2021, 4, 6)},
    ),
    PatentKind.LAYOUT: (
        "BS.215001234",
        {"completed_on": date(2020, 2, 1), "filing_on": date(2021, 5, 20),
         "granted_on": date(2021, 8, 11)},
    ),
}  # fmt: skip


async def stated(at: make.Scene, kind: PatentKind) -> UUID:
    number, facts = SAID[kind]
    held = await portfolio.declare_right(
        Declaration(kind=kind, number=number, title="知芯", facts=facts), by=at.handler
    )
    return held.right.id


async def test_the_rules_for_patents_are_those_of_the_twelve_grounds(db: None) -> None:
    assert await regimes.regime(Register.PATENT, on=clock.today()) == replace(
        PATENT, grounds=dict(PATENT.grounds)
    )
    with pytest.raises(Exception, match="registry_regime"):
        await execute("UPDATE registry_regime SET online_days = 1 WHERE register = 'patent'")


@pytest.mark.parametrize(
    ("kind", "register", "asked", "days"),
    [
        (PatentKind.TRADEMARK, Register.TRADEMARK, [1, 2, 5, 7, 12], None),
        (PatentKind.SOFTWARE, Register.COPYRIGHT, [1, 2, 5, 6, 7, 8, 12], 10),
        (PatentKind.LAYOUT, Register.LAYOUT, [1, 2, 3, 5, 6, 7, 8, 9, 11, 12], None),
    ],
)
async def test_a_pledge_of_another_right_lives_by_the_rules_of_its_register(
    db: None, as_: ClientFor, kind: PatentKind, register: Register, asked: list[int],
    days: int | None,
) -> None:  # fmt: skip
    at = await make.scene()
    right_id = await stated(at, kind)
    granted = SAID[kind][1]["granted_on"].isoformat()
    pledge = await make.drafted(at, rights=[right_id])
    await service.set_terms(pledge.id, {"scope": "主债权及利息"}, by=at.desk)

    before = (await as_(at.desk).get(f"/pledges/{pledge.id}/preflight")).json()
    expires_on = "2071-01-01" if register is Register.COPYRIGHT else "2029-03-21"
    await make.settle(at, pledge, right_id, granted_on=granted, expires_on=expires_on)
    after = (await as_(at.desk).get(f"/pledges/{pledge.id}/preflight")).json()["preflight"]

    assert pledge.register == register
    assert [each["ground"] for each in before["preflight"]["answers"]] == asked
    assert before["missing_terms"] == []
    assert before["preflight"]["blocking"] != []
    assert (after["regime"]["register"], after["blocking"]) == (register, [])
    pledge = await make.papers(at, pledge)
    pledge = await make.sign(at, pledge, at.signatory)
    pledge = await make.sign(at, pledge, at.checker)
    pledge = await service.file(pledge.id, channel=Channel.ONLINE, by=at.desk)
    limit = await regimes.regime(register, on=clock.today())
    assert pledge.due_on == limit.due_on(clock.today(), "online")
    if days is not None:
        assert pledge.due_on == clock.today() + timedelta(days=days)
    if register is not Register.LAYOUT:
        with pytest.raises(WarningUnfounded):
            await service.warn(
                pledge.id, grounds=[10], warned_on=None, answer_by=None, document_id=None,
                by=at.desk,
            )  # fmt: skip
    pledge = await service.register(
        pledge.id,
        number="商质2026000123",
        registered_on=clock.today(),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )
    assert pledge.state == State.REGISTERED
    asset = (await as_(at.handler).get("/portfolio/assets?pledged=true")).json()["items"]
    assert [each["right_id"] for each in asset] == [str(right_id)]


async def test_rights_of_two_registers_are_two_pledges(db: None) -> None:
    at = await make.scene()
    patent, mark = await make.right(at.firm.name), await stated(at, PatentKind.TRADEMARK)

    with pytest.raises(TwoRegisters):
        await make.drafted(at, rights=[patent, mark])
    told = await service.preflight_for([mark, patent], pledgor_id=at.firm.id)

    other = next(row for row in told if row["ground"] == 12)
    assert other["answer"] == "fail"
    assert [each["code"] for each in other["reasons"] if each["right_id"] == str(patent)] == [
        "another_register"
    ]


MARK = replace(RIGHT, kind=PatentKind.TRADEMARK, expires_on=date(2025, 9, 10),
               lapses_on=date(2026, 3, 10))  # fmt: skip


@pytest.mark.parametrize(
    ("right", "today", "ground", "answer"),
    [
        (MARK, date(2026, 3, 10), 2, Answer.PASS),
        (MARK, date(2026, 3, 11), 2, Answer.FAIL),
        (replace(MARK, extracts=(replace(EXTRACT, status=LegalStatus.INVALID),)), TODAY, 2,
         Answer.FAIL),
        (replace(MARK, extracts=(replace(EXTRACT, preserved=True),)), TODAY, 5, Answer.FAIL),
        (replace(MARK, extracts=(replace(EXTRACT, owners=("别人",)),)), TODAY, 1, Answer.FAIL),
        (replace(MARK, extracts=()), TODAY, 1, Answer.UNKNOWN),
        (replace(MARK, unfit=(Statement(as_of=YESTERDAY, value=True),)), TODAY, 12, Answer.FAIL),
    ],
)  # fmt: skip
async def test_a_mark_fails_on_its_own_grounds_and_lives_through_its_grace(
    db: None, right: RightFacts, today: date, ground: int, answer: Answer
) -> None:
    rules = await regimes.regime(Register.TRADEMARK, on=today)
    run = preflight.run([right], TERMS, today=today, regime=rules)
    assert {a.ground: a.answer for a in run.answers}[ground] is answer


async def test_what_is_no_ground_is_noted(db: None) -> None:
    rules: Regime = await regimes.regime(Register.TRADEMARK, on=TODAY)
    pledged = replace(MARK, extracts=(replace(EXTRACT, running_pledge=True),))

    run = preflight.run([pledged], TERMS, today=TODAY, regime=rules)
    free = preflight.run(
        [replace(MARK, expires_on=date(2028, 1, 1), lapses_on=None)],
        TermsFacts(pledgors=TERMS.pledgors, performance_to=date(2027, 5, 1), missing=()),
        today=TODAY,
        regime=rules,
    )

    assert run.blocking == ()
    assert [note.code for note in run.notes] == [
        "similar_marks_together", "renewed_before_expiry", "pledged_already",
    ]  # fmt: skip
    assert [note.code for note in free.notes] == ["similar_marks_together"]
