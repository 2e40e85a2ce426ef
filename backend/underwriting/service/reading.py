"""What a firm and an insurer see of submissions and quotes: each what is its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.insurance.risk import Risk
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.errors import NotFound
from backend.underwriting.answers import Answers, questions
from backend.underwriting.queries import desk, proposals, quotes, screenings, submissions
from backend.underwriting.service.assessing import case_of
from backend.underwriting.service.desk import held
from backend.underwriting.service.screening import is_fresh
from backend.underwriting.states import Level, State, Whose


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filter of a queue."""

    states: tuple[State, ...] = ()
    line: str | None = None
    like: str | None = None
    overdue: bool = False
    whose: Whose | None = None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A submission as one side sees it; what is the insurer's own is None for the firm."""

    row: Mapping[str, Any]
    quotes: tuple[tuple[Mapping[str, Any], tuple[Mapping[str, Any], ...]], ...]
    questions: tuple[Mapping[str, Any], ...]
    answers: Mapping[str, Any]
    origins: Mapping[str, Any]
    newest_n: int
    differences: tuple[dict[str, Any], ...]
    referrals: tuple[Mapping[str, Any], ...] | None
    screenings: tuple[Mapping[str, Any], ...] | None
    screening_fresh: bool | None
    risk: Risk | None
    level: Level | None


async def page(
    wanted: Wanted, *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The firm's, or the insurer's queue: the nearest deadline first."""
    by.require(Permission.VIEW_FIRM, Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        due, last = pages.decode_cursor(cursor, date, UUID)
        after = (due, last)
    # Whose work it is stays the insurer's own.
    whose = wanted.whose if by.may(Permission.VIEW_INSURER) else None
    rows, total = await submissions.page(
        submissions.Filter(
            **_whose(by),
            states=tuple(each.value for each in wanted.states),
            line=wanted.line,
            like=None if wanted.like is None else f"%{_plain(wanted.like)}%",
            overdue_on=clock.today() if wanted.overdue else None,
            assignee=by.user_id if whose is Whose.MINE else None,
            free=whose is Whose.NOBODY,
        ),
        after=after,
        limit=limit,
        counted=counted,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["sorted_by"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


def _plain(text: str) -> str:
    """Without the signs that ILIKE reads."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _whose(by: Actor) -> dict[str, UUID]:
    if by.may(Permission.VIEW_INSURER):
        return {"insurer_id": by.organisation_id}
    return {"firm_id": by.organisation_id}


async def detail(submission_id: UUID, *, by: Actor) -> Detail:
    by.require(Permission.VIEW_FIRM, Permission.VIEW_INSURER)
    row = await submissions.submission(submission_id, **_whose(by))
    if row is None:
        raise NotFound
    version = await proposals.version(row["proposal"], row["n"])
    newest = await proposals.proposal(row["proposal"], firm_id=row["firm"])
    if version is None or newest is None:
        raise RuntimeError("A submission is of a version of the answers.")
    given = await quotes.of_submission(submission_id)
    options = [tuple(await quotes.options(each["id"])) for each in given]
    own = row["insurer"] == by.organisation_id
    case = await case_of(row) if own else None
    return Detail(
        row=row,
        quotes=tuple(zip(given, options, strict=True)),
        questions=tuple(await desk.questions(submission_id)),
        answers=loads(version["answers"]),
        origins=loads(version["questions"]),
        newest_n=newest["n"],
        differences=tuple(await _differences(row, version)),
        referrals=tuple(await desk.referrals(submission_id)) if own else None,
        screenings=tuple(await screenings.of_submission(submission_id)) if own else None,
        screening_fresh=None if case is None else await is_fresh(submission_id, case.answers),
        risk=None if case is None else case.known,
        level=await held(by) if own else None,
    )


async def _differences(row: Mapping[str, Any], version: Mapping[str, Any]) -> list[dict[str, Any]]:
    """To last year's answers, as far as this insurer got them."""
    if row["copied_from"] is None:
        return []
    sent = await submissions.standing(row["copied_from"], row["insurer"])
    earlier = None if sent is None else await submissions.submission(sent, firm_id=row["firm"])
    if earlier is None:
        return []
    known = await proposals.version(earlier["proposal"], earlier["n"])
    if known is None:
        return []
    before = questions(Answers.model_validate(loads(known["answers"])))
    after = questions(Answers.model_validate(loads(version["answers"])))
    return [
        {"question": name, "before": before[name], "after": value}
        for name, value in after.items()
        if before[name] != value
    ]
