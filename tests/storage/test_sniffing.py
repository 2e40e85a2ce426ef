"""What the bytes are, whatever the name claims."""

import struct
from io import BytesIO

import pytest

from storage.sniffing import MediaType, sniff
from tests.documents import samples


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.PDF, MediaType.PDF),
        (samples.png(), MediaType.PNG),
        (samples.JPEG, MediaType.JPEG),
        (samples.JPEG + b"what a phone appends" * 500, MediaType.JPEG),
        (samples.TIFF, MediaType.TIFF),
        (samples.WEBP, MediaType.WEBP),
        (samples.docx(), MediaType.DOCX),
        (samples.docm(), MediaType.DOCX),  # its macros: see storage.inspection
        (samples.xlsx(), MediaType.XLSX),
        (samples.ofd(), MediaType.OFD),
        (samples.archive("a.txt"), MediaType.ZIP),
        (samples.TEXT, MediaType.TEXT),
        (samples.GB_TEXT, MediaType.TEXT),
        ("\ufeff带标记的文本\r\n".encode(), MediaType.TEXT),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, expected: MediaType) -> None:
    assert sniff(BytesIO(content)) is expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        samples.HOLLOW_PDF,
        b"%PDF-",
        samples.PDF[:60],
        samples.png()[:40],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        b"\xff\xd8\xff\xe0\x00\x10" + b"\x00" * 100,
        b"\xff\xd8\xff",
        b"II*\x00\xff\xff\xff\x7f",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        samples.EXECUTABLE,
        b"PK\x03\x04 no directory",
        "从右向左\u202e的文本".encode(),
        b"text with a \x00 in it",
        bytes(range(256)),
    ],
)
def test_what_is_not_what_it_pretends_is_nothing(content: bytes) -> None:
    assert sniff(BytesIO(content)) is None


def test_an_archive_that_announces_a_million_entries_is_not_read() -> None:
    content = bytearray(samples.archive("a.txt"))
    end = content.rindex(b"PK\x05\x06")
    content[end + 10 : end + 12] = struct.pack("<H", 65_535)

    assert sniff(BytesIO(content)) is None


def test_an_archive_whose_directory_lies_outside_is_not_read() -> None:
    content = bytearray(samples.archive("a.txt"))
    end = content.rindex(b"PK\x05\x06")
    content[end + 16 : end + 20] = struct.pack("<I", 0x7FFFFFFF)

    assert sniff(BytesIO(content)) is None
