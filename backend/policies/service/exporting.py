"""Policies and an insurer's bordereau as files: what was asked for first, then every row."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel import clock, language, listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.spreadsheet import yuan
from backend.policies import queries, wording
from backend.policies.accumulation import most_of
from backend.policies.queries import Wanted, quotes
from backend.policies.queries import portfolio as portfolio_queries
from backend.policies.quoted import parts_of, risk_of
from backend.policies.service.portfolio import check_day
from backend.policies.service.reading import READERS, in_force
from backend.policies.states import State


class PoliciesAsked(listed.Asked):
    """As of today, on whichever day it is written."""

    policy_state: State | None = None
    line: InsuranceLine | None = None
    loan_application_id: UUID | None = None
    in_force: bool | None = None
    q: str | None = None

    @classmethod
    def of(cls, wanted: Wanted) -> "PoliciesAsked":
        return cls(
            policy_state=wanted.state,
            line=wanted.line,
            loan_application_id=wanted.loan,
            in_force=wanted.in_force,
            q=wanted.text,
        )

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            state=self.policy_state,
            line=self.line,
            loan=self.loan_application_id,
            in_force=self.in_force,
            text=self.q,
            on=clock.today(),
        )


async def _count(asked: PoliciesAsked, by: Actor) -> int:
    by.require(*READERS)
    return await queries.count_policies(by.organisation_id, asked.wanted, most=listed.EVERY)


async def _open(asked: PoliciesAsked, by: Actor) -> listed.Extract:
    """The policies that the reader's organisation stands in, newest first."""
    by.require(*READERS)
    words, wanted, gross = wording.TABLES[language.current()], asked.wanted, 0

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        nonlocal gross
        after = None
        while rows := await queries.policies(
            by.organisation_id, wanted, after=after, limit=listed.BATCH
        ):
            gross += sum(row["gross_fen"] for row in rows)
            yield [
                wording.policy_cells(row, words, in_force=in_force(row, on=wanted.on))
                for row in rows
            ]
            after = rows[-1]["created_at"], rows[-1]["id"]

    def cover() -> listed.Cover:
        holds = None if asked.in_force is None else words.states["yes" if asked.in_force else "no"]
        said = (
            by.organisation_name,
            None if asked.policy_state is None else words.states[asked.policy_state],
            None if asked.line is None else words.lines[asked.line],
            asked.loan_application_id,
            holds,
            wanted.on,
            asked.q,
            yuan(gross),
        )
        return tuple(zip(words.policy_cover, said, strict=True))

    return listed.Extract(headings=words.policy_headings, batches=batches(), cover=cover)


async def _named(asked: PoliciesAsked, by: Actor) -> dict[str, str]:
    if asked.loan_application_id is None:
        return {}
    loan = await quotes.loan(asked.loan_application_id)
    if loan is None or by.organisation_id not in {loan["applicant"], loan["lender"]}:
        return {}
    return {"loan_application_id": loan["number"]}


POLICY_LIST = listed.Listed(
    name="policies",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=PoliciesAsked,
    rests_on=frozenset(READERS),
    sheet=("保单", "Policies"),
    count=_count,
    open=_open,
    named=_named,
)


class BordereauAsked(listed.Asked):
    """`month`: a day of it."""

    month: date

    @property
    def first(self) -> date:
        check_day("month", self.month)
        return self.month.replace(day=1)

    def within(self, by: Actor) -> tuple[datetime, datetime]:
        """The first moment of the month and that of the next, for an insurer."""
        by.require(Permission.VIEW_INSURER)
        first = self.first
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        start, end = (datetime.combine(day, time(), clock.SHANGHAI) for day in (first, following))
        return start, end


async def _count_issued(asked: BordereauAsked, by: Actor) -> int:
    start, end = asked.within(by)
    return await portfolio_queries.count_issued(by.organisation_id, start=start, end=end)


async def _open_bordereau(asked: BordereauAsked, by: Actor) -> listed.Extract:
    """What was issued in the month, a row each."""
    (start, end), words = asked.within(by), wording.TABLES[language.current()]
    net, vat = 0, 0

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        nonlocal net, vat
        after = None
        while rows := await portfolio_queries.bordereau(
            by.organisation_id, start=start, end=end, after=after
        ):
            net += sum(row["own_net_fen"] for row in rows)
            vat += sum(row["own_vat_fen"] for row in rows)
            yield [_cells(row, words) for row in rows]
            after = (rows[-1]["issued_at"], rows[-1]["id"])

    def cover() -> listed.Cover:
        said = (by.organisation_name, f"{asked.first:%Y-%m}", yuan(net), yuan(vat))
        return tuple(zip(words.bordereau_cover, said, strict=True))

    return listed.Extract(headings=words.headings, batches=batches(), cover=cover)


BORDEREAU = listed.Listed(
    name="bordereau",
    forms=(listed.Form.XLSX,),
    asked=BordereauAsked,
    rests_on=frozenset({Permission.VIEW_INSURER}),
    sheet=("保单明细", "Bordereau"),
    count=_count_issued,
    open=_open_bordereau,
)


def _cells(row: Mapping[str, Any], words: wording.Tables) -> listed.Row:
    risk, parts = risk_of(row), [each.terms for each in parts_of(row).values()]
    territories = sorted({code for part in parts for code in part.territories})
    most = sum(most_of(part) for part in parts)
    return [
        row["number"],
        row["firm_name"],
        words.lines.get(row["line"], row["line"]),
        row["product_name"],
        row["filing_number"],
        row["plan_code"],
        row["quote_number"],
        row["inception_on"],
        row["expires_on"],
        clock.shanghai_date(row["bound_at"]),
        clock.shanghai_date(row["issued_at"]),
        language.joined(territories),
        str(risk.industry),
        language.joined(part.code for part in parts),
        yuan(most),
        yuan(row["gross_fen"]),
        words.roles[row["role"]],
        f"{yuan(row['share_ppm']) / 100:f}%",
        yuan(row["own_net_fen"]),
        yuan(row["own_vat_fen"]),
        row["bank_name"] or "",
    ]
