"""Patent families as sources name them, and which grants abroad count by a dated rule. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID, uuid4

import msgspec

from backend.portfolio.numbers import NumberInvalid, Publication, read

#: A family of more members than this is not believed.
MOST_KEYS = 500
LONGEST = 60 * MOST_KEYS
_BETWEEN = re.compile(r"[;；|,，\s]+")
_LENS = re.compile(r"^[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{2}[0-9X]$")
_DOCDB = re.compile(r"^(?:docdb:)?([1-9][0-9]{5,9})$")
_NUMBER = re.compile(r"^([A-Z]{2})[A-Z]{0,2}[0-9]+([A-Z][0-9]{0,2})?$")
_ANY_YEAR = 9999


def keys_of(told: str, *, own: str | None) -> frozenset[str]:
    """What a source names a family by: its DOCDB number, Lens identifiers, publications.

    A source that says nothing of the family, or too much to be one, names none.
    """
    if not told.strip() or len(told) > LONGEST:
        return frozenset()
    found = {key for token in _BETWEEN.split(told) if (key := _key(token)) is not None}
    if not found or len(found) > MOST_KEYS:
        return frozenset()
    return frozenset(found if own is None else {*found, f"number:{own}"})


def _key(token: str) -> str | None:
    if _LENS.match(token):
        return f"lens:{token}"
    docdb = _DOCDB.match(token)
    if docdb is not None:
        return f"docdb:{docdb[1]}"
    if not _NUMBER.match(token.upper().replace("-", "").replace("/", "")):
        return None
    try:
        number = read(token, this_year=_ANY_YEAR)
    except NumberInvalid:
        return None
    return f"number:{number.text}" if isinstance(number, Publication) else None


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Which family each key and each right belongs to, and which families turned out to be one."""

    keys: dict[str, UUID]
    rights: dict[UUID, UUID]
    merged: dict[UUID, UUID]


def link(
    named: Mapping[UUID, frozenset[str]],
    *,
    of_key: Mapping[str, UUID],
    of_right: Mapping[UUID, UUID],
) -> Linked:
    """Rights that share a key are of one family, as are families that a right connects."""
    leader: dict[object, object] = {}

    def top(node: object) -> object:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for right, told in named.items():
        for node in (*told, *(of_key[key] for key in told if key in of_key)):
            leader[top(node)] = top(right)
        if right in of_right:
            leader[top(of_right[right])] = top(right)
    known = sorted({*of_key.values(), *of_right.values()})
    family: dict[object, UUID] = {}
    for each in known:
        family.setdefault(top(each), each)
    for right in named:
        family.setdefault(top(right), uuid4())
    return Linked(
        keys={key: family[top(key)] for told in named.values() for key in told},
        rights={right: family[top(right)] for right in named},
        merged={each: family[top(each)] for each in known if family[top(each)] != each},
    )


class Overseas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The switches of one version of the rule for grants abroad."""

    division: str
    since: date
    until: date
    unit: Literal["grant", "country", "family"]
    home: frozenset[str]
    #: By office, the kind codes that announce the grant of an invention.
    codes: dict[str, frozenset[str]]


class Verdict(StrEnum):
    COUNTS = "counts"
    NO_GRANT = "no_grant"
    OFFICE_UNLISTED = "office_unlisted"
    DAY_UNKNOWN = "day_unknown"
    BEFORE = "before"
    AFTER = "after"
    OWNER_UNPROVEN = "owner_unproven"


def country_of(number: str) -> str:
    return number[:2]


def is_abroad(number: str, rule: Overseas) -> bool:
    return country_of(number) not in rule.home


def is_grant(number: str, rule: Overseas) -> bool:
    """Whether this publication announced the grant of an invention abroad."""
    match = _NUMBER.match(number)
    return match is not None and is_abroad(number, rule) and (match[2] or "") in (
        rule.codes.get(match[1], frozenset())
    )  # fmt: skip


def verdict(number: str, granted_on: date | None, *, proven: bool, rule: Overseas) -> Verdict:
    """Whether a publication abroad counts, and the first reason why not."""
    if country_of(number) not in rule.codes:
        return Verdict.OFFICE_UNLISTED
    if not is_grant(number, rule):
        return Verdict.NO_GRANT
    if granted_on is None:
        return Verdict.DAY_UNKNOWN
    if granted_on < rule.since:
        return Verdict.BEFORE
    if granted_on > rule.until:
        return Verdict.AFTER
    return Verdict.COUNTS if proven else Verdict.OWNER_UNPROVEN


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A publication abroad of a family, and through which right a firm comes to it."""

    number: str
    published_on: date | None
    family: UUID
    teller: str
    verdict: Verdict
    right_label: str
    firm_id: UUID
    firm_name: str

    @property
    def country(self) -> str:
        return country_of(self.number)


def counted(grants: Iterable[Grant], unit: str) -> int:
    """How many count: each grant, each country of a family, or each family once."""
    units: Mapping[str, Sequence[object]] = {
        each.number: {
            "grant": (each.number,),
            "country": (each.family, each.country),
            "family": (each.family,),
        }[unit]
        for each in grants
        if each.verdict is Verdict.COUNTS
    }
    return len({tuple(each) for each in units.values()})
