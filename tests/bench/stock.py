"""What the measured answers are about: a firm's patents, a request, products, a large pledge."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from backend.demo import cast as casting
from backend.demo import firms, products
from backend.demo.people import FIRMS
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.lending.service import catalogue as lending
from backend.listing import service as listing
from backend.listing.service import FirmFacts, Stated
from backend.listing.states import UseOfFunds
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.portfolio.states import FactKind
from backend.registry import service as registry
from backend.valuation import service as valuation
from backend.valuation.rules import Range, Statement
from backend.valuation.states import Method
from tests.bench.gazettes import packed, rows_of
from tests.bench.workshop import Workshop, bring_in

BUNDLE = 50
REQUESTED = 8
MANY_PRODUCTS = 50
WAN = 10_000_00
#: Serials of the bundle's patents: not those of the generated gazette.
FIRST_OF_BUNDLE = 100_000


@dataclass(frozen=True, kw_only=True)
class Stock:
    asset_id: UUID
    firm_token: str
    request_id: UUID
    requested: int
    products: int
    pledge_id: UUID
    bundle: int
    desk_token: str


async def lay_in(workshop: Workshop) -> Stock:
    firm_token, firm = await workshop.person("sme@demo")
    desk_token, desk = await workshop.person("desk@bank.demo")
    found, _, _ = await portfolio.suggestions(cursor=None, limit=100, by=firm)
    found.sort(key=lambda right: right.publication_no or "")  # ids are random
    added = await portfolio.add_assets([right.id for right in found], numbers=[], by=firm)
    request_id = await _request(found[:REQUESTED], by=firm)
    return Stock(
        asset_id=next(
            held.holding.asset_id for held in added.added if held.right.id == found[0].id
        ),
        firm_token=firm_token,
        request_id=request_id,
        requested=min(REQUESTED, len(found)),
        products=len(products.OFFERS),
        pledge_id=await _pledge(workshop, firm=firm, desk=desk),
        bundle=BUNDLE,
        desk_token=desk_token,
    )


async def _request(rights: list[RightView], *, by: Actor) -> UUID:
    report = await casting.deposit(Kind.VALUATION_REPORT, "评估报告.pdf", "评估报告", by=by)
    accounts = await casting.deposit(Kind.ACCOUNTS, "财务报表.pdf", "财务报表", by=by)
    one = Range(low=Fen(300 * WAN), central=Fen(360 * WAN), high=Fen(420 * WAN))
    count = len(rights)
    await valuation.state(
        Statement(
            right_ids=tuple(right.id for right in rights),
            whole=Range(
                low=Fen(one.low * count),
                central=Fen(one.central * count),
                high=Fen(one.high * count),
            ),
            per_right={right.id: one for right in rights},
            method=Method.INCOME,
            appraised=True,
            base_date=clock.today() - timedelta(days=30),
            valuer="澄衡资产评估事务所（演示）",
            report_file_id=report,
        ),
        by=by,
    )
    profile = firms.PROFILES["chips"]
    view = await listing.draft(
        Stated(
            rights=tuple((right.id, None) for right in rights),
            amount_fen=Fen(500 * WAN),
            term_months=12,
            use_of_funds=UseOfFunds.WORKING_CAPITAL,
            use_note="",
            facts=FirmFacts(
                established_on=profile.established_on,
                headcount=profile.headcount,
                revenue_fen=Fen(profile.revenue_wan * WAN),
                sector=profile.sector,
                tags=profile.tags,
                first_time_borrower=False,
                has_basic_account=True,
                credit_report_consent=True,
            ),
            document_ids=(report, accounts),
        ),
        by=by,
    )
    return view.id


async def _pledge(workshop: Workshop, *, firm: Actor, desk: Actor) -> UUID:
    """A drafted pledge of many of the firm's patents, every one with its evidence."""
    name = next(each.name for each in FIRMS if each.key == "chips")
    rows = rows_of(BUNDLE, first=FIRST_OF_BUNDLE, letter="B", patentee=name)
    await bring_in(packed(rows), by=workshop.cast.operator)
    found, _, _ = await portfolio.suggestions(cursor=None, limit=BUNDLE, by=firm)
    await portfolio.add_assets([right.id for right in found], numbers=[], by=firm)
    if len(found) != BUNDLE:
        raise RuntimeError(f"{len(found)} patents were found under the firm's name.")
    today = clock.today()
    pledge = await registry.draft(
        registry.DraftIn(
            right_ids=[right.id for right in found],
            pledgor_id=firm.organisation_id,
            pledgee_id=desk.organisation_id,
            secured_fen=Fen(5_000 * WAN),
            application_id=uuid4(),
            loan_reference="JK-001",
            performance_from=today,
            performance_to=today + timedelta(days=365),
        ),
        by=firm,
    )
    await registry.set_terms(pledge.id, {"scope": "主债权及利息"}, by=desk)
    scan = await casting.deposit(Kind.REGISTER_EXTRACT, "登记簿副本.pdf", "登记簿副本", by=desk)
    for right in found:
        await _evidence(pledge.id, right, owner=name, scan=scan, by=desk)
    return pledge.id


async def _evidence(
    pledge_id: UUID, right: RightView, *, owner: str, scan: UUID, by: Actor
) -> None:
    extract = {
        "owners": [owner],
        "status": "in_force",
        "granted_on": (right.granted_on or date(2019, 7, 12)).isoformat(),
        "expires_on": None,
        "fees_paid": True,
        "late_period": False,
        "running_pledge": False,
        "preserved": False,
        "suspended": False,
        "invalidation_pending": False,
    }
    statement = {"unfit": False, "statement": "nothing against it"}
    for kind, payload, document in (
        (FactKind.REGISTER_EXTRACT, extract, scan),
        (FactKind.DESK_STATEMENT, statement, None),
    ):
        await registry.add_fact(
            pledge_id,
            kind,
            right_id=right.id,
            as_of=clock.today(),
            payload=payload,
            document_id=document,
            by=by,
        )


async def more_products(workshop: Workshop) -> int:
    """Copies of the demonstration's products until there are many; how many there are."""
    _, maker = await workshop.person("maker@bank.demo")
    _, checker = await workshop.person("checker@bank.demo")
    year = clock.today().year
    for n in range(len(products.OFFERS), MANY_PRODUCTS):
        offer = products.OFFERS[n % len(products.OFFERS)]
        terms = replace(offer.terms, cap_fen=Fen(offer.terms.cap_fen + n * WAN))
        product_id = await lending.create_product(f"{offer.name}之{n}", by=maker)
        version_id = await lending.draft_version(product_id, terms, by=maker)
        await lending.publish_version(version_id, by=checker)
        await lending.open_capacity(
            product_id,
            from_on=date(year, 1, 1),
            to_on=date(year, 12, 31),
            capacity_fen=Fen(offer.capacity_wan * WAN),
            cases=offer.cases,
            by=checker,
        )
    return MANY_PRODUCTS
