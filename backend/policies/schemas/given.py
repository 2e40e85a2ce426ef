"""What the API takes of acceptances, placements and policies."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Input
from backend.policies.coverage import Declared, Wanted
from backend.policies.service.placing import Ceded, ShareOf
from backend.policies.states import BrokerPageKind

Word = Annotated[str, Field(min_length=1, max_length=80)]
Few = Annotated[list[Word], Field(max_length=60)]
Some = Annotated[list[Word], Field(max_length=200)]
Perils = Annotated[list[Word], Field(min_length=1, max_length=20)]
Share = Annotated[int, Field(ge=1, le=1_000_000)]


class PageIn(Input):
    """The option of the quote whose page is to be shown."""

    option: Annotated[int, Field(ge=1, le=100)]


class BrokerPageIn(Input):
    """`said`: of the note of needs, what the firm wants in its own words."""

    kind: BrokerPageKind
    said: Annotated[str, Field(max_length=2000)] | None = None


class CommissionIn(Input):
    """As filed: hundredths of a percent of the net premium, from a day on."""

    line: InsuranceLine
    rate_bp: Annotated[int, Field(ge=0, le=3000)]
    filing_number: Annotated[str, Field(min_length=1, max_length=60)]
    from_on: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


class TickIn(Input):
    """One exclusion by its key on the page, `DEF/wilful`."""

    exclusion: Word


class AcceptanceIn(Input):
    """The page on which every exclusion was ticked; it names the option."""

    page_id: UUID


class ParticipationIn(Input):
    insurer_id: UUID
    share_ppm: Share

    def given(self) -> ShareOf:
        return ShareOf(insurer_id=self.insurer_id, share_ppm=self.share_ppm)


class CessionIn(Input):
    reinsurer: Annotated[str, Field(min_length=1, max_length=200)]
    cession_ppm: Share

    def given(self) -> Ceded:
        return Ceded(reinsurer=self.reinsurer, cession_ppm=self.cession_ppm)


class PlacementIn(Input):
    """The lead first; shares are parts of a million and sum to it."""

    participations: Annotated[list[ParticipationIn], Field(min_length=1, max_length=40)]
    facultative: Annotated[list[CessionIn], Field(max_length=20, default_factory=list)]


class CessionConfirmationIn(Input):
    """The reference of the reinsurer's slip."""

    n: Annotated[int, Field(ge=1, le=20)]
    reference: Annotated[str, Field(min_length=1, max_length=80)]


class SubjectivityAnswerIn(Input):
    """What the firm shows for a point, in words and by papers of its vault."""

    text: Annotated[str, Field(min_length=1, max_length=1000)]
    file_ids: Annotated[list[UUID], Field(max_length=20, default_factory=list)]


class SubjectivityReturnIn(Input):
    """Why what was shown does not do; the firm reads it."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class PremiumReceiptIn(Input):
    """What came into the insurer's own account, under the reference of its bank."""

    reference: Annotated[str, Field(min_length=1, max_length=80)]
    amount_fen: Annotated[int, Field(ge=1, le=10**14)]
    received_on: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


class FulfilmentIn(Input):
    """How what was asked for was shown."""

    note: Annotated[str, Field(min_length=1, max_length=1000)]


class DeclaredPartIn(Input):
    """A part of a composite; what is left out is "every one"."""

    code: Word
    perils: Perils
    territories: Few | None = None
    products: Some | None = None
    rights: Some | None = None


class WantedIn(Input):
    """What is to be covered; an empty list does not apply to these perils."""

    perils: Perils
    territories: Few = Field(default_factory=list)
    products: Some = Field(default_factory=list)
    rights: Some = Field(default_factory=list)


class CoverageIn(Input):
    wanted: Annotated[list[WantedIn], Field(min_length=1, max_length=8)]
    parts: Annotated[list[DeclaredPartIn], Field(max_length=12)]

    def asked(self) -> tuple[list[Wanted], list[Declared]]:
        wanted = [
            Wanted(**{name: frozenset(cells) for name, cells in each}) for each in self.wanted
        ]
        parts = [
            Declared(
                code=each.code,
                perils=frozenset(each.perils),
                territories=_set(each.territories),
                products=_set(each.products),
                rights=_set(each.rights),
            )
            for each in self.parts
        ]
        return wanted, parts


def _set(cells: list[str] | None) -> frozenset[str] | None:
    return None if cells is None else frozenset(cells)
