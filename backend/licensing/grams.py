"""Words of a Chinese title without a dictionary: pairs of neighbouring characters. Pure.

PostgreSQL's own parsers cut no Chinese, and `pg_trgm` finds nothing shorter than three
characters; a pair finds every two-character word. One character alone is found as itself.
"""

import re
import unicodedata

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+")
#: More pairs than that narrow a search no further.
MOST = 24


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def grams(text: str) -> list[str]:
    """What a title is found by."""
    found: set[str] = set()
    for run in _runs(text):
        found.update((run,) if run.isascii() else (*run, *_pairs(run)))
    return sorted(found)


def wanted(text: str) -> list[str]:
    """What a title has to hold to be found by this text."""
    found: dict[str, None] = {}
    for run in _runs(text):
        parts = (run,) if run.isascii() or len(run) == 1 else tuple(_pairs(run))
        found.update(dict.fromkeys(parts))
    return list(found)[:MOST]


def phrases(text: str) -> list[str]:
    """The Chinese parts of it longer than a pair, which pairs alone do not prove."""
    return [run for run in _runs(text) if not run.isascii() and len(run) > 2]  # noqa: PLR2004
