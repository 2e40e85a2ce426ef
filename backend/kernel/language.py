"""The language that the reader of an answer asked for: Chinese unless he prefers English."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    CHINESE = "zh-CN"
    ENGLISH = "en"


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
