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
ROUNDS = 3
TODAY = date(2026, 11, 24)
LENS = ("Lens ID", "Display Key", "Publication Date", "Application Date", "Title", "Applicants")
CHINESE = (
    "序号", "名称", "公开（公告）号", "公告日", "申请号", "申请日", "申请人", "发明人", "地址",
    "分类号", "合享价值度",
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
    return figures


def _seconds(path: Path) -> float:
    started = time.perf_counter()
    found = recognise(path, LAW.forms)
    count = sum(row.refusal is None for row, _ in Reader(found, TODAY, LAW).rows(path))
    if count != ROWS:
        raise RuntimeError(f"{path.name}: {count} of {ROWS} rows were read.")
    return time.perf_counter() - started


def _table(rows: list[list[str]], header: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode(encoding)


def _lens(rows: list[list[str]]) -> bytes:
    told = [[row[0], row[2], row[3].replace(".", "-"), row[5].replace(".", "-"), row[1], row[6]]
            for row in rows]  # fmt: skip
    return _table(told, LENS)


def _workbook(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CHINESE)
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, [*row, "8"])
    return out.getvalue()


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


MAKERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "gazette CSV": lambda rows: _table(rows, HEADER, "gb18030"),
    "Lens CSV": _lens,
    "incoPat XLSX": _workbook,
    "PatSnap JSON": _patsnap,
    "CNKI citations": _citations,
    "EPO OPS XML": _ops,
}
