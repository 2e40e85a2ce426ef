"""Signatures by people: in order, under a mandate, with the password again, on the very bytes.

What legal effect is claimed, the provider says that confirms each answer (`providers.py`).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.identity.service import Proof
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.papers import rules
from backend.papers.events import (
    PaperSigned,
    SignatureAsked,
    SignatureRefused,
    SignatureReminded,
)
from backend.papers.providers import Act, Confirmation, provider
from backend.papers.queries import mandates, signatures
from backend.papers.queries import papers as queries
from backend.papers.service.logbook import issue_log
from backend.papers.service.reading import PaperView, paper
from backend.papers.states import PAPER, Action, Decision, Paper, State
from contracts.catalogue import TITLES

#: A signer hears again after so long without an answer.
REMIND_AFTER = timedelta(days=3)


async def sign(
    paper_id: UUID, *, sha256: str, password: str, code: str | None = None, by: Actor
) -> PaperView:
    """Sign these bytes for the actor's organisation; the last one completes the paper."""
    proof = await _prove(paper_id, password=password, code=code, by=by)
    async with transaction():
        row, places, own = await _locked(paper_id, sha256=sha256, by=by)
        mandate = rules.mandate_for(
            Paper(row["template"]),
            await mandates.of_member(by.user_id, organisation_id=by.organisation_id),
            amount_fen=row["amount_fen"],
            today=clock.today(),
        )
        complete = own["turn"] == places[-1]["turn"]
        state = PAPER.after(State(row["state"]), Action.COMPLETE if complete else Action.SIGN)
        await signatures.record_signature(
            own["id"],
            mandate=mandate["id"],
            sha256=sha256,
            confirmation=await _confirmed(row, Decision.SIGN, proof, by=by),
            by=by,
        )
        await queries.set_state(paper_id, state)
        await emit(
            PaperSigned(
                subject_id=paper_id,
                parties=_everybody(row),
                number=row["number"],
                paper=row["template"],
                organisation=by.organisation_name,
                sha256=sha256,
                complete=complete,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        places = (await signatures.of_papers([paper_id]))[paper_id]
        if complete:
            await issue_log(row, places)
        else:
            await ask_next(row, places)
        return await paper(paper_id, by=by)


async def refuse(
    paper_id: UUID,
    *,
    sha256: str,
    reason: str,
    password: str,
    code: str | None = None,
    by: Actor,
) -> PaperView:
    """Refuse to sign, for a reason that everybody reads; nobody signs this paper any more.

    It binds nobody, so that it needs no mandate beyond the permission to sign.
    """
    reason = rules.check_reason(reason.strip())
    proof = await _prove(paper_id, password=password, code=code, by=by)
    async with transaction():
        row, _, own = await _locked(paper_id, sha256=sha256, by=by)
        state = PAPER.after(State(row["state"]), Action.REFUSE)
        await signatures.record_refusal(
            own["id"],
            reason=reason,
            sha256=sha256,
            confirmation=await _confirmed(row, Decision.REFUSE, proof, by=by),
            by=by,
        )
        await queries.set_state(paper_id, state)
        await emit(
            SignatureRefused(
                subject_id=paper_id,
                parties=_everybody(row),
                number=row["number"],
                paper=row["template"],
                organisation=by.organisation_name,
                reason=reason,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        await issue_log(row, (await signatures.of_papers([paper_id]))[paper_id])
        return await paper(paper_id, by=by)


async def _prove(paper_id: UUID, *, password: str, code: str | None, by: Actor) -> Proof:
    """Who may not see the paper does not learn whether his password would have passed."""
    by.require(*rules.BINDING)
    by.require_verified()
    await paper(paper_id, by=by)
    return await identity.check_password(password, code=code, by=by)


async def _confirmed(
    row: dict[str, Any], decision: Decision, proof: Proof, *, by: Actor
) -> Confirmation:
    return await provider().confirm(
        Act(
            paper_number=row["number"],
            paper_title=TITLES[Paper(row["template"])],
            sha256=row["sha256"],
            decision=decision,
            organisation_id=by.organisation_id,
            organisation_name=by.organisation_name,
            member_id=by.user_id,
            member_name=by.name,
            proof=proof,
            address=by.address,
            at=clock.now(),
        )
    )


async def _locked(
    paper_id: UUID, *, sha256: str, by: Actor
) -> tuple[dict[str, Any], list[dict[str, Any]], Any]:
    """The paper, everybody's places, and the place of the actor's organisation, to be answered."""
    await identity.check_active(by=by)
    row = await queries.lock(paper_id)
    if row is None:
        raise NotFound
    places = (await signatures.of_papers([paper_id]))[paper_id]
    own = rules.check_answer(
        State(row["state"]),
        places,
        organisation_id=by.organisation_id,
        sha256=sha256,
        paper_sha256=row["sha256"],
    )
    return row, places, own


async def ask_next(row: dict[str, Any], places: Sequence[dict[str, Any]]) -> None:
    """Tell the first who has not signed that it is his turn."""
    following = next((each for each in places if each["signed_at"] is None), None)
    if following is None:
        return
    await signatures.ask(following["id"], at=clock.now())
    await emit(
        SignatureAsked(
            subject_id=row["id"],
            parties=(following["organisation"],),
            number=row["number"],
            paper=row["template"],
        ),
        by=SYSTEM,
    )


async def remind(*, limit: int = 200) -> int:
    """Tell again whoever has not answered for days; how many there were."""
    now = clock.now()
    async with transaction():
        waiting = await signatures.waiting(before=now - REMIND_AFTER, limit=limit)
        for place in waiting:
            await signatures.remind(place["id"], at=now)
            await emit(
                SignatureReminded(
                    subject_id=place["paper"],
                    parties=(place["organisation"],),
                    number=place["number"],
                    paper=place["template"],
                    asked_on=clock.shanghai_date(place["asked_at"]).isoformat(),
                ),
                by=SYSTEM,
            )
    return len(waiting)


def _everybody(row: dict[str, Any]) -> tuple[UUID, ...]:
    return (row["issuer"], *row["parties"])
