"""300 MB of each kind that grows so large are read in the memory of a few records."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.bench.gazettes import HEADER, rows_of

SIZE = 300 * 1024 * 1024
#: The interpreter with what it imports takes most of it.
MOST = 320 * 1024 * 1024
PADDING = "长" * 300


def gazette(path: Path) -> int:
    lines = "".join(",".join([*row[:7], PADDING, *row[8:]]) + "\n" for row in rows_of(2_000))
    block = lines.encode("gb18030")
    times = SIZE // len(block) + 1
    with path.open("wb") as file:
        file.write((",".join(HEADER) + "\n").encode())
        for _ in range(times):
            file.write(block)
    return 2_000 * times


def documents(path: Path) -> int:
    document = (
        '<exchange-document family-id="1"><bibliographic-data><publication-reference><document-id>'
        "<country>CN</country><doc-number>199000001</doc-number><kind>B</kind></document-id>"
        f"</publication-reference></bibliographic-data><abstract>{PADDING * 20}</abstract>"
        "</exchange-document>\n"
    ).encode()
    times = SIZE // len(document) + 1
    with path.open("wb") as file:
        file.write(b'<w:world-patent-data xmlns:w="http://ops.epo.org">')
        for _ in range(times):
            file.write(document)
        file.write(b"</w:world-patent-data>")
    return times


def workbook(path: Path) -> int:
    rows = rows_of(2_000)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["序号", "名称", "公开号", "公告日", "申请号", "申请日", "申请人"])
        for at in range(20_000):
            sheet.write_row(at + 1, 0, [*rows[at % 2_000][:7], PADDING * 20])
    return 20_000


READ = """
import sys
from datetime import date
from pathlib import Path
from backend.portfolio.importing.formats import recognise
from backend.portfolio.importing.reading import Reader
from backend.portfolio.right_rows import RightLaw
law = RightLaw(lives=(), forms=())  # the file is one of patents
path = Path(sys.argv[1])
count = sum(1 for _ in Reader(recognise(path, ()), date(2026, 11, 24), law).rows(path))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(count, int(peak.split()[1]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("make_file", [gazette, documents, workbook])
def test_a_large_file_takes_bounded_memory(
    tmp_path: Path, make_file: Callable[[Path], int]
) -> None:
    path = tmp_path / "upload"
    count = make_file(path)

    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True
    )

    read, peak = map(int, told.stdout.split())
    assert read == count
    assert peak < MOST
