"""Questions of an insurer to a firm: while one waits, the insurer's clock stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.underwriting.answers import Answers, questions
from backend.underwriting.events import SubmissionAnswered, SubmissionAsked
from backend.underwriting.queries import desk as queries
from backend.underwriting.queries import proposals, submissions
from backend.underwriting.rules import DayPast, NothingAsked, QuestionUnknown
from backend.underwriting.service.desk import locked
from backend.underwriting.service.submitting import settle
from backend.underwriting.states import SUBMISSION, Action, State
from backend.underwriting.tables import Question


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`question`: the place of the form that it is about, `block.field`."""

    question: str | None
    text: str


async def ask(submission_id: UUID, items: Sequence[Asked], *, due_on: date, by: Actor) -> None:
    """Ask the firm; what is left of the insurer's time is kept for after the answer."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await locked(submission_id, by=by)
        state = SUBMISSION.after(State(row["state"]), Action.ASK)
        _check(items, due_on)
        known = await queries.questions(submission_id)
        await queries.add_question(
            Question(
                id=uuid4(),
                created_at=clock.now(),
                submission=submission_id,
                n=len(known) + 1,
                items=dumps([{"question": each.question, "text": each.text} for each in items]),
                due_on=due_on,
                asked_by=by.user_id,
                asked_by_name=by.name,
            )
        )
        left = clock.working_days_between(clock.today(), row["due_on"]) if row["due_on"] else 0
        await submissions.move(submission_id, state, due_on=None, days_left=left, at=clock.now())
        await emit(
            SubmissionAsked(
                subject_id=submission_id,
                parties=(row["firm"], row["insurer"]),
                number=row["number"],
                proposal_id=row["proposal"],
                insurer=row["insurer_name"],
                due_on=due_on.isoformat(),
            ),
            by=by,
        )


def _check(items: Sequence[Asked], due_on: date) -> None:
    form = questions(Answers())
    for n, item in enumerate(items):
        if item.question is not None and item.question not in form:
            raise QuestionUnknown(f"No {item.question}.", path=f"items.{n}.question")
    if due_on < clock.today():
        raise DayPast(f"From {clock.today()} on would pass.", path="due_on")


async def answer(submission_id: UUID, text: str, *, file_ids: Sequence[UUID], by: Actor) -> None:
    """Answer, with papers for this insurer; the newest answers of the form come along."""
    by.require(Permission.BIND, Permission.PREPARE)
    async with transaction():
        row = await submissions.lock(submission_id, firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        state = SUBMISSION.after(State(row["state"]), Action.ANSWER)
        waiting = [
            each for each in await queries.questions(submission_id) if each["answered_at"] is None
        ]
        newest = await proposals.proposal(row["proposal"], firm_id=by.organisation_id)
        if not waiting or newest is None:
            raise NothingAsked("The insurer waits for nothing.")
        await documents.check_own(file_ids, by=by)
        await queries.record_answer(
            waiting[0]["id"],
            text,
            file_ids=file_ids,
            n=newest["n"],
            at=clock.now(),
            by=(by.user_id, by.name),
        )
        if file_ids:
            await documents.grant(
                file_ids,
                to=row["insurer"],
                kind=Purpose.INSURANCE,
                purpose=submission_id,
                by=by,
            )
        due_on = clock.add_working_days(clock.today(), max(row["days_left"] or 0, 1))
        await submissions.move(submission_id, state, due_on=due_on, days_left=None, at=clock.now())
        await emit(
            SubmissionAnswered(
                subject_id=submission_id,
                parties=(row["firm"], row["insurer"]),
                number=row["number"],
                proposal_id=row["proposal"],
                n=newest["n"],
            ),
            by=by,
        )
        await settle(submission_id, newest["n"], by=by)
