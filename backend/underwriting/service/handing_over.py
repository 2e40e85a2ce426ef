"""From a quote to what comes after it: what has to hold for a firm to accept, and its undoing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.insurance.risk import Risk, risk_hash
from backend.insurance.states import InsuranceLine
from backend.insurance.worksheet import Worksheet
from backend.insurance.worksheet import read as read_worksheet
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.underwriting.answers import Answers
from backend.underwriting.asked import risk_of
from backend.underwriting.events import QuoteAccepted
from backend.underwriting.queries import proposals, quotes, submissions
from backend.underwriting.rules import QuoteExpired, QuoteNotOpen, RiskChanged
from backend.underwriting.states import (
    QUOTE,
    SUBMISSION,
    Action,
    QuoteAction,
    QuoteKind,
    QuoteState,
    State,
)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An accepted quote (see queries.quotes.quote) and the option that was taken."""

    quote: Mapping[str, Any]
    option: Mapping[str, Any]
    risk: Risk
    worksheet: Worksheet


async def accept(quote_id: UUID, option: int, *, by: Actor) -> Taken:
    """Take an option of a quote of the actor's firm, in the caller's transaction.

    The caller has asked for the permission and the ticks. Refused: a quote that stands no more or
    is over, an indication, and answers whose risk is not the one that was quoted.
    """
    async with transaction():
        await proposals.lock_of_quote(quote_id, firm_id=by.organisation_id)
        quote = await quotes.lock(quote_id, firm_id=by.organisation_id)
        taken = None if quote is None else await quotes.option(quote_id, option)
        if quote is None or taken is None:
            raise NotFound
        _check_open(quote)
        await _check_unchanged(quote)
        now = clock.now()
        state = SUBMISSION.after(State(quote["submission_state"]), Action.ACCEPT)
        QUOTE.after(QuoteState(quote["state"]), QuoteAction.ACCEPT)
        await quotes.record_acceptance(quote_id, option, at=now)
        await submissions.move(quote["submission"], state, due_on=None, days_left=None, at=now)
        await emit(
            QuoteAccepted(
                subject_id=quote["submission"],
                parties=(quote["firm"], quote["insurer"]),
                number=quote["submission_number"],
                proposal_id=quote["proposal"],
                quote_id=quote_id,
                quote=quote["number"],
                option=option,
                gross_fen=taken["gross_fen"],
            ),
            by=by,
        )
        return Taken(
            quote=quote,
            option=taken,
            risk=Risk.model_validate_json(taken["risk"]),
            worksheet=read_worksheet(taken["worksheet"]),
        )


def _check_open(quote: Mapping[str, Any]) -> None:
    if quote["kind"] != QuoteKind.QUOTE or quote["state"] != QuoteState.OPEN:
        raise QuoteNotOpen(
            f"{quote['number']} is {quote['state']} ({quote['kind']}); an open quote would pass.",
            state=quote["state"],
            kind=quote["kind"],
        )
    if quote["valid_until"] <= clock.now():
        raise QuoteExpired(
            f"{quote['number']} held until {quote['valid_until'].isoformat()}.",
            valid_until=quote["valid_until"].isoformat(),
        )


async def _check_unchanged(quote: Mapping[str, Any]) -> None:
    newest = await proposals.proposal(quote["proposal"], firm_id=quote["firm"])
    if newest is None:
        raise RuntimeError("A quote is of a proposal with answers.")
    if newest["n"] == quote["answers_n"]:
        return
    answers = Answers.model_validate(loads(newest["answers"]))
    if risk_hash(risk_of(answers, InsuranceLine(quote["line"]))) != quote["risk_hash"]:
        raise RiskChanged(
            f"Quoted on version {quote['answers_n']}, the answers are at {newest['n']}; "
            "send them again.",
            seen=_lines(await proposals.answers_of(quote["proposal"], quote["answers_n"])),
            current=_lines(loads(newest["answers"])),
            changed=(newest["by_name"], newest["answered_at"]),
            quoted=quote["answers_n"],
            now=newest["n"],
        )


def _lines(answers: Any, at: str = "") -> dict[str, Any]:
    """Every answer by its place, a line for each."""
    if isinstance(answers, Mapping):
        rows = [(str(key), each) for key, each in answers.items()]
    elif isinstance(answers, list) and any(isinstance(each, Mapping) for each in answers):
        rows = [(str(place), each) for place, each in enumerate(answers)]
    else:
        return {at: answers}
    lines: dict[str, Any] = {}
    for key, each in rows:
        lines |= _lines(each, f"{at}.{key}" if at else key)
    return lines


async def reopen(quote_id: UUID, *, by: Actor) -> None:
    """What was accepted did not come to be a policy (unpaid, refused): the quote is at its end.

    In the caller's transaction; the caller tells of it.
    """
    async with transaction():
        quote = await quotes.lock(
            quote_id, firm_id=by.organisation_id, insurer_id=by.organisation_id
        )
        if quote is None:
            raise NotFound
        now = clock.now()
        state = SUBMISSION.after(State(quote["submission_state"]), Action.REOPEN)
        await quotes.end(
            quote_id, QUOTE.after(QuoteState(quote["state"]), QuoteAction.WITHDRAW), at=now
        )
        await submissions.move(quote["submission"], state, due_on=None, days_left=None, at=now)
