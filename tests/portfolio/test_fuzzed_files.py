"""Whatever is uploaded, it is read or refused: nothing else comes out of the reader."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel.db import dumps
from backend.kernel.language import Language
from backend.portfolio import resolution, wording
from backend.portfolio.importing.formats import FormatUnrecognised, recognise
from backend.portfolio.importing.reading import FileDamaged, Reader
from backend.portfolio.importing.rows import Refusal, Row
from tests.portfolio.law import LAW
from tests.portfolio.make import GAZETTE, csv_of, gazette_row

TODAY = date(2026, 11, 24)
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "2.02E+12", "CN209099453U", "CN209099453B", "201621390303X", "2019.07.12", "张鹏",
         "US-11355780-B2", "99117225.6", "H01L21/336(2006.01)I;", "=1+1", "0001-01-01", "一;二;",
         "CN 201320717143 U", "20190712", "312400浙江省绍兴市嵊州经济开发区普田大道157号"]
    ),
)  # fmt: skip
slowly = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def worded(refusal: Refusal) -> bool:
    """Whether a reader is told why and what would pass, with no blank left open."""
    return all(
        wording.reason(refusal.code, language=language)
        and wording.would_pass(refusal.passing, language=language)
        for language in Language
    )


def read(path: Path, content: bytes) -> list[Row]:
    path.write_bytes(content)
    try:
        return [row for row, _ in Reader(recognise(path, LAW.forms), TODAY, LAW).rows(path)]
    except (FormatUnrecognised, FileDamaged):
        return []


@slowly
@given(content=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    read(tmp_path / "upload", content)


@slowly
@given(content=st.text(alphabet='CNUSZL0123456789.X;,\n\t" ', max_size=300))
def test_any_list(tmp_path: Path, content: str) -> None:
    for row in read(tmp_path / "upload", content.encode()):
        assert row.refusal is None or worded(row.refusal)


@slowly
@given(cells=st.lists(CELLS, min_size=1, max_size=12))
def test_any_row_of_a_gazette(tmp_path: Path, cells: list[str]) -> None:
    good = [gazette_row(authorization_notice_id=f"CN20909945{i}U") for i in range(6)]
    path = tmp_path / "upload"
    path.write_bytes(csv_of(good))

    row = Reader(recognise(path, LAW.forms), TODAY, LAW).row(
        7, [cell.replace("\x00", "") for cell in cells]
    )

    if row.refusal is not None:
        assert row.refusal.code
        assert worded(row.refusal)
        return
    assert len(cells) >= len(GAZETTE)
    assert row.key is not None
    assert row.publication is not None or row.application is not None
    assert not (row.publication and row.publication.foreign and row.warnings)
    assert dumps(resolution.declared(row))


@pytest.mark.parametrize("tail", ["", "\n", "\r\n", "\n\n,,,,,,,,,\n"])
def test_blank_lines_are_no_rows(tmp_path: Path, tail: str) -> None:
    content = csv_of([gazette_row()], encoding="utf-8") + tail.encode()

    assert len(read(tmp_path / "upload", content)) == 1
