"""What the API takes and gives about licence offers, inquiries and licences."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from backend.documents.service import FileView
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.schemas import Input, Output
from backend.licensing.rules import Backing, Finding, Price, Scope
from backend.licensing.service import Deal, InquirySeen, OfferView, Stated
from backend.licensing.states import (
    OFFER,
    Action,
    Cause,
    InquiryState,
    LicenceKind,
    PriceForm,
    RateBase,
    State,
)
from backend.portfolio.service import RightView

Amount = Annotated[int, Field(gt=0, le=10**15)]
#: A province's division code (GB/T 2260), as `310000`.
Province = Annotated[str, Field(pattern=r"^[1-6][0-9]0000$")]
Words = Annotated[str, Field(max_length=1000)]

#: Which amounts each form of price names.
_ASKED: Mapping[PriceForm, frozenset[str]] = {
    PriceForm.FREE: frozenset(),
    PriceForm.LUMP: frozenset({"lump_fen"}),
    PriceForm.RUNNING: frozenset({"rate_bp", "rate_base"}),
    PriceForm.UPFRONT_RUNNING: frozenset({"upfront_fen", "rate_bp", "rate_base"}),
}
_MINIMUM = frozenset({PriceForm.RUNNING, PriceForm.UPFRONT_RUNNING})
_AMOUNTS = ("lump_fen", "upfront_fen", "rate_bp", "rate_base", "minimum_fen")


class LicencePriceIn(Input):
    form: PriceForm
    lump_fen: Amount | None = None
    upfront_fen: Amount | None = None
    rate_bp: Annotated[int, Field(ge=1, le=10_000)] | None = None
    rate_base: RateBase | None = None
    minimum_fen: Amount | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "LicencePriceIn":
        asked = _ASKED[self.form]
        for name in _AMOUNTS:
            value = getattr(self, name)
            may = name in asked or (name == "minimum_fen" and self.form in _MINIMUM)
            if value is None and name in asked:
                raise ValueError(f"This form of price needs {name}.")
            if value is not None and not may:
                raise ValueError(f"This form of price has no {name}.")
        return self

    def price(self) -> Price:
        return Price(**{"form": self.form} | {each: getattr(self, each) for each in _AMOUNTS})


class LicenceScopeIn(Input):
    kind: LicenceKind
    fields: Annotated[tuple[Annotated[str, Field(max_length=24)], ...], Field(max_length=20)] = ()
    territory: Annotated[tuple[Province, ...], Field(max_length=31)] = ()
    ends_on: date | None = None
    carve_out: bool = False

    @model_validator(mode="after")
    def _open_is_for_all(self) -> "LicenceScopeIn":
        if self.kind is LicenceKind.OPEN and (self.fields or self.territory):
            raise ValueError("An open licence is offered to everybody, in every field and place.")
        return self

    def scope(self) -> Scope:
        return Scope(
            kind=self.kind,
            fields=tuple(sorted(set(self.fields))),
            territory=tuple(sorted(set(self.territory))),
            ends_on=self.ends_on,
            carve_out=self.carve_out,
        )


class PledgeeConsentIn(Input):
    """The pledgee's consent: its paper, the lowest price, and where the money goes."""

    document_id: UUID
    floor_fen: Annotated[int, Field(ge=0, le=10**15)]
    proceeds_account: Annotated[str, Field(min_length=4, max_length=120)]


class LicenceOfferIn(Input):
    right_id: UUID
    scope: LicenceScopeIn
    price: LicencePriceIn
    note: Words = ""
    disputes: Words | None = None
    pledgee_consent: PledgeeConsentIn | None = None
    coowner_consent: UUID | None = None
    evaluation_report: UUID | None = None
    state_owned: bool = False
    approval: UUID | None = None
    declared_on: date | None = None
    announced_on: date | None = None

    def stated(self) -> Stated:
        consent = self.pledgee_consent
        return Stated(
            right_id=self.right_id,
            scope=self.scope.scope(),
            price=self.price.price(),
            backing=Backing(
                pledgee_consent=consent.document_id if consent else None,
                consent_floor_fen=consent.floor_fen if consent else None,
                consent_account=consent.proceeds_account if consent else None,
                coowner_consent=self.coowner_consent,
                evaluation_report=self.evaluation_report,
                state_owned=self.state_owned,
                approval=self.approval,
                disputes=self.disputes,
            ),
            note=self.note,
            declared_on=self.declared_on,
            announced_on=self.announced_on,
        )


class InquiryIn(Input):
    offer_id: UUID
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()


class InquiryMessageIn(Input):
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()


class LicenceProposalIn(Input):
    scope: LicenceScopeIn
    price: LicencePriceIn
    starts_on: date

    def deal(self) -> Deal:
        return Deal(scope=self.scope.scope(), price=self.price.price(), starts_on=self.starts_on)


class LicenceAgreementIn(Input):
    """The proposal as it was read: its number."""

    proposal: Annotated[int, Field(ge=1, le=10_000)]


class InquirySeenIn(Input):
    """The thread as it was read; `proposal`: the number of the newest."""

    state: InquiryState
    proposal: Annotated[int, Field(ge=0, le=10_000)]
    last_message: UUID | None

    def seen(self) -> InquirySeen:
        return InquirySeen(**self.model_dump())


class InquiryReasonIn(Input):
    """`seen`: an end put on an older reading is refused, with what came since."""

    reason_code: Annotated[str, Field(min_length=1, max_length=40)]
    reason: Annotated[str, Field(min_length=2, max_length=1000)]
    seen: InquirySeenIn | None = None


class LicenceRecordalIn(Input):
    recordal_number: Annotated[str, Field(pattern=r"^[0-9A-Za-zX.]{8,40}$")]
    recorded_on: date


class LicencePriceOut(Output, frozen=True):
    form: PriceForm
    lump_fen: int | None
    upfront_fen: int | None
    rate_bp: int | None
    rate_base: RateBase | None
    minimum_fen: int | None

    @classmethod
    def of(cls, price: Price) -> "LicencePriceOut":
        return cls(
            form=price.form,
            lump_fen=price.lump_fen,
            upfront_fen=price.upfront_fen,
            rate_bp=price.rate_bp,
            rate_base=price.rate_base,
            minimum_fen=price.minimum_fen,
        )

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "LicencePriceOut":
        return cls(form=row["price_form"], **{each: row[each] for each in _AMOUNTS})


class LicenceScopeOut(Output, frozen=True):
    kind: LicenceKind
    fields: list[str]
    territory: list[str]
    ends_on: date | None
    carve_out: bool

    @classmethod
    def of(cls, scope: Scope) -> "LicenceScopeOut":
        return cls(
            kind=scope.kind,
            fields=list(scope.fields),
            territory=list(scope.territory),
            ends_on=scope.ends_on,
            carve_out=scope.carve_out,
        )

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "LicenceScopeOut":
        return cls(
            kind=row["kind"],
            fields=list(row["fields"]),
            territory=list(row["territory"]),
            ends_on=row["ends_on"],
            carve_out=row["carve_out"],
        )


class LicensedRightOut(Output, frozen=True):
    right_id: UUID
    label: str
    title: str
    kind: str
    ipc_main: str | None
    expires_on: date | None

    @classmethod
    def of(cls, right: RightView) -> "LicensedRightOut":
        return cls(
            right_id=right.id,
            label=right.label,
            title=right.title,
            kind=right.kind,
            ipc_main=right.ipc_main,
            expires_on=right.expires_on,
        )


class LicensingDocumentOut(Output, frozen=True):
    id: UUID
    name: str
    kind: str

    @classmethod
    def of(cls, file: FileView) -> "LicensingDocumentOut":
        return cls(id=file.id, name=file.name, kind=file.kind)


class LicenceFindingOut(Output, frozen=True):
    """What a rule of the checklist found; `refuses`: the offer cannot be published so."""

    rule: str
    code: str
    refuses: bool
    facts: dict[str, Any]

    @classmethod
    def of(cls, found: Finding) -> "LicenceFindingOut":
        return cls(rule=found.rule, code=found.code, refuses=found.refuses, facts=found.facts)


class OfferVersionOut(Output, frozen=True):
    version: int
    published_at: datetime
    published_by: str
    terms: dict[str, Any]


class LicenceOfferOut(Output, frozen=True):
    id: UUID
    number: str
    state: State
    version: int
    right: LicensedRightOut
    scope: LicenceScopeOut
    price: LicencePriceOut
    note: str
    disputes: str | None
    pledgee_consent: LicensingDocumentOut | None
    consent_floor_fen: int | None
    consent_account: str | None
    coowner_consent: LicensingDocumentOut | None
    evaluation_report: LicensingDocumentOut | None
    state_owned: bool
    approval: LicensingDocumentOut | None
    declared_on: date | None
    announced_on: date | None
    cause: Cause | None
    drafted_at: datetime
    published_at: datetime | None
    taken_off_at: datetime | None
    withdrawn_at: datetime | None
    findings: list[LicenceFindingOut]
    versions: list[OfferVersionOut]
    allowed_actions: list[Action]

    @classmethod
    def of(cls, view: OfferView, *, reader: Actor) -> "LicenceOfferOut":
        row = view.row

        def paper(name: str) -> LicensingDocumentOut | None:
            return None if row[name] is None else LicensingDocumentOut.of(view.documents[row[name]])

        return cls(
            id=row["id"],
            number=row["number"],
            state=row["state"],
            version=row["version"],
            right=LicensedRightOut.of(view.right),
            scope=LicenceScopeOut.of_row(row),
            price=LicencePriceOut.of_row(row),
            note=row["note"],
            disputes=row["disputes"],
            pledgee_consent=paper("pledgee_consent"),
            consent_floor_fen=row["consent_floor_fen"],
            consent_account=row["consent_account"],
            coowner_consent=paper("coowner_consent"),
            evaluation_report=paper("evaluation_report"),
            state_owned=row["state_owned"],
            approval=paper("approval"),
            declared_on=row["declared_on"],
            announced_on=row["announced_on"],
            cause=row["cause"],
            drafted_at=row["created_at"],
            published_at=row["published_at"],
            taken_off_at=row["taken_off_at"],
            withdrawn_at=row["withdrawn_at"],
            findings=[LicenceFindingOut.of(each) for each in view.findings or ()],
            versions=[
                OfferVersionOut(
                    version=each["version"],
                    published_at=each["created_at"],
                    published_by=each["published_by_name"],
                    terms=loads(each["terms"]),
                )
                for each in view.versions
            ],
            allowed_actions=_of_offer(State(row["state"]), reader=reader),
        )


def _of_offer(state: State, *, reader: Actor) -> list[Action]:
    may = {
        Action.REVISE: reader.may(Permission.PREPARE),
        Action.PUBLISH: reader.may(Permission.BIND) and reader.verified,
        Action.WITHDRAW: reader.may(Permission.PREPARE, Permission.BIND),
    }
    return [each for each in OFFER.open_actions(state) if may.get(each, False)]
