"""What the API gives of an insurer's portfolio."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Output
from backend.policies.accumulation import Accumulation
from backend.policies.service.portfolio import Portfolio

STEPS = ("sent", "quoted", "accepted", "bound", "issued", "declined", "withdrawn", "open")


class FunnelOut(Output, frozen=True):
    """Of the submissions that came in a month, of a line: how many came so far until now."""

    month: str
    line: InsuranceLine
    sent: int
    quoted: int
    accepted: int
    bound: int
    issued: int
    declined: int
    withdrawn: int
    open: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "FunnelOut":
        steps = {name: row[name] for name in STEPS}
        return cls(month=row["month"], line=InsuranceLine(row["line"]), **steps)


class TimeToQuoteOut(Output, frozen=True):
    """Whole seconds from the sending to the first quote; `automatic`: by the plan alone."""

    automatic: bool
    quotes: int
    p50_seconds: int
    p75_seconds: int
    p90_seconds: int
    p95_seconds: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "TimeToQuoteOut":
        names = ("p50_seconds", "p75_seconds", "p90_seconds", "p95_seconds")
        seconds = {name: round(each) for name, each in zip(names, row["seconds"], strict=True)}
        return cls(automatic=row["automatic"], quotes=row["quotes"], **seconds)


class WrittenOut(Output, frozen=True):
    """Premium of policies that were issued in a month: net of tax, the insurer's own share."""

    month: str
    line: InsuranceLine
    policies: int
    net_fen: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "WrittenOut":
        return cls(
            month=row["month"],
            line=InsuranceLine(row["line"]),
            policies=row["policies"],
            net_fen=row["net_fen"],
        )


class PortfolioOut(Output, frozen=True):
    from_on: date
    to_on: date
    funnel: list[FunnelOut]
    times: list[TimeToQuoteOut]
    written: list[WrittenOut]

    @classmethod
    def of(cls, found: Portfolio, *, from_on: date, to_on: date) -> "PortfolioOut":
        return cls(
            from_on=from_on,
            to_on=to_on,
            funnel=[FunnelOut.of(each) for each in found.funnel],
            times=[TimeToQuoteOut.of(each) for each in found.times],
            written=[WrittenOut.of(each) for each in found.premium],
        )


class AccumulationCellOut(Output, frozen=True):
    """The most that one territory can cost, of one technology."""

    territory: str
    technology: str
    policies: int
    limit_fen: int


class AccumulationOut(Output, frozen=True):
    """`limit_fen` counts every policy once; cells of one policy do not add up to it."""

    on: date
    policies: int
    limit_fen: int
    cells: list[AccumulationCellOut]

    @classmethod
    def of(cls, found: Accumulation, *, on: date) -> "AccumulationOut":
        return cls(
            on=on,
            policies=found.policies,
            limit_fen=found.limit_fen,
            cells=[
                AccumulationCellOut(
                    territory=each.territory,
                    technology=each.technology,
                    policies=each.policies,
                    limit_fen=each.limit_fen,
                )
                for each in found.cells()
            ],
        )
