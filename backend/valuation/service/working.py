"""Work out what rights are worth, out of stated inputs; the same inputs, the same result."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.valuation import rules
from backend.valuation.engine import canonical, running
from backend.valuation.engine.document import (
    AnyMethod,
    Document,
    Reconciliation,
    Simulation,
    ValuedRight,
)
from backend.valuation.engine.running import Result
from backend.valuation.scoring.scores import Score
from backend.valuation.service.scoring import ScoreAsked, scores_of
from backend.valuation.service.views import Worked
from backend.valuation.states import Method


@dataclass(frozen=True, kw_only=True)
class WorkAsked:
    """Inputs as they come: the rights and the valuer are filled in from what we know."""

    right_ids: tuple[UUID, ...]
    base_date: date
    methods: Sequence[AnyMethod]
    reconciliation: Reconciliation | None
    simulation: Simulation
    scores: tuple[ScoreAsked, ...]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A value worked out, with everything that it rests on."""

    document: Document
    sha256: str
    result: Result
    scores: Mapping[UUID, Score]

    @property
    def method(self) -> Method:
        approaches = {each.approach for each in self.result.methods}
        return Method(approaches.pop()) if len(approaches) == 1 else Method.COMBINED


async def estimate(asked: WorkAsked, *, by: Actor) -> Estimate:
    """What the rights are worth by these inputs; nothing is kept."""
    by.require(Permission.VIEW_FIRM)
    rules.check_subject(asked.right_ids, base_date=asked.base_date, today=clock.today())
    rules.check_scored([each.right_id for each in asked.scores], asked.right_ids)
    await portfolio.check_holdings(asked.right_ids, by.organisation_id)
    rights = await portfolio.views(asked.right_ids, by.organisation_id)
    document = Document(
        base_date=asked.base_date,
        valuer=by.organisation_name,
        rights=[right_as_known(i, rights[i]) for i in asked.right_ids],
        methods=list(asked.methods),
        reconciliation=asked.reconciliation,
        simulation=asked.simulation,
    )
    return Estimate(
        document=document,
        sha256=canonical.digest(document),
        # Draws take a thread, so that nobody else's request waits for them.
        result=await asyncio.to_thread(running.run, document),
        scores=await scores_of(asked.scores, rights, on=asked.base_date, by=by),
    )


def right_as_known(right_id: UUID, right: RightView) -> ValuedRight:
    """What no source knows is reckoned from the filing date that the holder declared."""
    ends, source = right.expires_on, right.expiry_source
    if ends is None and right.filing_on is not None:
        ends = portfolio.expires_on(right.kind, right.filing_on)
    return ValuedRight(
        right_id=right_id,
        label=right.label,
        kind=right.kind,
        legal_end=ends,
        source=str(source or right.source),
    )


async def reproduces(worked: Worked) -> bool:
    """Whether the kept inputs still have their hash and give the kept result."""
    document = Document.model_validate(worked.inputs)
    if worked.engine != running.ENGINE or canonical.digest(document) != worked.inputs_sha256:
        return False
    return told(await asyncio.to_thread(running.run, document)) == worked.result


def told(result: Result | Score) -> dict[str, Any]:
    """As plain JSON values."""
    plain: dict[str, Any] = canonical.plain(asdict(result))
    return plain
