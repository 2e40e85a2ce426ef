"""Builders for the portfolio's tests."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from backend.kernel.auth import Actor
from backend.portfolio import service

GAZETTE = (
    "item", "name", "authorization_notice_id", "authorized_announcement_date", "filing_id",
    "filing_date", "patentee", "designer", "address", "Int.Cl.",
)  # fmt: skip
GOOGLE = (
    "id", "title", "assignee", "inventor/author", "priority date", "filing/creation date",
    "publication date", "grant date", "result link", "representative figure link",
)  # fmt: skip


def gazette_row(**changes: str) -> dict[str, str]:
    """A granted utility model of an organisation; a test names only what matters to it."""
    row = {
        "item": "1",
        "name": "一种水槽",
        "authorization_notice_id": "CN209099453U",
        "authorized_announcement_date": "2019.07.12",
        "filing_id": "201621390303X",
        "filing_date": "2016.12.16",
        "patentee": "浙江帅丰电器有限公司",
        "designer": "邵于佶",
        "address": "312400浙江省绍兴市嵊州经济开发区普田大道157号",
        "Int.Cl.": "E03C1/182(2006.01)I;",
    }
    return row | {name.replace("Int_Cl", "Int.Cl."): value for name, value in changes.items()}


def csv_of(
    rows: Sequence[dict[str, str]],
    *,
    header: Sequence[str] = GAZETTE,
    encoding: str = "gb18030",
    delimiter: str = ",",
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row[name] for name in header] for row in rows)
    return text.getvalue().encode(encoding)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def imported(content: bytes | Path, *, by: Actor, reference: bool = True) -> dict[str, Any]:
    """Import a file to its end; the run as it then stands."""
    data = await asyncio.to_thread(content.read_bytes) if isinstance(content, Path) else content
    queued = await service.import_file(
        _once(data), file_name="patents.csv", reference=reference, by=by
    )
    await service.run_import(queued["id"])
    return await service.import_run(queued["id"], reference=reference, by=by)


async def pasted(numbers: Sequence[str], *, by: Actor, reference: bool = False) -> dict[str, Any]:
    queued = await service.import_numbers(numbers, reference=reference, by=by)
    await service.run_import(queued["id"])
    return await service.import_run(queued["id"], reference=reference, by=by)


async def refused(run: dict[str, Any], *, by: Actor) -> list[dict[str, Any]]:
    _, rows = await service.refused_rows(run["id"], reference=run["reference"], by=by)
    return [row async for row in rows]


def figures(run: dict[str, Any]) -> tuple[int, int, int, int, int]:
    """accepted, duplicate, updated, refused, warned."""
    return (
        run["rows_accepted"],
        run["rows_duplicate"],
        run["rows_updated"],
        run["rows_refused"],
        run["rows_warned"],
    )


async def right_of(number: str, *, by: Actor) -> UUID:
    return await service.right_by_number(number, by)


def problem(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]
