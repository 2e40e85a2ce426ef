"""Which column holds what: the header is a hint, the content decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import mean
from types import MappingProxyType

from backend.portfolio.importing import cells
from backend.portfolio.names import is_organisation, looks_like_address

ITEM, TITLE, PUBLICATION, APPLICATION = "item", "title", "publication_no", "application_no"
FILED, ANNOUNCED, GRANTED = "filing_date", "announcement_date", "grant_date"
PATENTEE, INVENTORS, ADDRESS, CLASSES, LINK = (
    "patentee", "inventors", "address", "classes", "link",
)  # fmt: skip
ABSTRACT, OWNER, STATUS, FAMILY = "abstract", "owner", "legal_status", "family"
GRANT_PUBLICATION, MORE_CLASSES = "grant_publication_no", "more_classes"
#: What the records of XML, JSON and pages are laid out as, in this order.
FIELDS = (
    PUBLICATION, APPLICATION, TITLE, FILED, ANNOUNCED, GRANTED, PATENTEE, OWNER, INVENTORS,
    ADDRESS, CLASSES, STATUS, FAMILY,
)  # fmt: skip

_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
#: What a column is when another one already holds the usual meaning of its name.
_SECOND = {"授权公告号": GRANT_PUBLICATION, "授权公告日": GRANTED, CLASSES: MORE_CLASSES}
_NOISE = re.compile(r"[\s()（）\[\]/._\-:：、,，]+")

_SYNONYMS: dict[str, tuple[str, ...]] = {
    ITEM: ("item", "序号", "no", "#"),
    TITLE: (
        "name", "title", "名称", "发明名称", "专利名称", "实用新型名称", "标题", "标题(中文)",
        "标题(译)(简体中文)", "发明的名称", "발명의 명칭", "invention title",
    ),
    PUBLICATION: (
        "authorization_notice_id", "publication number", "公开号", "公告号", "公开(公告)号",
        "授权公告号", "申请公布号", "id", "display key", "专利公开号", "公开公告号", "公布号",
        "publication_no", "pub no", "patent number",
    ),
    APPLICATION: (
        "filing_id", "application number", "申请号", "专利号", "申请号/专利号", "申请编号",
        "application_no", "出愿番号",
    ),
    FILED: (
        "filing_date", "filing/creation date", "filingDate", "application date", "申请日",
        "申请日期", "출원일",
    ),
    ANNOUNCED: (
        "authorized_announcement_date", "publication date", "公告日", "公开日", "授权公告日",
        "公开(公告)日", "申请公布日", "公开日期", "公告日期", "公开公告日",
    ),
    GRANTED: ("grant date", "授权日", "授权日期", "颁证日"),
    PATENTEE: (
        "patentee", "assignee", "applicant", "专利权人", "申请人", "申请(专利权)人", "applicants",
        "当前申请(专利权)人", "[标]当前申请(专利权)人", "原始申请(专利权)人",
        "[标]原始申请(专利权)人", "申请人名称", "assignees", "출원인",
    ),
    OWNER: ("owners", "当前权利人", "标准化当前权利人", "当前专利权人"),
    INVENTORS: (
        "designer", "inventor", "inventor/author", "author", "发明人", "设计人", "发明(设计)人",
        "inventors", "发明设计人", "발명자/고안자",
    ),
    ADDRESS: ("address", "地址", "申请人地址"),
    CLASSES: (
        "Int.Cl.", "ipc", "分类号", "主分类号", "IPC分类号", "IPC主分类号", "classes", "IPC主分类",
        "ipc_codes", "IPCR Classifications", "Original IPC All", "洛迦诺分类号",
    ),
    LINK: ("result link", "url", "link"),
    ABSTRACT: (
        "abstract", "摘要", "abstract_zh", "申请摘要", "摘要(中文)", "摘要(译)(简体中文)", "요약",
    ),
    STATUS: ("legal status", "法律状态", "简单法律状态", "法律状态/事件", "当前法律状态"),
    FAMILY: ("family id", "simple family members", "简单同族", "family_id", "同族专利"),
    "priority_date": ("priority date",),
}  # fmt: skip


def plain(header: str) -> str:
    return _NOISE.sub("", header).casefold()


HINTS = MappingProxyType(
    {plain(name): meaning for meaning, names in _SYNONYMS.items() for name in names}
)

# Content of which a share this large settles what a column is.
SETTLED = 0.5
SWAP_MARGIN = 0.3


@dataclass(slots=True)
class Columns:
    """Where each field stands, and which fields had changed places against the header."""

    width: int
    at: dict[str, int]
    swapped: list[tuple[str, str]] = field(default_factory=list)

    def get(self, row: Sequence[str], name: str) -> str:
        place = self.at.get(name)
        return "" if place is None else row[place].strip()


def hinted(header: Sequence[str]) -> dict[str, int]:
    """Fields by the header's words; the first column of a name counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        told = plain(name)
        meaning = HINTS.get(told) or HINTS.get(plain(_IN_BRACKETS.sub("", name)))
        second = _SECOND.get(told if meaning != CLASSES else CLASSES)
        if meaning is None:
            continue
        if meaning in found and second is not None:
            found.setdefault(second, place)
        elif meaning in found and _SECOND.get(plain(header[found[meaning]])) is not None:
            # 授权公告号 stood before 公开号: the second one is the publication.
            found.setdefault(_SECOND[plain(header[found[meaning]])], found[meaning])
            found[meaning] = place
        else:
            found.setdefault(meaning, place)
    return found


def share(rows: Sequence[Sequence[str]], place: int, test: Callable[[str], bool]) -> float:
    """How many of a column's filled cells pass a test, from 0 to 1."""
    filled = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
    return mean(bool(test(cell)) for cell in filled) if filled else 0.0


def places(
    rows: Sequence[Sequence[str]], width: int, test: Callable[[str], bool], taken: set[int]
) -> list[int]:
    """The free columns whose content passes a test, the surest first."""
    shares = {at: share(rows, at, test) for at in range(width) if at not in taken}
    sure = [at for at, part in shares.items() if part >= SETTLED]
    return sorted(sure, key=lambda at: (-shares[at], at))


def settle(
    rows: Sequence[Sequence[str]],
    hints: dict[str, int],
    *,
    width: int,
    tests: dict[str, Callable[[str], bool]],
) -> Columns:
    """The columns by content where content can tell, by the header for the rest."""
    at: dict[str, int] = {}
    for name, test in tests.items():
        sure = places(rows, width, test, set(at.values()))
        hint = hints.get(name)
        if hint in sure and hint is not None:
            at[name] = hint
        elif sure:
            at[name] = sure[0]
    _settle_dates(rows, hints, at, width)
    for name, place in hints.items():
        if name not in tests and name not in at and place not in at.values():
            at[name] = place
    columns = Columns(width, at)
    _name_the_rest(rows, columns)
    swap_where_content_says(rows, columns)
    return columns


def _is_date(text: str) -> bool:
    return cells.read_date(text) is not None


def _settle_dates(
    rows: Sequence[Sequence[str]], hints: dict[str, int], at: dict[str, int], width: int
) -> None:
    dated = places(rows, width, _is_date, set(at.values()))
    for name in (FILED, ANNOUNCED, GRANTED):
        if hints.get(name) in dated:
            at[name] = hints[name]
    if FILED in at or ANNOUNCED in at or not dated:
        return
    ordered = sorted(dated[:2], key=lambda place: _mean_day(rows, place))
    at[FILED] = ordered[0]
    if len(ordered) > 1:
        at[ANNOUNCED] = ordered[1]


def _mean_day(rows: Sequence[Sequence[str]], place: int) -> float:
    days = [
        day.toordinal()
        for row in rows
        if place < len(row) and (day := cells.read_date(row[place].strip())) is not None
    ]
    return mean(days) if days else 0.0


def _name_the_rest(rows: Sequence[Sequence[str]], columns: Columns) -> None:
    """Without a header that says so: title, patentee, inventors in their usual order."""
    at = columns.at
    free = [place for place in range(columns.width) if place not in at.values()]
    texts = [place for place in free if share(rows, place, _is_text) >= SETTLED]
    if ADDRESS not in at:
        for place in texts:
            if share(rows, place, looks_like_address) >= SETTLED:
                at[ADDRESS] = place
                texts.remove(place)
                break
    for name in (TITLE, PATENTEE, INVENTORS):
        if name not in at and texts:
            at[name] = texts.pop(0)


def _is_text(cell: str) -> bool:
    return not cell.replace(".", "").isdigit()


def swap_where_content_says(rows: Sequence[Sequence[str]], columns: Columns) -> None:
    _swap(rows, columns, ADDRESS, INVENTORS, looks_like_address)
    _swap(rows, columns, ADDRESS, PATENTEE, looks_like_address)
    _swap(rows, columns, PATENTEE, INVENTORS, is_organisation)


def _swap(
    rows: Sequence[Sequence[str]],
    columns: Columns,
    fitting: str,
    other: str,
    test: Callable[[str], bool],
) -> None:
    at = columns.at
    if fitting not in at or other not in at:
        return
    if share(rows, at[other], test) > share(rows, at[fitting], test) + SWAP_MARGIN:
        at[fitting], at[other] = at[other], at[fitting]
        columns.swapped.append((fitting, other))
