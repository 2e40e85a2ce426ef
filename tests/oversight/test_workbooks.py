"""The district's lists as workbooks: what was asked for first, then every row, nothing run."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from backend.demo.goals import credit_code
from tests import make
from tests.conftest import ClientFor
from tests.oversight import make as told

pytestmark = pytest.mark.usefixtures("db")

HOSTILE = '=HYPERLINK("http://x")'


def sheets(content: bytes) -> tuple[dict[str, Any], list[list[Any]]]:
    """What was asked for by its name, and the rows below the headings; no cell is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in packed.read(name) for name in parts)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[0] == "筛选条件"
    first, second = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    return {str(row[0]): (row[1:] or [""])[0] for row in first}, second[1:]


async def test_entries_and_a_months_lines_are_saved_with_their_filters(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(kind="district"), "officer"))
    kept = await told.counted(7_000_000_01, on=date(2023, 3, 2), firm=HOSTILE)
    other = await told.counted(5_000_000_00, on=date(2023, 3, 3), bank="另一银行")

    entries = await client.get(f"/targets/{told.TARGET}/entries.xlsx", params={"bank": "某银行"})
    month = await client.get(f"/targets/{told.TARGET}/months/2023-03/lines.xlsx")

    asked, rows = sheets(entries.content)
    assert entries.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert (asked["目标"], asked["银行"], asked["街镇"]) == (told.TARGET, "某银行", "")
    assert (asked["行数"], asked["合计（元）"]) == (1, 7_000_000.01)
    assert [(row[0], row[4], row[7]) for row in rows] == [
        (kept.number, 7_000_000.01, f"'{HOSTILE}"),
    ]
    asked, rows = sheets(month.content)
    assert (asked["月份"], asked["报表状态"], asked["首签"]) == ("2023-03", "未签署", "")
    assert [(row[2], row[4]) for row in rows] == [
        (f"'{HOSTILE}", 7_000_000.01), (other.firm, 5_000_000),
    ]  # fmt: skip


async def test_the_library_and_what_is_stated_are_saved_as_known(as_: ClientFor) -> None:
    office = await make.organisation(kind="district")
    officer = as_(await make.actor(office, "officer"))
    verifier = as_(await make.actor(office, "verifier"))
    found = {"outcome": "confirmed", "looked_in": "名单", "looked_on": "2024-03-01"}
    items = [
        {"credit_code": credit_code(serial), "firm_name": name, "tier": tier,
         "effective_on": "2023-03-07"}
        for serial, name, tier in ((7, HOSTILE, "tier1"), (8, "乙", "tier2"))
    ]  # fmt: skip
    made = await officer.post("/cultivation-library", json={"source": "名单", "items": items})
    ids = [row["id"] for row in made.json()["items"]]
    await verifier.post("/cultivation-library/verification", json={**found, "ids": ids})
    stated = {"from_on": "2023-01-01", "to_on": "2023-06-30", "count": 805, "source": "@月报"}
    await officer.post("/targets/2022-2025.overseas/entries", json=stated)

    library = await officer.get("/cultivation-library/firms.xlsx", params={"tier": "tier1"})
    before = await officer.get("/cultivation-library/firms.xlsx?as_known_on=2024-01-01")
    statements = await officer.get("/targets/2022-2025.overseas/statements.xlsx")

    asked, rows = sheets(library.content)
    assert (asked["级别"], asked["行数"]) == ("一级", 1)
    assert [row[:4] for row in rows] == [[f"'{HOSTILE}", credit_code(7), "一级", "在库"]]
    assert sheets(before.content)[1] == []
    assert [(row[2], row[4], row[5]) for row in sheets(statements.content)[1]] == [
        (805, "待核对", "'@月报"),
    ]
