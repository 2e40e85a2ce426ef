"""Rights that are no patents: how their numbers look, what a holder states, how long they last.

Pure. Sources: Trademark Law (2019) art. 39 and 40; Copyright Law (2020) art. 23; Regulations on the
Protection of Computer Software (2013) art. 14; Regulations on the Protection of Layout Designs of
Integrated Circuits (2001) art. 12 and 22. The registers' numbers bear no check digit; their forms
are recalled, not confirmed, which is why only their shape is looked at.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from backend.kernel.errors import InvalidField
from backend.portfolio.states import Author, PatentKind
from backend.portfolio.terms import add_months, anniversary

Shape = re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Life:
    """How long rights of `kind` last that began from `from_on` on."""

    kind: PatentKind
    from_on: date
    years: int
    #: The days it may be counted from; `first` known of them, or the `earliest`.
    counted_from: Sequence[str]
    pick: Literal["first", "earliest"] = "first"
    #: Never past so many years from another day.
    cap: tuple[str, int] | None = None
    #: Copyright ends with the year.
    to_the_years_end: bool = False
    renewable: bool = False
    #: A renewal may be late by so many months.
    grace_months: int = 0
    basis: str


LIVES = (
    Life(
        kind=PatentKind.TRADEMARK,
        from_on=date(1983, 3, 1),
        years=10,
        counted_from=("granted_on",),
        renewable=True,
        grace_months=6,
        basis="trademark_law_39_40",
    ),
    Life(
        kind=PatentKind.SOFTWARE,
        from_on=date(1991, 6, 1),
        years=50,
        counted_from=("published_on", "completed_on"),
        to_the_years_end=True,
        basis="software_regulations_14",
    ),
    Life(
        kind=PatentKind.WORK,
        from_on=date(1991, 6, 1),
        years=50,
        counted_from=("published_on", "completed_on"),
        to_the_years_end=True,
        basis="copyright_law_23",
    ),
    Life(
        kind=PatentKind.LAYOUT,
        from_on=date(2001, 10, 1),
        years=10,
        counted_from=("filing_on", "exploited_on"),
        pick="earliest",
        cap=("completed_on", 15),
        basis="layout_regulations_12",
    ),
)

NUMBERS: Mapping[PatentKind, tuple[Shape, str]] = MappingProxyType(
    {
        PatentKind.TRADEMARK: (re.compile(r"G?\d{5,8}[A-Z]?"), "12345678"),
        PatentKind.SOFTWARE: (re.compile(r"(?:19|20)\d\dSR\d{6,8}"), "2023SR0123456"),
        PatentKind.WORK: (
            re.compile(r"[\u4e00-\u9fff]作登字-(?:19|20)\d\d-[A-Z]-\d{6,8}"),
            "国作登字-2023-F-00123456",
        ),
        PatentKind.LAYOUT: (re.compile(r"BS\.\d{9}"), "BS.215001234"),
    }
)
_WRAPPED = re.compile(r"第(.+)号")
LAST_CLASS = 45


def life(kind: PatentKind) -> Life | None:
    """The newest rule for this kind."""
    found = [each for each in LIVES if each.kind is kind]
    return max(found, key=lambda each: each.from_on) if found else None


def basis(kind: PatentKind) -> str | None:
    known = life(kind)
    return None if known is None else known.basis


def read_number(kind: PatentKind, text: str, *, this_year: int) -> str:
    """The number in its one spelling; refused with one that would pass."""
    plain = "".join(text.split()).upper().replace("—", "-").replace("－", "-")
    wrapped = _WRAPPED.fullmatch(plain)
    plain = wrapped.group(1) if wrapped else plain
    if kind is PatentKind.LAYOUT and plain.startswith("BS") and plain[2:].isdigit():
        plain = f"BS.{plain[2:]}"
    shape, example = NUMBERS[kind]
    year = re.search(r"(?:19|20)\d\d(?=SR|-)", plain)
    if not shape.fullmatch(plain) or (year and int(year.group()) > this_year):
        raise InvalidField("number", f"A number like {example}.")
    return plain


def label(kind: PatentKind, number: str) -> str:
    """How a number is shown: a trademark's bare digits would pass for a patent's."""
    return f"第{number}号" if kind is PatentKind.TRADEMARK else number


def expires_on(kind: PatentKind, days: Mapping[str, date | None]) -> date | None:
    """The day after the last day of protection, or None where these days do not tell it."""
    rule = life(kind)
    if rule is None:
        return None
    if days.get("renewed_until") is not None:
        return days["renewed_until"]
    known = [day for name in rule.counted_from if (day := days.get(name)) is not None]
    if not known:
        return None
    start = known[0] if rule.pick == "first" else min(known)
    if rule.to_the_years_end:
        return date(start.year + rule.years + 1, 1, 1)
    end = anniversary(start, rule.years)
    if rule.cap is not None and (made := days.get(rule.cap[0])) is not None:
        end = min(end, anniversary(made, rule.cap[1]))
    return end


def lapses_on(kind: PatentKind, expiry: date | None) -> date | None:
    """The last day of its term and the time to renew it late, where there is such a time."""
    rule = life(kind)
    if expiry is None or rule is None or not rule.renewable:
        return None
    return add_months(expiry, rule.grace_months)


def declared_expiry(kind: PatentKind, told: Mapping[str, Any]) -> date | None:
    """The same from what a holder stated; a person's work lasts as long as nobody here knows."""
    if life(kind) is None or told.get("authorship") == Author.PERSON:
        return None
    days = {
        name: date.fromisoformat(value)
        for name, value in told.items()
        if name.endswith(("_on", "_until")) and isinstance(value, str)
    }
    return expires_on(kind, days)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What a holder states of one right."""

    kind: PatentKind
    number: str
    title: str
    #: By name, see `FACTS`; None where nothing is said.
    facts: Mapping[str, Any]

    def told(self) -> dict[str, Any]:
        """What is kept with the holding: days as texts, nothing that was not said."""
        return {
            "title": self.title,
            **{
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in self.facts.items()
                if value is not None
            },
        }


#: What is stated of each kind, beside number and name: needed, and possible.
FACTS: Mapping[PatentKind, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        PatentKind.TRADEMARK: (
            frozenset({"mark_classes", "granted_on"}),
            frozenset({"filing_on", "renewed_until"}),
        ),
        PatentKind.SOFTWARE: (
            frozenset({"granted_on", "completed_on", "authorship"}),
            frozenset({"published_on", "version"}),
        ),
        PatentKind.WORK: (
            frozenset({"granted_on", "completed_on", "authorship"}),
            frozenset({"published_on"}),
        ),
        PatentKind.LAYOUT: (
            frozenset({"filing_on", "granted_on", "completed_on"}),
            frozenset({"exploited_on"}),
        ),
    }
)
#: What cannot have been before something else.
_ORDER = (
    ("filing_on", "granted_on"),
    ("completed_on", "published_on"),
    ("completed_on", "filing_on"),
    ("completed_on", "exploited_on"),
    ("completed_on", "granted_on"),
)


def check_facts(kind: PatentKind, stated: Mapping[str, Any], *, today: date) -> None:
    """Refuse what a right of this kind has not, lacks, or cannot have been."""
    needed, possible = FACTS[kind]
    for name in sorted(needed):
        if not stated.get(name):
            raise InvalidField(name, "A right of this kind needs it.")
    for name, value in stated.items():
        if value is not None and name not in needed | possible:
            raise InvalidField(name, "A right of this kind has no such fact.")
        if isinstance(value, date) and name != "renewed_until" and value > today:
            raise InvalidField(name, "A day up to today.")
    _check_order(stated)
    _check_renewal(kind, stated)


def earliest(name: str, stated: Mapping[str, Any]) -> date:
    """The first day on which this can have been, by what else is stated."""
    days: list[date] = [
        stated[before]
        for before, after in _ORDER
        if after == name and stated.get(before) is not None
    ]
    return max(days)


def _check_order(stated: Mapping[str, Any]) -> None:
    for earlier, later in _ORDER:
        first, second = stated.get(earlier), stated.get(later)
        if first is not None and second is not None and second < first:
            raise InvalidField(later, f"It does not come before {earlier}.")


def is_whole_term(kind: PatentKind, granted: date, day: date) -> bool:
    """Whether one or more whole terms are over on this day."""
    rule = life(kind)
    if rule is None:
        return True
    periods, rest = divmod(day.year - granted.year, rule.years)
    return not rest and periods > 0 and day == anniversary(granted, rule.years * periods)


def _check_renewal(kind: PatentKind, stated: Mapping[str, Any]) -> None:
    """A mark is renewed for ten years at a time."""
    renewed = stated.get("renewed_until")
    if renewed is not None and not is_whole_term(kind, stated["granted_on"], renewed):
        raise InvalidField("renewed_until", "The day on which a period of ten years is over.")
