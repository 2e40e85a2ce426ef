"""What each source tells of a right, field by field, and whose word stands. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import msgspec

from backend.portfolio.names import keys
from backend.portfolio.states import PRECEDENCE, Source

#: The fields that sources are compared by, in the order in which a page shows them.
FIELDS = (
    "title", "filing_on", "published_on", "granted_on", "expires_on", "patentees", "applicants",
    "inventors", "classes",
)  # fmt: skip
NAMES = frozenset({"patentees", "applicants", "inventors"})
DAYS = frozenset({"filing_on", "published_on", "granted_on", "expires_on"})
#: Rights that were stored before tellings were kept: what their columns say.
EARLIER = "earlier"
OWN_FILE = "own_file"


class Told(NamedTuple):
    """A value and the day of the document that says it; days as ISO text."""

    value: Any
    as_of: str


@dataclass(slots=True)
class Telling:
    """What one teller (a kind of file) says; `at` is when it last spoke here."""

    source: Source
    at: str
    told: dict[str, Told] = field(default_factory=dict)
    changed: bool = False

    def hear(self, values: Mapping[str, Any], *, as_of: str, at: str) -> None:
        """Newer documents of the same teller replace what it said; older ones only add."""
        told = self.told
        for name, value in values.items():
            known = told.get(name)
            if known is None or (as_of >= known.as_of and known != (value, as_of)):
                told[name] = Told(value, as_of)
                self.changed = True
        if self.changed:
            self.at = max(self.at, at)

    def packed(self) -> str:
        return msgspec.json.encode(self.told).decode()


_TOLD = msgspec.json.Decoder(dict[str, Told])


def unpacked(source: str, at: str, told: str) -> Telling:
    return Telling(Source(source), at, _TOLD.decode(told))


def standing(tellings: Mapping[str, Telling], name: str) -> tuple[str, Told] | None:
    """Who is believed about a field: the highest source, its newest document, its last word."""
    if len(tellings) == 1:
        ((teller, only),) = tellings.items()
        word = only.told.get(name)
        return None if word is None else (teller, word)
    said = [
        ((PRECEDENCE[each.source], told.as_of, each.at, teller), teller, told)
        for teller, each in tellings.items()
        if (told := each.told.get(name)) is not None
    ]
    if not said:
        return None
    _, teller, told = max(said, key=lambda each: each[0])
    return teller, told


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one teller says of a field."""

    teller: str
    source: Source
    as_of: date
    values: tuple[str, ...]
    stands: bool
    #: Says something else than the word that stands.
    differs: bool


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """A field with everybody's word, the one that stands first."""

    name: str
    words: tuple[Word, ...]

    @property
    def conflicting(self) -> bool:
        return any(word.differs for word in self.words)


def provenance(tellings: Mapping[str, Telling]) -> list[Provenance]:
    found = []
    for name in FIELDS:
        best = standing(tellings, name)
        if best is None:
            continue
        words = [
            Word(
                teller=teller,
                source=each.source,
                as_of=date.fromisoformat(told.as_of),
                values=_texts(told.value),
                stands=teller == best[0],
                differs=_differs(name, best[1].value, told.value),
            )
            for teller, each in tellings.items()
            if (told := each.told.get(name)) is not None
        ]
        words.sort(key=lambda w: (not w.stands, -PRECEDENCE[w.source], w.teller))
        found.append(Provenance(name=name, words=tuple(words)))
    return found


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),)


def _differs(name: str, one: Any, other: Any) -> bool:
    """Whether two words contradict each other; a translation does not."""
    if name in DAYS:
        return bool(one != other)
    first, second = _texts(one), _texts(other)
    if name == "classes":  # vendors list more or fewer of them: the main one counts
        return _plain(first[0]) != _plain(second[0])
    if _is_chinese(first) != _is_chinese(second):
        return False
    if name in NAMES:
        return set(keys(first)) != set(keys(second))
    return _plain(first[0]) != _plain(second[0])


def _is_chinese(texts: Iterable[str]) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for text in texts for char in text)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
