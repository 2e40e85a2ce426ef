"""What the API takes and gives about checklists and frozen versions."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool

from backend.criteria.haircuts import Haircuts
from backend.documents.states import Kind
from backend.kernel.auth import Actor, Permission
from backend.kernel.money import WHOLE
from backend.kernel.schemas import Input, Output
from backend.lending.checklist import MOST_YEARS, Item, Line, Per, Requirement, Standing
from backend.lending.service.catalogue import Recall
from backend.lending.service.checklists import ChecklistLine, ChecklistView, FrozenView
from backend.lending.service.product_versions import Numbered


class RequirementIn(Input):
    """`per`: of the firm, of each of the last `years`, or of each right of the application."""

    kind: Kind
    per: Per = Per.FIRM
    years: Annotated[int, Field(ge=1, le=MOST_YEARS)] = 1
    required: bool
    max_age_days: Annotated[int, Field(ge=1, le=3660)] | None = None

    def requirement(self) -> Requirement:
        return Requirement(
            kind=self.kind,
            per=self.per,
            years=self.years,
            required=self.required,
            max_age_days=self.max_age_days,
        )


CutBp = Annotated[int, Field(ge=0, le=WHOLE)]


class HaircutsIn(Input):
    """What is taken off the ratio, in basis points of it; several multiply."""

    co_owned_bp: CutBp = 0
    invalidation_pending_bp: CutBp = 0
    fee_late_bp: CutBp = 0
    no_evaluation_report_bp: CutBp = 0
    life_months_beyond_term: Annotated[int, Field(ge=0, le=600)] | None = None

    def haircuts(self) -> Haircuts:
        return Haircuts(**self.model_dump())


class ProductChecklistIn(Input):
    """The papers of the product's next version, and its haircuts where they change too.

    `guarantee_required`: a guarantee that insures the bank is in force before money is drawn.
    What is not named, and every other term, stays as it is in force.
    """

    checklist: Annotated[list[RequirementIn], Field(max_length=40)]
    haircuts: HaircutsIn | None = None
    guarantee_required: StrictBool | None = None


class RequirementOut(Output, frozen=True):
    kind: Kind
    per: Per
    years: int
    required: bool
    max_age_days: int | None

    @classmethod
    def of(cls, each: Requirement) -> "RequirementOut":
        return cls(
            kind=each.kind,
            per=each.per,
            years=each.years,
            required=each.required,
            max_age_days=each.max_age_days,
        )


class ProductRecallOut(Output, frozen=True):
    """That a version was called back before its day, by whom and why."""

    at: datetime
    by: str
    reason: str

    @classmethod
    def of(cls, recall: Recall | None) -> "ProductRecallOut | None":
        return None if recall is None else cls(at=recall.at, by=recall.by, reason=recall.reason)


class ProductVersionOut(Output, frozen=True):
    """A version of a bank's own product, published or still a draft."""

    id: UUID
    n: int
    checklist: list[RequirementOut]
    guarantee_required: bool
    maker: str
    published_at: datetime | None
    effective_on: date | None
    recall: ProductRecallOut | None
    approver: str | None
    must_simulate: bool
    allowed_actions: list[str]

    @classmethod
    def of(cls, version: Numbered, *, by: Actor) -> "ProductVersionOut":
        is_open = version.published_at is None and not version.overtaken
        decides = by.may(Permission.DECIDE_APPLICATIONS)
        may = decides and by.user_id != version.maker and not version.must_simulate
        actions = ["publication"] if is_open and may else []
        if decides and version.is_coming:
            actions.append("recall")
        return cls(
            id=version.id,
            n=version.n,
            checklist=[RequirementOut.of(each) for each in version.checklist],
            guarantee_required=version.guarantee_required,
            maker=version.maker_name,
            published_at=version.published_at,
            effective_on=version.effective_on,
            recall=ProductRecallOut.of(version.recall),
            approver=version.approver_name,
            must_simulate=version.must_simulate,
            allowed_actions=actions,
        )


class NewerOut(Output, frozen=True):
    """A newer version is in the firm's vault; `document_id` only where the caller may read it."""

    n: int
    placed_at: datetime
    document_id: UUID | None


class FrozenOut(Output, frozen=True):
    """A document as it went with the application; `n` is its version, if it is one."""

    document_id: UUID
    name: str
    kind: Kind
    sha256: str
    year: int | None
    subject: str
    n: int | None
    frozen_at: datetime
    newer: NewerOut | None

    @classmethod
    def of(cls, view: FrozenView) -> "FrozenOut":
        return cls(
            document_id=view.file.id,
            name=view.file.name,
            kind=view.file.kind,
            sha256=view.file.sha256,
            year=None if view.slot is None else view.slot.year,
            subject="" if view.slot is None else view.slot.subject,
            n=view.n,
            frozen_at=view.frozen_at,
            newer=None
            if view.newer is None
            else NewerOut(
                n=view.newer.n,
                placed_at=view.newer.placed_at,
                document_id=view.newer.document_id,
            ),
        )


class ChecklistItemOut(Output, frozen=True):
    """A paper that a product asks for, and what stands in the firm's vault for it now."""

    kind: Kind
    year: int | None
    subject: str
    required: bool
    max_age_days: int | None
    standing: Standing
    placeholder_id: UUID | None
    document_id: UUID | None
    name: str | None
    n: int | None
    dated_on: date | None

    @classmethod
    def of(cls, item: Item) -> "ChecklistItemOut":
        view = item.view
        filled = None if view is None else view.filled
        return cls(
            kind=item.line.slot.kind,
            year=item.line.slot.year,
            subject=item.line.slot.subject,
            required=item.line.required,
            max_age_days=item.line.max_age_days,
            standing=item.standing,
            placeholder_id=None if view is None else view.id,
            document_id=None if filled is None else filled.file_id,
            name=None if filled is None else filled.file_name,
            n=None if filled is None else filled.n,
            dated_on=None if filled is None else filled.dated_on,
        )


class ApplicationChecklistItemOut(ChecklistItemOut, frozen=True):
    """Of a submitted application `frozen` is what went along; the vault is not told."""

    frozen: FrozenOut | None

    @classmethod
    def line(cls, each: ChecklistLine) -> "ApplicationChecklistItemOut":
        line: Line = each.line
        view = each.placeholder
        filled = None if view is None else view.filled
        return cls(
            kind=line.slot.kind,
            year=line.slot.year,
            subject=line.slot.subject,
            required=line.required,
            max_age_days=line.max_age_days,
            standing=each.standing,
            placeholder_id=None if view is None else view.id,
            document_id=None if filled is None else filled.file_id,
            name=None if filled is None else filled.file_name,
            n=None if filled is None else filled.n,
            dated_on=None if filled is None else filled.dated_on,
            frozen=None if each.frozen is None else FrozenOut.of(each.frozen),
        )


class ApplicationChecklistOut(Output, frozen=True):
    """`others`: what went along besides, and earlier versions that were handed over."""

    submitted: bool
    items: list[ApplicationChecklistItemOut]
    others: list[FrozenOut]

    @classmethod
    def of(cls, view: ChecklistView) -> "ApplicationChecklistOut":
        return cls(
            submitted=view.submitted,
            items=[ApplicationChecklistItemOut.line(each) for each in view.lines],
            others=[FrozenOut.of(each) for each in view.others],
        )
