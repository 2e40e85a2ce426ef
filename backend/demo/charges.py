"""Fees of the demonstration: fictional, in every state that a charge can have."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.demo.cast import Cast
from backend.demo.theatre import moment, working_day
from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.service import Moved, Owed
from backend.payments.states import Purpose, Source

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
    #: Days ago, yuan and whether the bank has paid it out.
    back: tuple[tuple[int, int, bool], ...] = ()
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
        back=((70, 1_800, True),),
    ),
    Fee(
        firm="chips",
        yuan=9_600,
        about="专题培训服务费",
        raised=50,
        due=-20,
        came=((44, 9_600),),
        back=((3, 4_800, False),),
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


async def play(cast: Cast, today: date) -> None:
    """Raise the fees, let money come and go back."""
    for number, fee in enumerate(FEES):
        await _play(fee, number, cast, today)


async def _play(fee: Fee, number: int, cast: Cast, today: date) -> None:
    payee = cast["appraiser"] if fee.appraisal else cast.operator
    with clock.at(_ago(today, fee.raised)):
        row = await payments.raise_charge(
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
    for place, (days, yuan) in enumerate(fee.came):
        with clock.at(_ago(today, days)):
            came = _moved(f"demo-{number}-{place}", yuan)
            await payments.receive(came, charge_id=row["id"], by=SYSTEM)
    for place, (days, yuan, paid) in enumerate(fee.back):
        await _back(row["id"], f"demo-{number}-back-{place}", yuan, on=(today, days), paid=paid)
    if fee.cancelled:
        with clock.at(_ago(today, fee.raised - 1)):
            await payments.cancel_charge(row["id"], reason=fee.cancelled, by=payee)


async def _back(charge_id: UUID, name: str, yuan: int, *, on: tuple[date, int], paid: bool) -> None:
    today, days = on
    with clock.at(_ago(today, days)):
        await payments.order_refund(charge_id, _moved(name, yuan), by=SYSTEM)
    if paid:
        with clock.at(_ago(today, days - 2)):
            await payments.confirm_refund(charge_id, _moved(f"{name}-paid", yuan), by=SYSTEM)


def _moved(name: str, yuan: int) -> Moved:
    return Moved(
        source=Source.BANK,
        external_id=name,
        amount=Fen(yuan * YUAN),
        occurred_on=clock.today(),
    )


def _ago(today: date, days: int) -> datetime:
    return min(moment(working_day(today - timedelta(days=days))), clock.now())
