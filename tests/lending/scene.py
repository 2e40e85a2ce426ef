"""A firm and two banks with their people, and an application at each step of its way."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.documents.states import Kind
from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import BasisPoints, Fen
from backend.lending.rules import Proposal
from backend.lending.service import deciding, drafting, offers, pledging, reading, reviewing
from backend.lending.service.reading import ApplicationView
from backend.lending.states import CheckMethod, OpinionKind, RefusalReason, State
from backend.portfolio.states import FactKind
from backend.registry import service as registry
from backend.registry.states import Channel, Outcome, Paper, Party
from tests import make
from tests.lending import make_products
from tests.lending.make_products import MILLION
from tests.listing import make as make_listing
from tests.registry import make as make_registry
from tests.valuation import make as make_valuation

AMOUNT = 3 * MILLION


@dataclass
class Bank:
    """A lender, everybody who acts there, and its product."""

    organisation: Organisation
    maker: Actor
    colleague: Actor
    checker: Actor
    desk: Actor
    admin: Actor
    product: UUID

    @property
    def id(self) -> UUID:
        return self.organisation.id


@dataclass
class Scene:
    firm: Organisation
    handler: Actor
    signatory: Actor
    bank: Bank
    other: Bank
    right: UUID
    request: UUID


async def bank(**terms: Any) -> Bank:
    capacity = {k: terms.pop(k) for k in ("capacity_fen", "cases") if k in terms}
    organisation = await make.organisation("bank")
    maker = await make.actor(organisation, "maker")
    checker = await make.actor(organisation, "checker")
    lender = make_products.Bank(organisation=organisation, maker=maker, checker=checker)
    return Bank(
        organisation=organisation,
        maker=maker,
        colleague=await make.actor(organisation, "maker", "checker"),
        checker=checker,
        desk=await make.actor(organisation, "pledge_desk"),
        admin=await make.actor(organisation, "admin"),
        product=await make_products.product(lender, make_products.terms(**terms), **capacity),
    )


async def scene(*, valued: bool = True, **terms: Any) -> Scene:
    """A firm whose one patent is worth ten million asks two banks for three."""
    firm = await make.organisation("firm")
    handler = await make.actor(firm, "handler")
    right = await make_valuation.right(firm)
    if valued:
        await make_valuation.valuation(right, by=handler)
    request = await make_listing.request(right, by=handler)
    return Scene(
        firm=firm,
        handler=handler,
        signatory=await make.actor(firm, "signatory"),
        bank=await bank(**terms),
        other=await bank(),
        right=right,
        request=request.id,
    )


async def drafted(at: Scene, bank: Bank | None = None) -> ApplicationView:
    lender = bank or at.bank
    return (await drafting.draft(at.request, product_ids=[lender.product], by=at.handler))[0]


async def submit(at: Scene, view: ApplicationView, **changes: Any) -> ApplicationView:
    return await drafting.submit(
        view.row.id,
        **{
            "consent": True,
            "consent_version": view.consent_text.version,
            "by": at.signatory,
            **changes,
        },
    )


async def submitted(at: Scene, bank: Bank | None = None) -> ApplicationView:
    return await submit(at, await drafted(at, bank))


async def in_review(at: Scene, bank: Bank | None = None) -> ApplicationView:
    view = await submitted(at, bank)
    return await reviewing.take_in(view.row.id, by=(bank or at.bank).maker)


async def ask(at: Scene, application_id: UUID, bank: Bank | None = None) -> ApplicationView:
    return await reviewing.request_documents(
        application_id,
        items=[(Kind.ACCOUNTS, "近三年财务报表")],
        answer_by=None,
        by=(bank or at.bank).maker,
    )


async def waiting(at: Scene, bank: Bank | None = None) -> ApplicationView:
    return await ask(at, (await in_review(at, bank)).row.id, bank)


async def check_valuation(at: Scene, application_id: UUID, bank: Bank | None = None) -> None:
    await reviewing.check_valuation(
        application_id,
        method=CheckMethod.ISSUER_ASKED,
        asked="评估机构王工",
        asked_on=clock.today(),
        note="",
        by=(bank or at.bank).maker,
    )


def grant(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "kind": OpinionKind.GRANT,
        "amount_fen": Fen(AMOUNT),
        "rate_bp": BasisPoints(365),
        "term_months": 12,
        "conditions": ("按月结息",),
        "valid_days": 30,
        "note": "资料齐全",
    }
    return Proposal(**(values | changes))


def refusal(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "kind": OpinionKind.REFUSAL,
        "reason_code": RefusalReason.WEAK_CASHFLOW,
        "sentence": "现金流不足以覆盖还款。",
    }
    return Proposal(**(values | changes))


async def opined(
    at: Scene, bank: Bank | None = None, *, proposal: Proposal | None = None, checked: bool = True
) -> ApplicationView:
    lender = bank or at.bank
    view = await in_review(at, lender)
    if checked:
        await check_valuation(at, view.row.id, lender)
    return await reviewing.give_opinion(view.row.id, proposal or grant(), by=lender.maker)


async def offered(at: Scene, bank: Bank | None = None, **changes: Any) -> ApplicationView:
    lender = bank or at.bank
    view = await opined(at, lender, proposal=grant(**changes))
    return await deciding.approve(view.row.id, opinion_version=1, by=lender.checker)


async def refused(at: Scene) -> ApplicationView:
    view = await opined(at, proposal=refusal())
    return await deciding.refuse(view.row.id, opinion_version=1, by=at.bank.checker)


async def accepted(at: Scene, bank: Bank | None = None, **changes: Any) -> ApplicationView:
    view = await offered(at, bank, **changes)
    return await offers.accept(view.row.id, by=at.signatory)


async def file_pledge(at: Scene, pledge_id: UUID) -> None:
    """Bring the pledge of an accepted offer from its draft to its filing."""
    people = make_registry.Scene(
        firm=at.firm,
        bank=at.bank.organisation,
        district=at.firm,
        signatory=at.signatory,
        handler=at.handler,
        desk=at.bank.desk,
        checker=at.bank.checker,
        colleague=at.bank.checker,
        officer=at.bank.desk,
        verifier=at.bank.desk,
    )
    pledge = await registry.set_terms(pledge_id, {"scope": "主债权及利息"}, by=at.bank.desk)
    await make_registry.settle(people, pledge, at.right, granted_on="2022-01-04")
    await make_registry.paper(people, pledge, Paper.APPLICATION_FORM)
    await make_registry.paper(people, pledge, Paper.PLEDGE_CONTRACT)
    await make_registry.paper(people, pledge, Paper.IDENTITY, Party.FIRM)
    pledge = await make_registry.paper(people, pledge, Paper.IDENTITY, Party.BANK)
    await make_registry.sign(people, pledge, at.signatory)
    await make_registry.sign(people, pledge, at.bank.checker)
    await registry.file(pledge_id, channel=Channel.ONLINE, by=at.bank.desk)


async def register_pledge(at: Scene, pledge_id: UUID, *, verified: bool = True) -> None:
    """Bring the pledge of an accepted offer to its registration, as the parties do."""
    await file_pledge(at, pledge_id)
    await registry.register(
        pledge_id,
        number=make_registry.number(),
        registered_on=clock.today(),
        document_id=await make_registry.scan(at.bank.desk, Kind.REGISTRATION_NOTICE),
        by=at.bank.desk,
    )
    if verified:
        await registry.verify(pledge_id, outcome=Outcome.CONFIRMED, by=at.bank.checker)


async def drawable(at: Scene, **changes: Any) -> ApplicationView:
    view = await accepted(at, **changes)
    pledge = pledge_of(view)
    await register_pledge(at, pledge)
    assert await pledging.open_drawdown(pledge, application_id=view.row.id)
    return await seen(view, by=at.bank.desk)


async def draw(at: Scene, application_id: UUID, **changes: Any) -> ApplicationView:
    return await pledging.draw(
        application_id,
        **{
            "amount_fen": AMOUNT,
            "drawn_on": clock.today(),
            "loan_contract": "HT-2026-1",
            "by": at.bank.desk,
            **changes,
        },
    )


async def drawn(at: Scene) -> ApplicationView:
    return await draw(at, (await drawable(at)).row.id)


async def seen(view: ApplicationView, *, by: Actor) -> ApplicationView:
    return await reading.application(view.row.id, by=by)


async def state_of(view: ApplicationView, *, at: Scene) -> State:
    return (await seen(view, by=at.handler)).row.state


def pledge_of(view: ApplicationView) -> UUID:
    assert view.row.pledge is not None
    return view.row.pledge


def extract_body(right_id: UUID, as_of: date, *owners: str) -> dict[str, Any]:
    """A register extract as the API takes it."""
    return {
        "right_id": str(right_id),
        "kind": FactKind.REGISTER_EXTRACT.value,
        "as_of": as_of.isoformat(),
        "payload": make_registry.extract(*owners, granted_on="2022-01-04"),
    }
