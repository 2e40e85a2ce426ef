"""The list of more than ten patents (质押专利清单) as the spreadsheet that CNIPA takes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

from contracts.blanks import Patent
from contracts.wording import dotless

_HEADINGS = ("序号", "专利号", "发明创造名称", "申请日", "授权公告日", "专利权人")
_WIDTHS = (6, 18, 60, 12, 12, 40)
#: A fixed date, so that the same patents give the same bytes.
_MADE = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def patent_list(patents: Sequence[Patent]) -> bytes:
    """One row per patent, numbers without ZL and without the dot; every cell is text."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "质押专利清单", "created": _MADE})
    sheet = book.add_worksheet("质押专利清单")
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#F1F3F6"})
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, patent in enumerate(patents, start=1):
        cells = (
            str(row),
            dotless(patent.patent_number),
            patent.title,
            patent.filed_on.isoformat(),
            patent.granted_on.isoformat(),
            "；".join(patent.patentees),
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, _neutral(text), plain)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _neutral(text: str) -> str:
    """The text, so that no spreadsheet runs it even when pasted elsewhere."""
    return f"'{text}" if text.startswith(_FORMULA) else text
