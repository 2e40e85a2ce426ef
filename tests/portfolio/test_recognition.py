"""What a file is, by its content; what is not patents is refused in seconds."""

import io
import json
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest

from backend.kernel.language import Language
from backend.portfolio import wording
from backend.portfolio.importing import columns
from backend.portfolio.importing.formats import FormatUnrecognised, Recognised, recognise
from backend.portfolio.importing.reading import FileDamaged, Reader
from backend.portfolio.importing.rows import Row
from backend.portfolio.states import Format, Unreadable, Warned
from tests.conftest import ROOT, shared
from tests.portfolio.law import LAW
from tests.portfolio.make import GAZETTE, GOOGLE, csv_of, gazette_row

TODAY = date(2026, 11, 24)


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return path


def rows_of(path: Path) -> tuple[Recognised, list[Row]]:
    found = recognise(path, LAW.forms)
    return found, [row for row, _ in Reader(found, TODAY, LAW).rows(path)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_gazette_in_each_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = csv_of([gazette_row()], encoding=encoding, delimiter=delimiter)
    if delimiter == ";":
        content = content.replace(b"E03C1/182(2006.01)I;", b"E03C1/182(2006.01)I")

    found, [row] = rows_of(written(tmp_path, content))

    assert found.format is Format.CNIPA_GAZETTE
    assert row.refusal is None
    assert row.application is not None
    assert row.application.text == "201621390303.X"
    assert row.publication is not None
    assert row.publication.text == "CN209099453U"
    assert row.title == "一种水槽"
    assert (row.filing_on, row.granted_on) == (date(2016, 12, 16), date(2019, 7, 12))
    assert row.classes == ["E03C 1/182"]
    assert row.applicants == ["浙江帅丰电器有限公司"]
    assert row.inventors == ["邵于佶"]
    assert row.address is not None


@pytest.mark.parametrize(
    "header",
    [
        ["序号", "名称", "公开（公告）号", "授权公告日", "申请号", "申请日", "专利权人", "发明人",
         "地址", "IPC分类号"],
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
    ],
)  # fmt: skip
def test_other_headers_or_none_that_help(tmp_path: Path, header: list[str]) -> None:
    lines = csv_of([gazette_row()] * 3, encoding="utf-8").decode().splitlines()[1:]
    content = "\n".join([",".join(header), *lines]).encode()

    found, rows = rows_of(written(tmp_path, content))

    assert found.format is Format.CNIPA_GAZETTE
    assert rows[0].application is not None
    assert rows[0].filing_on == date(2016, 12, 16)
    assert rows[0].applicants == ["浙江帅丰电器有限公司"]
    assert rows[0].address is not None
    assert "普田大道" in rows[0].address


def test_columns_that_changed_places_are_put_right_and_said(tmp_path: Path) -> None:
    row = gazette_row()
    swapped = gazette_row(designer=row["address"], address=row["designer"])

    found, [read, *_] = rows_of(written(tmp_path, csv_of([swapped] * 5)))

    assert found.columns.swapped == [(columns.ADDRESS, columns.INVENTORS)]
    assert read.inventors == ["邵于佶"]
    assert read.address == row["address"]


def test_swapped_columns_of_a_person_lose_the_right_cell(tmp_path: Path) -> None:
    organisation = gazette_row()
    rows = [
        gazette_row(designer=organisation["address"], address="邵于佶"),
        gazette_row(designer="上海市浦东新区某路1号", address="张鹏", patentee="张鹏"),
    ]

    _, [first, second] = rows_of(written(tmp_path, csv_of(rows)))

    assert first.address == organisation["address"]
    assert second.address is None
    assert "某路" not in "".join(second.cells)
    assert "张鹏" in second.cells


def test_google_patents_with_and_without_the_search_line(tmp_path: Path) -> None:
    line = (
        "CN-111344812-B,A title ,比亚迪股份有限公司,某人,2018-01-02,2018-01-02,2022-06-07,"
        "2022-06-07,https://patents.google.com/patent/CN111344812B/en,"
    )
    plain = f"{','.join(GOOGLE)}\n{line}\n".encode()

    for content in (plain, b"search URL:,https://patents.google.com/?q=x\n" + plain):
        found, [row] = rows_of(written(tmp_path, content))
        assert found.format is Format.GOOGLE_PATENTS
        assert row.publication is not None
        assert row.publication.text == "CN111344812B"
        assert row.title == "A title"
        assert row.warnings == [Warned.APPLICATION_NUMBER_MISSING]


@pytest.mark.parametrize(
    ("name", "rows", "warned"),
    [("search_4264", 4_264, 1_455), ("search_single", 1, 0), ("variant_headers_zh", 19, 19)],
)
def test_the_real_google_exports(name: str, rows: int, warned: int) -> None:
    found, read = rows_of(shared(f"exports/google_patents_{name}.csv"))

    assert found.format is Format.GOOGLE_PATENTS
    assert len(read) == rows
    assert not [row for row in read if row.refusal]
    assert sum(bool(row.warnings) for row in read) == warned
    foreign = [row for row in read if row.publication and row.publication.foreign]
    assert not [row for row in foreign if row.warnings]


@pytest.mark.parametrize(
    "content",
    [
        "201811564288.X\nCN209102019U\n2.02E+12\n",
        "专利号\nZL 2018 1 1564288.X\nCN209102019U；US-11355780-B2\n",
        "201811564288.X, CN209102019U, US11355780B2",
    ],
)
def test_a_plain_list(tmp_path: Path, content: str) -> None:
    found, rows = rows_of(written(tmp_path, content.encode()))

    assert found.format is Format.NUMBERS
    assert len(rows) == 3


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.csv", b"0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), "image"),
        (b"\xff\xd8\xff\xe0" + b"x" * 2000, "image"),
        (b"%PDF-1.7\n" + b"x" * 2000, "pdf"),
        (_zip_bomb(), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, "damaged_workbook"),
        (b"a,b\n" + bytes(100), "binary"),
        ("item,name\n".encode("utf-16"), "unknown_columns"),
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        ((",".join(f"c{i}" for i in range(5000)) + "\n").encode() * 50, "too_many_columns"),
        (b"x" * 3_000_000, "one_endless_line"),
        (b"name,age\nAnna,7\nBert,8\n", "unknown_columns"),
        (b"\xff\xfe\x00\xd8 not text \xfd" * 50, "encoding"),
        (b"\x81 \xff\xff" * 500, "encoding"),
    ],
    # Not the bytes themselves: an archive carries the time of its making, and both workers of a
    # parallel run have to find the same names.
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}_bytes",
)
def test_what_is_not_patents_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = written(tmp_path, content)

    with pytest.raises(FormatUnrecognised) as refusal:
        recognise(path, LAW.forms)

    assert refusal.value.facts["reason"] == reason


def test_the_header_alone_convinces_nobody(tmp_path: Path) -> None:
    content = ",".join(GAZETTE) + "\n" + "\n".join(["a,b,c,d,e,f,g,h,i,j"] * 20)

    with pytest.raises(FormatUnrecognised):
        recognise(written(tmp_path, content.encode()), LAW.forms)


def test_a_quote_that_never_ends_stops_the_reading(tmp_path: Path) -> None:
    good = csv_of([gazette_row(item=str(i)) for i in range(300)], encoding="utf-8")
    path = written(tmp_path, good + b'1,"' + b"x\n" * 200_000)
    found = recognise(path, LAW.forms)

    with pytest.raises(FileDamaged):
        list(Reader(found, TODAY, LAW).rows(path))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"filing_id": "2016213903031"}, "check_digit_wrong", "application_no"),
        ({"filing_id": "", "authorization_notice_id": ""}, "number_missing", "application_no"),
        ({"filing_id": "2.02E+12", "authorization_notice_id": ""},
         "application_number_destroyed", "application_no"),
        ({"authorization_notice_id": "CN209099453B"}, "publication_kind_contradicts",
         "publication_no"),
        ({"authorization_notice_id": "CN209099453"}, "publication_kind_missing", "publication_no"),
        ({"authorization_notice_id": "CN305252224S"}, "numbers_contradict", "application_no"),
        ({"filing_date": "soon"}, "date_invalid", "filing_date"),
        ({"authorized_announcement_date": "2030.01.01"}, "date_in_future", "announcement_date"),
        ({"filing_date": "2020.01.01"}, "dates_contradict", "filing_date"),
    ],
)  # fmt: skip
def test_a_row_is_refused_with_code_field_value_and_what_would_pass(
    tmp_path: Path, changes: dict[str, str], code: str, field: str
) -> None:
    good = [gazette_row(authorization_notice_id=f"CN20909945{i}U") for i in range(6)]

    _, rows = rows_of(written(tmp_path, csv_of([*good, gazette_row(**changes)])))

    refusal = rows[-1].refusal
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, field)
    assert code in wording.REASONS
    assert wording.would_pass(refusal.passing, language=Language.CHINESE)
    assert not [row for row in rows[:-1] if row.refusal]


def test_a_row_of_another_width_is_refused_and_keeps_no_address(tmp_path: Path) -> None:
    content = csv_of([gazette_row()] * 5, encoding="utf-8")
    content += "7,一种东西,上海市浦东新区张衡路500弄1号\n".encode()

    _, rows = rows_of(written(tmp_path, content))

    assert rows[-1].refusal is not None
    assert rows[-1].refusal.code == "column_count"
    assert rows[-1].cells == ["7", "一种东西", ""]


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"filing_id": "2.02E+12"}, [Warned.APPLICATION_NUMBER_DESTROYED]),
        ({"filing_id": ""}, [Warned.APPLICATION_NUMBER_MISSING]),
        ({"filing_id": "201621390303"}, [Warned.CHECK_DIGIT_MISSING]),
        ({}, []),
    ],
)
def test_the_closed_list_of_warnings(
    tmp_path: Path, changes: dict[str, str], warnings: list[Warned]
) -> None:
    rows = [gazette_row(authorization_notice_id=f"CN20909945{i}U") for i in range(6)]

    _, read = rows_of(written(tmp_path, csv_of([*rows, gazette_row(**changes)])))

    assert read[-1].refusal is None
    assert read[-1].warnings == warnings


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "长" * 1001}, "title"),
        ({"patentee": "长" * 301}, "patentee"),
        ({"designer": ";".join(f"某{at}" for at in range(201))}, "inventors"),
    ],
)
def test_cells_made_to_do_harm_are_refused(
    tmp_path: Path, changes: dict[str, str], field: str
) -> None:
    good = [gazette_row(authorization_notice_id=f"CN20909945{i}U") for i in range(6)]

    _, rows = rows_of(written(tmp_path, csv_of([*good, gazette_row(**changes)])))

    assert rows[-1].refusal is not None
    assert (rows[-1].refusal.code, rows[-1].refusal.field) == ("value_too_long", field)


def test_recognising_a_large_file_takes_bounded_memory(tmp_path: Path) -> None:
    path = written(tmp_path, ",".join(f"c{i}" for i in range(5000)).encode() + b"\n" * 40_000_000)

    tracemalloc.start()
    with pytest.raises(FormatUnrecognised):
        recognise(path, LAW.forms)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 24 * 1024 * 1024


def test_every_reason_why_a_file_was_not_read_has_words_in_both_languages() -> None:
    for language in ("zh-CN", "en"):
        words = json.loads((ROOT / f"frontend/src/locales/{language}.json").read_text())
        assert set(words["unreadable"]) == set(Unreadable)
