"""Every file of the shared folder by its content: so many rows, or the reason why none."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from backend.portfolio.importing.formats import FormatUnrecognised, Recognised, recognise
from backend.portfolio.importing.hardened import Damaged
from backend.portfolio.importing.reading import Reader
from backend.portfolio.importing.rows import Row
from backend.portfolio.states import Format, PatentKind
from tests.conftest import shared
from tests.portfolio.law import LAW

TODAY = date(2026, 11, 24)


def rows_of(path: Path) -> tuple[Recognised, list[Row]]:
    found = recognise(path, LAW.forms)
    return found, [row for row, _ in Reader(found, TODAY, LAW).rows(path)]


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return path


def sheet(rows: list[list[object]], **options: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


#: path, format, rows, warned rows, then the first row: key, application number, title's beginning.
FILES = [
    ("cn_patents/cnipr_export_199.xlsx", "cnipr", 199, 0,
     "CN202644312U", "201220249767.4", "一种钢筋混凝土轨枕"),
    ("cn_patents/cn_patents_1985_2015_part_a.xlsx", "table", 5_178, 6,
     "85102475", "85102475", "新型绕线式异步电动机"),
    ("cn_patents/cn_google_abstract_citedby_part_a.csv", "table", 10_496, 10_496,
     "CN100404991C", None, ""),
    ("exports/lens_patents_export_2024plus_columns.csv", "lens", 130, 0,
     "US9833479B2", None, "Gene correction of SCID"),
    ("exports/wips_on_us_cn_312.xls", "wips", 312, 169, "US5186960A", None, "Low pressure 3D"),
    ("exports/bigquery_patents_publication_sample.csv", "bigquery", 100, 57,
     "CA2917123A1", None, "Water treatment process"),
    ("exports/patsnap_api_10.json", "patsnap_json", 10, 0,
     "TW200845700A", None, "控制个人数位助理手机"),
    ("exports/cnki_gbt7714_citations.txt", "cnki_citations", 500, 500,
     "CN108467855A", None, "新的肺特异性转移肝癌细胞及其制备"),
    ("exports/google_patents_page_CN101551481B_zh.html", "google_page", 1, 0,
     "CN101551481B", "200910127753.8", "滤色片制造方法"),
    ("exports/cnipa_cpquery_application_info.json", "cnipa_answer", 1, 0,
     "202610479601", "202610479601.8", "一种多通阀装置"),
    ("xml/cnipa_xsd_v2/CN101985000000312CN00000851003120AFULZH19870204CN00Z.XML", "cnipa_xml", 1, 1,
     "CN85100312A", "85100312", "一种静电热管热交换式除尘器"),
    ("xml/cnipa_xsd_v2/CN102010000298420CN00001019453140BFULZH20190802CN00D.XML", "cnipa_xml", 1, 0,
     "CN101945314B", "201010298420.4", "一种耳机"),
    ("xml/epo_ops/abstract.xml", "epo_ops", 1, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/biblio.xml", "epo_ops", 1, 0, "EP2400812A1", None, "BLUETOOTH"),
    ("xml/epo_ops/claims.xml", "epo_ops", 1, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/get_biblio_multiple.xml", "epo_ops", 3, 0, "EP2400812A1", None, "BLUETOOTH"),
    ("xml/epo_ops/get_description.xml", "epo_ops", 1, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/get_family.xml", "epo_ops", 5, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/get_family_with_biblio.xml", "epo_ops", 5, 0, "EP2400812A1", None, "BLUETOOTH"),
    ("xml/epo_ops/get_family_with_legal.xml", "epo_ops", 5, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/get_register_biblio.xml", "epo_ops", 2, 0, "EP2400812A1", None, "Bluetooth"),
    ("xml/epo_ops/legal.xml", "epo_ops", 1, 0, "EP2400812A1", None, ""),
    ("xml/epo_ops/search.xml", "epo_ops", 5, 0, "HRP20251003T1", None, ""),
    ("xml/uspto/US08930553_grant_2014.xml", "uspto_xml", 1, 0,
     "US8930553B2", None, "Managing mid-dialog"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "form", "count", "warned", "key", "application", "title"),
    FILES,
    ids=lambda value: Path(value).name if isinstance(value, str) and "/" in value else None,
)
def test_a_real_file(
    path: str, form: str, count: int, warned: int, key: str, application: str | None, title: str
) -> None:
    found, rows = rows_of(shared(path))

    assert found.format == form
    assert [row.refusal for row in rows if row.refusal] == []
    assert (len(rows), sum(bool(row.warnings) for row in rows)) == (count, warned)
    first = rows[0]
    assert first.key == key
    assert (first.application and first.application.text) == application
    assert first.title.startswith(title)


@pytest.mark.parametrize(
    ("pattern", "count", "reason"),
    [
        ("exports/cnipa_cpquery_fee_info.json", 1, "no_number"),
        ("xml/cnipa_e_application_dtd2008/*/*.xml", 10, "no_number"),
        ("xml/epo_ops/get_classification_schema.xml", 1, "no_number"),
        ("xml/epo_ops/get_register_procedural_steps.xml", 1, "no_number"),
        ("xml/uspto/*.zip", 1, "archive"),
        ("reference/ipc_2026_01_zh.csv", 1, "unknown_columns"),
    ],
)
def test_a_real_file_that_names_no_patent(pattern: str, count: int, reason: str) -> None:
    root = shared("README.md").parent
    files = sorted(root.glob(pattern))
    assert len(files) == count
    for file in files:
        with pytest.raises(FormatUnrecognised) as refusal:
            recognise(file, LAW.forms)
        assert refusal.value.reason == reason


def test_korean_headers_give_the_numbers_as_their_offices_write_them() -> None:
    _, rows = rows_of(shared("exports/wips_on_us_cn_312.xls"))

    chinese = {row.key: row for row in rows if row.kind is PatentKind.INVENTION}
    assert len(chinese) == 169
    old = chinese["CN1221369C"]
    assert old.application is not None
    assert (old.application.body, old.application.check_given) == ("01113592", False)
    assert (old.filing_on, old.granted_on) == (date(2001, 4, 27), date(2005, 10, 5))
    assert old.classes == ["B29C 33/62"]


def test_a_gazette_of_the_office_in_xml_says_who_owns() -> None:
    name = "CN102010000298420CN00001019453140BFULZH20190802CN00D.XML"

    _, [row] = rows_of(shared(f"xml/cnipa_xsd_v2/{name}"))

    assert row.applicants == ["广州市智专信息科技有限公司"]
    assert (row.filing_on, row.granted_on) == (date(2010, 10, 2), date(2019, 8, 2))
    assert row.address is not None
    assert row.classes == ["G06F 13/12"]


INCOPAT = ["序号", "标题", "申请号", "申请日", "公开（公告）号", "公开（公告）日", "申请人",
           "当前权利人", "IPC主分类", "IPC", "授权公告日", "合享价值度"]  # fmt: skip
PATSNAP = ["公开(公告)号", "申请号", "标题", "申请日", "公开(公告)日", "[标]当前申请(专利权)人",
           "发明人", "IPC分类号", "简单法律状态"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        ([INCOPAT, [1, "一种水槽", "CN201621390303.X", "2016.12.16", "CN209099453U", "2019-07-12",
          "浙江帅丰电器有限公司; 某某公司", "浙江帅丰电器有限公司", "E03C1/182",
          "E03C1/182; E03C1/18", 43658, 8]], Format.INCOPAT),
        ([["智慧芽导出"], PATSNAP, ["CN209099453U", "CN201621390303.X", "一种水槽", 20161216,
          "2019/7/12 0:00", "浙江帅丰电器有限公司 | 某某公司", "邵于佶",
          "E03C1/182 | E03C1/18", "有效"]], Format.PATSNAP),
        ([["专利名称", "申请号", "专利权人", "申请日", "授权公告号", "公开号", "授权公告日",
           "主分类号"],
          ["一种水槽", 2016213903031 * 10 // 10, "浙江帅丰电器有限公司;某某公司", 42720,
           "CN209099453U", "", "2019年7月12日", "E03C1/182;E03C1/18"]], Format.TABLE),
    ],
    ids=["incopat", "patsnap", "unknown_vendor"],
)  # fmt: skip
@pytest.mark.parametrize("constant_memory", [False, True], ids=["shared", "inline"])
def test_a_workbook_by_the_synonyms_of_its_header(
    tmp_path: Path, rows: list[list[object]], form: Format, *, constant_memory: bool
) -> None:
    content = sheet(rows, constant_memory=constant_memory, in_memory=not constant_memory)

    found, [row] = rows_of(written(tmp_path, content))

    assert found.format is form
    if form is Format.TABLE:
        assert row.refusal is not None
        assert (row.refusal.code, row.refusal.field) == ("check_digit_wrong", "application_no")
        return
    assert row.refusal is None
    assert row.application is not None
    assert row.application.text == "201621390303.X"
    assert (row.filing_on, row.granted_on) == (date(2016, 12, 16), date(2019, 7, 12))
    assert row.applicants == ["浙江帅丰电器有限公司", "某某公司"]
    assert row.classes == ["E03C 1/182", "E03C 1/18"]


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["16/12/2016", "03/04/2017"], [date(2016, 12, 16), date(2017, 4, 3)]),
        (["12/16/2016", "03/04/2017"], [date(2016, 12, 16), date(2017, 3, 4)]),
        (["02/03/2016", "03/04/2017"], ["date_invalid", "date_invalid"]),
    ],
)
def test_days_with_the_year_last_are_read_where_the_file_leaves_no_doubt(
    tmp_path: Path, days: list[str], read: list[object]
) -> None:
    lines = ["Publication Number,Title,Applicant,Application Date"]
    lines += [f"EP240081{at}A1,A title,Firm Ltd,{day}" for at, day in enumerate(days)]

    _, rows = rows_of(written(tmp_path, "\n".join(lines).encode()))

    assert [row.refusal.code if row.refusal else row.filing_on for row in rows] == read


@pytest.mark.parametrize(
    "content",
    [
        "#,Lens ID,Title,Publication Type,Source Title,ISSNs,DOI\n1,000-1,An article,,,1,10.1/x",
        "[1]王慧,李晓光. 肝癌研究进展[J]. 中国科学,2018,(3):1-5.\n" * 3,
        "TY  - JOUR\n",
    ],
    ids=["lens_scholarly", "cnki_articles", "ris"],
)
def test_a_list_of_articles_is_refused_as_such(tmp_path: Path, content: str) -> None:
    with pytest.raises(FormatUnrecognised) as refusal:
        recognise(written(tmp_path, content.encode()), LAW.forms)

    assert refusal.value.reason == "scholarly"


OPS = '<w:world-patent-data xmlns:w="http://ops.epo.org">{}</w:world-patent-data>'
DOCUMENT = (
    '<exchange-document country="EP"><bibliographic-data><publication-reference><document-id>'
    "<country>EP</country><doc-number>2400812</doc-number><kind>A1</kind></document-id>"
    "</publication-reference>{}</bibliographic-data></exchange-document>"
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LAUGHS + OPS.format(DOCUMENT.format("&b;")), "xml_entities"),
        (OUTSIDE + OPS.format(DOCUMENT.format("&a;")), "xml_entities"),
        (OPS.format("<a>" * 2_500 + "</a>" * 2_500), "damaged_xml"),
        (OPS.format("<a/>" * 6_000), "damaged_xml"),
        (OPS.format(DOCUMENT.format("<a/>" * 6_000)), "damaged_xml"),
        (OPS.format(DOCUMENT)[:-40], "damaged_xml"),
        ("<?xml version='1.0'?>" + "<!-- -->" * 40_000 + OPS.format(""), "xml_prolog"),
        ("<html><body>no patent</body></html>", "unknown_page"),
        ("[" * 100_000, "one_endless_line"),
        ('{"data":' * 100_000, "unknown_document"),
    ],
    ids=["laughs", "outside", "deep", "wide", "heavy_record", "cut", "prolog", "page", "list",
         "json"],
)  # fmt: skip
def test_hostile_documents_are_refused(
    tmp_path: Path, content: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.portfolio.importing.hardened.LONGEST_RECORD", 20_000)
    with pytest.raises(FormatUnrecognised) as refusal:
        recognise(written(tmp_path, content.encode()), LAW.forms)

    assert refusal.value.reason == reason


def _workbook_with(name: str, content: bytes) -> bytes:
    good = zipfile.ZipFile(io.BytesIO(sheet([["a", "b"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in good.namelist():
            archive.writestr(entry, content if entry == name else good.read(entry))
    return out.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
    "</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/worksheets/sheet1.xml", b" " * 80_000_000),
        ("xl/worksheets/sheet1.xml",
         SHEET.format('<row r="1"><c r="XFD1"><v>1</v></c></row>').encode()),
        ("xl/worksheets/sheet1.xml", LAUGHS.encode() + SHEET.format("").encode()[:-3]),
        ("xl/worksheets/sheet1.xml",
         SHEET.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>').encode()),
    ],
    ids=["bomb", "far_cell", "damaged", "text_that_is_not_there"],
)  # fmt: skip
def test_hostile_workbooks_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(FormatUnrecognised) as refusal:
        recognise(written(tmp_path, _workbook_with(name, content)), LAW.forms)

    assert refusal.value.reason == "damaged_workbook"


def test_a_document_that_breaks_off_after_its_first_record_stops_the_reading(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, OPS.format(DOCUMENT.format("") * 3)[:-60].encode())
    found = recognise(path, LAW.forms)

    with pytest.raises(Damaged):
        list(Reader(found, TODAY, LAW).rows(path))


@pytest.mark.parametrize(
    ("publication", "application", "read"),
    [
        ("CN109378703A", "CN201811564288.XA", "201811564288.X"),
        ("CN109378703A", "CN201811564288XA", "201811564288.X"),
        ("CN1075384C", "CN98800324A", "98800324.4"),
    ],
)
def test_a_page_of_google_patents_writes_the_kind_behind_the_application_number(
    tmp_path: Path, publication: str, application: str, read: str
) -> None:
    page = (
        f'<html><body><article><span itemprop="title">一种装置</span>'
        f'<dd itemprop="publicationNumber">{publication}</dd>'
        f'<dd itemprop="applicationNumber">{application}</dd></article></body></html>'
    )

    found, (row,) = rows_of(written(tmp_path, page.encode()))

    assert (found.format, row.refusal) == (Format.GOOGLE_PAGE, None)
    assert row.application is not None
    assert row.application.text == read
