"""What the blanks of a paper may hold: shared dataclasses, and one check for all of them."""

import dataclasses
import re
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Literal, get_args, get_origin, get_type_hints

LONGEST_TEXT = 2000
LARGEST_FEN = 10**15
LARGEST_BP = 1_000_000
MOST_ROWS = 2000

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PATENT_NUMBER = re.compile(r"([0-9]{12}|[0-9]{8})(\.?[0-9X])?")


class Unfit(ValueError):
    """A blank cannot be filled with what was given: says which field and what would pass."""

    code: ClassVar[str] = "contracts.unfit"

    def __init__(self, field: str, passes: str, *, got: object) -> None:
        self.field = field
        self.passes = passes
        super().__init__(f"{field}: {passes} would pass; got {str(got)[:80]!r}")


@dataclasses.dataclass(frozen=True)
class Blanks:
    """The base of every terms dataclass; nothing unfit can be built.

    Text without a default must not be empty. Every text is one line: prose is a tuple of
    paragraphs (see `paragraphs`). Units stand in the names: `*_fen` is money, `*_bp` a rate in
    basis points, `*_sha256` a lower-case digest, `*patent_number` a Chinese patent's number without
    ZL. A tuple without a default holds at least one item.
    """

    def __post_init__(self) -> None:
        kind: Any = type(self)
        hints = _hints(kind)
        for field in dataclasses.fields(self):
            required = field.default is dataclasses.MISSING
            _check(field.name, getattr(self, field.name), hints[field.name], required=required)
        self.check()

    def check(self) -> None:
        """What must hold between fields; each paper says its own."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Party(Blanks):
    """Who stands in a paper: a firm, a bank, an agency. `code` is the USCC or the foreign one."""

    name: str
    code: str = ""
    address: str = ""
    representative: str = ""
    contact: str = ""
    phone: str = ""
    postcode: str = ""
    country: str = "中国"
    name_en: str = ""
    address_en: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Patent(Blanks):
    """A granted patent; its number as 2020101234567, 202010123456.7 or 98123456.7, without ZL."""

    patent_number: str
    title: str
    kind: Literal["invention", "utility_model", "design"]
    filed_on: date
    granted_on: date
    expires_on: date | None = None
    patentees: tuple[str, ...] = ()

    def check(self) -> None:
        if self.granted_on < self.filed_on:
            raise Unfit("granted_on", "a day not before filed_on", got=self.granted_on)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Prose as the papers take it: one line of text per paragraph, empty ones left out."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _check(name: str, value: Any, hint: Any, *, required: bool) -> None:
    if isinstance(value, tuple):
        _check_rows(name, value, required=required)
    elif isinstance(value, str):
        _check_text(name, value, hint, required=required)
    elif isinstance(value, datetime):
        if value.tzinfo is None:
            raise Unfit(name, "a moment with its time zone", got=value)
    elif isinstance(value, int):
        most = LARGEST_FEN if name.endswith("_fen") else LARGEST_BP
        if not 0 <= value <= most:
            raise Unfit(name, f"a whole number from 0 to {most}", got=value)


def _check_rows(name: str, rows: tuple[Any, ...], *, required: bool) -> None:
    if required and not rows:
        raise Unfit(name, "at least one", got=rows)
    if len(rows) > MOST_ROWS:
        raise Unfit(name, f"at most {MOST_ROWS}", got=len(rows))
    single = name.removesuffix("s")
    for row in rows:
        _check(single, row, str, required=True)


def _check_text(name: str, value: str, hint: Any, *, required: bool) -> None:
    if required and not value.strip():
        raise Unfit(name, "text that is not empty", got=value)
    if len(value) > LONGEST_TEXT:
        raise Unfit(name, f"at most {LONGEST_TEXT} characters", got=f"{len(value)} characters")
    if get_origin(hint) is Literal and value not in get_args(hint):
        raise Unfit(name, "one of " + ", ".join(get_args(hint)), got=value)
    if name.endswith("_sha256") and value and not _SHA256.fullmatch(value):
        raise Unfit(name, "64 lower-case hexadecimal figures", got=value)
    if name.endswith("patent_number") and not _PATENT_NUMBER.fullmatch(value):
        raise Unfit(name, "12 or 8 digits and the check digit, without ZL", got=value)
