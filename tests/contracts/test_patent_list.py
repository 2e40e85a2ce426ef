"""The spreadsheet of more than ten patents."""

import dataclasses
import io

from python_calamine import CalamineWorkbook

from contracts.registration_application.patent_list import patent_list
from tests.contracts import make


def test_numbers_stand_without_the_dot_and_as_text() -> None:
    patents = make.patents(12)

    rows = CalamineWorkbook.from_filelike(io.BytesIO(patent_list(patents))).get_sheet_by_index(0)
    table = rows.to_python()

    assert len(table) == 13
    assert table[0][1] == "专利号"
    assert table[1][1] == patents[0].patent_number.replace(".", "")
    assert all(isinstance(cell, str) for row in table for cell in row)
    assert not any("." in str(row[1]) for row in table)


def test_the_same_patents_give_the_same_bytes() -> None:
    assert patent_list(make.patents(12)) == patent_list(make.patents(12))


def test_no_cell_is_run() -> None:
    patent = dataclasses.replace(make.patents(1)[0], title="=HYPERLINK(1)")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(patent_list((patent,)))).get_sheet_by_index(0)

    assert rows.to_python()[1][2] == "'=HYPERLINK(1)"
