"""Quotes whose time is up."""

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.underwriting.events import QuoteExpired
from backend.underwriting.queries import quotes, submissions
from backend.underwriting.states import (
    QUOTE,
    SUBMISSION,
    Action,
    QuoteAction,
    QuoteKind,
    QuoteState,
    State,
)

AT_ONCE = 200


async def expire_quotes() -> int:
    """End them, each in a transaction of its own; how many there were."""
    ended = 0
    for found in await quotes.overdue(clock.now(), limit=AT_ONCE):
        async with transaction():
            row = await quotes.lock(found["id"], firm_id=found["firm"])
            if row is None or row["state"] != QuoteState.OPEN:
                continue
            now = clock.now()
            after = QUOTE.after(QuoteState(row["state"]), QuoteAction.EXPIRE)
            await quotes.end(row["id"], after, at=now)
            if row["kind"] == QuoteKind.QUOTE and row["submission_state"] == State.QUOTED:
                state = SUBMISSION.after(State(row["submission_state"]), Action.EXPIRE)
                await submissions.move(
                    row["submission"], state, due_on=None, days_left=None, at=now
                )
            await emit(
                QuoteExpired(
                    subject_id=row["submission"],
                    parties=(row["firm"], row["insurer"]),
                    number=row["submission_number"],
                    proposal_id=row["proposal"],
                    quote_id=row["id"],
                    quote=row["number"],
                ),
                by=SYSTEM,
            )
            ended += 1
    return ended
