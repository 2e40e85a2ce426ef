"""What the API gives of a broker's sales."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Output
from backend.policies.service.sales import Offer, Sale
from backend.policies.states import Act, SalePageKind, State
from backend.underwriting.states import State as SubmissionState


class SaleOut(Output, frozen=True):
    """A proposal that insurers have; `notice_at` and `needs_at` are the last confirmations."""

    id: UUID
    number: str
    line: InsuranceLine
    firm: str
    sent_at: datetime
    insurers: int
    quoted: int
    notice_at: datetime | None
    needs_at: datetime | None
    policy: str | None
    policy_state: State | None
    accepted_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SaleOut":
        return cls(**_head(row))


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    same = ("id", "number", "sent_at", "insurers", "quoted", "notice_at", "needs_at", "accepted_at")
    state = row["policy_state"]
    return {name: row[name] for name in same} | {
        "line": InsuranceLine(row["line"]),
        "firm": row["firm_name"],
        "policy": row["policy_number"],
        "policy_state": None if state is None else State(state),
    }


class SaleOfferOut(Output, frozen=True):
    """`shown_bp` as the confirmed notice said (`shown`: it named the insurer), `filed_bp` as filed
    on the day of the acceptance, else today; null is none filed."""

    submission: str
    state: SubmissionState
    insurer: str
    product: str
    quote: str | None
    gross_fen: int | None
    shown: bool
    shown_bp: int | None
    filed_bp: int | None
    filing_number: str | None
    commission_fen: int | None

    @classmethod
    def of(cls, offer: Offer) -> "SaleOfferOut":
        row = offer.row
        return cls(
            submission=row["number"],
            state=SubmissionState(row["state"]),
            insurer=row["insurer"],
            product=row["product"],
            quote=row["quote_number"],
            gross_fen=row["gross_fen"],
            shown=offer.shown,
            shown_bp=offer.shown_bp,
            filed_bp=row["rate_bp"],
            filing_number=row["filing_number"],
            commission_fen=offer.commission_fen,
        )


class SaleDetailOut(SaleOut, frozen=True):
    offers: list[SaleOfferOut]

    @classmethod
    def told(cls, sale: Sale) -> "SaleDetailOut":
        return cls(**_head(sale.row), offers=[SaleOfferOut.of(each) for each in sale.offers])


class SaleStepOut(Output, frozen=True):
    """`about` is a number, or the key of an exclusion; `page_id` what was on the screen."""

    at: datetime
    act: Act
    who: str | None
    insurer: str | None
    about: str | None
    sha256: str | None
    page_id: UUID | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SaleStepOut":
        return cls(
            act=Act(row["act"]),
            page_id=row["page"],
            **{name: row[name] for name in ("at", "who", "insurer", "about", "sha256")},
        )


class SaleClickOut(Output, frozen=True):
    """Of an exclusion by its key; null is the page as a whole."""

    exclusion: str | None
    at: datetime
    by: str


class SalePageOut(Output, frozen=True):
    """The page as it was shown; `intact`: its content still has the digest that was kept."""

    id: UUID
    kind: SalePageKind
    quote: str | None
    sha256: str
    intact: bool
    shown_at: datetime
    shown_to: str
    content: dict[str, Any]
    clicks: list[SaleClickOut]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SalePageOut":
        return cls(
            kind=SalePageKind(row["kind"]),
            shown_at=row["created_at"],
            shown_to=row["shown_to_name"],
            clicks=[
                SaleClickOut(exclusion=each["exclusion"], at=each["at"], by=each["who"])
                for each in row["ticks"]
            ],
            **{name: row[name] for name in ("id", "quote", "sha256", "intact", "content")},
        )
