"""What the API of loan applications takes."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictBool

from backend.documents.states import Kind
from backend.kernel.money import BasisPoints, Fen
from backend.kernel.schemas import Input
from backend.lending.rules import MAX_VALID_DAYS, Proposal
from backend.lending.states import CheckMethod, OpinionKind, RefusalReason, State
from backend.portfolio.states import FactKind

MAX_FEN = 10**15

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Amount = Annotated[int, Field(gt=0, le=MAX_FEN)]
Files = Annotated[list[UUID], Field(max_length=50)]


class DraftsIn(Input):
    """One application per product, from one set of data."""

    request_id: UUID
    product_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]


class ApplicationSubmissionIn(Input):
    """The consent is given per bank, to the text of the named version, and explicitly.

    `request_revision` names the request's present state when it changed after the draft.
    """

    consent: bool
    consent_version: Annotated[str, Field(min_length=1, max_length=20)]
    document_ids: Files | None = None
    request_revision: Annotated[int, Field(ge=1)] | None = None


class AssignmentIn(Input):
    """The member who shall handle it, the caller if none is named; `release`: nobody."""

    member_id: UUID | None = None
    release: bool = False


class ReasonIn(Input):
    reason: Text


class CaseSeenIn(Input):
    """The case as it stood on the screen; `request`: the number of the open one."""

    state: State
    assignee: Annotated[str, Field(max_length=200)] | None
    request: Annotated[int, Field(ge=1, lt=2**31)] | None
    documents: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=500)]


class ApplicationReturnIn(Input):
    """`seen`: a return decided on an older reading is refused, with what changed."""

    reason: Text
    seen: CaseSeenIn | None = None


class SetAsideIn(Input):
    document_id: UUID
    reason: Text


class OptionalReasonIn(Input):
    reason: Annotated[str, Field(max_length=2000)] = ""


class RequestedItemIn(Input):
    kind: Kind
    text: Annotated[str, Field(min_length=1, max_length=500)]


class DocumentRequestIn(Input):
    """What the bank wants to see; without a day the firm has five working days."""

    items: Annotated[list[RequestedItemIn], Field(min_length=1, max_length=30)]
    answer_by: date | None = None


class DocumentAnswerIn(Input):
    """The firm's answer; it may name another valuation to rest on."""

    document_ids: Files = Field(default=[])
    note: Annotated[str, Field(max_length=2000)] = ""
    valuation_id: UUID | None = None


class ValuationSeenIn(Input):
    """The valuation as it was read; another one by now is answered with the difference."""

    number: Short
    central_fen: int
    base_date: date


class ValuationCheckIn(Input):
    """How the valuation was checked, whom the maker asked, and when.

    `seen`: the valuation that was on the screen.
    """

    method: CheckMethod
    asked: Short
    asked_on: date
    note: Annotated[str, Field(max_length=2000)] = ""
    seen: ValuationSeenIn | None = None


class ValuationOrderIn(Input):
    """`payer`: the bank, or by agreement the firm, which then chooses among those invited."""

    appraiser_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    related_to: Annotated[list[UUID], Field(max_length=10)] = Field(default=[])
    base_date: date
    quotes_due_on: date
    payer: Literal["bank", "firm"] = "bank"
    note: Annotated[str, Field(max_length=1000)] = ""


class ValuationAdoptionIn(Input):
    """A value that came of the bank's own order for this case."""

    valuation_id: UUID


class InternalValuationIn(Input):
    """The bank's own value (内评) as a range; `basis`: the model and figures that it rests on."""

    low_fen: Amount
    central_fen: Amount
    high_fen: Amount
    base_date: date
    basis: Annotated[str, Field(min_length=1, max_length=2000)]


class ApplicationEvidenceIn(Input):
    """A dated fact of a right of the application, with its scan."""

    right_id: UUID
    kind: FactKind
    as_of: date
    payload: dict[str, Any]
    document_id: UUID | None = None


class OpinionIn(Input):
    """To grant: amount, rate, term, conditions (`guarantee_required`: one in force before money is
    drawn). To refuse: coded reason and sentence."""

    kind: OpinionKind
    amount_fen: Amount | None = None
    rate_bp: Annotated[int, Field(ge=0, le=10_000)] | None = None
    term_months: Annotated[int, Field(ge=1, le=360)] | None = None
    conditions: list[Text] = Field(default=[], max_length=30)
    guarantee_required: StrictBool = False
    valid_days: Annotated[int, Field(ge=1, le=MAX_VALID_DAYS)] = 30
    reason_code: RefusalReason | None = None
    sentence: Annotated[str, Field(max_length=2000)] | None = None
    note: Annotated[str, Field(max_length=10_000)] = ""

    def proposal(self) -> Proposal:
        granting = self.kind is OpinionKind.GRANT
        return Proposal(
            kind=self.kind,
            amount_fen=Fen(self.amount_fen) if granting and self.amount_fen else None,
            rate_bp=BasisPoints(self.rate_bp) if granting and self.rate_bp is not None else None,
            term_months=self.term_months if granting else None,
            conditions=tuple(self.conditions) if granting else (),
            guarantee_required=granting and self.guarantee_required,
            valid_days=self.valid_days if granting else None,
            reason_code=None if granting else self.reason_code,
            sentence=None if granting else self.sentence,
            note=self.note,
        )


class ApprovalIn(Input):
    opinion_version: Annotated[int, Field(ge=1)]
    note: Annotated[str, Field(max_length=2000)] = ""


class ApplicationRefusalIn(Input):
    """Reason and sentence stand for themselves, or are those of the opinion to refuse."""

    opinion_version: Annotated[int, Field(ge=1)]
    reason_code: RefusalReason | None = None
    sentence: Annotated[str, Field(max_length=2000)] | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class SendBackIn(Input):
    opinion_version: Annotated[int, Field(ge=1)]
    reason: Text


class OfferAnswerIn(Input):
    """`offer_version`, when given, names the offer that was read."""

    offer_version: Annotated[int, Field(ge=1)] | None = None


class OfferDeclineIn(OfferAnswerIn):
    reason: Annotated[str, Field(max_length=2000)] = ""


class DrawdownIn(Input):
    """The loan contract is signed in the bank's own channel; its number is recorded here."""

    amount_fen: Amount
    drawn_on: date
    loan_contract: Annotated[str, Field(min_length=1, max_length=120)]
