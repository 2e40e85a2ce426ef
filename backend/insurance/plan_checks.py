"""Whether a rating plan is whole: no holes, no overlaps, nothing named that it does not have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import pairwise

from backend.criteria.comparisons import fault
from backend.insurance.facts import catalogue
from backend.insurance.plan import Factor, PlanDocument
from backend.insurance.rules import PlanInvalid
from backend.insurance.states import (
    Fto,
    InsuranceLine,
    IpoStage,
    RatedIndustry,
    RightProof,
    RuleOutcome,
)

#: Answers that are one of these values; every other one is a figure and rated in bands.
CHOICES: dict[str, tuple[str, ...]] = {
    "industry": tuple(RatedIndustry),
    "ipo_stage": tuple(IpoStage),
    "fto": tuple(Fto),
    "right_proof": tuple(RightProof),
}
#: What each kind of part may be rated by.
MAY_RATE: dict[str, frozenset[str]] = {
    "LIABILITY": frozenset(
        {"industry", "ipo_stage", "fto", "suits_5y", "letters_3y", "own_families"}
    ),
    **dict.fromkeys(
        ("PUR", "INV", "LOSS"),
        frozenset(
            {
                *("industry", "ipo_stage", "right_proof"),
                *("right_age_years", "direct_competitors", "family_countries"),
            }
        ),
    ),
}
_LAW_SHAPE = {"LOMAX": 2, "PARETO1": 3}
_COMPOSITE = re.compile(r"([1-9]\d?)(\+?)")


@dataclass(frozen=True)
class Fault:
    """`path` leads to the place in the document; `detail` says why and what would pass."""

    code: str
    path: str
    detail: str


def check(document: PlanDocument) -> None:
    """Refuse a plan that contradicts itself; every fault is told at once."""
    found = faults(document)
    if found:
        raise PlanInvalid(
            f"{len(found)} faults; the first: {found[0].path}: {found[0].detail}",
            problems=[asdict(each) for each in found],
        )


def faults(document: PlanDocument) -> list[Fault]:
    return [
        *_severities(document),
        *_aggregates(document),
        *_composite(document),
        *_clips(document),
        *_relativities(document),
        *_minima(document),
        *_multipliers(document),
        *_rules(document),
    ]


def _severities(document: PlanDocument) -> Iterator[Fault]:
    if not document.territory:
        yield Fault("rates_missing", "territory", "Rate at least one territory.")
    mixes = {
        f"territory.{code}.{cost}": getattr(rates, cost)
        for code, rates in document.territory.items()
        for cost in ("DEF", "DAM")
    } | {f"right.{peril}.sev": rates.sev for peril, rates in document.right.items()}
    for path, mix in mixes.items():
        total = sum((row[0] for row in mix), Decimal(0))
        if total > 1:
            yield Fault("weights_above_one", path, f"The weights sum to {total}; at most 1.")
        for n, row in enumerate(mix):
            at = _LAW_SHAPE.get(row[1])
            if at is not None and row[at] == 1:
                yield Fault("alpha_is_one", f"{path}.{n}.{at}", "α is above or below 1, not 1.")


def _aggregates(document: PlanDocument) -> Iterator[Fault]:
    thresholds = [row[0] for row in document.agg_factor]
    if thresholds[0] > 1:
        yield Fault(
            "band_hole",
            "agg_factor.0",
            f"Nothing serves an aggregate of 1 limit; begin at 1 instead of {thresholds[0]}.",
        )
    for n, (before, after) in enumerate(pairwise(thresholds), start=1):
        if after <= before:
            yield Fault(
                "band_overlap", f"agg_factor.{n}", f"{after} follows {before}; thresholds rise."
            )


def _composite(document: PlanDocument) -> Iterator[Fault]:
    counts: dict[int, bool] = {}
    for key in document.composite:
        match = _COMPOSITE.fullmatch(key)
        if match is None:
            yield Fault("band_unreadable", f"composite.{key}", "Keys are 1, 2, … and one like 4+.")
            continue
        count = int(match[1])
        if count in counts:
            yield Fault("band_overlap", f"composite.{key}", f"{count} parts stand twice.")
        counts[count] = bool(match[2])
    if not counts:
        yield Fault("band_hole", "composite", "Nothing is said of 1 part; add it.")
        return
    yield from _part_counts(counts)


def _part_counts(open_ended: Mapping[int, bool]) -> Iterator[Fault]:
    """Every number of parts from 1 on once, the last one open."""
    most = max(open_ended)
    for missing in sorted(set(range(1, most)) - set(open_ended)):
        yield Fault("band_hole", "composite", f"Nothing is said of {missing} parts; add it.")
    for count in sorted(open_ended):
        if open_ended[count] and count != most:
            yield Fault(
                "band_overlap", f"composite.{count}+", f"It also covers {most} parts; leave one."
            )
    if not open_ended[most]:
        yield Fault(
            "band_hole", "composite", f"Nothing is said of more than {most} parts; use {most}+."
        )


def _clips(document: PlanDocument) -> Iterator[Fault]:
    for name in ("expo_clip", "rel_clip"):
        least, most = getattr(document, name)
        if least > most:
            yield Fault("range_reversed", name, f"{least} is above {most}; the lower end first.")


def _relativities(document: PlanDocument) -> Iterator[Fault]:
    for part, factors in document.relativity.items():
        seen: set[str] = set()
        for n, factor in enumerate(factors):
            path = f"relativity.{part}.{n}"
            if factor.factor in seen:
                yield Fault("factor_twice", path, f"{factor.factor} is rated already.")
            seen.add(factor.factor)
            if factor.factor not in MAY_RATE[part]:
                allowed = ", ".join(sorted(MAY_RATE[part]))
                yield Fault("factor_not_of_part", path, f"{part} is rated by: {allowed}.")
            yield from _factor(factor, path)


def _factor(factor: Factor, path: str) -> Iterator[Fault]:
    choices = CHOICES.get(factor.factor)
    if choices is None:
        if factor.bands is None or factor.values is not None:
            yield Fault("bands_wanted", path, f"{factor.factor} is a figure: give bands only.")
        else:
            yield from _bands(factor.bands, f"{path}.bands")
        return
    if factor.values is None or factor.bands is not None:
        yield Fault("values_wanted", path, f"{factor.factor} is a choice: give values only.")
        return
    for missing in sorted(set(choices) - set(factor.values)):
        yield Fault("value_missing", f"{path}.values", f"Nothing is said of {missing}; add it.")
    for strange in sorted(set(factor.values) - set(choices)):
        yield Fault(
            "value_unknown", f"{path}.values.{strange}", f"Values are: {', '.join(choices)}."
        )


def _bands(bands: Sequence[tuple[int, int | None, Decimal]], path: str) -> Iterator[Fault]:
    """From 0 without a hole or an overlap to the open end."""
    wanted: int | None = 0
    for n, (start, end, _) in enumerate(bands):
        if wanted is None or start < wanted:
            yield Fault(
                "band_overlap",
                f"{path}.{n}",
                f"{start} is in an earlier band; begin at {wanted}."
                if wanted is not None
                else "The band before is open; only the last one is.",
            )
        elif start > wanted:
            yield Fault("band_hole", f"{path}.{n}", f"Nothing serves {wanted}; begin there.")
        if end is not None and end < start:
            yield Fault("range_reversed", f"{path}.{n}", f"{end} is below {start}.")
        wanted = None if end is None else max(end + 1, wanted or 0)
    if wanted is not None:
        yield Fault(
            "band_hole", path, f"Nothing serves {wanted} and above; leave the last band open."
        )


def _minima(document: PlanDocument) -> Iterator[Fault]:
    for line, minima in document.minima.items():
        for code, minimum in minima.parts.items():
            if minimum.per == "right" and code not in document.right:
                yield Fault(
                    "part_without_rights",
                    f"minima.{line}.parts.{code}",
                    f"Per right only for: {', '.join(document.right)}.",
                )
    if InsuranceLine.LOAN_GUARANTEE in document.minima and document.guarantee is None:
        yield Fault("rates_missing", "guarantee", "The line loan_guarantee needs its rates.")


def _multipliers(document: PlanDocument) -> Iterator[Fault]:
    wanted = ["IPL"] + (["GUA"] if document.guarantee is not None else [])
    for kind in wanted:
        if kind not in document.lcm:
            yield Fault("rates_missing", f"lcm.{kind}", "Give [1 + ULAE, 1 − loadings].")


def _rules(document: PlanDocument) -> Iterator[Fault]:
    facts = catalogue(document.territory)
    seen: set[str] = set()
    for n, rule in enumerate(document.rules):
        path = f"rules.{n}"
        if rule.id in seen:
            yield Fault("rule_twice", f"{path}.id", f"{rule.id} stands already.")
        seen.add(rule.id)
        if (rule.outcome is RuleOutcome.REFER) != (rule.authority is not None):
            yield Fault(
                "authority_mismatch",
                f"{path}.authority",
                "A referral names who may accept; a knock-out nobody.",
            )
        for m, comparison in enumerate(rule.when):
            wrong = fault(comparison, facts)
            if wrong is not None:
                yield Fault(wrong[0], f"{path}.when.{m}", wrong[1])
