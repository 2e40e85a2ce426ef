"""What the API gives."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.states import Handling, InsuranceLine
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.schemas import Output
from backend.underwriting.schemas.of_desk import DeskOut
from backend.underwriting.service.proposals import ProposalView
from backend.underwriting.service.reading import Detail
from backend.underwriting.states import (
    SUBMISSION,
    Action,
    AnswerSource,
    DeclineCode,
    Level,
    QuoteKind,
    QuoteState,
    State,
)

#: What a firm, and what an insurer, does with a submission.
_FIRMS = {Action.ANSWER, Action.WITHDRAW}
_INSURERS = {
    *(Action.ASK, Action.INDICATE, Action.QUOTE, Action.REVISE, Action.REFER, Action.DECLINE),
    *(Action.APPROVE, Action.AMEND, Action.REFUSE, Action.SCREEN, Action.WITHDRAW_QUOTE),
}


def _actions(row: Mapping[str, Any], *, by: Actor) -> list[str]:
    if row["insurer"] == by.organisation_id:
        mine = set(_INSURERS) if by.may(Permission.UNDERWRITE) else set()
        own = by.may(Permission.UNDERWRITE) and row["assignee"] in {None, by.user_id}
        if own or by.may(Permission.SET_AUTHORITIES):
            mine.add(Action.ASSIGN)
    else:
        mine = _FIRMS if by.may(Permission.BIND, Permission.PREPARE) else set()
    return [each for each in SUBMISSION.open_actions(State(row["state"])) if each in mine]


class AnswerOriginOut(Output, frozen=True):
    """Where an answer comes from, since which version, and its papers."""

    source: AnswerSource
    ref: str
    since: int
    file_ids: list[UUID]

    @classmethod
    def all_of(cls, origins: Mapping[str, Any]) -> "dict[str, AnswerOriginOut]":
        return {
            name: cls(
                source=AnswerSource(each["source"]),
                ref=each["ref"],
                since=each["since"],
                file_ids=[UUID(one) for one in each["file_ids"]],
            )
            for name, each in origins.items()
        }


class SubmissionOut(Output, frozen=True):
    """`due_on`: the insurer's day; null while the clock stands (`days_left`) or is over.

    `assignee`: whose work it is at the insurer, who alone learns of it.
    """

    id: UUID
    number: str
    proposal_id: UUID
    proposal: str
    line: InsuranceLine
    version: int
    firm: str
    insurer_id: UUID
    insurer: str
    product: str
    state: State
    handling: Handling | None
    authority: Level | None
    assignee_id: UUID | None
    assignee: str | None
    due_on: date | None
    days_left: int | None
    sent_at: datetime
    first_quoted_at: datetime | None
    decline_reason: DeclineCode | None
    decline_note: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, by: Actor) -> "SubmissionOut":
        own = row["insurer"] == by.organisation_id
        code = row["decline_code"]
        return cls(
            id=row["id"],
            number=row["number"],
            proposal_id=row["proposal"],
            proposal=row["proposal_number"],
            line=InsuranceLine(row["line"]),
            version=row["n"],
            firm=row["firm_name"],
            insurer_id=row["insurer"],
            insurer=row["insurer_name"],
            product=row["product_name"],
            state=State(row["state"]),
            handling=Handling(row["handling"]) if own else None,
            authority=Level(row["authority"]) if own else None,
            assignee_id=row["assignee"] if own else None,
            assignee=row["assignee_name"] if own else None,
            due_on=row["due_on"],
            days_left=row["days_left"],
            sent_at=row["created_at"],
            first_quoted_at=row["first_quoted_at"],
            decline_reason=None if code is None else DeclineCode(code),
            decline_note=row["decline_note"],
            allowed_actions=_actions(row, by=by),
        )


class ProposalOut(Output, frozen=True):
    """`missing`: what is still open; `answers` and `questions` are empty in lists."""

    id: UUID
    number: str
    line: InsuranceLine
    copied_from: UUID | None
    created_at: datetime
    created_by: str
    version: int
    effective_on: date | None
    answers: dict[str, Any]
    questions: dict[str, AnswerOriginOut]
    digest: str
    answered_by: str
    answered_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    missing: list[str]
    submissions: list[SubmissionOut]
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: ProposalView, *, by: Actor, whole: bool = True) -> "ProposalOut":
        actions = ["answers"] if by.may(Permission.PREPARE) else []
        if by.may(Permission.BIND) and not view.missing:
            actions.append("submission")
        return cls(
            id=view.id,
            number=view.number,
            line=view.line,
            copied_from=view.copied_from,
            created_at=view.created_at,
            created_by=view.created_by,
            version=view.n,
            effective_on=view.effective_on,
            answers=view.answers if whole else {},
            questions=AnswerOriginOut.all_of(view.questions) if whole else {},
            digest=view.digest,
            answered_by=view.answered_by,
            answered_at=view.answered_at,
            signed_by=view.signed_by,
            signed_at=view.signed_at,
            missing=list(view.missing),
            submissions=[SubmissionOut.of(each, by=by) for each in view.submissions],
            allowed_actions=actions,
        )


class CompletenessOut(Output, frozen=True):
    version: int
    complete: bool
    missing: list[str]


class AnswersVersionOut(Output, frozen=True):
    version: int
    effective_on: date | None
    digest: str
    answered_by: str
    answered_at: datetime
    signed_by: str | None
    signed_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "AnswersVersionOut":
        return cls(
            version=row["n"],
            effective_on=row["effective_on"],
            digest=row["digest"],
            answered_by=row["by_name"],
            answered_at=row["answered_at"],
            signed_by=row["signed_by_name"],
            signed_at=row["signed_at"],
        )


class QuoteOptionOut(Output, frozen=True):
    """`risk` and `worksheet` are the insurer's own; the firm has the parts and the hash."""

    n: int
    label: str
    parts: list[dict[str, Any]]
    net_fen: int
    vat_fen: int
    gross_fen: int
    worksheet_hash: str
    risk: dict[str, Any] | None
    worksheet: dict[str, Any] | None

    @classmethod
    def of(cls, row: Mapping[str, Any], *, own: bool) -> "QuoteOptionOut":
        risk = loads(row["risk"])
        return cls(
            n=row["n"],
            label=row["label"],
            parts=risk["parts"],
            net_fen=row["net_fen"],
            vat_fen=row["vat_fen"],
            gross_fen=row["gross_fen"],
            worksheet_hash=row["worksheet_hash"],
            risk=risk if own else None,
            worksheet=loads(row["worksheet"]) if own else None,
        )


class QuoteOut(Output, frozen=True):
    id: UUID
    number: str
    revision: int
    kind: QuoteKind
    state: QuoteState
    automatic: bool
    version: int
    inception_on: date
    expires_on: date
    valid_until: datetime
    quoted_at: datetime
    quoted_by: str
    plan: str
    wording: dict[str, Any]
    exclusions: dict[str, list[str]]
    subjectivities: list[dict[str, Any]]
    note: str
    authority: Level | None
    accepted_option: int | None
    options: list[QuoteOptionOut]

    @classmethod
    def of(
        cls, row: Mapping[str, Any], options: "tuple[Mapping[str, Any], ...]", *, own: bool
    ) -> "QuoteOut":
        return cls(
            id=row["id"],
            number=row["number"],
            revision=row["revision"],
            kind=QuoteKind(row["kind"]),
            state=QuoteState(row["state"]),
            automatic=row["automatic"],
            version=row["answers_n"],
            inception_on=row["inception_on"],
            expires_on=row["expires_on"],
            valid_until=row["valid_until"],
            quoted_at=row["created_at"],
            quoted_by=row["quoted_by_name"],
            plan=row["plan_code"],
            wording=loads(row["wording"]),
            exclusions=loads(row["exclusions"]),
            subjectivities=loads(row["subjectivities"]),
            note=row["note"],
            authority=Level(row["authority"]) if own else None,
            accepted_option=row["accepted_option"],
            options=[QuoteOptionOut.of(each, own=own) for each in options],
        )


class SubmissionQuestionOut(Output, frozen=True):
    n: int
    items: list[dict[str, Any]]
    due_on: date
    asked_by: str
    asked_at: datetime
    answer: str | None
    file_ids: list[UUID]
    version: int | None
    answered_by: str | None
    answered_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SubmissionQuestionOut":
        return cls(
            n=row["n"],
            items=loads(row["items"]),
            due_on=row["due_on"],
            asked_by=row["asked_by_name"],
            asked_at=row["created_at"],
            answer=row["answer"],
            file_ids=list(row["file_ids"]),
            version=row["answers_n"],
            answered_by=row["answered_by_name"],
            answered_at=row["answered_at"],
        )


class SubmissionDetailOut(Output, frozen=True):
    """`newest_version`: of the firm's answers; above `submission.version` they changed since."""

    submission: SubmissionOut
    answers: dict[str, Any]
    origins: dict[str, AnswerOriginOut]
    newest_version: int
    differences: list[dict[str, Any]]
    questions: list[SubmissionQuestionOut]
    quotes: list[QuoteOut]
    desk: DeskOut | None

    @classmethod
    def of(cls, found: Detail, *, by: Actor) -> "SubmissionDetailOut":
        own = found.risk is not None
        return cls(
            submission=SubmissionOut.of(found.row, by=by),
            answers=dict(found.answers),
            origins=AnswerOriginOut.all_of(found.origins),
            newest_version=found.newest_n,
            differences=list(found.differences),
            questions=[SubmissionQuestionOut.of(each) for each in found.questions],
            quotes=[QuoteOut.of(row, options, own=own) for row, options in found.quotes],
            desk=DeskOut.of(found),
        )
