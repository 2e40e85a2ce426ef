"""What the firms do before any bank sees them: patents, papers, valuations, requests."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.demo import larger, marks
from backend.demo.cast import Cast, deposit
from backend.demo.patents import PATENTS
from backend.demo.people import APPRAISER
from backend.documents import service as documents
from backend.documents.service import Slot
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.listing import service as listing
from backend.listing.service import FirmFacts, Stated
from backend.listing.states import FirmTag, Sector, UseOfFunds
from backend.portfolio import service as portfolio
from backend.valuation import service as valuation
from backend.valuation.rules import Range, Statement
from backend.valuation.states import Method

WAN = 10_000_00


@dataclass
class Holdings:
    """A firm's rights by the serial of the patent, and its papers by kind."""

    rights: dict[int, UUID]
    papers: dict[Kind, UUID]


@dataclass(frozen=True, kw_only=True)
class Profile:
    established_on: date
    headcount: int
    revenue_wan: int
    sector: Sector
    tags: tuple[FirmTag, ...]
    first_time_borrower: bool = False


PROFILES = {
    "chips": Profile(
        established_on=date(2015, 6, 18),
        headcount=126,
        revenue_wan=8600,
        sector=Sector.INTEGRATED_CIRCUITS,
        tags=(FirmTag.HNTE, FirmTag.SPECIALISED_SME, FirmTag.STAR_CANDIDATE),
    ),
    "bio": Profile(
        established_on=date(2014, 3, 5),
        headcount=84,
        revenue_wan=3200,
        sector=Sector.BIOMEDICINE,
        tags=(FirmTag.HNTE, FirmTag.TALENT_LED),
    ),
    "ai": Profile(
        established_on=date(2017, 9, 12),
        headcount=58,
        revenue_wan=2400,
        sector=Sector.ARTIFICIAL_INTELLIGENCE,
        tags=(FirmTag.TECH_SME,),
        first_time_borrower=True,
    ),
    "aviation": Profile(
        established_on=date(2012, 11, 30),
        headcount=210,
        revenue_wan=15200,
        sector=Sector.CIVIL_AVIATION,
        tags=(FirmTag.HNTE, FirmTag.SPECIALISED_SME),
    ),
    "sensors": Profile(
        established_on=date(2016, 5, 8),
        headcount=73,
        revenue_wan=4100,
        sector=Sector.INTEGRATED_CIRCUITS,
        tags=(FirmTag.HNTE, FirmTag.TECH_SME),
    ),
    "robots": Profile(
        established_on=date(2013, 4, 22),
        headcount=240,
        revenue_wan=18800,
        sector=Sector.ARTIFICIAL_INTELLIGENCE,
        tags=(FirmTag.HNTE, FirmTag.SPECIALISED_SME, FirmTag.STAR_CANDIDATE),
    ),
    "optics": Profile(
        established_on=date(2014, 10, 9),
        headcount=160,
        revenue_wan=9700,
        sector=Sector.INTEGRATED_CIRCUITS,
        tags=(FirmTag.HNTE, FirmTag.TECH_SME),
    ),
    "devices": Profile(
        established_on=date(2015, 1, 16),
        headcount=190,
        revenue_wan=12600,
        sector=Sector.BIOMEDICINE,
        tags=(FirmTag.HNTE, FirmTag.SPECIALISED_SME),
    ),
}
_PAPERS = (Kind.ACCOUNTS, Kind.CERTIFICATE, Kind.VALUATION_REPORT)


async def settle(key: str, cast: Cast) -> Holdings:
    """The firm takes every patent found under its name and deposits its papers.

    The licence that it was verified with stands in its vault already.
    """
    actor = cast[key]
    with clock.at(clock.now() - timedelta(days=1)):
        await marks.state((r for r in (*marks.ROWS, *larger.ROWS) if r[0] == key), by=actor)
    found, _, _ = await portfolio.suggestions(cursor=None, limit=100, by=actor)
    await portfolio.add_assets([right.id for right in found], numbers=[], by=actor)
    serials = {patent.publication_no: patent.serial for patent in (*PATENTS, *larger.PATENTS)}
    rights = {serials[right.publication_no or ""]: right.id for right in found}
    papers = {
        kind: await deposit(kind, f"{kind}-{actor.organisation_name}.pdf", kind, by=actor)
        for kind in _PAPERS
    }
    await _place(papers, "首次存入", by=actor)
    return Holdings(rights=rights, papers=papers)


async def renew(holdings: Holdings, *, by: Actor) -> None:
    """Papers of this year beside the earlier ones: banks ask for what is new enough."""
    day = clock.today()
    for kind in (Kind.ACCOUNTS, Kind.VALUATION_REPORT):
        name = f"{kind}-{by.organisation_name}-{day}.pdf"
        holdings.papers[kind] = await deposit(kind, name, f"{kind} {day}", by=by)
    await _place(holdings.papers, "更新", by=by)


async def _place(papers: dict[Kind, UUID], note: str, *, by: Actor) -> None:
    for slot, file_id in (
        (Slot(kind=Kind.ACCOUNTS, year=clock.today().year - 1), papers[Kind.ACCOUNTS]),
        (Slot(kind=Kind.VALUATION_REPORT), papers[Kind.VALUATION_REPORT]),
    ):
        place = await documents.open_placeholder(slot, by=by)
        await documents.place(place.id, file_id=file_id, dated_on=None, note=note, by=by)


async def _licence(actor: Actor) -> UUID:
    """The licence that the firm was verified with."""
    (licence,), _, _ = await documents.own_files(
        kind=Kind.LICENCE, withdrawn=False, cursor=None, limit=1, by=actor
    )
    return licence.id


async def value(
    holdings: Holdings, wan: dict[int, tuple[int, int, int]], *, base: date, by: Actor
) -> UUID:
    """State what these rights are worth, each as low, central, high in ten thousand yuan."""
    per_right = {
        holdings.rights[serial]: Range(
            low=Fen(low * WAN), central=Fen(central * WAN), high=Fen(high * WAN)
        )
        for serial, (low, central, high) in wan.items()
    }
    ranges = per_right.values()
    stated = await valuation.state(
        Statement(
            right_ids=tuple(per_right),
            method=Method.INCOME,
            appraised=True,
            base_date=base,
            valuer=APPRAISER,
            whole=Range(
                low=Fen(sum(r.low for r in ranges)),
                central=Fen(sum(r.central for r in ranges)),
                high=Fen(sum(r.high for r in ranges)),
            ),
            per_right=per_right,
            report_file_id=holdings.papers[Kind.VALUATION_REPORT],
        ),
        by=by,
    )
    return stated.id


@dataclass(frozen=True, kw_only=True)
class Need:
    serials: tuple[int, ...]
    amount_wan: int
    term_months: int
    use: UseOfFunds = UseOfFunds.WORKING_CAPITAL
    note: str = ""


async def ask(key: str, need: Need, holdings: Holdings, *, publish: bool, by: Actor) -> UUID:
    """A financing request of the firm with its facts."""
    profile = PROFILES[key]
    licence = await _licence(by)
    view = await listing.draft(
        Stated(
            rights=tuple((holdings.rights[serial], None) for serial in need.serials),
            amount_fen=Fen(need.amount_wan * WAN),
            term_months=need.term_months,
            use_of_funds=need.use,
            use_note=need.note,
            facts=FirmFacts(
                established_on=profile.established_on,
                headcount=profile.headcount,
                revenue_fen=Fen(profile.revenue_wan * WAN),
                sector=profile.sector,
                tags=profile.tags,
                first_time_borrower=profile.first_time_borrower,
                has_basic_account=True,
                credit_report_consent=True,
            ),
            document_ids=(licence, *holdings.papers.values()),
        ),
        by=by,
    )
    if publish:
        await listing.publish(view.id, by=by)
    return view.id
