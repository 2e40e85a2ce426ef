"""Patent numbers as people write them: application, patent and publication numbers. Pure.

Rules: the CNIPA numbering standards ZC 0006-2003 (application numbers and their check digit) and
ZC 0007-2012 (publication numbers), with the readings that were settled for this product.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from operator import mul

from backend.kernel import language
from backend.kernel.errors import RuleBroken
from backend.kernel.language import Language
from backend.portfolio import wording
from backend.portfolio.offices import OFFICES
from backend.portfolio.passing import Form, Passing, passing
from backend.portfolio.states import PatentKind

FIRST_YEAR = 1985
#: Short numbers (two-digit year) were given out until 2003.
LAST_SHORT_YEAR = 2003
#: The first year whose numbers carry a check digit.
FIRST_CHECKED_YEAR = 1989
LONG, SHORT = 12, 8
LONGEST_CELL = 200

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_KIND_OF_TYPE = {
    "1": PatentKind.INVENTION,
    "2": PatentKind.UTILITY_MODEL,
    "3": PatentKind.DESIGN,
    "8": PatentKind.INVENTION,  # PCT
    "9": PatentKind.UTILITY_MODEL,  # PCT
}
_KIND_OF_LETTER = {
    "A": PatentKind.INVENTION,
    "B": PatentKind.INVENTION,
    "C": PatentKind.INVENTION,
    "U": PatentKind.UTILITY_MODEL,
    "Y": PatentKind.UTILITY_MODEL,
    "S": PatentKind.DESIGN,
    "D": PatentKind.DESIGN,
}
_KIND_OF_FIRST_DIGIT = {
    "1": PatentKind.INVENTION,
    "2": PatentKind.UTILITY_MODEL,
    "3": PatentKind.DESIGN,
}
_LETTERS_OF_DIGIT = {"1": "A/B/C", "2": "U/Y", "3": "S/D"}

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LABEL = re.compile(r"^(?:专利号|申请号|公开号|公告号|授权公告号|申请公布号|公开\(公告\)号):?")
_DROPPED = re.compile(r"[\s\-\u00a0]+")
_DESTROYED = re.compile(r"^[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}$")
_HARD_BREAK = re.compile(r"[,;、/|\n\r\t]+|\.(?=\s)")
_GRANTED_LETTERS = frozenset("BCUYSD")

_PLAIN_APPLICATION = re.compile(r"^[0-9]{12}[0-9X]$")
_PLAIN_PUBLICATION = re.compile(r"^CN[123][0-9]{8}[A-Z]$")
_PUBLICATION = re.compile(r"^CN([0-9]{7,9})([A-Z])([0-9]?)$")
#: An X there is a check digit; no kind is written so.
_DOCDB_APPLICATION = re.compile(r"^CN([0-9]{12})(?:\.?([0-9X]))?([A-WYZ])[0-9]?$")
#: Of 1989 to 2003: publications had seven digits by then.
_SHORT_DOCDB_APPLICATION = re.compile(
    r"^CN((?:89|9[0-9]|0[0-3])[0-9]{6})(?:\.?([0-9X]))?([A-WYZ])[0-9]?$"
)
_FOREIGN = re.compile(r"^([A-Z]{2})([A-Z]{0,2}[0-9]{3,14})([A-Z][0-9]{0,2})?$")
_DIGITS_AND_LETTER = re.compile(r"^([0-9]{7,9})([A-Z])([0-9]?)$")


class Reason(StrEnum):
    """Why a text is not taken for a number."""

    EMPTY = "number_empty"
    DESTROYED = "application_number_destroyed"
    MALFORMED = "number_malformed"
    DOT_MISPLACED = "dot_misplaced"
    CHECK_DIGIT_WRONG = "check_digit_wrong"
    YEAR_UNKNOWN = "year_unknown"
    TYPE_UNKNOWN = "type_unknown"
    KIND_MISSING = "publication_kind_missing"
    KIND_UNKNOWN = "publication_kind_unknown"
    KIND_CONTRADICTS = "publication_kind_contradicts"
    TWO_NUMBERS = "two_numbers"


class NumberInvalid(RuleBroken):
    code = "portfolio.number_invalid"
    title = "This is not a patent number"

    def __init__(self, reason: Reason, *, value: str, passing: Passing) -> None:
        super().__init__(
            f"{value!r} is refused ({reason}); "
            f"{wording.would_pass(passing, language=Language.ENGLISH)} would pass.",
            reason=str(reason),
            value=value,
            would_pass=wording.would_pass(passing, language=language.current()),
        )
        self.reason = reason
        self.value = value
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Application:
    """An application number; the patent number is the same digits."""

    body: str
    check: str | None
    check_given: bool = True

    @property
    def text(self) -> str:
        return self.body if self.check is None else f"{self.body}.{self.check}"

    @property
    def kind(self) -> PatentKind:
        return _KIND_OF_TYPE[type_digit(self.body)]

    @property
    def year(self) -> int:
        return year_of(self.body)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication number of CNIPA or of a foreign office."""

    text: str
    kind: PatentKind
    granting: bool

    @property
    def foreign(self) -> bool:
        return self.kind is PatentKind.FOREIGN


Number = Application | Publication


def check_digit(body: str) -> str:
    """The check digit of an application number's 8 or 12 digits."""
    rest = sum(map(mul, map(int, body), _WEIGHTS)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - ten is written X


def type_digit(body: str) -> str:
    return body[4] if len(body) == LONG else body[2]


def year_of(body: str) -> int:
    if len(body) == LONG:
        return int(body[:4])
    year = int(body[:2])
    return year + (1900 if year >= FIRST_YEAR - 1900 else 2000)


def label(body: str, check: str | None, *, granted: bool = True) -> str:
    """The number in groups, as people read it: `ZL 2018 1 1564288.X`; `ZL` only once granted."""
    cut = 4 if len(body) == LONG else 2
    groups = f"{body[:cut]} {body[cut]} {body[cut + 1 :]}"
    dotted = groups if check is None else f"{groups}.{check}"
    return f"ZL {dotted}" if granted else dotted


def read(text: str, *, this_year: int) -> Number:
    """The number that `text` is, or a refusal that says what would pass."""
    plain = _plain(text)
    _check_single(text, plain)
    compact = _DROPPED.sub("", plain)
    if _DESTROYED.match(compact):
        raise NumberInvalid(Reason.DESTROYED, value=text, passing=Passing(Form.NUMBER_AS_TEXT))
    publication = _publication(compact, text)
    if publication is not None:
        return publication
    docdb = _DOCDB_APPLICATION.match(compact)
    if docdb is not None:
        return _docdb(*docdb.groups(), text=text, this_year=this_year)
    foreign = _FOREIGN.match(compact.replace("/", ""))  # US 2023/0067653 A1
    if foreign is not None and foreign[1] in OFFICES:
        return Publication(foreign[0], PatentKind.FOREIGN, granting=False)
    return _application(compact, text=text, this_year=this_year)


def read_application(text: str, *, this_year: int) -> Application:
    """An application or patent number; a publication number is refused."""
    if _PLAIN_APPLICATION.match(text):
        return _checked(text[:LONG], text[LONG], text=text, this_year=this_year)
    short = _SHORT_DOCDB_APPLICATION.match(_DROPPED.sub("", _plain(text)))
    if short is not None:
        return _docdb(*short.groups(), text=text, this_year=this_year)
    number = read(text, this_year=this_year)
    if isinstance(number, Publication):
        raise _malformed(text)
    return number


def read_publication(text: str, *, this_year: int) -> Publication:
    """A publication number; an application number is refused."""
    if _PLAIN_PUBLICATION.match(text) and text[-1] in _KIND_OF_LETTER:
        found = _publication(text, text)
        if found is not None:
            return found
    number = read(text, this_year=this_year)
    if isinstance(number, Application):
        raise NumberInvalid(Reason.MALFORMED, value=text, passing=Passing(Form.PUBLICATION_NUMBER))
    return number


def is_destroyed(text: str) -> bool:
    """Whether Excel turned the number into a power of ten: `2.02E+12`."""
    return bool(_DESTROYED.match(_DROPPED.sub("", text.translate(_FULL_WIDTH).upper())))


def _plain(text: str) -> str:
    """Full width to ASCII and upper case; Excel's text marks and the usual labels taken off.

    Not NFKC: that would also turn circled and raised figures into digits.
    """
    plain = text.translate(_FULL_WIDTH).strip().upper()
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    return _LABEL.sub("", plain.removeprefix("'")).strip()


def _check_single(text: str, plain: str) -> None:
    if not plain:
        raise NumberInvalid(Reason.EMPTY, value=text, passing=Passing(Form.NUMBER))
    if len(text) > LONGEST_CELL:
        raise NumberInvalid(
            Reason.MALFORMED,
            value=text[:LONGEST_CELL],
            passing=Passing(Form.SINGLE_NUMBER),
        )
    hard = [part for part in _HARD_BREAK.split(plain) if _count_digits(part) >= SHORT - 1]
    soft = [part for part in plain.split() if _count_digits(part) >= SHORT]
    if len(hard) > 1 or len(soft) > 1 or _count_digits(plain) >= 2 * SHORT:
        raise NumberInvalid(Reason.TWO_NUMBERS, value=text, passing=Passing(Form.ONE_NUMBER_A_CELL))


def _count_digits(text: str) -> int:
    return sum("0" <= char <= "9" for char in text)


def _publication(compact: str, text: str) -> Publication | None:
    match = _PUBLICATION.match(compact)
    if match is None:
        _check_prefixed(compact, text)
        return None
    digits, letter, version = match.groups()
    kind = _KIND_OF_LETTER.get(letter)
    if kind is None:
        if letter == "X" and len(digits) == SHORT and not version:
            return None  # CN 02139508X is an application number with its check digit
        raise NumberInvalid(Reason.KIND_UNKNOWN, value=text, passing=Passing(Form.KIND_LETTERS))
    family = digits[2] if len(digits) == SHORT else digits[0]  # CN85100001A: year, then type
    expected = _KIND_OF_FIRST_DIGIT.get(family)
    if expected is not kind:
        letters = _LETTERS_OF_DIGIT.get(family)
        raise NumberInvalid(
            Reason.KIND_CONTRADICTS,
            value=text,
            passing=Passing(Form.PUBLICATION_NUMBER)
            if letters is None
            else passing(Form.KIND_OF_DIGIT, digit=family, letters=letters),
        )
    return Publication(compact, kind, granting=letter in _GRANTED_LETTERS and not version)


def _check_prefixed(compact: str, text: str) -> None:
    match = _DIGITS_AND_LETTER.match(compact)
    if match is not None and match[2] in _KIND_OF_LETTER:
        raise NumberInvalid(
            Reason.MALFORMED, value=text, passing=passing(Form.THIS_NUMBER, number=f"CN{compact}")
        )


def _docdb(body: str, check: str | None, letter: str, *, text: str, this_year: int) -> Application:
    """`CN 201320717143 U`: an application number with the kind of its publication behind it.

    Google's pages have the check digit before the kind, behind a dot or without one.
    """
    application = _checked(body, check, text=text, this_year=this_year)
    if _KIND_OF_LETTER.get(letter) is not application.kind:
        raise NumberInvalid(
            Reason.KIND_CONTRADICTS,
            value=text,
            passing=passing(Form.KIND_OF_TYPE, digit=type_digit(application.body)),
        )
    return application


def _application(compact: str, *, text: str, this_year: int) -> Application:
    chinese = compact.startswith("CN")
    bare = compact.removeprefix("CN").removeprefix("ZL").removeprefix("CN")
    dotted = "." in bare
    if dotted:
        body, _, check = bare.partition(".")
        if len(check) != 1 or len(body) not in {LONG, SHORT}:
            raise _dot_misplaced(bare, text)
        bare = body + check
    if not re.fullmatch(r"[0-9]{7,12}[0-9X]?", bare):
        raise _malformed(text)
    prefixed = chinese and "ZL" not in compact
    if prefixed and not dotted and bare.isdigit() and len(bare) in {SHORT - 1, SHORT + 1}:
        raise NumberInvalid(
            Reason.KIND_MISSING,
            value=text,
            passing=passing(Form.WITH_KIND_LETTER, number=f"CN{bare}"),
        )
    if len(bare) in {LONG, SHORT} and bare.isdigit():
        return _checked(bare, None, text=text, this_year=this_year)
    if len(bare) in {LONG + 1, SHORT + 1}:
        return _checked(bare[:-1], bare[-1], text=text, this_year=this_year)
    raise _malformed(text)


def _checked(body: str, check: str | None, *, text: str, this_year: int) -> Application:
    if type_digit(body) not in _KIND_OF_TYPE:
        raise NumberInvalid(Reason.TYPE_UNKNOWN, value=text, passing=Passing(Form.TYPE_DIGITS))
    year = year_of(body)
    last = this_year if len(body) == LONG else LAST_SHORT_YEAR
    if not FIRST_YEAR <= year <= last:
        raise NumberInvalid(
            Reason.YEAR_UNKNOWN,
            value=text,
            passing=passing(Form.YEARS, first=FIRST_YEAR, last=last),
        )
    right = check_digit(body)
    if check is None:
        unchecked = len(body) == SHORT and year < FIRST_CHECKED_YEAR
        return Application(body, None if unchecked else right, check_given=False)
    if check != right:
        raise NumberInvalid(
            Reason.CHECK_DIGIT_WRONG,
            value=text,
            passing=passing(Form.CHECKED_NUMBER, number=f"{body}.{right}"),
        )
    return Application(body, check)


def _malformed(text: str) -> NumberInvalid:
    return NumberInvalid(
        Reason.MALFORMED,
        value=text,
        passing=Passing(Form.NUMBER_FORMS),
    )


def _dot_misplaced(bare: str, text: str) -> NumberInvalid:
    return NumberInvalid(
        Reason.DOT_MISPLACED,
        value=text,
        passing=passing(Form.DOT_BEFORE_CHECK, found=bare),
    )
