"""A bank's standing words over HTTP: dated, by two people, and kept with what was decided."""

from datetime import timedelta
from typing import Any

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.kernel import clock
from backend.kernel.db import execute, transaction
from backend.lending.rules import Proposal
from backend.lending.service import reviewing
from backend.lending.states import OpinionKind, RefusalReason
from tests.conftest import ClientFor
from tests.lending import scene

PROPOSALS = "/bank-phrase-proposals"
WORDS = "经本行评估，现阶段经营现金流不足以覆盖还本付息。"
CONDITION = "放款前办妥专利权质押登记。"


def body(days: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "reasons": {"weak_cashflow": WORDS},
        "conditions": [CONDITION, "放款前出具连带责任保证。"],
        "valid_from": (clock.today() + timedelta(days=days)).isoformat(),
        "reason": "授信审批制度 2026",
    } | changes


async def accepted(as_: ClientFor, bank: scene.Bank, given: dict[str, Any]) -> Any:
    asked = await as_(bank.maker).post(PROPOSALS, json=given)
    assert asked.status_code == 201, asked.text
    return await as_(bank.checker).post(f"{PROPOSALS}/{asked.json()['id']}/acceptance")


async def refused(as_: ClientFor, at: scene.Scene) -> str:
    view = await scene.in_review(at)
    await reviewing.give_opinion(
        view.row.id,
        Proposal(
            kind=OpinionKind.REFUSAL,
            reason_code=RefusalReason.WEAK_CASHFLOW,
            sentence="近两期净流量为负。",
        ),
        by=at.bank.maker,
    )
    path = f"/loan-applications/{view.row.id}"
    answer = await as_(at.bank.checker).post(f"{path}/refusal", json={"opinion_version": 1})
    assert answer.status_code == 200, answer.text
    return path


async def test_a_refusal_carries_the_words_of_its_day_and_keeps_them(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    made = await accepted(as_, at.bank, body())
    path = await refused(as_, at)
    later = await accepted(as_, at.bank, body(reasons={"weak_cashflow": "另一句"}))

    assert (made.status_code, later.status_code) == (200, 200)
    for who in (at.handler, at.bank.maker):
        assert (await as_(who).get(path)).json()["refusal"] == {
            "reason_code": "weak_cashflow", "words": WORDS, "sentence": "近两期净流量为负。",
        }  # fmt: skip
    now = (await as_(at.bank.maker).get("/bank-phrases")).json()
    assert (now["version"], now["reasons"]) == (2, {"weak_cashflow": "另一句"})
    versions = (await as_(at.bank.maker).get("/bank-phrases/versions")).json()["items"]
    assert [each["version"] for each in versions] == [2, 1]
    assert versions[1]["conditions"][0] == CONDITION


async def test_a_bank_without_words_refuses_with_its_sentence_alone(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    await accepted(as_, at.bank, body(days=1))
    await accepted(as_, at.other, body())
    path = await refused(as_, at)

    assert (await as_(at.handler).get(path)).json()["refusal"]["words"] is None
    assert (await as_(at.bank.maker).get("/bank-phrases")).json() == {
        "version": None, "valid_from": None, "reasons": {}, "conditions": [],
    }  # fmt: skip
    with clock.at(clock.now() + timedelta(days=1)):
        begun = (await as_(at.bank.maker).get("/bank-phrases")).json()
    assert begun["version"] == 1


async def test_words_take_two_people_and_begin_today_or_later(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    maker, checker = as_(bank.maker), as_(bank.checker)

    past = await maker.post(PROPOSALS, json=body(days=-1))
    twice = await maker.post(PROPOSALS, json=body(conditions=[CONDITION, CONDITION]))
    unknown = await maker.post(PROPOSALS, json=body(reasons={"bad_weather": "x"}))
    blank = await maker.post(PROPOSALS, json=body(conditions=["  "]))
    asked = (await checker.post(PROPOSALS, json=body())).json()
    own = await checker.post(f"{PROPOSALS}/{asked['id']}/acceptance")
    by_maker = await maker.post(f"{PROPOSALS}/{asked['id']}/acceptance")
    again = await maker.post(PROPOSALS, json=body())
    with clock.at(clock.now() + timedelta(days=1)):
        late = await as_(bank.colleague).post(f"{PROPOSALS}/{asked['id']}/acceptance")
    taken = await checker.post(f"{PROPOSALS}/{asked['id']}/withdrawal")

    assert (past.status_code, past.json()["code"]) == (422, "lending.phrases_in_the_past")
    assert (twice.status_code, twice.json()["code"]) == (422, "lending.condition_twice")
    assert twice.json()["field"] == "conditions[2]"
    assert (unknown.status_code, blank.status_code) == (400, 400)
    assert (own.status_code, own.json()["code"]) == (403, "proposal.same_person")
    assert by_maker.status_code == 403
    assert (again.status_code, again.json()["code"]) == (409, "proposal.waiting")
    assert (late.status_code, late.json()["code"]) == (422, "lending.phrases_in_the_past")
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")


async def test_the_database_keeps_words_as_they_were_accepted(db: None, as_: ClientFor) -> None:
    bank = await scene.bank()
    await accepted(as_, bank, body())

    for statement in (
        "UPDATE lending_phrase_set SET reason = 'x'",
        "DELETE FROM lending_phrase_set",
        "TRUNCATE lending_phrase_set",
        "UPDATE lending_phrase_proposal SET reason = 'x'",
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)
    with pytest.raises(CheckViolationError):
        async with transaction():
            await execute(
                "INSERT INTO lending_phrase_proposal (id, organisation, valid_from, reason, rules, "
                "proposed_by, proposed_by_name) VALUES (gen_random_uuid(), $1, now(), 'x', '{}', "
                "gen_random_uuid(), 'x')",
                bank.id,
            )
