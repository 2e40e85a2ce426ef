"""The stage on which the demonstration's applications are played: who does what, on which day.

What is over happens on fixed days of the demonstration's plan; what is under way is told in days
before today, so that the clocks run when somebody looks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from backend.demo import firms, pledges
from backend.demo.cast import Cast
from backend.demo.firms import Holdings, Need
from backend.kernel import clock
from backend.kernel.money import BasisPoints, Fen
from backend.lending.rules import Proposal
from backend.lending.service import deciding, drafting, offers, pledging, reviewing
from backend.lending.states import CheckMethod, OpinionKind

WAN = 10_000_00


def working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not clock.is_working_day(day):
        day -= timedelta(days=1)
    return day


def moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), clock.SHANGHAI).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application and where its people are."""

    firm: str
    bank: str
    id: UUID
    on: date

    def at(self, days: int) -> datetime:
        """So many calendar days after the submission, never after now."""
        return min(moment(self.on + timedelta(days=days)), clock.now())


@dataclass
class Theatre:
    cast: Cast
    holdings: dict[str, Holdings]
    products: dict[str, UUID]
    banks: dict[str, str]
    password: str

    async def apply(self, firm: str, product: str, request: UUID, on: date) -> Case:
        """Draft and submit to one product."""
        actor, day = self.cast[firm], working_day(on)
        with clock.at(moment(day)):
            (view,) = await drafting.draft(request, product_ids=[self.products[product]], by=actor)
            case = Case(firm=firm, bank=self.banks[product], id=view.row.id, on=day)
            await drafting.submit(
                case.id, consent=True, consent_version=view.consent_text.version, by=actor
            )
        return case

    async def take_in(self, case: Case, *, after: int = 1) -> None:
        with clock.at(case.at(after)):
            await reviewing.take_in(case.id, by=self.cast[f"{case.bank}.maker"])

    async def check_value(self, case: Case, *, after: int = 2) -> None:
        with clock.at(case.at(after)):
            await reviewing.check_valuation(
                case.id,
                method=CheckMethod.ISSUER_ASKED,
                asked="评估机构签字评估师（演示）",
                asked_on=clock.today(),
                note="电话核对报告编号、估值区间与签章，一致。",
                by=self.cast[f"{case.bank}.maker"],
            )

    async def opine(
        self, case: Case, *, wan: int, rate_bp: int = 365, months: int = 12, after: int = 3
    ) -> None:
        with clock.at(case.at(after)):
            await reviewing.give_opinion(
                case.id,
                Proposal(
                    kind=OpinionKind.GRANT,
                    amount_fen=Fen(wan * WAN),
                    rate_bp=BasisPoints(rate_bp),
                    term_months=months,
                    conditions=("放款前完成专利权质押登记", "按期缴纳质押专利年费"),
                    valid_days=30,
                    note="专利与主营产品对应，现金流可覆盖利息。",
                ),
                by=self.cast[f"{case.bank}.maker"],
            )

    async def approve(self, case: Case, *, after: int = 4) -> None:
        with clock.at(case.at(after)):
            await deciding.approve(case.id, opinion_version=1, by=self.cast[f"{case.bank}.checker"])

    async def offered(self, case: Case, *, wan: int, months: int = 12) -> None:
        await self.take_in(case)
        await self.check_value(case)
        await self.opine(case, wan=wan, months=months)
        await self.approve(case)

    async def accept(self, case: Case, *, after: int = 5) -> UUID:
        """The pledge that the acceptance drafts."""
        with clock.at(case.at(after)):
            view = await offers.accept(case.id, by=self.cast[case.firm])
        if view.row.pledge is None:
            raise RuntimeError("An accepted application has a pledge.")
        return view.row.pledge

    async def draw(self, case: Case, *, wan: int, after: int) -> None:
        with clock.at(case.at(after)):
            await pledging.draw(
                case.id,
                amount_fen=wan * WAN,
                drawn_on=clock.today(),
                loan_contract=f"JK-{case.on:%Y%m}-{case.bank}",
                by=self.cast[f"{case.bank}.pledge_desk"],
            )

    async def to_filing(self, case: Case, pledge: UUID, *, after: int) -> None:
        with clock.at(case.at(after)):
            await pledges.prepare(pledge, case.firm, case.bank, self.cast)
            await pledges.sign(pledge, case.firm, case.bank, self.cast, self.password)
            await pledges.file(pledge, case.bank, self.cast)

    async def to_verified(self, case: Case, pledge: UUID, number: str, *, after: int) -> None:
        await self.to_filing(case, pledge, after=after)
        with clock.at(case.at(after + 2)):
            await pledges.register(pledge, number, case.bank, self.cast)
        with clock.at(case.at(after + 3)):
            await pledges.verify(pledge, case.id, case.bank, self.cast)

    async def ask(self, firm: str, need: Need, on: date) -> UUID:
        with clock.at(moment(working_day(on), 9)):
            return await firms.ask(
                firm, need, self.holdings[firm], publish=True, by=self.cast[firm]
            )
