"""Rights that are no patents: how their numbers are read, what a holder states, how long they last.

Pure. What the law says of them comes as rows, see `right_rows`; the registers' numbers bear no
check digit, which is why only their shape is looked at.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from backend.kernel.errors import InvalidField
from backend.kernel.language import said
from backend.portfolio import number_forms
from backend.portfolio.right_rows import NumberForm, Pick, RightLife, forms_of, lives_of
from backend.portfolio.states import Author, PatentKind
from backend.portfolio.terms import add_months, anniversary

_WRAPPED = re.compile(r"第(.+)号")
LAST_CLASS = 45


def life(kind: PatentKind, lives: Sequence[RightLife], *, begun: date) -> RightLife | None:
    """The newest rule for terms that began on this day; of one older than all, the oldest."""
    found = lives_of(kind, lives)
    return next((each for each in found if each.from_on <= begun), found[-1] if found else None)


def read_number(kind: PatentKind, text: str, *, forms: Sequence[NumberForm], this_year: int) -> str:
    """The number in its one spelling; refused with one that would pass."""
    plain = "".join(text.split()).upper().replace("—", "-").replace("－", "-")
    wrapped = _WRAPPED.fullmatch(plain)
    plain = wrapped.group(1) if wrapped else plain
    known = forms_of(kind, forms)
    templates = [each.template for each in known]
    found = number_forms.read(plain, templates, this_year=this_year)
    if found is None:
        raise InvalidField("number", _would_pass(known))
    return found


def _would_pass(forms: Sequence[NumberForm]) -> str:
    """What passes, in the words of those who published the forms."""
    like = forms[0].samples[0]
    chinese = "；".join(each.words for each in forms)
    english = "; ".join(each.words_en or each.words for each in forms)
    return said(f"应形如 {like}（{chinese}）", f"A number like {like} ({english}).")


def label(kind: PatentKind, number: str) -> str:
    """How a number is shown: a trademark's bare digits would pass for a patent's."""
    return f"第{number}号" if kind is PatentKind.TRADEMARK else number


def expires_on(
    kind: PatentKind, days: Mapping[str, date | None], *, lives: Sequence[RightLife]
) -> date | None:
    """The day after the last day of protection, or None where these days do not tell it."""
    if days.get("renewed_until") is not None:
        return days["renewed_until"]
    rule = rule_of(kind, days, lives=lives)
    start = None if rule is None else _start(rule, days)
    return None if rule is None or start is None else _end(rule, start, days)


def rule_of(
    kind: PatentKind, days: Mapping[str, date | None], *, lives: Sequence[RightLife]
) -> RightLife | None:
    """The newest rule that had begun when the term did; the newest where its day is not known."""
    rules = lives_of(kind, lives)
    for rule in rules:
        start = _start(rule, days)
        if start is not None and (rule.from_on <= start or rule is rules[-1]):
            return rule
    return rules[0] if rules else None


def _start(rule: RightLife, days: Mapping[str, date | None]) -> date | None:
    known = [day for name in rule.counted_from if (day := days.get(name)) is not None]
    if not known:
        return None
    return known[0] if rule.pick is Pick.FIRST else min(known)


def _end(rule: RightLife, start: date, days: Mapping[str, date | None]) -> date:
    if rule.to_the_years_end:
        return date(start.year + rule.years + 1, 1, 1)
    end = anniversary(start, rule.years)
    if rule.cap_from is not None and rule.cap_years is not None:
        made = days.get(rule.cap_from)
        end = end if made is None else min(end, anniversary(made, rule.cap_years))
    return end


def lapses_on(kind: PatentKind, expiry: date | None, *, lives: Sequence[RightLife]) -> date | None:
    """The last day of its term and the time to renew it late, where there is such a time."""
    rule = None if expiry is None else life(kind, lives, begun=expiry)
    if expiry is None or rule is None or not rule.renewable:
        return None
    return add_months(expiry, rule.grace_months)


def declared_expiry(
    kind: PatentKind, told: Mapping[str, Any], *, lives: Sequence[RightLife]
) -> date | None:
    """The same from what a holder stated; a person's work lasts as long as nobody here knows."""
    if told.get("authorship") == Author.PERSON:
        return None
    return expires_on(kind, days_of(told), lives=lives)


def days_of(told: Mapping[str, Any]) -> dict[str, date | None]:
    """The days of what a holder stated."""
    return {
        name: date.fromisoformat(value)
        for name, value in told.items()
        if name.endswith(("_on", "_until")) and isinstance(value, str)
    }


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


def check_facts(
    kind: PatentKind, stated: Mapping[str, Any], *, lives: Sequence[RightLife], today: date
) -> None:
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
    _check_renewal(kind, stated, lives)


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


def is_whole_term(
    kind: PatentKind, granted: date, day: date, *, lives: Sequence[RightLife]
) -> bool:
    """Whether one or more whole terms are over on this day."""
    rule = life(kind, lives, begun=granted)
    if rule is None:
        return True
    periods, rest = divmod(day.year - granted.year, rule.years)
    return not rest and periods > 0 and day == anniversary(granted, rule.years * periods)


def _check_renewal(kind: PatentKind, stated: Mapping[str, Any], lives: Sequence[RightLife]) -> None:
    """A mark is renewed for a whole term at a time."""
    renewed, granted = stated.get("renewed_until"), stated.get("granted_on")
    if renewed is None or granted is None:
        return
    rule = life(kind, lives, begun=granted)
    if rule is not None and not is_whole_term(kind, granted, renewed, lives=lives):
        raise InvalidField(
            "renewed_until", f"The day on which a period of {rule.years} years is over."
        )
