"""A row of a table of rights that are no patents, as a holder states it. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from backend.kernel.errors import InvalidField
from backend.portfolio import kinds
from backend.portfolio.importing import apart, cells, columns
from backend.portfolio.importing.apart import (
    AUTHORSHIP,
    MARK_CLASSES,
    NUMBER,
    RENEWED,
    VERSION,
    Table,
)
from backend.portfolio.importing.columns import Columns, plain
from backend.portfolio.importing.rows import Refusal
from backend.portfolio.kinds import Declaration
from backend.portfolio.names import is_organisation
from backend.portfolio.passing import Form, Passing, passing
from backend.portfolio.right_rows import NumberForm, RightLaw, RightLife, example
from backend.portfolio.states import Author, PatentKind

LONGEST_TITLE, LONGEST_VERSION = 300, 40
LONGEST_VALUE = 200

_NAMED = (NUMBER, columns.TITLE)

_AUTHORS: Mapping[str, Author] = MappingProxyType(
    {
        **dict.fromkeys(
            ("单位", "法人", "企业", "公司", "非法人组织", "法人或非法人组织", "法人或其他组织",
             "法人或者其他组织", "organisation", "organization", "anorganisation", "company"),
            Author.ORGANISATION,
        ),
        **dict.fromkeys(("个人", "自然人", "person", "aperson", "individual"), Author.PERSON),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a row states, or why it is refused; whether the author was told by the owner's name."""

    said: Declaration | None = None
    refusal: Refusal | None = None
    by_owner: bool = False


def read(
    raw: Sequence[str],
    layout: Columns,
    table: Table,
    *,
    law: RightLaw,
    day_first: bool | None,
    today: date,
) -> Read:
    """One row as the holder states it, with the checks that a statement by hand passes."""
    try:
        number = _number(layout.get(raw, NUMBER), table.kind, forms=law.forms, today=today)
        title = _text(layout, raw, columns.TITLE, LONGEST_TITLE)
        facts: dict[str, Any] = {}
        needed, possible = kinds.FACTS[table.kind]
        for name in sorted(needed | possible):
            facts[name] = _fact(name, layout, raw, day_first=day_first)
        if table.kind is PatentKind.TRADEMARK:
            facts[RENEWED] = _end_of_term(facts["granted_on"], facts[RENEWED], lives=law.lives)
        by_owner = facts.get(AUTHORSHIP) is None and AUTHORSHIP in needed
        if by_owner:
            facts[AUTHORSHIP] = _author_by_owner(layout.get(raw, columns.OWNER))
    except _Unread as error:
        return Read(refusal=error.refusal)
    said = Declaration(kind=table.kind, number=number, title=title, facts=facts)
    return Read(said, refused(said, lives=law.lives, today=today), by_owner)


def as_told(
    raw: Sequence[str], layout: Columns, table: Table, *, lives: Sequence[RightLife]
) -> dict[str, Any]:
    """What can be read of a refused row, as a form takes it; what cannot is left out."""
    needed, possible = kinds.FACTS[table.kind]
    told: dict[str, Any] = {name: layout.get(raw, name)[:LONGEST_TITLE] for name in _NAMED}
    for name in sorted(needed | possible):
        try:
            told[name] = _fact(name, layout, raw, day_first=None)
        except _Unread:
            continue
    if AUTHORSHIP in needed and told.get(AUTHORSHIP) is None:
        told[AUTHORSHIP] = _author_by_owner(layout.get(raw, columns.OWNER))
    if table.kind is PatentKind.TRADEMARK:
        told[RENEWED] = _end_of_term(told.get("granted_on"), told.get(RENEWED), lives=lives)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told.items()
        if value
    }


def refused(said: Declaration, *, lives: Sequence[RightLife], today: date) -> Refusal | None:
    """Why these facts cannot stand together: the field, the reason, what would pass."""
    try:
        kinds.check_facts(said.kind, said.facts, lives=lives, today=today)
    except InvalidField as error:
        return _refusal(error.key, said, lives=lives, today=today)
    return None


def _refusal(name: str, said: Declaration, *, lives: Sequence[RightLife], today: date) -> Refusal:
    facts = said.facts
    value = facts.get(name)
    if not value:
        return Refusal("fact_missing", name, "", _FORMS.get(name, Passing(Form.DAY_FORMS)))
    shown = value.isoformat() if isinstance(value, date) else str(value)
    rule = kinds.life(said.kind, lives, begun=facts["granted_on"]) if name == RENEWED else None
    if rule is not None:
        first = facts["granted_on"].isoformat()
        like = passing(Form.WHOLE_TERMS, day=first, years=rule.years)
        return Refusal("renewal_impossible", name, shown, like)
    if value > today:
        return Refusal(
            "date_in_future", name, shown, passing(Form.DAY_UP_TO, day=today.isoformat())
        )
    earliest = kinds.earliest(name, facts)
    return Refusal(
        "days_out_of_order", name, shown, passing(Form.DAY_FROM, day=earliest.isoformat())
    )


_FORMS: Mapping[str, Passing] = MappingProxyType(
    {
        MARK_CLASSES: Passing(Form.NICE_CLASSES),
        AUTHORSHIP: Passing(Form.AUTHORSHIP),
        columns.TITLE: passing(Form.CHARACTERS, most=LONGEST_TITLE),
        VERSION: passing(Form.CHARACTERS, most=LONGEST_VERSION),
    }
)


def form_of(kind: PatentKind, name: str, *, forms: Sequence[NumberForm]) -> Passing:
    """What passes in a column of this name."""
    if name == NUMBER:
        return passing(Form.REGISTRATION_LIKE, number=example(kind, forms))
    return _FORMS.get(name, Passing(Form.DAY_FORMS))


class _Unread(Exception):
    def __init__(self, code: str, field: str, value: str, would_pass: Passing) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, field, value[:LONGEST_VALUE], would_pass)


def _number(text: str, kind: PatentKind, *, forms: Sequence[NumberForm], today: date) -> str:
    like = form_of(kind, NUMBER, forms=forms)
    if not text:
        raise _Unread("fact_missing", NUMBER, "", like)
    try:
        plain = unicodedata.normalize("NFKC", text)
        return kinds.read_number(kind, plain, forms=forms, this_year=today.year)
    except InvalidField:
        raise _Unread("registration_malformed", NUMBER, text, like) from None


def _text(layout: Columns, raw: Sequence[str], name: str, longest: int) -> str:
    text = layout.get(raw, name).replace("\x00", "")
    if name == columns.TITLE and not text:
        raise _Unread("fact_missing", name, "", _FORMS[name])
    if len(text) > longest:
        raise _Unread("value_too_long", name, text, passing(Form.CHARACTERS, most=longest))
    return text


def _fact(name: str, layout: Columns, raw: Sequence[str], *, day_first: bool | None) -> Any:
    text = layout.get(raw, name)
    if not text:
        return None
    if name == MARK_CLASSES:
        return _classes(text)
    if name == AUTHORSHIP:
        author = _AUTHORS.get(plain(text))
        if author is None:
            raise _Unread("authorship_unknown", name, text, Passing(Form.AUTHORSHIP))
        return author
    if name == VERSION:
        return _text(layout, raw, name, LONGEST_VERSION)
    day = cells.read_date(text) or cells.read_serial(text)
    if day is None and day_first is not None:
        day = cells.read_year_last(text, day_first=day_first)
    if day is None:
        raise _Unread("date_invalid", name, text, Passing(Form.DAY_FORMS))
    return day


def _end_of_term(
    granted: date | None, told: date | None, *, lives: Sequence[RightLife]
) -> date | None:
    """A certificate names the last day of a term, a statement the day on which it is over."""
    if granted is None or told is None:
        return told
    following = told + timedelta(days=1)
    ends = kinds.is_whole_term(PatentKind.TRADEMARK, granted, following, lives=lives)
    return following if ends else told


def _classes(text: str) -> list[int]:
    found = [apart.class_of(part) for part in apart.parts(text)]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or not known:
        raise _Unread("classes_unknown", MARK_CLASSES, text, Passing(Form.NICE_CLASSES))
    return sorted(set(known))


def _author_by_owner(text: str) -> Author | None:
    """Organisations or persons by their names; None where the cell holds both or nothing."""
    owners = [name for part in cells.read_names(text) for name in re.split("[、，,]", part) if name]
    told = {is_organisation(name.strip()) for name in owners}
    if len(told) != 1:
        return None
    return Author.ORGANISATION if told.pop() else Author.PERSON


def merged(said: Declaration, known: Mapping[str, Any]) -> Declaration:
    """The statement with what was stated before and this row leaves open."""
    needed, possible = kinds.FACTS[said.kind]
    before = {
        name: date.fromisoformat(value) if name.endswith(("_on", "_until")) else value
        for name, value in known.items()
        if name in needed | possible
    }
    new = {name: value for name, value in said.facts.items() if value is not None}
    return replace(said, facts=before | new)
