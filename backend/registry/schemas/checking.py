"""What the registry's API gives of a preflight: the regime asked under, grounds and notes."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output
from backend.registry import preflight
from backend.registry.projection import encode
from backend.registry.regimes import Regime


class ReasonOut(Output, frozen=True):
    code: str
    right_id: UUID | None
    facts: dict[str, Any]


class GroundOut(Output, frozen=True):
    ground: int
    rule: str
    answer: str
    right_ids: list[UUID]
    reasons: list[ReasonOut]
    settled_by: list[str]
    source: dict[str, Any] | None


class NoteOut(Output, frozen=True):
    """Beside the grounds; never blocks."""

    rule: str
    code: str
    right_ids: list[UUID]
    facts: dict[str, Any]


class RegimePaperOut(Output, frozen=True):
    paper: str
    words: str
    words_en: str


class RegimeOut(Output, frozen=True):
    """Under whose rules it is asked: a dated version with its source."""

    register: str
    version: int
    from_on: date
    registrar: str
    registrar_en: str
    papers: list[RegimePaperOut]
    waivable: list[int]
    fee_fen: int
    source: str
    source_en: str


class PreflightOut(Output, frozen=True):
    """The answers to those of the twelve questions that the regime asks.

    `blocking` forbids signing and filing, `to_declare` is declared after the registrar's warning;
    `stale_after` is the last day on which the oldest extract still counts.
    """

    on: date
    regime: RegimeOut
    answers: list[GroundOut]
    blocking: list[int]
    to_declare: list[int]
    notes: list[NoteOut]
    stale_after: date | None
    may_sign: bool


def _regime(told: Regime) -> RegimeOut:
    return RegimeOut(
        register=told.register,
        version=told.version,
        from_on=told.from_on,
        registrar=told.registrar,
        registrar_en=told.registrar_en,
        papers=[
            RegimePaperOut(paper=each.paper, words=each.words, words_en=each.words_en)
            for each in told.papers
        ],
        waivable=sorted(told.waivable),
        fee_fen=told.fee_fen,
        source=told.source,
        source_en=told.source_en,
    )


def checked(run: preflight.Preflight) -> PreflightOut:
    return PreflightOut(
        on=run.on,
        regime=_regime(run.regime),
        answers=[
            GroundOut(
                ground=answer.ground,
                rule=answer.rule,
                answer=answer.answer,
                right_ids=list(answer.right_ids),
                reasons=[
                    ReasonOut(
                        code=reason.code, right_id=reason.right_id, facts=encode(reason.facts)
                    )
                    for reason in answer.reasons
                ],
                settled_by=list(answer.settled_by),
                source=encode(answer.source),
            )
            for answer in run.answers
        ],
        blocking=list(run.blocking),
        to_declare=list(run.to_declare),
        notes=[
            NoteOut(
                rule=note.rule,
                code=note.code,
                right_ids=list(note.right_ids),
                facts=encode(note.facts),
            )
            for note in run.notes
        ],
        stale_after=run.stale_after,
        may_sign=not run.blocking,
    )
