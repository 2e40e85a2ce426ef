"""Rows per second of each format: recognised and read to its end, not yet written anywhere."""

import asyncio
import csv
import io
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter

from backend.portfolio.importing.formats import recognise
from backend.portfolio.importing.reading import Reader
from tests.bench.figures import Figure
from tests.bench.gazettes import HEADER, rows_of
from tests.portfolio.law import LAW

ROWS = 8_000
#: Of a format that holds one patent per file, so many files.
FILES = 300
ROUNDS = 3
TODAY = date(2026, 11, 24)
LENS = ("Lens ID", "Display Key", "Publication Date", "Application Date", "Title", "Applicants")
CHINESE = (
    "序号", "名称", "公开（公告）号", "公告日", "申请号", "申请日", "申请人", "发明人", "地址",
    "分类号", "合享价值度",
)  # fmt: skip
CNIPR = (
    "申请号", "公开（公告）号", "公开（公告）日", "申请日", "专利号", "名称", "主分类号",
    "申请（专利权）人", "发明（设计）人", "地址", "主权项", "光盘号",
)  # fmt: skip
PATSNAP = (
    "公开(公告)号", "申请号", "标题", "申请日", "公开(公告)日", "[标]当前申请(专利权)人",
    "发明人", "IPC主分类号", "简单法律状态",
)  # fmt: skip
WIPS = (
    "국가코드", "문헌종류 코드", "출원번호", "출원일", "발명의 명칭", "등록번호", "등록일",
    "Original IPC All", "출원인", "WIPS ON key",
)  # fmt: skip
BIGQUERY = (
    "publication_number", "title", "publication_date", "filing_date", "ipc_codes", "assignees",
)  # fmt: skip


async def measure() -> list[Figure]:
    """One figure per format, the median of a few rounds."""
    return await asyncio.to_thread(_measured)


def _measured() -> list[Figure]:
    rows = rows_of(ROWS)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make_file in MAKERS.items():
            path = Path(folder) / name
            path.write_bytes(make_file(rows))
            took = [_seconds(path) for _ in range(ROUNDS)]
            figures.append(
                Figure(
                    what=f"{name} of {ROWS:,} rows, recognised and read",
                    value=ROWS / statistics.median(took),
                    unit="rows/s",
                )
            )
        for name, make_page in PAGES.items():
            paths = []
            for at, row in enumerate(rows[:FILES]):
                paths.append(Path(folder) / f"{name} {at}")
                paths[-1].write_bytes(make_page(row))
            took = [sum(_seconds(path, rows=1) for path in paths) for _ in range(ROUNDS)]
            figures.append(
                Figure(
                    what=f"{name}, {FILES} files of one patent, recognised and read",
                    value=FILES / statistics.median(took),
                    unit="files/s",
                )
            )
    return figures


def _seconds(path: Path, *, rows: int = ROWS) -> float:
    started = time.perf_counter()
    found = recognise(path, LAW.forms)
    count = sum(row.refusal is None for row, _ in Reader(found, TODAY, LAW).rows(path))
    if count != rows:
        raise RuntimeError(f"{path.name}: {count} of {rows} rows were read.")
    return time.perf_counter() - started


def _table(rows: list[list[str]], header: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode(encoding)


def _lens(rows: list[list[str]]) -> bytes:
    told = [[row[0], row[2], row[3].replace(".", "-"), row[5].replace(".", "-"), row[1], row[6]]
            for row in rows]  # fmt: skip
    return _table(told, LENS)


def _workbook(rows: list[list[str]], header: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([list(header), *rows]):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def _cnipr(rows: list[list[str]]) -> bytes:
    told = [[f"CN{row[4]}", row[2], row[3], row[5], row[4], row[1], row[9], row[6], row[7],
             row[8], "", "D1301"] for row in rows]  # fmt: skip
    return _workbook(told, CNIPR)


def _patsnap_sheet(rows: list[list[str]]) -> bytes:
    told = [[row[2], row[4], row[1], row[5], row[3], row[6], row[7].replace("; ", " | "), row[9],
             "有效"] for row in rows]  # fmt: skip
    return _workbook(told, PATSNAP)


def _wips(rows: list[list[str]]) -> bytes:
    """The columns of WIPS ON; its own files are of the older kind of workbook."""
    told = [["CN ", "U ", f"{row[4][:4]}-{row[4][4:12]}", row[5].replace(".", "-"), row[1],
             row[2][2:-1], row[3].replace(".", "-"), row[9].rstrip(";"), row[6], row[0]]
            for row in rows]  # fmt: skip
    return _workbook(told, WIPS)


def _bigquery(rows: list[list[str]]) -> bytes:
    told = [[f"CN-{row[2][2:-1]}-{row[2][-1]}", row[1], row[3].replace(".", ""),
             row[5].replace(".", ""), row[9].rstrip(";"), row[6]] for row in rows]  # fmt: skip
    return _table(told, BIGQUERY)


def _patsnap(rows: list[list[str]]) -> bytes:
    return json.dumps(
        [
            {
                "patent_number": row[2],
                "apno": row[4],
                "pbdt": int(row[3].replace(".", "")),
                "apdt": int(row[5].replace(".", "")),
                "title": [{"lang": "CN", "text": row[1]}],
                "an": [{"lang": "CN", "text": row[6]}],
                "ipc": row[9],
            }
            for row in rows
        ],
        ensure_ascii=False,
    ).encode()


def _citations(rows: list[list[str]]) -> bytes:
    return "\n".join(
        f"[{row[0]}]{row[7]}. {row[1]}[P]. 上海：{row[2]},{row[3].replace('.', '-')}."
        for row in rows
    ).encode()


def _ops(rows: list[list[str]]) -> bytes:
    documents = "".join(
        f'<exchange-document family-id="{row[0]}"><bibliographic-data><publication-reference>'
        f"<document-id><country>CN</country><doc-number>{row[2][2:-1]}</doc-number>"
        f"<kind>{row[2][-1]}</kind><date>{row[3].replace('.', '')}</date></document-id>"
        f'</publication-reference><invention-title lang="zh">{row[1]}</invention-title>'
        f"<parties><applicants><applicant><name>{row[6]}</name></applicant></applicants></parties>"
        "</bibliographic-data></exchange-document>"
        for row in rows
    )
    return f'<w:world-patent-data xmlns:w="http://ops.epo.org">{documents}</w:world-patent-data>' \
        .encode()  # fmt: skip


def _exchange(row: list[str]) -> bytes:
    """One document in CNIPA's exchange form."""
    return (
        '<b:PatentDocumentAndRelated xmlns:b="urn:business" xmlns:a="urn:base" country="CN" '
        f'docNumber="{row[2][2:-1]}" kind="{row[2][-1]}" '
        f'datePublication="{row[3].replace(".", "")}"><b:BibliographicData>'
        '<b:ApplicationReference dataFormat="original"><a:DocumentID>'
        f"<a:DocNumber>{row[4][:12]}.{row[4][12:]}</a:DocNumber>"
        f"<a:Date>{row[5].replace('.', '')}</a:Date></a:DocumentID></b:ApplicationReference>"
        f"<b:InventionTitle>{row[1]}</b:InventionTitle><b:Assignee><a:Name>{row[6]}</a:Name>"
        "</b:Assignee></b:BibliographicData></b:PatentDocumentAndRelated>"
    ).encode()


def _page(row: list[str]) -> bytes:
    """A page of Google Patents, without its text."""
    return (
        f'<html><body><article><span itemprop="title">{row[1]}</span>'
        f'<dd itemprop="publicationNumber">{row[2]}</dd>'
        f'<dd itemprop="applicationNumber">CN{row[4]}</dd>'
        f'<time itemprop="filingDate">{row[5].replace(".", "-")}</time>'
        f'<time itemprop="publicationDate">{row[3].replace(".", "-")}</time>'
        f'<dd itemprop="assigneeOriginal">{row[6]}</dd></article></body></html>'
    ).encode()


PAGES: dict[str, Callable[[list[str]], bytes]] = {
    "CNIPA exchange XML": _exchange,
    "Google Patents page": _page,
}
MAKERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "gazette CSV": lambda rows: _table(rows, HEADER, "gb18030"),
    "Lens CSV": _lens,
    "BigQuery CSV": _bigquery,
    "incoPat XLSX": lambda rows: _workbook([[*row, "8"] for row in rows], CHINESE),
    "PatSnap XLSX": _patsnap_sheet,
    "CNIPR XLSX": _cnipr,
    "WIPS ON XLSX": _wips,
    "PatSnap JSON": _patsnap,
    "CNKI citations": _citations,
    "EPO OPS XML": _ops,
}
