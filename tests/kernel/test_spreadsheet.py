"""No spreadsheet runs what an export holds, and none misreads it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from backend.kernel import spreadsheet
from backend.kernel.spreadsheet import line, yuan


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("  =1+1", "'  =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("＝1+1", "'＝1+1"),
        (" ＠SUM(A1)", "' ＠SUM(A1)"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(text: str | None, cell: str) -> None:
    (cells,) = csv.reader(io.StringIO(line([text, "last"]), newline=""))

    assert cells == [cell, "last"]


def test_yuan_are_exact_and_stay_numbers() -> None:
    written = line([yuan(fen) for fen in (0, 7, -7, 100, -12345, 30_000_000_000_000)])

    assert written == "0.00,0.07,-0.07,1.00,-123.45,300000000000.00\r\n"


def test_a_moment_is_shanghais_and_a_day_is_a_day() -> None:
    late = datetime(2026, 12, 31, 16, 0, 1, tzinfo=UTC)

    assert line([late, date(2026, 2, 1)]) == "2027-01-01 00:00:01,2026-02-01\r\n"


def test_an_export_has_a_largest_size() -> None:
    spreadsheet.check_size(spreadsheet.MAX_ROWS)

    with pytest.raises(spreadsheet.ExportTooLarge) as refusal:
        spreadsheet.check_size(spreadsheet.MAX_ROWS + 1)

    assert refusal.value.facts == {"limit": spreadsheet.MAX_ROWS}
