"""Fees: dated versions within bounds, never rewritten, and charges that follow them."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asyncpg.exceptions import RestrictViolationError

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.money import BasisPoints, Fen
from backend.payments import rules, service
from backend.payments.service import FeeTerms
from backend.payments.states import Purpose
from tests import make
from tests.conftest import ClientFor


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator")


def second_of(operator: Actor) -> Actor:
    """A second person who works there."""
    return replace(operator, user_id=uuid4(), name="复核")


@pytest.fixture
async def firm(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


def terms(**other: object) -> dict[str, object]:
    return {
        "code": "matching",
        "purpose": "platform_fee",
        "name": "撮合服务费",
        "name_en": "Matching fee",
        "rate_bp": 30,
        "minimum_fen": 3_000_00,
        "maximum_fen": 50_000_00,
        "valid_from": clock.today().isoformat(),
    } | other


def charge(payer: Actor, payee: Actor, **other: object) -> dict[str, object]:
    return {
        "payer_id": str(payer.organisation_id),
        "payee_id": str(payee.organisation_id),
        "purpose": "platform_fee",
        "due_on": clock.today().isoformat(),
        "about": "撮合服务费",
    } | other


async def _publish(as_: ClientFor, by: Actor, **other: object) -> dict[str, Any]:
    asked = await as_(by).post("/fee-proposals", json=terms(**other))
    assert asked.status_code == 201, asked.text
    second = second_of(by)
    answer = await as_(second).post(f"/fee-proposals/{asked.json()['id']}/publication")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    ("base", "due"),
    [(100_000_00, 3_000_00), (5_000_000_00, 15_000_00), (90_000_000_00, 50_000_00)],
)
async def test_a_fee_is_a_share_between_its_bounds_and_a_charge_is_what_it_comes_to(
    operator: Actor, firm: Actor, as_: ClientFor, base: int, due: int
) -> None:
    fee = await _publish(as_, operator)
    asked = await as_(firm).get(f"/fee-schedules/{fee['id']}/amount", params={"base_fen": base})
    by_fee = {"fee_id": fee["id"], "fee_base_fen": base}
    right = await as_(operator).post(
        "/charges", json=charge(firm, operator, amount_fen=due, **by_fee)
    )
    one_less = await as_(operator).post(
        "/charges", json=charge(firm, operator, amount_fen=due - 1, **by_fee)
    )

    assert asked.json()["amount_fen"] == due
    assert right.status_code == 201
    assert (one_less.status_code, one_less.json()["code"]) == (422, rules.AmountNotByFee.code)
    assert one_less.json()["due_fen"] == due


async def test_the_next_version_supersedes_from_its_day_and_changes_nothing_before(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    first = await _publish(as_, operator, rate_bp=None, minimum_fen=100, maximum_fen=100)
    later = (clock.today() + timedelta(days=9)).isoformat()
    second = await _publish(as_, operator, valid_from=later)
    early = await as_(operator).post(
        "/charges",
        json=charge(
            firm, operator, amount_fen=3_000_00, fee_id=second["id"], fee_base_fen=100_000_00
        ),
    )
    listed = (await as_(firm).get("/fee-schedules")).json()["items"]

    assert (early.status_code, early.json()["code"]) == (409, rules.FeeNotInForce.code)
    assert [(row["version"], row["in_force"]) for row in listed] == [(2, False), (1, True)]
    with clock.at(clock.now() + timedelta(days=9)):
        listed = (await as_(firm).get("/fee-schedules")).json()["items"]
    assert [(row["version"], row["in_force"]) for row in listed] == [(2, True), (1, False)]
    assert first["minimum_fen"] == listed[1]["minimum_fen"]


async def test_what_does_not_hold_is_refused(operator: Actor, firm: Actor, as_: ClientFor) -> None:
    fee = await _publish(as_, operator)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    wrong = [
        terms(code="other", minimum_fen=2, maximum_fen=1),
        terms(code="other", rate_bp=None),
        terms(code="other", valid_from=yesterday),
        terms(),
        terms(purpose="appraisal_fee", valid_from=tomorrow),
    ]
    codes = [
        (await as_(operator).post("/fee-proposals", json=body)).json()["code"] for body in wrong
    ]
    silent = await as_(firm).get(f"/fee-schedules/{fee['id']}/amount")

    assert codes == [
        rules.FeeUnfit.code,
        rules.FeeUnfit.code,
        rules.FeeDatedBack.code,
        rules.FeeDatedBack.code,
        rules.FeeChangesPurpose.code,
    ]
    assert (silent.status_code, silent.json()["code"]) == (422, rules.BaseMissing.code)
    assert (await as_(firm).post("/fee-proposals", json=terms())).status_code == 403


async def test_a_version_is_proposed_by_one_and_published_by_another(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    second = second_of(operator)
    asked = (await as_(operator).post("/fee-proposals", json=terms())).json()
    path = f"/fee-proposals/{asked['id']}"

    twice = await as_(second).post("/fee-proposals", json=terms())
    alone = await as_(operator).post(f"{path}/publication")
    nothing = (await as_(firm).get("/fee-schedules")).json()["items"]
    listed = (await as_(second).get("/fee-proposals")).json()["items"]
    taken_back = await as_(operator).post(f"{path}/refusal")
    late = await as_(second).post(f"{path}/publication")

    assert asked["allowed_actions"] == ["refuse"]
    assert (twice.status_code, twice.json()["code"]) == (409, rules.FeeProposed.code)
    assert (alone.status_code, alone.json()["code"]) == (409, rules.SamePerson.code)
    assert nothing == []
    assert [row["allowed_actions"] for row in listed] == [["publish", "refuse"]]
    assert taken_back.status_code == 200
    assert (late.status_code, late.json()["code"]) == (409, rules.ProposalDecided.code)
    published = await _publish(as_, operator)
    assert (published["version"], published["in_force"]) == (1, True)


async def test_two_who_publish_at_once_make_one_version(committed: str) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    asked = await service.propose_fee(
        FeeTerms(
            code="once",
            purpose=Purpose.PLATFORM_FEE,
            name="一次",
            name_en="Once",
            rate=None,
            minimum=Fen(5),
            maximum=Fen(5),
            valid_from=clock.today(),
        ),
        by=operator,
    )

    ended = await asyncio.gather(
        *[service.publish_fee(asked["id"], by=second_of(operator)) for _ in range(4)],
        return_exceptions=True,
    )

    assert sum(isinstance(each, dict) for each in ended) == 1
    assert sum(isinstance(each, rules.ProposalDecided) for each in ended) == 3
    assert await db.fetch_value("SELECT count(*) FROM payments_fee WHERE code = 'once'") == 1


async def test_the_operator_keeps_within_the_fees_in_force_also_where_it_names_none(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    async def ask(amount: int) -> tuple[int, str | None]:
        answer = await as_(operator).post(
            "/charges", json=charge(firm, operator, amount_fen=amount)
        )
        return answer.status_code, answer.json().get("code")

    later = (clock.today() + timedelta(days=9)).isoformat()
    assert await ask(1) == (201, None), "nothing is said of this purpose yet"
    await _publish(as_, operator, valid_from=later)
    assert await ask(3_000_00) == (409, rules.NoFeeInForce.code)
    with clock.at(clock.now() + timedelta(days=9)):
        assert await ask(2_999_99) == (422, rules.AmountOutsideFees.code)
        assert await ask(3_000_00) == (201, None)
        assert await ask(50_000_00) == (201, None)
        assert await ask(50_000_01) == (422, rules.AmountOutsideFees.code)


_ALONE = """INSERT INTO payments_fee (id, code, version, purpose, name, name_en, minimum_fen,
maximum_fen, valid_from, published_by) SELECT gen_random_uuid(), code, 2, purpose, name, name_en, 7,
7, valid_from + 1, published_by FROM payments_fee WHERE id = $1"""


async def test_a_version_and_the_fee_of_a_charge_are_never_rewritten(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    fee = await _publish(as_, operator, rate_bp=None, minimum_fen=100, maximum_fen=100)
    row = await as_(operator).post(
        "/charges", json=charge(firm, operator, amount_fen=100, fee_id=fee["id"])
    )
    for change in (
        "UPDATE payments_fee SET maximum_fen = 200 WHERE id = $1",
        "DELETE FROM payments_fee WHERE id = $1",
        "UPDATE payments_charge SET fee = NULL WHERE fee = $1",
        _ALONE,
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await db.execute(change, fee["id"])
    assert row.status_code == 201


def test_a_fee_never_leaves_its_bounds_and_never_falls_as_the_base_grows() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable
    for _ in range(500):
        least, more = chance.randrange(1, 10**8), chance.randrange(10**9)
        rate = BasisPoints(chance.randrange(1, 10_001))
        bases = sorted(chance.randrange(1, 10**12) for _ in range(4))
        due = [
            rules.fee_amount(
                rate=rate, minimum=Fen(least), maximum=Fen(least + more), base=Fen(base)
            )
            for base in bases
        ]
        assert due == sorted(due)
        assert all(least <= each <= least + more for each in due)
        model = [min(max(base * rate // 10_000, least), least + more) for base in bases]
        assert due == model
