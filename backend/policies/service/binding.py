"""From an acceptance to a bound policy: asked for by the buyer, automatic when nothing is open."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.service import Owed
from backend.payments.states import Purpose
from backend.policies import queries, rules
from backend.policies.events import BindingRequested, PolicyBound, PolicyLapsed, PolicyNotBound
from backend.policies.quoted import risk_of
from backend.policies.states import POLICY, Action, State
from backend.underwriting import service as underwriting
from backend.underwriting.answers import Answers
from backend.underwriting.states import Moment, ScreeningDecision

#: The platform as it keeps the premium: it raises and cancels what nobody raises by hand.
CLERK: Actor = replace(
    SYSTEM, permissions=frozenset({Permission.VIEW_OPERATOR, Permission.RAISE_CHARGES})
)
#: Where asking again changes nothing.
_ASKED = frozenset({State.BIND_REQUESTED, State.BOUND, State.ISSUED})
#: How many a run of a job ends.
AT_ONCE = 200


async def request(quote_id: UUID, *, by: Actor) -> UUID:
    """The buyer wants to be bound; asked again it is looked at again."""
    by.require(Permission.BIND)
    async with transaction():
        row = await queries.lock_of_quote(quote_id)
        if row is None or row["firm"] != by.organisation_id:
            raise NotFound
        state = State(row["state"])
        if state not in _ASKED:
            after = POLICY.after(state, Action.REQUEST_BINDING)
            rules.check_inception(row["inception_on"], today=clock.today())
            await queries.request(row["id"], state=after, at=clock.now())
            await emit(
                BindingRequested(
                    subject_id=row["id"],
                    parties=(row["firm"], row["insurer"]),
                    number=row["number"],
                ),
                by=by,
                before={"state": state},
                after={"state": after},
            )
        await bind_if_ready(row["id"])
        found: UUID = row["id"]
        return found


async def open_points(policy: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What still stands between a request and a bound policy, each with who has to act."""
    found: list[dict[str, Any]] = [
        {"kind": "subjectivity", "n": each["n"], "text": each["text"], "due_on": each["due_on"]}
        for each in await queries.subjectivities(policy["id"])
        if each["before_binding"] and each["met_at"] is None
    ]
    found += [
        {"kind": "signature", "n": each["n"], "text": each["insurer_name"], "due_on": None}
        for each in await queries.placement(policy["quote"])
        if each["signed_at"] is None
    ]
    ceded = await queries.facultative(policy["quote"])
    row = await queries.quoted(policy["quote"], policy["option"])
    needed = row is not None and risk_of(row).declared.facultative_needed
    if any(each["confirmed_at"] is None for each in ceded) or (needed and not ceded):
        found.append({"kind": "facultative", "n": None, "text": "", "due_on": None})
    screened = await queries.screening(policy["quote"])
    if screened is None or not _clear(screened):
        found.append({"kind": "sanctions", "n": None, "text": "", "due_on": None})
    return found


def _clear(screened: Mapping[str, Any]) -> bool:
    """The lists say so, or a person did."""
    said = screened["decision"] or screened["result"]
    return bool(said == ScreeningDecision.CLEAR)


async def look_again(submission_id: UUID) -> None:
    """A person decided on a screening: what waited for that alone is bound."""
    async with transaction():
        policy_id = await queries.waiting_of(submission_id)
        if policy_id is not None:
            await bind_if_ready(policy_id)


async def _screen(quote_id: UUID) -> None:
    """Names are asked again of the lists of today (insurance.md §2.2)."""
    of = await queries.submission(quote_id)
    answers = Answers.model_validate_json(await queries.answers(of["proposal"], of["answers_n"]))
    await underwriting.screen(of["id"], answers, moment=Moment.BINDING)


async def bind_if_ready(policy_id: UUID) -> None:
    """Bind what was asked for and has nothing open, and raise the charge for its premium."""
    row = await queries.lock(policy_id)
    if row is None or row["state"] != State.BIND_REQUESTED:
        return
    await _screen(row["quote"])
    if await open_points(row):
        return
    today = clock.today()
    if row["inception_on"] < today:
        return
    rule = await queries.rule(today)
    due = rules.pay_by(row["inception_on"], today=today, days=rule["pay_days"])
    charge = await payments.owe(
        Owed(
            payer_id=row["firm"],
            payee_id=row["insurer"],
            purpose=Purpose.PREMIUM,
            amount=Fen(row["gross_fen"]),
            due_on=due,
            about=row["number"],
        ),
        by=CLERK,
    )
    state = POLICY.after(State(row["state"]), Action.BIND)
    await queries.bind(policy_id, state=state, at=clock.now(), pay_by=due, charge_id=charge["id"])
    await emit(
        PolicyBound(
            subject_id=policy_id,
            parties=(row["firm"], row["insurer"]),
            number=row["number"],
            reference=charge["reference"],
            gross_fen=row["gross_fen"],
            pay_by=due.isoformat(),
        ),
        by=SYSTEM,
        before={"state": row["state"]},
        after={"state": state},
    )


async def lapse(policy_id: UUID) -> None:
    """Not paid by its day: the cover never began. Money that came meanwhile keeps it."""
    try:
        async with transaction():
            row = await queries.lock(policy_id)
            if row is None or row["state"] != State.BOUND:
                return
            charge = await queries.charge(row["charge"])
            if charge["state"] not in {"open", "part_paid"}:
                return
            state = POLICY.after(State(row["state"]), Action.LAPSE)
            await queries.end(policy_id, state=state, at=clock.now())
            await _reopen(row)
            if charge["state"] == "open":
                await payments.cancel_charge(row["charge"], reason=row["number"], by=CLERK)
            await emit(
                PolicyLapsed(
                    subject_id=policy_id,
                    parties=(row["firm"], row["insurer"]),
                    number=row["number"],
                    pay_by=row["pay_by"].isoformat(),
                ),
                by=SYSTEM,
                before={"state": row["state"]},
                after={"state": state},
            )
    except IllegalTransition:  # paid at the same moment
        return


async def _reopen(row: Mapping[str, Any]) -> None:
    """The firm can answer and ask again; the quote is at its end."""
    await underwriting.reopen(row["quote"], by=replace(SYSTEM, organisation_id=row["firm"]))


async def give_up(policy_id: UUID) -> None:
    """Its first day came and it is not bound."""
    async with transaction():
        row = await queries.lock(policy_id)
        if row is None or row["state"] not in {State.ACCEPTED, State.BIND_REQUESTED}:
            return
        state = POLICY.after(State(row["state"]), Action.GIVE_UP)
        await queries.end(policy_id, state=state, at=clock.now())
        await _reopen(row)
        await emit(
            PolicyNotBound(
                subject_id=policy_id, parties=(row["firm"], row["insurer"]), number=row["number"]
            ),
            by=SYSTEM,
            before={"state": row["state"]},
            after={"state": state},
        )


async def end_overdue() -> None:
    """What is not paid, or not bound, by its day ends; each by itself."""
    today = clock.today()
    for each in await queries.unpaid(today, limit=AT_ONCE):
        await lapse(each)
    for each in await queries.unbound(today, limit=AT_ONCE):
        await give_up(each)
