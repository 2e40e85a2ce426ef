"""The dossier: everything a bank needs for its decision, on one screen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.kernel.schemas import Output
from backend.lending.schemas.application_out import (
    ApplicationEventOut,
    ApplicationOut,
    DocumentRequestOut,
    OpinionOut,
    opinion_out,
    request_out,
    timeline_out,
)
from backend.lending.schemas.products import FitOut
from backend.lending.service.dossiers import Dossier
from backend.portfolio.service import RightView


class DossierFactOut(Output, frozen=True):
    """A dated fact of a right. `document_id` is named when the bank may open the scan."""

    id: UUID
    kind: str
    source: str
    as_of: date
    payload: dict[str, Any]
    document_id: UUID | None


class DossierFeeOut(Output, frozen=True):
    """The earliest annual fee not known to be paid: on time until `due_on`, then `late`."""

    year: int
    due_on: date
    pay_by: date
    late: bool
    amount_fen: int
    surcharge_fen: int


class DossierRightOut(Output, frozen=True):
    """A right as it is known today, with its dated facts."""

    id: UUID
    label: str
    title: str
    kind: str
    application_no: str | None
    filing_on: date | None
    granted_on: date | None
    grant_source: str | None
    expires_on: date | None
    patentees: list[str]
    ipc_main: str | None
    industry: str
    source: str
    as_of: date | None
    fee_due: DossierFeeOut | None
    pledged: bool
    frozen: dict[str, Any]
    facts: list[DossierFactOut]


class ValuationCheckOut(Output, frozen=True):
    method: str
    asked: str
    asked_on: date
    note: str
    checked_by: str
    checked_at: datetime


class FrozenValueOut(Output, frozen=True):
    right_id: UUID
    low_fen: int
    central_fen: int
    high_fen: int


class FrozenValuationOut(Output, frozen=True):
    """The valuation that the application rests on, as it stood at submission."""

    id: UUID
    number: str
    method: str
    appraised: bool
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    per_right: list[FrozenValueOut] | None
    report_file_id: UUID | None


class DossierValuationOut(Output, frozen=True):
    """A value is a range with method, base date and valuer; `check` is this bank's own."""

    frozen: FrozenValuationOut | None
    basis: str
    value_fen: int | None
    lendable_fen: int
    subject_to_valuation: bool
    ltv_bp: int | None
    check: ValuationCheckOut | None


class ExposureRowOut(Output, frozen=True):
    id: UUID
    number: str
    state: str
    amount_fen: int


class ExposureOut(Output, frozen=True):
    """This bank's own, of this firm; nobody else's is known here."""

    committed_fen: int
    drawn_fen: int
    applications: list[ExposureRowOut]


class DeciderOut(Output, frozen=True):
    """`limit_fen` null: no limit. `obstacle` null: decides; else what keeps him from it."""

    id: UUID
    name: str
    limit_fen: int | None
    obstacle: str | None
    stands_in_for: list[str]
    substitute: str | None


class DecidingOut(Output, frozen=True):
    """`mine`: what keeps the reader from deciding, by code; null if nothing does."""

    amount_fen: int
    keeps_limits: bool
    people: list[DeciderOut]
    mine: str | None


class DossierOut(Output, frozen=True):
    """`capacity_left_fen`: what the product may still lend in the period of today."""

    application: ApplicationOut
    deciding: DecidingOut
    firm: dict[str, Any]
    rights: list[DossierRightOut]
    valuation: DossierValuationOut
    fit: FitOut
    capacity_left_fen: int
    preflight: list[dict[str, Any]]
    exposure: ExposureOut
    document_requests: list[DocumentRequestOut]
    opinions: list[OpinionOut]
    history: list[ApplicationEventOut]

    @classmethod
    def of(cls, dossier: Dossier) -> "DossierOut":
        snapshot = dossier.view.row.snapshot
        return cls(
            application=ApplicationOut.of(dossier.view),
            deciding=DecidingOut(
                amount_fen=dossier.deciding.amount_fen,
                keeps_limits=dossier.deciding.keeps_limits,
                people=[
                    DeciderOut(
                        id=each.id,
                        name=each.name,
                        limit_fen=each.limit_fen,
                        obstacle=each.obstacle,
                        stands_in_for=list(each.stands_in_for),
                        substitute=each.substitute,
                    )
                    for each in dossier.deciding.people
                ],
                mine=dossier.deciding.mine,
            ),
            firm=snapshot["firm"],
            rights=[_right(dossier, right) for right in dossier.rights],
            valuation=_valuation(dossier),
            fit=FitOut.of(dossier.fit),
            capacity_left_fen=dossier.version.capacity_left_fen,
            preflight=dossier.preflight,
            exposure=ExposureOut(
                committed_fen=dossier.exposure.committed_fen,
                drawn_fen=dossier.exposure.drawn_fen,
                applications=[
                    ExposureRowOut(
                        id=row["id"],
                        number=row["number"],
                        state=row["state"],
                        amount_fen=row["amount_fen"],
                    )
                    for row in dossier.exposure.rows
                ],
            ),
            document_requests=[request_out(row) for row in dossier.requests],
            opinions=[opinion_out(row) for row in dossier.view.opinions or []],
            history=timeline_out(dossier.history),
        )


def _right(dossier: Dossier, right: RightView) -> DossierRightOut:
    fee = right.fee_due
    frozen = {each["right_id"]: each for each in dossier.view.row.snapshot["rights"]}
    return DossierRightOut(
        id=right.id,
        label=right.label,
        title=right.title,
        kind=right.kind,
        application_no=right.application_no,
        filing_on=right.filing_on,
        granted_on=right.granted_on,
        grant_source=right.grant_source,
        expires_on=right.expires_on,
        patentees=list(right.patentees),
        ipc_main=right.ipc_main,
        industry=right.industry,
        source=right.source,
        as_of=right.as_of,
        fee_due=None
        if fee is None
        else DossierFeeOut(
            year=fee.year,
            due_on=fee.due_on,
            pay_by=fee.pay_by,
            late=fee.late,
            amount_fen=fee.amount_fen,
            surcharge_fen=fee.surcharge_fen,
        ),
        pledged=right.id in dossier.pledged,
        frozen=frozen.get(str(right.id), {}),
        facts=[
            DossierFactOut(
                id=fact.id,
                kind=fact.kind,
                source=fact.source,
                as_of=fact.as_of,
                payload=fact.payload,
                document_id=fact.document_id if fact.document_id in dossier.openable else None,
            )
            for fact in dossier.facts.get(right.id, [])
        ],
    )


def _valuation(dossier: Dossier) -> DossierValuationOut:
    check = dossier.check
    return DossierValuationOut(
        frozen=msgspec.convert(dossier.view.row.snapshot["valuation"], FrozenValuationOut | None),
        basis=dossier.worth.basis,
        value_fen=dossier.worth.value_fen,
        lendable_fen=dossier.worth.lendable_fen,
        subject_to_valuation=dossier.worth.subject_to_valuation,
        ltv_bp=dossier.worth.ltv_bp,
        check=None
        if check is None
        else ValuationCheckOut(
            method=check["method"],
            asked=check["asked"],
            asked_on=check["asked_on"],
            note=check["note"],
            checked_by=check["checked_by_name"],
            checked_at=check["checked_at"],
        ),
    )
