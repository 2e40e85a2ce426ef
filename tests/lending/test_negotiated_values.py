"""A negotiated value: one side of a small deal proposes it, the other agrees, then it stays."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import Scene
from tests.lending.test_value_orders import Case, case  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("db")
MILLION = 1_000_000_00


def given(**changes: Any) -> dict[str, Any]:
    return {
        "low_fen": 4 * MILLION,
        "central_fen": 5 * MILLION,
        "high_fen": 6 * MILLION,
        "base_date": clock.today().isoformat(),
        "basis": "近三年许可费收入，双方核对账册",
        **changes,
    }


class Table:
    """Both sides of a case at one table."""

    def __init__(self, at: Scene, path: str, as_: ClientFor) -> None:
        self.at, self.path, self.as_ = at, path, as_

    async def propose(self, by: Actor, **changes: Any) -> Any:
        return await self.as_(by).post(f"{self.path}/value-proposal", json=given(**changes))

    async def answer(self, by: Actor, proposal: str, how: str, **body: Any) -> Any:
        return await self.as_(by).post(f"/value-proposals/{proposal}/{how}", json=body or None)

    async def seen(self, by: Actor) -> Any:
        return (await self.as_(by).get(f"{self.path}/value-proposals")).json()


@pytest.fixture
async def table(as_: ClientFor) -> Table:
    at = await scene.scene()
    view = await scene.in_review(at)
    return Table(at, f"/loan-applications/{view.row.id}", as_)


@pytest.mark.parametrize("proposer", ["firm", "bank"])
async def test_what_one_side_proposes_and_the_other_agrees_carries_the_case(
    as_: ClientFor, table: Table, proposer: str
) -> None:
    at = table.at
    sides = {"firm": at.signatory, "bank": at.bank.maker}
    one, other = sides.pop(proposer), sides.popitem()[1]

    made = await table.propose(one)

    assert made.status_code == 201, made.text
    proposal = made.json()
    assert (proposal["state"], proposal["side"]) == ("open", proposer)
    assert proposal["allowed_actions"] == ["withdrawal"]
    (seen,) = (await table.seen(other))["items"]
    assert seen["allowed_actions"] == ["agreement", "refusal"]
    assert seen["proposed_by_name"] is None, "another organisation's person stays unnamed"
    agreed = await table.answer(other, proposal["id"], "agreement")
    assert agreed.status_code == 200, agreed.text
    value = (await as_(at.bank.maker).get(f"{table.path}/valuation")).json()
    both = f"{at.firm.name} / {at.bank.organisation.name}"
    assert (value["method"], value["valuer"], value["base_date"]) == (
        "negotiated",
        both,
        clock.today().isoformat(),
    )
    assert (value["low_fen"], value["high_fen"]) == (4 * MILLION, 6 * MILLION)
    assert (value["small_deal"]["outcome"], value["small_deal"]["up_to_fen"]) == (
        "pass",
        10 * MILLION,
    )
    for reader in (one, other):
        (kept,) = (await table.seen(reader))["items"]
        assert (kept["state"], kept["valuation_id"]) == ("agreed", value["id"])
        assert (kept["valuer"], kept["allowed_actions"]) == (both, [])
    theirs = await scene.in_review(at, at.other)
    elsewhere = await as_(at.other.maker).get(f"/loan-applications/{theirs.row.id}/valuation")
    assert elsewhere.json()["id"] != value["id"], "no other bank rests on it"
    listed = (await as_(at.handler).get("/valuations")).json()["items"]
    assert value["id"] not in {each["id"] for each in listed}, "and the firm takes it nowhere else"
    found = await db.fetch(
        "SELECT outcome, facts FROM appraisal_finding WHERE valuation = $1", UUID(value["id"])
    )
    assert [each["outcome"] for each in found] == ["pass"]


async def test_a_side_does_not_answer_itself_and_is_countered_by_the_other(table: Table) -> None:
    firm, bank = table.at.signatory, table.at.bank.maker
    first = (await table.propose(firm)).json()["id"]
    own = await table.answer(firm, first, "agreement")
    taken = await table.answer(bank, first, "withdrawal")
    twice = await table.propose(firm)
    assert {r.json()["code"] for r in (own, taken)} == {"lending.value_takes_both_sides"}
    assert (twice.status_code, twice.json()["code"]) == (409, "lending.value_proposal_open")

    second = (await table.propose(bank, low_fen=3 * MILLION)).json()["id"]

    late = await table.answer(bank, first, "agreement")
    assert (late.status_code, late.json()["code"]) == (409, "illegal_transition")
    refused = await table.answer(firm, second, "refusal", reason="下限过低")
    assert refused.json()["reason"] == "下限过低"
    third = (await table.propose(firm)).json()["id"]
    assert (await table.answer(firm, third, "withdrawal")).status_code == 200
    states = [each["state"] for each in (await table.seen(bank))["items"]]
    assert states == ["withdrawn", "refused", "countered"]
    events = await db.fetch(
        "SELECT name FROM kernel_event WHERE name LIKE 'lending.value\\_%' ORDER BY seq"
    )
    assert [each["name"].removeprefix("lending.value_") for each in events] == [
        "proposed",
        "proposed",
        "refused",
        "proposed",
        "withdrawn",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"low_fen": 7 * MILLION}, "valuation.range_not_ordered"),
        ({"base_date": "tomorrow"}, "valuation.base_date_in_future"),
    ],
)
async def test_no_value_is_proposed_that_could_not_be_kept(
    table: Table, changes: dict[str, Any], code: str
) -> None:
    if changes.get("base_date") == "tomorrow":
        changes = {"base_date": (clock.today() + timedelta(days=1)).isoformat()}

    refused = await table.propose(table.at.signatory, **changes)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_above_the_dated_ceiling_nothing_is_proposed_and_nothing_agreed(
    case: Case,  # noqa: F811 - the fixture
) -> None:
    table = Table(case.at, case.path, case.as_)
    firm, bank = case.at.signatory, case.at.bank.maker
    waiting = (await table.propose(bank)).json()["id"]
    await case.rule(small_deal={"outcome": "refuse", "up_to_fen": 1 * MILLION})

    agreed = await table.answer(firm, waiting, "agreement")
    proposed = await table.propose(firm)

    for refused in (agreed, proposed):
        assert (refused.status_code, refused.json()["code"]) == (422, "appraisal.above_small_deal")
        assert refused.json()["limit_fen"] == 1 * MILLION
    small = (await table.seen(firm))["small_deal"]
    assert (small["outcome"], small["own"], small["rule_set_version"]) == ("refuse", True, 1)


async def test_only_both_sides_of_the_case_have_a_say(as_: ClientFor, table: Table) -> None:
    at = table.at
    proposal = (await table.propose(at.bank.maker)).json()["id"]

    for who, status in (
        (at.other.maker, 404),
        (at.handler, 403),
        (at.bank.checker, 403),
        ((await scene.scene()).signatory, 404),
    ):
        assert (await table.answer(who, proposal, "agreement")).status_code == status
    unread = await as_(at.other.maker).get(f"{table.path}/value-proposals")
    assert unread.status_code == 404
    body = {**given(), "right_ids": [str(at.right)], "method": "negotiated", "valuer": "x"}
    del body["basis"]
    alone = await as_(at.handler).post("/valuations", json=body)
    assert (alone.status_code, alone.json()["code"]) == (422, "valuation.agreed_by_both")


async def test_what_was_agreed_is_never_rewritten(table: Table) -> None:
    proposal = UUID((await table.propose(table.at.bank.maker)).json()["id"])
    await table.answer(table.at.signatory, str(proposal), "agreement")
    kept = await db.fetch_value(
        "SELECT valuation FROM lending_value_proposal WHERE id = $1", proposal
    )
    for statement in (
        "UPDATE lending_value_proposal SET low_fen = 1 WHERE id = $1",
        "UPDATE lending_value_proposal SET state = 'open' WHERE id = $1",
        "DELETE FROM lending_value_proposal WHERE id = $1",
    ):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(statement, proposal)
    for change in ("central_fen = 5", "held_by = NULL"):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(f"UPDATE valuation_valuation SET {change} WHERE id = $1", kept)
    with pytest.raises(CheckViolationError):
        await _another(kept)


async def _another(kept: UUID) -> None:
    """A negotiated value like this one that nobody agreed on, as if at COMMIT."""
    async with db.transaction():
        await db.execute(
            "INSERT INTO valuation_valuation SELECT (jsonb_populate_record(v, "
            "jsonb_build_object('id', gen_random_uuid(), 'number', 'VA-X'))).* "
            "FROM valuation_valuation v WHERE id = $1",
            kept,
        )
        await db.execute("SET CONSTRAINTS ALL IMMEDIATE")
