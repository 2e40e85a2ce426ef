"""From what the service answers to what the API gives."""

from collections.abc import Sequence
from datetime import date

from backend.kernel.auth import in_words
from backend.kernel.language import said
from backend.portfolio import service
from backend.portfolio.schemas import (
    AdditionOut,
    AssetDetailOut,
    AssetOut,
    FactOut,
    FeeDueOut,
    FeeYearOut,
    FieldSourcesOut,
    SourcesOut,
    SuggestionOut,
    TermOut,
    TimelineOut,
    WordOut,
)
from backend.portfolio.states import APART, Ownership, PatentKind, Source
from backend.portfolio.telling import Provenance


def suggestion_out(right: service.RightView) -> SuggestionOut:
    return SuggestionOut(
        right_id=right.id,
        label=right.label,
        application_no=right.application_no,
        publication_no=right.publication_no,
        kind=right.kind,
        title=right.title,
        filing_on=right.filing_on,
        granted_on=right.granted_on,
        expires_on=right.expires_on,
        ipc_main=right.ipc_main,
        industry=right.industry,
        patentees=list(right.patentees),
        source=right.source,
        as_of=right.as_of,
    )


def asset_out(held: service.HeldRight, *, may_prepare: bool) -> AssetOut:
    right = held.right
    needs = _needs(held)
    actions = ["removal"] if may_prepare else []
    if may_prepare and "application_number" in needs:
        actions.append("application-number")
    return AssetOut(
        id=held.holding.asset_id,
        right_id=right.id,
        label=right.label,
        application_no=right.application_no,
        publication_no=right.publication_no,
        kind=right.kind,
        title=right.title,
        ownership=held.holding.ownership,
        source=right.source,
        as_of=right.as_of,
        filing_on=right.filing_on,
        granted_on=right.granted_on,
        grant_source=right.grant_source,
        expires_on=right.expires_on or right.declared_expiry,
        fee_due=_fee_due(right),
        ipc_main=right.ipc_main,
        industry=right.industry,
        patentees=list(right.patentees),
        co_owners=list(held.co_owners),
        pledged=held.pledged,
        can_be_pledged_at_cnipa=right.can_be_pledged_at_cnipa,
        needs=needs,
        added_at=held.holding.added_at,
        allowed_actions=actions,
    )


def _needs(held: service.HeldRight) -> list[str]:
    """What stands between this holding and a pledge, as far as the firm can supply it."""
    if held.right.kind is PatentKind.FOREIGN:
        return []
    needs = []
    if held.right.application_no is None and held.right.kind not in APART:
        needs.append("application_number")
    if held.holding.ownership is not Ownership.EXTRACT:
        needs.append("register_extract")
    return needs


def _fee_due(right: service.RightView) -> FeeDueOut | None:
    due = right.fee_due
    if due is None:
        return None
    return FeeDueOut(
        year=due.year,
        due_on=due.due_on,
        pay_by=due.pay_by,
        late=due.late,
        amount_fen=due.amount_fen,
        surcharge_fen=due.surcharge_fen,
        payable_fen=due.amount_fen + due.surcharge_fen,
    )


def detail_out(detail: service.Detail, *, may_prepare: bool) -> AssetDetailOut:
    right = detail.held.right
    return AssetDetailOut(
        asset=asset_out(detail.held, may_prepare=may_prepare),
        applicants=list(right.applicants),
        inventors=list(right.inventors),
        classes=list(right.classes),
        address=right.address,
        owner_source=right.owner_source,
        owner_as_of=right.owner_as_of,
        publications=detail.publications,
        term=_term(right),
        fees=[
            FeeYearOut(
                year=fee.year,
                due_on=fee.due_on,
                late_until=fee.late_until,
                amount_fen=fee.amount_fen,
                surcharge_fen=fee.surcharge_fen,
                state=fee.state,
                paid_on=fee.paid_on,
            )
            for fee in detail.fees
        ],
        facts=[
            FactOut(
                id=fact.id,
                kind=fact.kind,
                source=fact.source,
                as_of=fact.as_of,
                payload=fact.payload,
                document_id=fact.document_id if fact.document_id in detail.openable else None,
                recorded_at=fact.recorded_at,
                recorded_by=fact.recorded_by,
            )
            for fact in detail.held.facts
        ],
        declared=detail.held.declared,
        added=AdditionOut(
            at=detail.added.at,
            by=detail.added.by,
            import_id=detail.added.import_id,
            file_name=detail.added.file_name,
        ),
        timeline=[
            TimelineOut(
                name=event.name,
                occurred_at=event.occurred_at,
                actor_name=in_words(event.actor_name, event.actor_id),
                organisation_name=event.organisation_name,
            )
            for event in detail.timeline
        ],
    )


def _term(right: service.RightView) -> TermOut | None:
    proven = right.expires_on is not None and right.expiry_source is not None
    expires_on = right.expires_on or right.declared_expiry
    if expires_on is None:
        return None
    return TermOut(
        years=_years(right, expires_on),
        expires_on=expires_on,
        last_day=service.last_day(expires_on),
        source=str(right.expiry_source) if proven else str(Source.DECLARED),
        basis=None if right.life is None else said(right.life.basis, right.life.basis_en),
    )


def _years(right: service.RightView, expires_on: date) -> int | None:
    if right.kind in APART or right.filing_on is None:
        return None
    return expires_on.year - right.filing_on.year


def sources_out(found: Sequence[Provenance]) -> SourcesOut:
    return SourcesOut(
        conflicts=sum(each.conflicting for each in found),
        fields=[
            FieldSourcesOut(
                field=each.name,
                conflicting=each.conflicting,
                words=[
                    WordOut(
                        teller=word.teller,
                        source=word.source,
                        as_of=word.as_of,
                        values=list(word.values),
                        stands=word.stands,
                        differs=word.differs,
                    )
                    for word in each.words
                ],
            )
            for each in found
        ],
    )
