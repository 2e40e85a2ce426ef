"""The scenes: every state of an application, led there by the people whose part it is."""

from datetime import date, timedelta

from backend.demo import pledges, worth
from backend.demo.firms import Need
from backend.demo.theatre import Theatre, moment, working_day
from backend.documents.states import Kind
from backend.kernel import clock
from backend.lending.rules import Proposal
from backend.lending.service import deciding, drafting, noting, offers, reviewing
from backend.lending.states import OpinionKind, RefusalReason
from backend.listing.states import UseOfFunds


async def _drawn(stage: Theatre) -> None:
    """A loan paid out and counted, beside an application that lost its rights to it."""
    need = Need(serials=(1, 2, 3), amount_wan=1500, term_months=12)
    request = await stage.ask("chips", need, date(2026, 3, 10))
    drawn = await stage.apply("chips", "pure", request, date(2026, 3, 11))
    beside = await stage.apply("chips", "fixed", request, date(2026, 3, 11))
    await stage.take_in(beside)
    await stage.offered(drawn, wan=1500)
    pledge = await stage.accept(drawn)
    await stage.to_verified(drawn, pledge, "Y2026009100001", after=8)
    await stage.draw(drawn, wan=1500, after=12)
    with clock.at(drawn.at(16)):
        await pledges.count(pledge, stage.cast)


async def _closed(stage: Theatre) -> None:
    """A loan paid back: the pledge is cancelled, the application closed."""
    need = Need(serials=(34, 35), amount_wan=600, term_months=6)
    request = await stage.ask("sensors", need, date(2026, 3, 3))
    closed = await stage.apply("sensors", "pure", request, date(2026, 3, 4))
    await stage.offered(closed, wan=600, months=6)
    pledge = await stage.accept(closed)
    await stage.to_verified(closed, pledge, "Y2026009100002", after=8)
    await stage.draw(closed, wan=600, after=12)
    with clock.at(closed.at(15)):
        await pledges.count(pledge, stage.cast)
    with clock.at(closed.at(200)):
        await pledges.cancel(pledge, closed.id, closed.bank, stage.cast)


async def _without_a_loan(stage: Theatre) -> None:
    """One offer expired, one declined, one application refused."""
    need = Need(serials=(36, 37), amount_wan=400, term_months=12)
    request = await stage.ask("sensors", need, date(2026, 6, 1))
    expired = await stage.apply("sensors", "pure", request, date(2026, 6, 2))
    await stage.offered(expired, wan=400)
    with clock.at(expired.at(60)):
        await offers.expire_offers()

    need = Need(serials=(27, 28), amount_wan=800, term_months=12)
    request = await stage.ask("aviation", need, date(2026, 5, 6))
    declined = await stage.apply("aviation", "mixed", request, date(2026, 5, 7))
    await stage.offered(declined, wan=500)
    with clock.at(declined.at(6)):
        await offers.decline(
            declined.id, reason="批复额度低于项目需要。", by=stage.cast["aviation"]
        )

    refused = await stage.apply("aviation", "fixed", request, date(2026, 5, 8))
    await stage.take_in(refused)
    with clock.at(refused.at(4)):
        await reviewing.give_opinion(
            refused.id,
            Proposal(
                kind=OpinionKind.REFUSAL,
                reason_code=RefusalReason.WEAK_CASHFLOW,
                sentence="近两年经营现金流不足以覆盖本笔贷款的本息。",
            ),
            by=stage.cast["bank3.maker"],
        )
    with clock.at(refused.at(5)):
        await deciding.refuse(refused.id, opinion_version=1, by=stage.cast["bank3.checker"])


async def _desk(stage: Theatre, today: date) -> None:
    """The first bank's desk: one pledge filed, one verified, one waiting for signatures."""
    need = Need(serials=(11, 12, 13), amount_wan=1200, term_months=12)
    request = await stage.ask("bio", need, _ago(today, 34))
    filed = await stage.apply("bio", "pure", request, _ago(today, 33))
    await stage.offered(filed, wan=1200)
    await stage.to_filing(filed, await stage.accept(filed), after=28)

    need = Need(serials=(29, 30, 31), amount_wan=900, term_months=12)
    request = await stage.ask("aviation", need, _ago(today, 40))
    drawable = await stage.apply("aviation", "pure", request, _ago(today, 39))
    await stage.offered(drawable, wan=900)
    pledge = await stage.accept(drawable)
    await stage.to_verified(drawable, pledge, "Y2026009100003", after=28)

    need = Need(serials=(38,), amount_wan=300, term_months=12)
    request = await stage.ask("sensors", need, _ago(today, 21))
    signing = await stage.apply("sensors", "pure", request, _ago(today, 20))
    await stage.offered(signing, wan=300)
    pledge = await stage.accept(signing)
    with clock.at(signing.at(10)):
        await pledges.prepare(pledge, "sensors", "bank", stage.cast)


async def _first_firm(stage: Theatre, today: date) -> None:
    """Two banks work on the same rights, and one offer is on the table."""
    need = Need(serials=(4, 5, 6), amount_wan=1000, term_months=12)
    request = await stage.ask("chips", need, _ago(today, 13))
    offer = await stage.apply("chips", "pure", request, _ago(today, 12))
    await stage.offered(offer, wan=1000)
    opined = await stage.apply("chips", "mixed", request, _ago(today, 9))
    await stage.take_in(opined)
    await stage.check_value(opined)
    await stage.opine(opined, wan=800, rate_bp=385, after=4)
    await stage.apply("chips", "fixed", request, _ago(today, 2))


async def _second_firm(stage: Theatre, today: date) -> None:
    """One bank asks for papers, others have just begun; the value is worked out of inputs."""
    with clock.at(moment(working_day(_ago(today, 12)))):
        await worth.work_out_bundle(stage.holdings["bio"], by=stage.cast["bio"])
    need = Need(
        serials=(14, 15, 16),
        amount_wan=800,
        term_months=24,
        use=UseOfFunds.RESEARCH_AND_DEVELOPMENT,
        note="二期临床前研究",
    )
    request = await stage.ask("bio", need, _ago(today, 11))
    waiting = await stage.apply("bio", "pure", request, _ago(today, 10))
    await stage.take_in(waiting)
    with clock.at(waiting.at(3)):
        await reviewing.request_documents(
            waiting.id,
            items=[(Kind.ACCOUNTS, "2025 年度审计报告全文"), (Kind.CONTRACT, "主要销售合同两份")],
            answer_by=today + timedelta(days=9),
            by=stage.cast["bank.maker"],
        )
    with clock.at(waiting.at(4)):
        await noting.write(
            waiting.id,
            text="财务负责人电话：审计报告周五前出具。销售合同涉密，请其遮盖单价后上传。",
            replaces=None,
            by=stage.cast["bank.maker"],
        )
    reviewed = await stage.apply("bio", "research", request, _ago(today, 6))
    await stage.take_in(reviewed)
    await stage.apply("bio", "talent", request, _ago(today, 3))


async def _third_firm(stage: Theatre, today: date) -> None:
    """A first loan: one application submitted, one in the queue, one taken back."""
    need = Need(serials=(19, 20), amount_wan=260, term_months=12)
    request = await stage.ask("ai", need, _ago(today, 8))
    await stage.apply("ai", "first", request, _ago(today, 7))
    await stage.apply("ai", "mixed", request, _ago(today, 4))
    withdrawn = await stage.apply("ai", "pure", request, _ago(today, 6))
    with clock.at(withdrawn.at(2)):
        await offers.withdraw(withdrawn.id, reason="改向首贷产品申请。", by=stage.cast["ai"])


async def _ends(stage: Theatre, today: date) -> None:
    """An offer taken back with four eyes, and a draft that nobody has submitted."""
    need = Need(serials=(21, 22), amount_wan=200, term_months=12)
    request = await stage.ask("ai", need, _ago(today, 26))
    retracted = await stage.apply("ai", "first", request, _ago(today, 25))
    await stage.offered(retracted, wan=200)
    with clock.at(retracted.at(7)):
        await offers.retract(
            retracted.id, reason="企业涉诉信息待核实。", by=stage.cast["bank2.maker"]
        )
    with clock.at(retracted.at(8)):
        await offers.retract(
            retracted.id, reason="企业涉诉信息待核实。", by=stage.cast["bank2.checker"]
        )
    need = Need(serials=(9,), amount_wan=150, term_months=6)
    request = await stage.ask("chips", need, _ago(today, 1))
    await drafting.draft(
        request,
        product_ids=[stage.products["mixed"], stage.products["first"]],
        by=stage.cast["chips"],
    )


async def _larger_firms(stage: Theatre, today: date) -> None:
    """The fourth bank's desk: an offer on the table, a case under review, one just handed in."""
    need = Need(serials=(5001, 5002), amount_wan=1200, term_months=24)
    request = await stage.ask("robots", need, _ago(today, 15))
    offer = await stage.apply("robots", "listed", request, _ago(today, 14))
    await stage.offered(offer, wan=1100, months=24)

    need = Need(serials=(5071, 5072), amount_wan=500, term_months=12)
    request = await stage.ask("optics", need, _ago(today, 8))
    reviewed = await stage.apply("optics", "every_kind", request, _ago(today, 7))
    await stage.take_in(reviewed)

    need = Need(serials=(5141, 5142), amount_wan=900, term_months=12, use=UseOfFunds.EQUIPMENT)
    request = await stage.ask("devices", need, _ago(today, 5))
    await stage.apply("devices", "listed", request, _ago(today, 4))


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


async def play_over(stage: Theatre) -> None:
    """What has ended, on its days."""
    for over in (_drawn, _closed, _without_a_loan):
        await over(stage)


async def play_under_way(stage: Theatre, today: date) -> None:
    """With what is over, every state of the application's table, in about twenty applications."""
    for under_way in (_desk, _first_firm, _second_firm, _third_firm, _ends, _larger_firms):
        await under_way(stage, today)
    await worth.invalidate(
        stage.holdings["chips"].rights[1], stage.cast["chips"], bank=stage.cast["bank.maker"]
    )
