"""Sanctions: names against the newest lists; a person decides on what is possible."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.documents import service as documents
from backend.insurance.states import Screening
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.underwriting.answers import Answers
from backend.underwriting.events import ScreeningDecided
from backend.underwriting.queries import proposals, submissions
from backend.underwriting.queries import screenings as queries
from backend.underwriting.rules import NothingPossible
from backend.underwriting.sanctions import LEAST, key_of, matches, names_of
from backend.underwriting.states import (
    SUBMISSION,
    Action,
    Moment,
    ScreeningDecision,
    ScreeningResult,
    State,
)
from backend.underwriting.tables import SanctionsScreening


async def screen(submission_id: UUID, answers: Answers, *, moment: Moment) -> dict[str, Any]:
    """Ask the newest lists, in the caller's transaction; the same names and lists are asked once.

    What a person decided stays decided until the names or the lists change.
    """
    names = names_of(answers)
    lists = [
        {"code": row["code"], "version": row["version"], "as_of": row["as_of"].isoformat()}
        for row in await queries.newest_lists()
    ]
    digest = _digest(names, lists)
    known = await queries.newest(submission_id)
    if known is not None and known["names_digest"] == digest:
        return known
    found = await _found(names)
    row = SanctionsScreening(
        id=uuid4(),
        created_at=clock.now(),
        submission=submission_id,
        n=1 if known is None else known["n"] + 1,
        moment=moment,
        names=dumps(names),
        names_digest=digest,
        lists=dumps(lists),
        matches=dumps(found),
        result=_result(lists, found),
    )
    await queries.add(row)
    written = await queries.newest(submission_id)
    if written is None:
        raise RuntimeError("A screening that was written just now.")
    return written


async def is_fresh(submission_id: UUID, answers: Answers) -> bool:
    """Whether the newest screening asked these names of the newest lists."""
    known = await queries.newest(submission_id)
    lists = [
        {"code": row["code"], "version": row["version"], "as_of": row["as_of"].isoformat()}
        for row in await queries.newest_lists()
    ]
    return known is not None and known["names_digest"] == _digest(names_of(answers), lists)


def _digest(names: Mapping[str, Sequence[str]], lists: Sequence[Mapping[str, str]]) -> str:
    return hashlib.sha256(msgspec.json.encode([names, lists], order="sorted")).hexdigest()


async def _found(names: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    keys = sorted({key_of(name) for each in names.values() for name in each} - {""})
    listed = await queries.candidates(keys, least=LEAST)
    return matches(names, [(row["code"], row["name"], row["key"]) for row in listed])


def _result(lists: Sequence[object], found: Sequence[object]) -> ScreeningResult:
    if not lists:
        return ScreeningResult.NOT_SCREENED
    return ScreeningResult.POSSIBLE if found else ScreeningResult.CLEAR


def fact_of(row: Mapping[str, Any] | None) -> Screening | None:
    """The fact for a plan's rules; None while nobody screened, nor decided."""
    if row is None:
        return None
    if row["decision"] is not None:
        return Screening.CLEAR if row["decision"] == ScreeningDecision.CLEAR else Screening.TRUE
    return {
        ScreeningResult.CLEAR: Screening.CLEAR,
        ScreeningResult.POSSIBLE: Screening.POSSIBLE,
        ScreeningResult.NOT_SCREENED: None,
    }[ScreeningResult(row["result"])]


def is_open(row: Mapping[str, Any] | None) -> bool:
    """Whether a person still has to decide."""
    return row is None or (row["result"] != ScreeningResult.CLEAR and row["decision"] is None)


async def screen_again(submission_id: UUID, *, by: Actor) -> None:
    """Ask lists that came in later, or names that were answered later."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await submissions.lock(submission_id, insurer_id=by.organisation_id)
        if row is None:
            raise NotFound
        SUBMISSION.after(State(row["state"]), Action.SCREEN)
        await screen(submission_id, await _answers(row), moment=Moment.QUOTE)


async def decide(
    submission_id: UUID,
    decision: ScreeningDecision,
    *,
    note: str,
    file_id: UUID | None,
    by: Actor,
) -> None:
    """A person says whether a possible hit is one, with the reason and, if there is, a paper."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await submissions.lock(submission_id, insurer_id=by.organisation_id)
        if row is None:
            raise NotFound
        SUBMISSION.after(State(row["state"]), Action.SCREEN)
        if file_id is not None:
            await documents.check_own([file_id], by=by)
        known = await queries.newest(submission_id)
        if known is None or not is_open(known):
            raise NothingPossible("The newest screening is clear, or decided.")
        await queries.record_decision(
            known["id"],
            decision=decision.value,
            note=note,
            file_id=file_id,
            at=clock.now(),
            by=(by.user_id, by.name),
        )
        await emit(
            ScreeningDecided(
                subject_id=submission_id,
                parties=(by.organisation_id,),
                number=row["number"],
                proposal_id=row["proposal"],
                decision=str(decision),
            ),
            by=by,
        )


async def _answers(row: Mapping[str, Any]) -> Answers:
    version = await proposals.version(row["proposal"], row["n"])
    if version is None:
        raise RuntimeError("A submission is of a version of the answers.")
    return Answers.model_validate(loads(version["answers"]))
