"""Tables of rights that are no patents: known by their headings, read as a holder states them.

Pure. A table of trademarks, software, works or layouts is one kind throughout; each of its rows is
the same statement as by hand and passes the same checks, see `kinds`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from backend.kernel.errors import InvalidField
from backend.portfolio import kinds
from backend.portfolio.importing import columns
from backend.portfolio.importing.columns import Columns, plain
from backend.portfolio.right_rows import NumberForm
from backend.portfolio.states import Format, PatentKind

NUMBER, MARK_CLASSES, AUTHORSHIP = "registration_no", "mark_classes", "authorship"
RENEWED, VERSION = "renewed_until", "version"
_ANY_YEAR = 9999

_DATED = {
    "granted_on": (
        "登记日", "登记日期", "登记批准日期", "登记批准日", "批准日期", "发证日期", "发证日",
        "granted_on", "registration date", "registered on",
    ),
    "completed_on": (
        "完成日", "完成日期", "创作完成日", "创作完成日期", "创作完成时间", "开发完成日",
        "开发完成日期", "开发完成时间", "布图设计创作完成日", "completed_on", "completed on",
        "completion date",
    ),
    "published_on": (
        "首次发表日", "首次发表日期", "首次发表时间", "发表日期", "发表日", "published_on",
        "published on", "first published on",
    ),
    "filing_on": ("申请日", "申请日期", "filing_on", "filed on", "filing date", "application date"),
}  # fmt: skip
_AUTHORED = {
    AUTHORSHIP: (
        "著作权人类型", "权利人类型", "著作权人性质", "作者类型", "authorship", "kind of author",
    ),
    columns.OWNER: ("著作权人", "著作权人名称", "权利人", "权利人名称", "copyright owner", "owner"),
}  # fmt: skip
_ANY = {
    columns.ITEM: ("序号", "no", "#", "item"),
    columns.ADDRESS: ("地址", "申请人地址", "address"),
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """What the headings of a table of one kind look like."""

    kind: PatentKind
    format: Format
    #: Headings, any of which gives the kind away beside a column of numbers.
    signs: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]

    @property
    def fields(self) -> tuple[str, ...]:
        """What a column may be said to be, the needed ones first."""
        needed, possible = kinds.FACTS[self.kind]
        found = (NUMBER, columns.TITLE, *sorted(needed), *sorted(possible))
        return (*found, columns.OWNER) if AUTHORSHIP in needed else found


TABLES = (
    Table(
        kind=PatentKind.TRADEMARK,
        format=Format.TRADEMARKS,
        signs=(
            "商标", "商标名称", "商标名", "商标注册号", "商标号", "商标类别", "尼斯分类",
            "nice classes", "trademark", "mark",
        ),
        names={
            NUMBER: (
                "注册号", "商标注册号", "申请/注册号", "注册/申请号", "注册号/申请号", "商标号",
                "注册证号", "商标注册证号", NUMBER, "registration no", "registration number",
            ),
            columns.TITLE: (
                "商标", "商标名称", "商标名", "名称", "title", "mark", "trademark",
                "name of the mark",
            ),
            MARK_CLASSES: (
                "类别", "国际分类", "国际分类号", "商标类别", "尼斯分类", "类号", "核定类别",
                "核定使用商品类别", MARK_CLASSES, "nice classes", "classes", "class",
            ),
            "granted_on": (
                "注册日", "注册日期", "注册公告日", "注册公告日期", "核准注册日",
                "granted_on", "registration date", "registered on",
            ),
            "filing_on": _DATED["filing_on"],
            RENEWED: (
                "已续展至", "续展至", "有效期至", "专用权期限止", "专用权截止日", "有效期截止日",
                "到期日", RENEWED, "renewed until", "valid until",
            ),
            columns.OWNER: ("注册人", "商标注册人", "申请人", "申请人名称", "权利人", "owner"),
            **_ANY,
        },
    ),
    Table(
        kind=PatentKind.SOFTWARE,
        format=Format.SOFTWARE,
        signs=(
            "软件名称", "软件全称", "软著名称", "软件著作权名称", "计算机软件名称",
            "软件登记号", "软著登记号", "软件著作权登记号", "software name", "name of the software",
        ),
        names={
            NUMBER: (
                "登记号", "软件登记号", "软著登记号", "软件著作权登记号", "著作权登记号", NUMBER,
                "registration no", "registration number",
            ),
            columns.TITLE: (
                "软件名称", "软件全称", "软著名称", "软件著作权名称", "计算机软件名称", "名称",
                "title", "software name", "name of the software",
            ),
            VERSION: ("版本号", "版本", VERSION),
            **{name: _DATED[name] for name in ("granted_on", "completed_on", "published_on")},
            **_AUTHORED,
            **_ANY,
        },
    ),
    Table(
        kind=PatentKind.WORK,
        format=Format.WORKS,
        signs=("作品名称", "作品名", "作品登记号", "title of the work", "name of the work"),
        names={
            NUMBER: (
                "登记号", "作品登记号", "著作权登记号", NUMBER, "registration no",
                "registration number",
            ),
            columns.TITLE: (
                "作品名称", "作品名", "名称", "title", "title of the work", "name of the work",
            ),
            **{name: _DATED[name] for name in ("granted_on", "completed_on", "published_on")},
            **_AUTHORED,
            **_ANY,
        },
    ),
    Table(
        kind=PatentKind.LAYOUT,
        format=Format.LAYOUTS,
        signs=("布图设计名称", "布图名称", "布图设计登记号", "布图登记号", "layout name",
               "layout registration number", "name of the layout"),
        names={
            NUMBER: (
                "登记号", "布图设计登记号", "布图登记号", NUMBER, "registration no",
                "registration number", "layout registration number",
            ),
            columns.TITLE: (
                "布图设计名称", "布图名称", "名称", "title", "layout name", "name of the layout",
            ),
            "filing_on": (*_DATED["filing_on"], "布图设计申请日"),
            "granted_on": (*_DATED["granted_on"], "颁证日"),
            "completed_on": _DATED["completed_on"],
            "exploited_on": (
                "首次商业利用日", "首次商业利用日期", "首次投入商业利用日", "首次商业利用时间",
                "exploited_on", "first exploited on",
            ),
            columns.OWNER: _AUTHORED[columns.OWNER],
            **_ANY,
        },
    ),
)  # fmt: skip
BY_FORMAT: Mapping[Format, Table] = MappingProxyType({each.format: each for each in TABLES})
BY_KIND: Mapping[PatentKind, Table] = MappingProxyType({each.kind: each for each in TABLES})

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
#: A table with such a heading is one of patents.
_OF_PATENTS = re.compile("专利|发明|patent|公开号|公告号", re.IGNORECASE)


_BETWEEN = re.compile(r"[;；,，、|/\s]+")
_CLASS = re.compile(r"(?:第)?0?([0-9]{1,2})(?:类)?(?:\.0)?")


def table_of(
    header: Sequence[str], sample: Sequence[Sequence[str]], *, forms: Sequence[NumberForm]
) -> tuple[Table, Columns] | None:
    """The kind of right that a table lists and where its fields stand, or None."""
    if any(_OF_PATENTS.search(cell) for cell in header):
        return None
    told = {plain(cell) for cell in header} | {plain(_BRACKETS.sub("", cell)) for cell in header}
    for table in TABLES:
        at = _hinted(table, header)
        if NUMBER not in at:
            continue
        if told & {plain(sign) for sign in table.signs} or _agrees(table, at, sample, forms):
            return table, Columns(len(header), at)
    return None


def columns_of(table: Table, header: Sequence[str], mapping: Mapping[str, int] | None) -> Columns:
    """Where the fields of a table stand: where a person put them, else by its headings."""
    return Columns(len(header), _hinted(table, header) if mapping is None else dict(mapping))


def _hinted(table: Table, header: Sequence[str]) -> dict[str, int]:
    meanings = {plain(name): meaning for meaning, names in table.names.items() for name in names}
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        meaning = meanings.get(plain(name)) or meanings.get(plain(_BRACKETS.sub("", name)))
        if meaning is not None:
            found.setdefault(meaning, place)
    return found


def _agrees(
    table: Table,
    at: Mapping[str, int],
    sample: Sequence[Sequence[str]],
    forms: Sequence[NumberForm],
) -> bool:
    """Whether the content alone tells the kind; of bare digits only classes beside them do."""

    def is_number(text: str) -> bool:
        try:
            kinds.read_number(table.kind, text, forms=forms, this_year=_ANY_YEAR)
        except InvalidField:
            return False
        return True

    if columns.share(sample, at[NUMBER], is_number) < columns.SETTLED:
        return False
    if table.kind is not PatentKind.TRADEMARK:
        return True
    place = at.get(MARK_CLASSES)
    return place is not None and columns.share(sample, place, has_classes) >= columns.SETTLED


def lacking(table: Table, at: Mapping[str, int]) -> list[str]:
    """What a statement of this kind needs and no column holds."""
    needed = [NUMBER, columns.TITLE, *sorted(kinds.FACTS[table.kind][0])]
    given = set(at) | ({AUTHORSHIP} if columns.OWNER in at else set())
    return [name for name in needed if name not in given]


def parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]


def has_classes(text: str) -> bool:
    found = [class_of(part) for part in parts(text)]
    return bool(found) and None not in found


def class_of(part: str) -> int | None:
    match = _CLASS.fullmatch(part)
    found = 0 if match is None else int(match[1])
    return found if 1 <= found <= kinds.LAST_CLASS else None
