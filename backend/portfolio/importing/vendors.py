"""The exports of the data vendors, known by their headers; what each writes in its own way."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backend.portfolio.importing import cells, columns
from backend.portfolio.states import Format

_DIGITS_OF_YEAR = 4
#: WIPS pads every serial to this many digits.
_PADDED = 8
_OLD_SERIAL = 6


@dataclass(frozen=True, slots=True)
class Vendor:
    """One kind of export: any of these sets of header cells gives it away."""

    format: Format
    signs: tuple[frozenset[str], ...]
    names: Callable[[str], list[str]] = cells.read_names


def _signs(*headers: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(columns.plain(name) for name in names) for names in headers)


VENDORS = (
    Vendor(
        Format.LENS,
        _signs(("Lens ID", "Display Key"), ("Lens ID", "Publication Number", "Jurisdiction")),
    ),
    Vendor(
        Format.BIGQUERY,
        _signs(("publication_number", "ipc_codes"), ("publication_number", "family_id")),
        cells.read_comma_names,
    ),
    Vendor(Format.CNIPR, _signs(("主权项", "光盘号"), ("国际公布", "颁证日", "参考文献"))),
    Vendor(
        Format.WIPS,
        _signs(("WIPS ON key",), ("국가코드", "출원번호", "발명의 명칭")),
        cells.read_bar_names,
    ),
    Vendor(
        Format.INCOPAT, _signs(("合享价值度",), ("链接到incoPat",), ("标题 (中文)", "标准化申请人"))
    ),
    Vendor(
        Format.PATSNAP,
        _signs(
            ("简单法律状态",),
            ("[标]当前申请(专利权)人",),
            ("Patsnap同族专利申请数量",),
            ("标题(译)(简体中文)",),
        ),
        cells.read_bar_names,
    ),
)
_SCHOLARLY = frozenset(
    columns.plain(name)
    for name in (
        "DOI", "PMID", "PMCID", "ISSN", "ISSNs", "Source Title", "Publication Type", "Journal",
        "Cited References", "Document Title", "Author Full Names", "Keywords Plus", "来源",
        "Source Title/Journal", "文献来源", "刊名", "Source-文献来源", "SrcDatabase-来源库",
        "Author Keywords", "EID",
    )
)  # fmt: skip
_CITED_WORK = re.compile(r"\[(?:J|D|C|M|N|R)(?:/OL)?\]|^TY {2}- (?!PAT)|^@(?:article|book|inproc)")


def vendor_of(header: Sequence[str]) -> Vendor | None:
    told = {columns.plain(name) for name in header}
    return next((each for each in VENDORS if any(sign <= told for sign in each.signs)), None)


def is_scholarly(header: Sequence[str]) -> bool:
    """Whether the header is that of a list of articles: two signs of it."""
    return len({columns.plain(name) for name in header} & _SCHOLARLY) > 1


def cites_works(lines: Sequence[str]) -> bool:
    """Whether most of these lines cite articles, theses or books."""
    told = [line for line in lines if line.strip()]
    return bool(told) and sum(bool(_CITED_WORK.search(line)) for line in told) * 2 > len(told)


_WIPS = {
    "country": "국가코드", "letter": "문헌종류 코드", "application": "출원번호",
    "registration": "등록번호", "registered": "등록일", "announcement": "공고번호",
    "announced": "공고일", "publication": "공개번호/공표/재공표", "published": "공개일",
}  # fmt: skip
WIPS_COLUMNS = (columns.PUBLICATION, columns.APPLICATION, columns.ANNOUNCED)


def wips_columns(header: Sequence[str]) -> Callable[[list[str]], list[str]]:
    """A function that adds to a row of WIPS ON its numbers as their offices write them."""
    places = {columns.plain(name): place for place, name in enumerate(header)}
    at = {key: places.get(columns.plain(name)) for key, name in _WIPS.items()}

    def added(raw: list[str]) -> list[str]:
        def cell(key: str) -> str:
            place = at[key]
            return "" if place is None else raw[place].strip()

        country = cell("country")
        number, day = next(
            (
                (cell(name), cell(when))
                for name, when in (
                    ("registration", "registered"),
                    ("announcement", "announced"),
                    ("publication", "published"),
                )
                if cell(name)
            ),
            ("", ""),
        )
        return [*raw, _wips_number(country, number, cell("letter")),
                _wips_application(country, cell("application")), day]  # fmt: skip

    return added


def _wips_number(country: str, number: str, letter: str) -> str:
    """`CN ` + `001221369` + `C ` is CN1221369C: the zeros before a number are padding."""
    if not number:
        return ""
    bare = re.sub(r"[^0-9A-Z]", "", number.upper().removeprefix(country))
    return f"{country}{bare.lstrip('0')}{letter}"


def _wips_application(country: str, number: str) -> str:
    """`2001-00113592` is 01113592: serials of six digits are padded to eight."""
    year, _, serial = number.partition("-")
    if country != "CN" or len(year) != _DIGITS_OF_YEAR or len(serial) != _PADDED:
        return number
    if serial.startswith("0" * (_PADDED - _OLD_SERIAL)):
        return f"{year[2:]}{serial[_PADDED - _OLD_SERIAL :]}"
    return f"{year}{serial}"
