"""What the market shows to everybody: an offer with its patent, or a teaser without one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output
from backend.licensing.schemas import LicencePriceOut, LicenceScopeOut, LicensedRightOut
from backend.licensing.service import Facet, Found
from backend.licensing.states import Cause, State
from backend.listing.service import Teaser


class ListedOfferOut(Output, frozen=True):
    number: str
    state: State
    cause: Cause | None
    firm: str
    division: str | None
    right: LicensedRightOut
    scope: LicenceScopeOut
    price: LicencePriceOut
    note: str
    disputes: str | None
    pledgee_consented: bool
    announced_on: date | None
    published_at: datetime | None


class ListedTeaserOut(Output, frozen=True):
    """Never the firm's name, a number or a title of a patent."""

    number: str
    published_on: date
    amount_band: str
    term_months: int
    sector: str
    division: str | None
    ipc_subclasses: list[str]
    rights_count: int

    @classmethod
    def of(cls, teaser: Teaser) -> "ListedTeaserOut":
        return cls(
            number=teaser.number,
            published_on=teaser.published_on,
            amount_band=teaser.amount_band,
            term_months=teaser.term_months,
            sector=teaser.sector,
            division=teaser.division,
            ipc_subclasses=list(teaser.ipc_subclasses),
            rights_count=teaser.rights_count,
        )


class ListingNoteOut(Output, frozen=True):
    """`count`: of what the note is about; which those are stays with the firm."""

    rule: str
    code: str
    count: int | None

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "ListingNoteOut":
        return cls(rule=found["rule"], code=found["code"], count=found["facts"].get("count"))


class MarketListingOut(Output, frozen=True):
    """Exactly one of `offer` and `financing` is there."""

    id: UUID
    offer: ListedOfferOut | None
    financing: ListedTeaserOut | None
    notes: list[ListingNoteOut]

    @classmethod
    def of(cls, found: Found) -> "MarketListingOut":
        return cls(
            id=found.id,
            offer=None if found.offer is None else _offer(found),
            financing=None if found.teaser is None else ListedTeaserOut.of(found.teaser),
            notes=[ListingNoteOut.of(each) for each in found.findings],
        )


def _offer(found: Found) -> ListedOfferOut:
    row: Any = found.offer
    assert found.right is not None  # noqa: S101 - an offer has its patent
    return ListedOfferOut(
        number=row["number"],
        state=row["state"],
        cause=row["cause"],
        firm=row["firm_name"],
        division=row["division"],
        right=LicensedRightOut.of(found.right),
        scope=LicenceScopeOut.of_row(row),
        price=LicencePriceOut.of_row(row),
        note=row["note"],
        disputes=row["disputes"],
        pledgee_consented=row["pledgee_consent"] is not None,
        announced_on=row["announced_on"],
        published_at=row["published_at"],
    )


class MarketFacetOut(Output, frozen=True):
    value: str
    count: int
    title_zh: str | None
    title_en: str | None


class MarketFacetsOut(Output, frozen=True):
    """Counted over the matches; where those are more than 1,000, over the newest 1,000."""

    total: int | str
    kind: list[MarketFacetOut]
    ipc: list[MarketFacetOut]
    industry: list[MarketFacetOut]
    division: list[MarketFacetOut]
    price_form: list[MarketFacetOut]

    @classmethod
    def of(cls, facets: list[Facet], total: int | str) -> "MarketFacetsOut":
        def named(name: str) -> list[MarketFacetOut]:
            return [
                MarketFacetOut(
                    value=each.value,
                    count=each.count,
                    title_zh=each.title_zh,
                    title_en=each.title_en,
                )
                for each in sorted(facets, key=lambda f: (-f.count, f.value))
                if each.name == name
            ]

        return cls(
            total=total,
            kind=named("kind"),
            ipc=named("ipc"),
            industry=named("industry"),
            division=named("division"),
            price_form=named("price_form"),
        )
