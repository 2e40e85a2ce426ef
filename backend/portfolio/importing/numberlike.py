"""Whether a cell looks like a patent number, and a text like a list of them."""

import re
from collections.abc import Iterator, Sequence

from backend.portfolio.importing import cells, columns
from backend.portfolio.numbers import NumberInvalid, Publication, is_destroyed, read

MOST_LINES = 201
GOOGLE_ID = re.compile(r"^[A-Z]{2}-[A-Z]{0,2}[0-9]+-[A-Z][0-9]?$")
_TOKENS = re.compile(r"[,;，；、\t]+")
_NUMBER_LIKE = re.compile(r"^[A-Za-z0-9\s.\-+'\"=０-９．]{7,40}$")
_ANY_YEAR = 9999


def is_publication(cell: str) -> bool:
    if GOOGLE_ID.match(cell):
        return False
    try:
        number = read(cell, this_year=_ANY_YEAR)
    except NumberInvalid:
        return False
    return isinstance(number, Publication) and not number.foreign


def is_publication_like(cell: str) -> bool:
    """A publication number of any office."""
    try:
        return isinstance(read(cell, this_year=_ANY_YEAR), Publication)
    except NumberInvalid:
        return False


def is_any_number(cell: str) -> bool:
    if is_destroyed(cell):
        return True
    try:
        read(cell, this_year=_ANY_YEAR)
    except NumberInvalid:
        return False
    return cells.read_date(cell) is None


def is_application(cell: str) -> bool:
    if is_destroyed(cell):
        return True
    if cells.read_date(cell) is not None:
        return False  # 20190712 would do as a number of eight digits
    try:
        number = read(cell, this_year=_ANY_YEAR)
    except NumberInvalid:
        return False
    return not isinstance(number, Publication)


def has_number(row: Sequence[str]) -> bool:
    return any(
        GOOGLE_ID.match(cell.strip()) or is_publication(cell.strip()) for cell in row if cell
    )


def tokens(line: str) -> Iterator[str]:
    """The numbers of one line of a plain list."""
    for token in _TOKENS.split(line.strip()):
        if token.strip():
            yield token.strip()


def is_heading(token: str) -> bool:
    return not any(char.isdigit() for char in token)


def is_list(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:MOST_LINES]
    found = [token for line in lines for token in tokens(line)]
    if found and is_heading(found[0]):
        found = found[1:]
    if not found or any(len(token) > 4 * 40 for token in found):
        return False
    return sum(is_number_like(token) for token in found) >= columns.SETTLED * len(found)


def is_number_like(token: str) -> bool:
    if is_destroyed(token):
        return True
    try:
        read(token, this_year=_ANY_YEAR)
    except NumberInvalid:
        digits = sum(char.isdigit() for char in token)
        return bool(_NUMBER_LIKE.match(token)) and digits >= 7  # noqa: PLR2004 - shortest number
    return True
