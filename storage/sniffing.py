"""What the bytes are, whatever the name claims.

Own checks rather than a table of first bytes: a paper that opens like a PDF and is none must be
told from a PDF, and a Word file from any other archive.
"""

import codecs
import os
import struct
from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO, Literal

HEAD = 4096
TAIL = 2048
PIECE = 256 * 1024
MAX_ENTRIES = 20_000
MAX_DIRECTORY = 4 * 1024 * 1024
MAX_SEGMENTS = 500
MAX_FIELDS = 512
LENGTH_FIELD = 2
TIFF_HEADER = 8

# An archive's closing record (entries, length and start of its directory) and one directory entry
# (lengths of name, extra field and comment).
_END = struct.Struct("<10xHII2x")
_ENTRY = struct.Struct("<28xHHH12x")


class MediaType(StrEnum):
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    OFD = "application/ofd"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    TEXT = "text/plain"


def sniff(file: BinaryIO) -> MediaType | None:
    """The type that the whole of the file bears out; `None` when it is none that we know."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    for opening, judge in _JUDGES:
        if head.startswith(opening):
            return judge(file, head, tail)
    return _text(file) if size else None


def _pdf(_file: BinaryIO, head: bytes, tail: bytes) -> MediaType | None:
    version = head[5:8]
    numbered = version[:1].isdigit() and version[1:2] == b"." and version[2:3].isdigit()
    ended = b"%%EOF" in tail and b"startxref" in tail
    return MediaType.PDF if numbered and ended else None


def _png(_file: BinaryIO, head: bytes, tail: bytes) -> MediaType | None:
    return MediaType.PNG if head[12:16] == b"IHDR" and b"IEND\xaeB`\x82" in tail else None


def _jpeg(file: BinaryIO, _head: bytes, _tail: bytes) -> MediaType | None:
    """Walk the segments up to the start of the scan; phones append whatever they like behind it."""
    file.seek(2)
    for _ in range(MAX_SEGMENTS):
        marker, length = file.read(2), int.from_bytes(file.read(2), "big")
        if marker == b"\xff\xda":
            return MediaType.JPEG
        if not b"\xff\xc0" <= marker <= b"\xff\xfe" or length < LENGTH_FIELD:
            return None
        file.seek(length - LENGTH_FIELD, os.SEEK_CUR)
    return None


def _webp(_file: BinaryIO, head: bytes, _tail: bytes) -> MediaType | None:
    chunk = head[12:16]
    known = head[8:12] == b"WEBP" and chunk in {b"VP8 ", b"VP8L", b"VP8X"}
    return MediaType.WEBP if known else None


def _tiff(file: BinaryIO, head: bytes, _tail: bytes) -> MediaType | None:
    order: Literal["little", "big"] = "little" if head.startswith(b"II") else "big"
    first = int.from_bytes(head[4:TIFF_HEADER], order)
    file.seek(first)
    fields = int.from_bytes(file.read(2), order)
    return MediaType.TIFF if first >= TIFF_HEADER and 0 < fields < MAX_FIELDS else None


def _archive(file: BinaryIO, _head: bytes, _tail: bytes) -> MediaType | None:
    names = _entries(file)
    if names is None:
        return None
    if b"OFD.xml" in names:
        return MediaType.OFD
    if b"[Content_Types].xml" in names and b"word/document.xml" in names:
        return MediaType.DOCX
    if b"[Content_Types].xml" in names and b"xl/workbook.xml" in names:
        return MediaType.XLSX
    return MediaType.ZIP


def _entries(file: BinaryIO) -> set[bytes] | None:
    """The names in an archive's directory, read within bounds; nothing is unpacked."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_557))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < _END.size:
        return None
    count, length, start = _END.unpack_from(end, at)
    if not 0 < count <= MAX_ENTRIES or length > MAX_DIRECTORY or start + length > size:
        return None
    file.seek(start)
    directory, names, at = file.read(length), set(), 0
    for _ in range(count):
        if directory[at : at + 4] != b"PK\x01\x02" or len(directory) < at + _ENTRY.size:
            return None
        name, extra, comment = _ENTRY.unpack_from(directory, at)
        at += _ENTRY.size
        names.add(directory[at : at + name])
        at += name + extra + comment
    return names


def _text(file: BinaryIO) -> MediaType | None:
    return MediaType.TEXT if any(_decodes(file, each) for each in ("utf-8", "gb18030")) else None


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            if _control(decoder.decode(piece)):
                return False
        return not _control(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _control(text: str) -> bool:
    return not text.translate(_ALLOWED).isprintable()


# Everything that a text may hold and `isprintable` would not have: white space and the byte order
# mark, and the marks that direct right-to-left writing stay refused.
_ALLOWED = dict.fromkeys(map(ord, "\t\r\n\f\ufeff\u3000\u00a0\u2028\u2002\u2003\u200b"), None)

_Judge = Callable[[BinaryIO, bytes, bytes], MediaType | None]

_JUDGES: tuple[tuple[bytes, _Judge], ...] = (
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _webp),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
    (b"PK\x03\x04", _archive),
)
