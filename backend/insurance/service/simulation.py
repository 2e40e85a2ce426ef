"""A plan tried out on a book of risks: premiums under another plan and under this one."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.insurance import queries
from backend.insurance.rating import rate
from backend.insurance.risk import Risk
from backend.insurance.service.plans import tariff_of
from backend.insurance.tariff import Tariff
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import DomainError, NotFound

SEGMENTS = ("line", "industry", "ipo_stage", "territory")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A risk that one of the plans cannot rate: it counts in neither sum."""

    index: int
    plan: str
    code: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    """`after_fen` under the plan, `before_fen` under the other one, net of tax."""

    by: str
    key: str
    risks: int
    before_fen: int | None
    after_fen: int


@dataclass(frozen=True, kw_only=True)
class Simulation:
    plan: str
    against: str | None
    whole: Segment
    segments: tuple[Segment, ...]
    premiums: tuple[tuple[int, int | None, int], ...]
    refused: tuple[Refusal, ...]


async def simulate(
    plan_id: UUID, risks: Sequence[Risk], *, against: str | None, by: Actor
) -> Simulation:
    """Against a published plan by its code; without one, that which came into force last."""
    by.require(Permission.RATE_RISKS)
    insurer_id = by.organisation_id
    row = await queries.plan(plan_id, insurer_id=insurer_id)
    if row is None:
        raise NotFound
    if against is None:
        other = await queries.newest_published_plan(insurer_id=insurer_id, but=plan_id)
    else:
        other = await queries.published_plan(against, insurer_id=insurer_id)
        if other is None:
            raise NotFound
    return await asyncio.to_thread(
        compare, tariff_of(row), None if other is None else tariff_of(other), risks
    )


def compare(plan: Tariff, other: Tariff | None, risks: Sequence[Risk]) -> Simulation:
    """Pure: every risk under both plans, summed by segment."""
    premiums: list[tuple[int, int | None, int]] = []
    refused: list[Refusal] = []
    for index, risk in enumerate(risks):
        rated = _under(plan, risk, index, refused)
        before = None if other is None else _under(other, risk, index, refused)
        if rated is not None and (other is None or before is not None):
            premiums.append((index, before, rated))
    sums: dict[tuple[str, str], list[tuple[int | None, int]]] = defaultdict(list)
    for index, before, after in premiums:
        for segment in _segments(risks[index]):
            sums[segment].append((before, after))
    return Simulation(
        plan=plan.document.plan,
        against=None if other is None else other.document.plan,
        whole=_sum("whole", "", [(b, a) for _, b, a in premiums], compared=other is not None),
        segments=tuple(
            _sum(by, key, sums[by, key], compared=other is not None) for by, key in sorted(sums)
        ),
        premiums=tuple(premiums),
        refused=tuple(refused),
    )


def _under(tariff: Tariff, risk: Risk, index: int, refused: list[Refusal]) -> int | None:
    try:
        return rate(tariff, risk).worksheet.net_fen
    except DomainError as refusal:
        refused.append(
            Refusal(
                index=index,
                plan=tariff.document.plan,
                code=refusal.code,
                detail=refusal.detail or refusal.title,
            )
        )
        return None


def _segments(risk: Risk) -> list[tuple[str, str]]:
    """A risk counts once by each; by territory in every one that it names."""
    return [
        ("line", str(risk.line)),
        ("industry", str(risk.industry)),
        ("ipo_stage", str(risk.ipo_stage)),
        *(("territory", each.territory) for each in risk.exposures),
    ]


def _sum(
    by: str, key: str, premiums: Sequence[tuple[int | None, int]], *, compared: bool
) -> Segment:
    return Segment(
        by=by,
        key=key,
        risks=len(premiums),
        before_fen=sum(before or 0 for before, _ in premiums) if compared else None,
        after_fen=sum(after for _, after in premiums),
    )
