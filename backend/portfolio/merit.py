"""Whether an invention is one of high value: five criteria, each with its evidence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from backend.portfolio import terms
from backend.portfolio.industries import Industries
from backend.portfolio.states import NO_KEY_INDUSTRY


class HighValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The switches of one version of the rule; residents are those of a census day."""

    division: str
    years: int
    pledged_fen: int
    residents: int
    residents_on: date


class Criterion(StrEnum):
    EMERGING_INDUSTRY = "emerging_industry"
    FAMILY_ABROAD = "family_abroad"
    KEPT_LONG = "kept_long"
    PLEDGED_HIGH = "pledged_high"
    AWARD = "award"


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What an answer rests on: a class, a number or a registration, with its day or amount."""

    text: str
    source: str
    day: date | None = None
    amount_fen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    criterion: Criterion
    answer: Answer
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Invention:
    """What is known of a right; `None` where it is not known or may not be told."""

    classes: Sequence[str]
    filing_on: date | None
    #: Grants abroad in its family; None when no source names a family.
    abroad: Sequence[Evidence] | None
    pledges: Sequence[Evidence] | None
    awards: Sequence[Evidence] = ()


def judge(
    known: Invention, rule: HighValue, industries: Industries, *, today: date
) -> list[Judged]:
    """Each criterion on its own; one that is met is enough."""
    return [
        _industry(known, industries),
        _abroad(known),
        _kept(known, rule, today=today),
        _pledged(known, rule),
        Judged(
            criterion=Criterion.AWARD,
            answer=Answer.MET if known.awards else Answer.UNKNOWN,
            evidence=tuple(known.awards),
        ),
    ]


def is_high(judged: Sequence[Judged]) -> bool:
    return any(each.answer is Answer.MET for each in judged)


def _industry(known: Invention, industries: Industries) -> Judged:
    """The mapping covers Pudong's key industries: outside it nothing is known."""
    found = next(
        ((symbol, told) for symbol in known.classes
         if (told := industries.of(symbol)) != NO_KEY_INDUSTRY), None
    )  # fmt: skip
    evidence = () if found is None else (Evidence(text=found[0], source=str(found[1])),)
    return Judged(
        criterion=Criterion.EMERGING_INDUSTRY,
        answer=Answer.UNKNOWN if found is None else Answer.MET,
        evidence=evidence,
    )


def _abroad(known: Invention) -> Judged:
    answer = Answer.MET if known.abroad else Answer.NOT_MET
    return Judged(
        criterion=Criterion.FAMILY_ABROAD,
        answer=Answer.UNKNOWN if known.abroad is None else answer,
        evidence=tuple(known.abroad or ()),
    )


def _kept(known: Invention, rule: HighValue, *, today: date) -> Judged:
    if known.filing_on is None:
        return Judged(criterion=Criterion.KEPT_LONG, answer=Answer.UNKNOWN)
    since = terms.anniversary(known.filing_on, rule.years)
    return Judged(
        criterion=Criterion.KEPT_LONG,
        answer=Answer.MET if today > since else Answer.NOT_MET,
        evidence=(Evidence(text="", source="filing_on", day=since),),
    )


def _pledged(known: Invention, rule: HighValue) -> Judged:
    if known.pledges is None:
        return Judged(criterion=Criterion.PLEDGED_HIGH, answer=Answer.UNKNOWN)
    high = tuple(e for e in known.pledges if (e.amount_fen or 0) >= rule.pledged_fen)
    return Judged(
        criterion=Criterion.PLEDGED_HIGH,
        answer=Answer.MET if high else Answer.NOT_MET,
        evidence=high or tuple(known.pledges[:1]),
    )
