"""What the registry's API gives of a preflight: the regime asked under, grounds and notes."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output


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
