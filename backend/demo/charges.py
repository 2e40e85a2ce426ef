"""Fees of the demonstration: fictional, in every state that a charge can have."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.demo import banking, invoices
from backend.demo.banking import Arrival
from backend.demo.cast import Cast
from backend.demo.people import FIRMS
from backend.demo.theatre import moment, working_day
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import BasisPoints, Fen
from backend.payments import service as payments
from backend.payments.service import FeeTerms, Owed
from backend.payments.states import Book, Purpose
from backend.treasury import service as treasury
from backend.treasury.states import OrderState

YUAN = 100


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What a firm owes, raised and due so many days before and after today."""

    firm: str
    yuan: int
    about: str
    raised: int
    due: int
    appraisal: bool = False
    #: Days ago and yuan of each arrival.
    came: tuple[tuple[int, int], ...] = ()
    #: Orders that send some of it back: yuan, and how far each has come.
    back: tuple[tuple[int, OrderState], ...] = ()
    cancelled: str = ""
    #: How far its invoice has come: `issued` with its file, `exported`, `requested`.
    invoice: str = ""


FEES = (
    Fee(firm="chips", yuan=6_800, about="融资撮合服务费", raised=9, due=21),
    Fee(
        firm="chips",
        yuan=48_000,
        about="6 项专利质押评估报告",
        raised=40,
        due=-10,
        appraisal=True,
    ),
    Fee(
        firm="chips",
        yuan=12_000,
        about="年度平台服务费",
        raised=26,
        due=4,
        came=((6, 5_000),),
    ),
    Fee(
        firm="chips",
        yuan=3_200,
        about="质押登记材料服务费",
        invoice="issued",
        raised=70,
        due=-40,
        came=((55, 3_200),),
    ),
    Fee(
        firm="chips",
        yuan=2_600,
        about="价值复评费",
        invoice="requested",
        raised=62,
        due=-32,
        appraisal=True,
        came=((45, 3_000),),
        back=((400, OrderState.PROPOSED),),
    ),
    Fee(
        firm="chips",
        yuan=1_800,
        about="批量导入服务费",
        invoice="issued",
        raised=90,
        due=-60,
        came=((80, 1_800),),
        back=((1_800, OrderState.PAID),),
    ),
    Fee(
        firm="chips",
        yuan=9_600,
        about="专题培训服务费",
        invoice="issued",
        raised=50,
        due=-20,
        came=((44, 9_600),),
        back=((2_800, OrderState.EXPORTED), (2_000, OrderState.APPROVED)),
    ),
    Fee(
        firm="chips",
        yuan=6_800,
        about="融资撮合服务费（第二份）",
        raised=12,
        due=18,
        cancelled="重复开具",
    ),
    Fee(firm="bio", yuan=36_500, about="5 项发明专利评估报告", raised=8, due=22, appraisal=True),
    Fee(
        firm="bio",
        yuan=12_000,
        about="年度平台服务费",
        raised=30,
        due=0,
        came=((2, 12_000),),
        invoice="exported",
    ),
    Fee(firm="sensors", yuan=12_000, about="年度平台服务费", raised=33, due=-3),
)


#: What the operator of the demonstration charges; no law says so.
FEE_TERMS = (
    ("yearly", Purpose.PLATFORM_FEE, "年度平台服务费", "Yearly platform fee", None, 12_000, 12_000),
    ("matching", Purpose.PLATFORM_FEE, "融资撮合服务费", "Matching fee", 30, 3_000, 50_000),
    ("appraisal", Purpose.APPRAISAL_FEE, "专利评估费", "Appraisal fee", 50, 5_000, 200_000),
)

#: Money that arrived without a reference: the desk finds out whose it is.
STRAY = ("sensors", 5_300, "服务费")


async def open_accounts(cast: Cast, today: date) -> dict[Book, UUID]:
    """The platform's accounts, and what it charges."""
    with clock.at(_ago(today, 120)):
        await _publish_fees(cast)
        return await banking.open_accounts(cast)


async def play(cast: Cast, today: date, accounts: dict[Book, UUID]) -> None:
    """Raise the fees, let the bank tell what came, send some of it back."""
    raised = [(fee, await _raise(fee, cast, today)) for fee in FEES]
    with clock.at(_ago(today, 1)):
        await banking.import_statements(accounts, _arrivals(raised, today), cast=cast)
        for fee, row in raised:
            if fee.cancelled:
                payee = _payee(fee, cast)
                await payments.cancel_charge(row["id"], reason=fee.cancelled, by=payee)
        await invoices.state(cast)
        await _invoice(raised, cast)
        await _send_back(raised, accounts, cast=cast)


async def _invoice(raised: list[tuple[Fee, dict[str, Any]]], cast: Cast) -> None:
    """Issued, at the tax platform without a number, and still to be issued."""
    for serial, (fee, row) in enumerate(raised, start=1):
        if fee.invoice == "issued":
            await invoices.issue(row, serial=serial, by=cast[fee.firm], seller=_payee(fee, cast))
        elif fee.invoice:
            await invoices.leave(row, by=cast[fee.firm])
    await invoices.gather(cast)


async def _publish_fees(cast: Cast) -> None:
    for code, purpose, name, name_en, rate, least, most in FEE_TERMS:
        proposed = await payments.propose_fee(
            FeeTerms(
                code=code,
                purpose=purpose,
                name=name,
                name_en=name_en,
                rate=None if rate is None else BasisPoints(rate),
                minimum=Fen(least * YUAN),
                maximum=Fen(most * YUAN),
                valid_from=clock.today(),
            ),
            by=cast.operator,
        )
        await payments.publish_fee(proposed["id"], by=cast.second)


def _payee(fee: Fee, cast: Cast) -> Actor:
    return cast["appraiser"] if fee.appraisal else cast.operator


async def _raise(fee: Fee, cast: Cast, today: date) -> dict[str, Any]:
    payee = _payee(fee, cast)
    with clock.at(_ago(today, fee.raised)):
        return await payments.owe(
            Owed(
                payer_id=cast.organisation(fee.firm),
                payee_id=payee.organisation_id,
                purpose=Purpose.APPRAISAL_FEE if fee.appraisal else Purpose.PLATFORM_FEE,
                amount=Fen(fee.yuan * YUAN),
                due_on=today + timedelta(days=fee.due),
                about=fee.about,
            ),
            by=payee,
        )


def _arrivals(raised: list[tuple[Fee, dict[str, Any]]], today: date) -> list[Arrival]:
    """What the statements say: every payment under its reference, and one without."""
    names = {firm.key: firm.name for firm in FIRMS}
    told = [
        Arrival(
            book=Book(row["book"]),
            on=working_day(today - timedelta(days=days)),
            fen=yuan * YUAN,
            name=names[fee.firm],
            memo=row["reference"],
        )
        for fee, row in raised
        for days, yuan in fee.came
    ]
    firm, yuan, memo = STRAY
    on = working_day(today - timedelta(days=5))
    stray = Arrival(book=Book.OWN, on=on, fen=yuan * YUAN, name=names[firm], memo=memo)
    return [*told, stray]


async def _send_back(
    raised: list[tuple[Fee, dict[str, Any]]], accounts: dict[Book, UUID], *, cast: Cast
) -> None:
    """Orders in every state: the bank has paid one, has another in its file, knows not of the
    next; the last one waits for a second person.
    """
    orders = [
        (state, await _order(row, yuan, state, cast=cast))
        for fee, row in raised
        for yuan, state in fee.back
        if state is not OrderState.APPROVED
    ]
    await treasury.make_file(accounts[Book.OWN], by=cast.operator)
    paid = [
        Arrival(
            book=Book.OWN,
            on=clock.today(),
            fen=-order["amount_fen"],
            name=order["to_name"],
            memo=order["number"],
        )
        for state, order in orders
        if state is OrderState.PAID
    ]
    await banking.import_statements({Book.OWN: accounts[Book.OWN]}, paid, cast=cast)
    for fee, row in raised:
        for yuan, state in fee.back:
            if state is OrderState.APPROVED:
                await _order(row, yuan, state, cast=cast)


async def _order(
    row: dict[str, Any], yuan: int, state: OrderState, *, cast: Cast
) -> dict[str, Any]:
    """Send some of a charge back to where it came from; what waits is the operator's to approve."""
    waits = state is OrderState.PROPOSED
    came = treasury.Wanted(text=row["reference"])
    lines, _, _ = await treasury.line_page(came, cursor=None, limit=1, by=cast.operator)
    refund = treasury.Refund(
        charge_id=row["id"],
        line_id=lines[0]["id"],
        amount=Fen(yuan * YUAN),
        reason="多付退回" if waits else "服务取消，退费",
    )
    order = await treasury.propose_refund(refund, by=cast.second if waits else cast.operator)
    return order if waits else await treasury.approve_order(order["id"], by=cast.second)


def _ago(today: date, days: int) -> datetime:
    return min(moment(working_day(today - timedelta(days=days))), clock.now())
