"""The language that the reader of an answer asked for: Chinese unless he prefers English."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TypeVar


class Language(StrEnum):
    CHINESE = "zh-CN"
    ENGLISH = "en"


#: Words in Chinese and in English.
Pair = tuple[str, str]
K = TypeVar("K")

_asked: ContextVar[Language] = ContextVar("language", default=Language.CHINESE)
_RANGE = re.compile(
    r"\s*(zh|en)(?:-[\w-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.IGNORECASE
)


def current() -> Language:
    """What this request asked for in its `Accept-Language`; outside a request, Chinese."""
    return _asked.get()


def said(chinese: str, english: str | None) -> str:
    """The words in the reader's language, where there is a translation."""
    return english if english and current() is Language.ENGLISH else chinese


def spoken(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Headings and the like, in the reader's language."""
    return tuple(said(*pair) for pair in pairs)


def joined(names: Iterable[str]) -> str:
    """Several in one cell or line, as the reader's language parts them."""
    return said("、", "; ").join(names)


def chinese(pairs: Mapping[K, Pair]) -> dict[K, str]:
    """The Chinese of them whoever reads: for papers and what else is kept as it was written."""
    return {key: pair[0] for key, pair in pairs.items()}


class Words(Mapping[K, str]):
    """What each key is called, in the language of whoever reads when it is looked up."""

    def __init__(self, pairs: Mapping[K, Pair]) -> None:
        self._pairs = pairs

    def __getitem__(self, key: K) -> str:
        return said(*self._pairs[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)


def ask(header: str) -> None:
    """Note what the request's `Accept-Language` prefers."""
    _asked.set(preferred(header))


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Outside a request: as whoever asked for it reads."""
    token = _asked.set(language)
    try:
        yield
    finally:
        _asked.reset(token)


def preferred(header: str) -> Language:
    """Of Chinese and English the one with the higher weight; the earlier one of equals."""
    best, weight = Language.CHINESE, 0.0
    for part in header.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            continue
        given = float(found[2] or 1)
        if given > weight:
            best = Language.ENGLISH if found[1].lower() == "en" else Language.CHINESE
            weight = given
    return best
