"""Which registration counts for which plan, how much and when, by dated rules. Pure.

The ledger of entries only grows. After each check it is compared with what the registration now
contributes; the difference becomes new entries. So the sum of the entries is always what a fresh
count would give, and each entry still says when it became known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.registry.states import Cause

DIVISION_DIGITS = slice(2, 8)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The switches of one dated version of the counting rules."""

    version: int
    from_on: date
    kinds: frozenset[str] = frozenset({"patent", "trademark"})
    division: str = "310115"
    #: Registrations from this day count; `None`: from the plan's first day.
    counts_from: date | None = None
    falls_deduct: bool = False
    rises_of_earlier_count: bool = False


@dataclass(frozen=True, kw_only=True)
class Period:
    code: str
    from_on: date
    to_on: date
    #: The versions of its counting rule, in any order.
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a pledgor is: by registered address, or by the digits of its code if none is known."""

    division: str | None = None
    code: str | None = None

    def is_in(self, division: str) -> bool:
        if self.division:
            return self.division == division
        return (self.code or "")[DIVISION_DIGITS] == division


@dataclass(frozen=True, kw_only=True)
class Step:
    """The registration, or one registered change of its amount, as last recorded."""

    version: int
    cause: Cause
    effective_on: date
    #: The registered claim; of a max-amount pledge the registered cap.
    secured_fen: int
    #: When the district's verifier confirmed this step; `None` while nobody has.
    verified_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Registration:
    kind: str
    pledgors: tuple[Place, ...]
    #: The registration first, then its changes.
    steps: tuple[Step, ...]
    revoked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What stands in the ledger: the sum for one step on one day."""

    version: int
    effective_on: date
    amount_fen: int
    rule_version: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """An entry to be written."""

    version: int
    effective_on: date
    amount_fen: int
    cause: Cause
    rule_version: int


def rule_on(rules: Iterable[Rule], day: date) -> Rule | None:
    """The version in force on a day: of those that had begun, the one written last."""
    return max(
        (rule for rule in rules if rule.from_on <= day), key=lambda r: r.version, default=None
    )


def _is_in(day: date, rule: Rule, plan: Period) -> bool:
    return (rule.counts_from or plan.from_on) <= day <= plan.to_on


def _applies(rule: Rule, registration: Registration) -> bool:
    return registration.kind in rule.kinds and any(
        place.is_in(rule.division) for place in registration.pledgors
    )


def contributions(plan: Period, registration: Registration) -> dict[int, Counted]:
    """What each verified step adds to the plan, by the rule in force when it was verified."""
    steps = sorted(registration.steps, key=lambda s: (s.cause is Cause.CHANGE, s.effective_on))
    if not steps:
        return {}
    base = steps[0]
    highest = previous = 0
    found = {}
    for step in steps:
        rise, change = step.secured_fen - highest, step.secured_fen - previous
        highest, previous = max(highest, step.secured_fen), step.secured_fen
        rule = None if step.verified_on is None else rule_on(plan.rules, step.verified_on)
        if rule is None or not _applies(rule, registration):
            continue
        amount = change if rule.falls_deduct else max(rise, 0)
        counts = _is_in(step.effective_on, rule, plan) and (
            rule.rises_of_earlier_count or _is_in(base.effective_on, rule, plan)
        )
        if counts and amount:
            found[step.version] = Counted(
                version=step.version,
                effective_on=step.effective_on,
                amount_fen=amount,
                rule_version=rule.version,
            )
    return found


def _revoked(ledger: Sequence[Counted], revoked_on: date) -> list[Due]:
    """The whole counted amount, taken out of this plan on the revocation date."""
    sums: dict[int, int] = {}
    for row in ledger:
        sums[row.version] = sums.get(row.version, 0) + row.amount_fen
    rule_of = {row.version: row.rule_version for row in ledger}
    return [
        Due(
            version=version,
            effective_on=revoked_on,
            amount_fen=-amount,
            cause=Cause.REVOCATION,
            rule_version=rule_of[version],
        )
        for version, amount in sums.items()
        if amount
    ]


def due(plan: Period, registration: Registration, ledger: Sequence[Counted]) -> list[Due]:
    """The entries that bring the plan's ledger of this registration up to date."""
    if registration.revoked_on is not None:
        return _revoked(ledger, registration.revoked_on)
    expected = contributions(plan, registration)
    causes = {step.version: step.cause for step in registration.steps}
    standing: dict[tuple[int, date], int] = {}
    rule_of: dict[int, int] = {}
    for row in ledger:
        key = (row.version, row.effective_on)
        standing[key] = standing.get(key, 0) + row.amount_fen
        rule_of[row.version] = row.rule_version
    wanted = {(row.version, row.effective_on): row.amount_fen for row in expected.values()}
    rule_of |= {row.version: row.rule_version for row in expected.values()}
    return [
        Due(
            version=version,
            effective_on=day,
            amount_fen=difference,
            cause=_cause(causes.get(version), difference, is_first=not standing.get(key)),
            rule_version=rule_of[version],
        )
        for key in sorted(standing.keys() | wanted.keys())
        if (difference := wanted.get(key, 0) - standing.get(key, 0))
        for version, day in (key,)
    ]


def _cause(own: Cause | None, difference: int, *, is_first: bool) -> Cause:
    """A first entry is the step's own; whatever adjusts one that stands is a correction."""
    if own is None or not is_first:
        return Cause.CORRECTION
    return own if difference > 0 or own is Cause.CHANGE else Cause.CORRECTION


def rule_of_switches(version: int, from_on: date, switches: Mapping[str, object]) -> Rule:
    """A rule from its stored switches."""
    kinds = switches["kinds"]
    counts_from = switches.get("counts_from")
    if not isinstance(kinds, list):
        raise TypeError("A counting rule lists the kinds that count.")
    return Rule(
        version=version,
        from_on=from_on,
        kinds=frozenset(str(kind) for kind in kinds),
        division=str(switches["division"]),
        counts_from=None if counts_from is None else date.fromisoformat(str(counts_from)),
        falls_deduct=bool(switches["falls_deduct"]),
        rises_of_earlier_count=bool(switches["rises_of_earlier_count"]),
    )


def industry_of(industries: Sequence[str]) -> str:
    """The most frequent industry of the rights; on a tie the one that is listed first."""
    return max(dict.fromkeys(industries), key=industries.count)
