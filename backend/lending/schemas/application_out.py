"""What the API of loan applications gives: the application as one side may see it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.events import EventRow
from backend.kernel.schemas import Output
from backend.lending.queries.applications import Summary
from backend.lending.schemas.documents import DocumentOut
from backend.lending.service.reading import ApplicationView, Timeline


class ApplicationPartyOut(Output, frozen=True):
    id: UUID
    name: str


class ProductRefOut(Output, frozen=True):
    id: UUID
    name: str
    version: int


class RightRefOut(Output, frozen=True):
    id: UUID
    label: str
    title: str
    kind: str


class ClockOut(Output, frozen=True):
    """`state`: running, stopped (the bank waits for the firm) or ended."""

    state: str
    working_days_total: int
    working_days_used: int
    due_on: date | None
    overdue: bool
    provisional: bool


class OfferOut(Output, frozen=True):
    id: UUID
    version: int
    state: str
    amount_fen: int
    rate_bp: int
    term_months: int
    conditions: list[str]
    guarantee_required: bool
    yearly_cost_fen: int
    cost: dict[str, Any]
    valid_until: date
    made_at: datetime
    answered_at: datetime | None
    retraction_proposed: bool | None


class RequestedItemOut(Output, frozen=True):
    kind: str
    text: str


class DocumentRequestOut(Output, frozen=True):
    id: UUID
    n: int
    items: list[RequestedItemOut]
    asked_by: str | None
    asked_at: datetime
    answer_by: date
    answered_at: datetime | None
    closed_at: datetime | None
    note: str | None
    document_ids: list[UUID]


class OpinionOut(Output, frozen=True):
    """The bank's own; `differences` are those to the application."""

    version: int
    kind: str
    amount_fen: int | None
    rate_bp: int | None
    term_months: int | None
    conditions: list[str]
    guarantee_required: bool
    valid_days: int | None
    reason_code: str | None
    sentence: str | None
    note: str
    maker: ApplicationPartyOut
    made_at: datetime
    checker: ApplicationPartyOut | None
    decision: str | None
    decided_at: datetime | None
    decision_note: str | None
    differences: list[dict[str, Any]]


class RefusalOut(Output, frozen=True):
    """`words`: what the bank says for the reason to everybody, if it has any."""

    reason_code: str
    words: str | None
    sentence: str


class ConsentTextOut(Output, frozen=True):
    """`text` is what is agreed to; `translation` says in English what it means, if there is one."""

    version: str
    text: str
    translation: str | None


class ConsentGivenOut(Output, frozen=True):
    version: str
    text_sha256: str
    given_by: str
    given_at: datetime


class ConsentOut(Output, frozen=True):
    """The text in force, and the newest consent that was given."""

    required: ConsentTextOut
    given: ConsentGivenOut | None


class DrawdownOut(Output, frozen=True):
    amount_fen: int
    drawn_on: date
    loan_contract: str


class ApplicationOut(Output, frozen=True):
    """`opinions`, `group` and `substitute` are `null` for the firm.

    It never learns what was proposed inside the bank. `substitute`: of an assignee who is away.
    """

    id: UUID
    number: str
    state: str
    version: int
    applicant: ApplicationPartyOut
    lender: ApplicationPartyOut
    product: ProductRefOut
    request_id: UUID
    request_revision: int
    copied_from: UUID | None
    amount_fen: int
    term_months: int
    use_of_funds: str
    rights: list[RightRefOut]
    assignee: ApplicationPartyOut | None
    substitute: str | None
    group: ApplicationPartyOut | None
    clock: ClockOut | None
    offer: OfferOut | None
    open_request: DocumentRequestOut | None
    opinions: list[OpinionOut] | None
    refusal: RefusalOut | None
    return_reason: str | None
    pledge_id: UUID | None
    drawdown: DrawdownOut | None
    documents: list[DocumentOut]
    consent: ConsentOut
    valuation_checked: bool | None
    allowed_actions: list[str]
    created_at: datetime
    submitted_at: datetime | None
    updated_at: datetime

    @classmethod
    def of(cls, view: ApplicationView) -> "ApplicationOut":
        row = view.row
        snapshot = row.snapshot
        return cls(
            id=row.id,
            number=row.number,
            state=row.state,
            version=row.version,
            applicant=ApplicationPartyOut(id=row.applicant, name=view.applicant_name),
            lender=ApplicationPartyOut(id=row.lender, name=view.lender_name),
            product=ProductRefOut(
                id=row.product,
                name=snapshot["product"]["name"],
                version=snapshot["product"]["version"],
            ),
            request_id=row.request,
            request_revision=snapshot["request_revision"],
            copied_from=row.copied_from,
            amount_fen=row.amount_fen,
            term_months=row.term_months,
            use_of_funds=row.use_of_funds,
            rights=[
                RightRefOut(
                    id=UUID(each["right_id"]),
                    label=each["label"],
                    title=each["title"],
                    kind=each["kind"],
                )
                for each in snapshot["rights"]
            ],
            assignee=_person(row.assignee, view.assignee_name),
            substitute=view.substitute_name,
            group=None
            if view.group is None
            else ApplicationPartyOut(id=view.group.id, name=view.group.name),
            clock=_clock(view),
            offer=None if view.offer is None else _offer(view),
            open_request=None if view.open_request is None else request_out(view.open_request),
            opinions=None if view.opinions is None else [opinion_out(o) for o in view.opinions],
            refusal=_refusal(view),
            return_reason=row.return_reason,
            pledge_id=row.pledge,
            drawdown=_drawdown(view),
            documents=[
                DocumentOut.of(each, view.trusts[each.id], view.set_aside.get(each.id))
                for each in view.documents
            ],
            consent=_consent(view),
            valuation_checked=view.valuation_checked,
            allowed_actions=view.allowed_actions,
            created_at=row.created_at,
            submitted_at=row.submitted_at,
            updated_at=row.updated_at,
        )


class ApplicationSummaryOut(Output, frozen=True):
    """`open`: submitted, no offer accepted; `open_fen` was asked for.

    `drawn`: paid out, not closed; `drawn_fen` was paid.
    """

    open: int
    open_fen: int
    drawn: int
    drawn_fen: int

    @classmethod
    def of(cls, found: Summary) -> "ApplicationSummaryOut":
        return cls(
            open=found.open,
            open_fen=found.open_fen,
            drawn=found.drawn,
            drawn_fen=found.drawn_fen,
        )


def _person(member_id: UUID | None, name: str | None) -> ApplicationPartyOut | None:
    return None if member_id is None else ApplicationPartyOut(id=member_id, name=name or "")


def _clock(view: ApplicationView) -> ClockOut | None:
    clock = view.clock
    if clock is None:
        return None
    return ClockOut(
        state=clock.state,
        working_days_total=clock.working_days_total,
        working_days_used=clock.working_days_used,
        due_on=clock.due_on,
        overdue=clock.overdue,
        provisional=clock.provisional,
    )


def _offer(view: ApplicationView) -> OfferOut:
    offer = view.offer
    assert offer is not None  # noqa: S101 - asked for only when there is one
    return OfferOut(
        id=offer["id"],
        version=offer["n"],
        state=offer["state"],
        amount_fen=offer["amount_fen"],
        rate_bp=offer["rate_bp"],
        term_months=offer["term_months"],
        conditions=list(offer["conditions"]),
        guarantee_required=offer["guarantee_required"],
        yearly_cost_fen=offer["yearly_cost_fen"],
        cost=offer["cost"],
        valid_until=offer["valid_until"],
        made_at=offer["made_at"],
        answered_at=offer["answered_at"],
        retraction_proposed=view.retraction_proposed,
    )


def request_out(row: dict[str, Any]) -> DocumentRequestOut:
    return DocumentRequestOut(
        id=row["id"],
        n=row["n"],
        items=[RequestedItemOut(kind=i["kind"], text=i["text"]) for i in row["items"]],
        asked_by=row["asked_by_name"],
        asked_at=row["asked_at"],
        answer_by=row["answer_by"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        note=row["note"],
        document_ids=list(row["document_ids"]),
    )


def opinion_out(row: dict[str, Any]) -> OpinionOut:
    return OpinionOut(
        version=row["n"],
        kind=row["kind"],
        amount_fen=row["amount_fen"],
        rate_bp=row["rate_bp"],
        term_months=row["term_months"],
        conditions=list(row["conditions"]),
        guarantee_required=row["guarantee_required"],
        valid_days=row["valid_days"],
        reason_code=row["reason_code"],
        sentence=row["sentence"],
        note=row["note"],
        maker=ApplicationPartyOut(id=row["maker"], name=row["maker_name"]),
        made_at=row["made_at"],
        checker=_person(row["checker"], row["checker_name"]),
        decision=row["decision"],
        decided_at=row["decided_at"],
        decision_note=row["decision_note"],
        differences=row["differences"],
    )


def _refusal(view: ApplicationView) -> RefusalOut | None:
    row = view.row
    if row.refusal_code is None or row.state != "refused":
        return None
    return RefusalOut(
        reason_code=row.refusal_code,
        words=row.refusal_words,
        sentence=row.refusal_sentence or "",
    )


def _drawdown(view: ApplicationView) -> DrawdownOut | None:
    row = view.row
    if row.drawn_fen is None or row.drawn_on is None:
        return None
    return DrawdownOut(
        amount_fen=row.drawn_fen, drawn_on=row.drawn_on, loan_contract=row.loan_contract or ""
    )


def _consent(view: ApplicationView) -> ConsentOut:
    given = view.consent_given
    return ConsentOut(
        required=ConsentTextOut(
            version=view.consent_text.version,
            text=view.consent_text.text,
            translation=view.consent_text.translation,
        ),
        given=None
        if given is None
        else ConsentGivenOut(
            version=given["text_version"],
            text_sha256=given["text_sha256"],
            given_by=given["given_by_name"],
            given_at=given["given_at"],
        ),
    )


class ApplicationEventOut(Output, frozen=True):
    """One thing that happened; who did it is named to his own side only."""

    seq: int
    name: str
    occurred_at: datetime
    organisation: str
    actor: str | None
    payload: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def timeline_out(timeline: Timeline) -> list[ApplicationEventOut]:
    return [_happened(event, reader=timeline.reader) for event in timeline.events]


def _happened(event: EventRow, *, reader: UUID) -> ApplicationEventOut:
    own = event.organisation_id == reader
    return ApplicationEventOut(
        seq=event.seq,
        name=event.name,
        occurred_at=event.occurred_at,
        organisation=event.organisation_name,
        actor=event.actor_name if own else None,
        payload=event.payload,
        before=event.before,
        after=event.after,
    )
