"""Premium that an insurer reported and a mirrored statement tells of counts once, either way."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.payments import service as payments
from backend.payments.states import Book
from backend.treasury import matching, service
from backend.treasury.matching import NEAR, Candidate, Placed, Reported
from backend.treasury.states import Reason
from tests.conftest import ClientFor
from tests.insurance.conftest import SetMode
from tests.policies.conftest import Deal, deal_of
from tests.treasury import make
from tests.treasury.make import Move, as_csv, send, table

RunJobs = Callable[[], Awaitable[int]]


async def mirrored(admin: Actor, holder: UUID, number: str) -> UUID:
    row = await service.open_account(
        service.Opened(
            book=Book.MEMO,
            holder_id=holder,
            account_name="示例保险公司",
            account_number=number,
            bank_name="某银行",
            bank_code=None,
            layout_code="two_columns",
            opening_fen=0,
        ),
        by=admin,
    )
    return UUID(str(row["id"]))


class Side:
    """A policy that is bound with its insurer, and the insurer's account as it is mirrored."""

    def __init__(self, deal: Deal, n: int, policy: dict[str, Any], account: UUID) -> None:
        self.lead, self.policy, self.account = deal.as_(deal.desks[n].l1), policy, account
        self.gross, self.reference = int(policy["gross_fen"]), str(policy["charge_reference"])
        self.told = 0

    async def report(self, amount: int, name: str, *, ago: int = 0) -> httpx.Response:
        day = (clock.today() - timedelta(days=ago)).isoformat()
        return await self.lead.post(
            f"/policies/{self.policy['id']}/premium-receipt",
            json={"reference": name, "amount_fen": amount, "received_on": day},
        )

    async def line(self, as_: ClientFor, clerk: Actor, run: RunJobs, *moves: Move) -> None:
        content = as_csv(table(moves, opening=self.told))
        sent = await send(as_, clerk, self.account, content, name=f"{uuid4()}.csv")
        assert sent.status_code == 201, sent.text
        self.told += sum(each.amount for each in moves)
        await run()

    async def stands(self) -> tuple[str, int, int]:
        """The policy; what is kept of its premium; what the ledger's bank holds of its mirror."""
        seen = (await self.lead.get(f"/policies/{self.policy['id']}")).json()
        kept = await db.fetch_value(
            "SELECT -sum(p.amount_fen)::bigint FROM payments_posting p "
            "JOIN payments_account a ON a.id = p.account JOIN payments_transaction t "
            "ON t.id = p.transaction WHERE t.subject = $1 AND a.purpose = 'premium'",
            UUID(seen["charge_id"]),
        )
        return seen["state"], int(kept or 0), await held("bank")


async def held(purpose: str) -> int:
    return int(
        await db.fetch_value(
            "SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM payments_posting p "
            "JOIN payments_account a ON a.id = p.account WHERE a.book = 'memo' AND a.purpose = $1",
            purpose,
        )
    )


async def off(clerk: Actor) -> tuple[int, Sequence[object]]:
    told = await service.reconciliation(by=clerk)
    (side,) = [each for each in told.sides if each.side == "bank_memo"]
    return side.unexplained_fen, side.differences


@pytest.mark.usefixtures("db", "licensed")
async def test_a_report_and_a_statement_of_the_same_premium_count_once(  # noqa: PLR0915 - one story
    as_: ClientFor, set_mode: SetMode, run_jobs: RunJobs
) -> None:
    deal = await deal_of(as_)
    set_mode("insurer_owned")
    admin, clerk = await make.desk()
    firm = deal.firm.signatory.organisation_id
    payer = str(await db.fetch_value("SELECT name FROM identity_organisation WHERE id = $1", firm))
    first, second = [
        Side(
            deal,
            n,
            await deal.bound(deal.quotes[n]),
            await mirrored(admin, deal.desks[n].id, f"62220200010000001{n}7"),
        )
        for n in (0, 1)
    ]
    today = clock.today()

    def move(side: Side, amount: int, *, memo: str | None = None, ago: int = 0) -> Move:
        named = side.reference if memo is None else memo
        day = today - timedelta(days=ago)
        return Move(amount, day, name=payer, memo=named, serial=uuid4().hex[:12])

    # Reported first, whole and in two parts: the lines about it add nothing.
    part = await first.report(first.gross - 100, "B-1", ago=3)
    rest = await first.report(100, "B-2")
    before = await off(clerk)
    await first.line(as_, clerk, run_jobs, move(first, first.gross - 100, memo="保费", ago=2))
    await first.line(as_, clerk, run_jobs, move(first, 100))
    again = await first.report(100, "B-2")
    after = await first.stands(), await held("suspense"), await off(clerk)
    # A third line is more than was ever reported: it is other money, and counts by itself.
    await first.line(as_, clerk, run_jobs, move(first, 100))
    paid_over = await first.stands()

    # The statement first: a report of the same is refused, of the rest it is not.
    await second.line(as_, clerk, run_jobs, move(second, 700, ago=1))
    twice = await second.report(700, "C-1")
    await second.line(as_, clerk, run_jobs, move(second, 900, memo="款"))
    waits = await second.report(900, "C-2")
    other = await second.report(800, "C-3")
    # Money of which a part was reported comes as one line: it waits, and is matched as reported.
    whole = second.gross - 700
    await second.line(as_, clerk, run_jobs, move(second, whole))
    asked = await as_(clerk).get("/bank-statement-lines", params={"reason": "reported"})
    line = next(each for each in asked.json()["items"] if each["amount_fen"] == whole)
    path = f"/bank-statement-lines/{line['id']}"
    named = {"kind": "charge", "charge_id": second.policy["charge_id"], "note": ""}
    too_much = await as_(clerk).post(f"{path}/match", json=named | {"amount_fen": whole})
    same = await as_(clerk).post(f"{path}/match", json=named | {"amount_fen": 800})
    confirmed = await as_(admin).post(f"{path}/match/confirmation")
    now = await second.stands()

    assert (part.status_code, rest.json()["state"]) == (200, "issued"), part.text
    assert before == (0, [])
    assert again.status_code == 200
    assert after == (("issued", first.gross, first.gross), 0, (0, []))
    assert paid_over == ("issued", first.gross + 100, first.gross + 100)
    assert [(each.status_code, each.json()["code"]) for each in (twice, waits)] == [
        (409, "policies.receipt_on_statement")
    ] * 2
    assert twice.json()["booked_on"] == (today - timedelta(days=1)).isoformat()
    assert other.status_code == 200, other.text
    assert too_much.json()["code"] == "treasury.reported_before"
    assert too_much.json()["reported_fen"] == [800]
    assert (same.status_code, confirmed.status_code) == (200, 200), same.text + confirmed.text
    assert now[:2] == ("bound", 1500)
    assert await off(clerk) == (0, [])
    assert await payments.unconfirmed(charge_id=UUID(second.policy["charge_id"])) == []


def charge(open_fen: int) -> Candidate:
    return Candidate(
        id=uuid4(),
        reference="ZR1",
        book="memo",
        payer="甲",
        cancelled=False,
        owed=open_fen > 0,
        amount=1000,
        kept=1000 - open_fen,
    )


A, B = charge(0), charge(400)


@pytest.mark.parametrize(
    ("placed", "reports", "named", "amount", "ends"),
    [
        (Placed(charge=A), [(A, 1000, 0)], True, 1000, 0),
        (Placed(charge=A), [(A, 1000, NEAR + 1)], True, 1000, Reason.REPORTED),
        (Placed(charge=A), [(A, 600, 0), (A, 400, 0)], True, 1000, Reason.REPORTED),
        (Placed(charge=A), [], True, 1000, A),
        (Placed(charge=B), [(B, 600, 0)], True, 400, B),
        (Placed(charge=B), [(B, 600, 5), (B, 600, 1)], True, 600, 1),
        (Placed(charge=B), [(A, 400, 0)], True, 400, B),
        (Placed(charge=B), [(A, 400, 0)], False, 400, Reason.AMBIGUOUS),
        (Placed(reason=Reason.NO_REFERENCE), [(A, 1000, NEAR)], False, 1000, 0),
        (Placed(reason=Reason.NO_REFERENCE), [(A, 600, 0), (B, 600, 0)], False, 600, "ambiguous"),
        (Placed(reason=Reason.NO_REFERENCE), [(A, 600, 0)], False, 1000, Reason.NO_REFERENCE),
        (Placed(reason=Reason.PAYER_DIFFERS), [(A, 600, 0)], True, 600, Reason.PAYER_DIFFERS),
        (Placed(reason=Reason.WRONG_CHECK_DIGIT), [(A, 6, 0)], False, 6, "wrong_check_digit"),
    ],
)
def test_a_line_is_what_was_reported_or_what_it_was_placed_as(
    placed: Placed,
    reports: list[tuple[Candidate, int, int]],
    named: bool,  # noqa: FBT001 - of a table
    amount: int,
    ends: object,
) -> None:
    day = clock.today()
    known = [
        Reported(charge=of.id, payer=of.payer, amount=fen, on=day - timedelta(days=ago))
        for of, fen, ago in reports
    ]

    found = matching.told_before(placed, known, named=named, payer="甲", amount=amount, on=day)

    if isinstance(ends, int):
        assert found is known[ends]
    elif isinstance(ends, Candidate):
        assert isinstance(found, Placed)
        assert found.charge is ends
    else:
        assert isinstance(found, Placed)
        assert found.reason == ends
