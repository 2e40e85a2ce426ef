"""A list to print beside the workbook of the same list, and what it is in English."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import httpx

from backend.kernel.spreadsheet import neutral
from tests.exports.english import is_english

#: What a workbook says of itself besides what was asked for.
OF_THE_FILE = {"行数", "导出时间（北京时间）", "Rows", "Exported at (UTC+8)"}


async def is_printed(
    client: httpx.AsyncClient,
    name: str,
    filters: Mapping[str, Any],
    *,
    cover: Mapping[str, Any],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Printed, the list is the workbook cell by cell; `rows` begin with the headings."""
    body = {"list": name, "filters": dict(filters)}
    answer = await client.post("/exports/sheet", json=body)
    assert answer.status_code == 200, (name, answer.text)
    sheet = answer.json()
    headings, *cells = rows
    assert [neutral(each["heading"]) for each in sheet["columns"]] == list(headings), name
    assert len(sheet["rows"]) == len(cells), name
    for printed, written in zip(sheet["rows"], cells, strict=True):
        _is_same(printed, written, of=name)
    told = {each["name"]: each["value"] for each in sheet["cover"]}
    asked = {key: value for key, value in cover.items() if key not in OF_THE_FILE}
    assert list(told) == list(asked), name
    _is_same(list(told.values()), list(asked.values()), of=name)
    for place, column in enumerate(sheet["columns"]):
        found = [row[place] for row in cells if row[place] != ""]
        numbers = bool(found) and all(type(each) in {int, float} for each in found)
        assert column["is_numeric"] is numbers, (name, column)
    english = await client.post("/exports/sheet", json=body, headers={"Accept-Language": "en"})
    is_english(name, english.json())


def _is_same(printed: Sequence[str], written: Sequence[Any], *, of: str) -> None:
    for one, other in zip(printed, written, strict=True):
        if isinstance(other, int | float):
            assert float(one.replace(",", "")) == other, (of, one, other)
        elif isinstance(other, datetime):
            assert one == f"{other:%Y-%m-%d %H:%M:%S}", (of, one, other)
        elif isinstance(other, date):
            # What reads the workbook takes a moment at midnight for a day.
            assert one.removesuffix(" 00:00:00") == other.isoformat(), (of, one, other)
        else:
            assert neutral(one) == other, (of, one, other)
