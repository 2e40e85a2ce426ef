"""Fees of the demonstration: fictional, in every state that a charge can have."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from backend.demo import banking
from backend.demo.banking import Arrival
from backend.demo.cast import Cast
from backend.demo.people import FIRMS
from backend.demo.theatre import moment, working_day
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.money import BasisPoints, Fen
from backend.payments import service as payments
from backend.payments.service import FeeTerms, Moved, Owed
from backend.payments.states import Book, Purpose, Source

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
    #: Yuan that are ordered to go back.
    back: int = 0
    cancelled: str = ""


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
        raised=70,
        due=-40,
        came=((55, 3_200),),
    ),
    Fee(
        firm="chips",
        yuan=2_600,
        about="价值复评费",
        raised=62,
        due=-32,
        appraisal=True,
        came=((45, 3_000),),
    ),
    Fee(
        firm="chips",
        yuan=1_800,
        about="批量导入服务费",
        raised=90,
        due=-60,
        came=((80, 1_800),),
        back=1_800,
    ),
    Fee(
        firm="chips",
        yuan=9_600,
        about="专题培训服务费",
        raised=50,
        due=-20,
        came=((44, 9_600),),
        back=4_800,
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
    Fee(firm="bio", yuan=12_000, about="年度平台服务费", raised=30, due=0, came=((2, 12_000),)),
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


async def play(cast: Cast, today: date) -> None:
    """Raise the fees, let the bank tell what came, send some of it back."""
    with clock.at(_ago(today, 120)):
        accounts = await banking.open_accounts(cast)
        await _publish_fees(cast)
    raised = [(fee, await _raise(fee, cast, today)) for fee in FEES]
    with clock.at(_ago(today, 1)):
        await banking.import_statements(accounts, _arrivals(raised, today), cast=cast)
        for fee, row in raised:
            if fee.back:
                back = _moved(f"demo-{row['reference']}", fee.back)
                await payments.order_refund(row["id"], back, by=SYSTEM)
            if fee.cancelled:
                payee = _payee(fee, cast)
                await payments.cancel_charge(row["id"], reason=fee.cancelled, by=payee)


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


def _moved(name: str, yuan: int) -> Moved:
    return Moved(
        source=Source.BANK,
        external_id=name,
        amount=Fen(yuan * YUAN),
        occurred_on=clock.today(),
    )


def _ago(today: date, days: int) -> datetime:
    return min(moment(working_day(today - timedelta(days=days))), clock.now())
