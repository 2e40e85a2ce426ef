"""What a file becomes when it is opened: refused before anybody has to open it."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from dataclasses import replace

import pytest

from storage.inspection import Bounds, Excessive, Flag, Measure, Unreadable, inspect
from storage.sniffing import MediaType
from tests.documents import samples

BOUNDS = Bounds(
    pixels=400_000_000,
    side=30_000,
    pages=3_000,
    unpacked_bytes=1024**3,
    ratio=200,
    rows=200_000,
)


def png(width: int, height: int) -> bytes:
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR"
    return header + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda"


def webp(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides


def tiff(*pages: tuple[int, int], order: str = "<") -> bytes:
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for place, (width, height) in enumerate(pages, start=1):
        after = 0 if place == len(pages) else len(out) + 2 + 24 + 4
        out += struct.pack(f"{order}HHHIIHHIII", 2, 256, 4, 1, width, 257, 4, 1, height, after)
    return out


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def refused(content: bytes, media_type: MediaType, bounds: Bounds = BOUNDS) -> Measure:
    with pytest.raises(Excessive) as found:
        inspect(io.BytesIO(content), media_type, bounds)
    assert found.value.found > found.value.limit
    return found.value.measure


@pytest.mark.parametrize(
    ("media_type", "image"),
    [
        (MediaType.PNG, png),
        (MediaType.JPEG, jpeg),
        (MediaType.WEBP, webp),
        (MediaType.TIFF, lambda *sides: tiff(sides)),
        (MediaType.TIFF, lambda *sides: tiff((100, 100), sides, order=">")),
    ],
)
def test_an_image_is_measured_by_its_header(media_type: MediaType, image: object) -> None:
    assert callable(image)
    inspect(io.BytesIO(image(9_000, 12_000)), media_type, BOUNDS)

    assert refused(image(60_000, 10), media_type) is Measure.SIDE
    assert refused(image(25_000, 25_000), media_type) is Measure.PIXELS


def test_a_scan_of_many_pages_and_one_whose_chain_turns_back() -> None:
    many = tiff(*[(10, 10)] * 12)
    inspect(io.BytesIO(many), MediaType.TIFF, BOUNDS)
    assert refused(many, MediaType.TIFF, replace(BOUNDS, pages=11)) is Measure.PAGES
    inspect(io.BytesIO(many[:-4] + struct.pack("<I", 8)), MediaType.TIFF, BOUNDS)


def test_a_bomb_is_seen_without_being_held() -> None:
    bomb = packed(word__document_xml=bytes(200 * 1024 * 1024))
    tracemalloc.start()
    assert refused(bomb, MediaType.DOCX) is Measure.RATIO
    assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    tracemalloc.stop()


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    honest = packed(word__document_xml=bytes(20 * 1024 * 1024))
    size = struct.pack("<I", 20 * 1024 * 1024)
    assert honest.count(size) == 2
    lying = honest.replace(size, struct.pack("<I", 100))

    with pytest.raises((Excessive, Unreadable)):
        inspect(io.BytesIO(lying), MediaType.DOCX, BOUNDS)


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    "xml", [LAUGHS, LAUGHS.decode().encode("utf-16"), b"<w>" + b" " * 262_138 + LAUGHS]
)
def test_a_billion_laughs_are_no_part_of_a_document(xml: bytes) -> None:
    assert refused(packed(word__document_xml=xml), MediaType.DOCX) is Measure.ENTITIES


@pytest.mark.parametrize(
    "sheet",
    [
        b"<sheetData>" + b"<row><c/></row>" * 300_000 + b"</sheetData>",
        b'<x:sheetData><x:row spans="1:1" r="1048576"><x:c/></x:row></x:sheetData>',
        b'<worksheet><dimension ref="A1:C1000000"/><sheetData/></worksheet>',
    ],
)
def test_a_sheet_of_a_million_rows_is_refused(sheet: bytes) -> None:
    content = packed(xl__worksheets__sheet1_xml=sheet)
    assert refused(content, MediaType.XLSX) is Measure.ROWS


def test_an_ordinary_sheet_passes_and_counts_no_row_twice() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 30_001))
    content = packed(xl__worksheets__sheet1_xml=b"<sheetData>" + rows + b"</sheetData>")
    inspect(io.BytesIO(content), MediaType.XLSX, replace(BOUNDS, rows=30_000))
    assert refused(content, MediaType.XLSX, replace(BOUNDS, rows=29_999)) is Measure.ROWS


def test_the_pages_of_a_pdf_are_counted_also_where_they_are_packed() -> None:
    page = b"5 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
    inspect(io.BytesIO(b"%PDF-1.4\n" + page * 3_000), MediaType.PDF, BOUNDS)
    assert refused(b"%PDF-1.4\n" + page * 3_001, MediaType.PDF) is Measure.PAGES
    for tree in (b"<</Type/Pages/Count 90000>>", b"<</Count 90000/Kids[3 0 R]/Type /Pages>>"):
        assert refused(b"%PDF-1.4\n" + tree, MediaType.PDF) is Measure.PAGES
    outline = b"%PDF-1.4\n<</Type/Outlines/Count 90000>>"
    inspect(io.BytesIO(outline), MediaType.PDF, BOUNDS)
    body = zlib.compress(b"<</Type /Page>> " * 3_001)
    stream = b"%PDF-1.5\n7 0 obj<</Type /ObjStm /N 9 /Filter /FlateDecode>>\nstream\n" + body
    assert refused(stream, MediaType.PDF) is Measure.PAGES


@pytest.mark.parametrize(
    ("part", "flag"),
    [
        (b"<</S/JavaScript/JS(app.alert(1))>>", Flag.ACTIVE),
        (b"<</S /Launch /F (cmd.exe)>>", Flag.ACTIVE),
        (b"trailer<</Root 1 0 R/Encrypt 9 0 R>>", Flag.ENCRYPTED),
    ],
)
def test_what_a_pdf_may_do_is_flagged(part: bytes, flag: Flag) -> None:
    assert inspect(io.BytesIO(samples.PDF), MediaType.PDF, BOUNDS) == frozenset()
    for content in (samples.PDF + part, bytes(262_140) + part):
        assert inspect(io.BytesIO(content), MediaType.PDF, BOUNDS) == {flag}


def test_a_damaged_part_is_no_document() -> None:
    content = bytearray(packed(word__document_xml=samples.TEXT * 50))
    content[60] ^= 0xFF
    with pytest.raises(Unreadable):
        inspect(io.BytesIO(bytes(content)), MediaType.DOCX, BOUNDS)
