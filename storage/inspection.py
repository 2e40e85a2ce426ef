"""How much a file becomes when somebody opens it: pixels, pages, unpacked bytes, rows.

A small file may unfold into more than any reader's machine holds. Headers and directories are
read, archives really unpacked piece by piece into nothing, and all of it within bounds, so that a
hostile file costs its sender more than us. Never more than a few pieces are in memory.
"""

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Literal

from storage.sniffing import MediaType

PIECE = 256 * 1024
#: What may be cut in two at the end of a piece is looked at again with the next.
OVERLAP = 1024
MAX_SEGMENTS = 500
MAX_DIRECTORIES = 10_000
MAX_OBJECT_STREAMS = 2_000
#: A small archive may be packed as tightly as it likes.
SMALL = 16 * 1024 * 1024


class Measure(StrEnum):
    """What there is too much of, or what may not be there at all (limit 0)."""

    PIXELS = "pixels"
    SIDE = "side"
    PAGES = "pages"
    UNPACKED_BYTES = "unpacked_bytes"
    RATIO = "ratio"
    ROWS = "rows"
    ENTITIES = "entities"


class Flag(StrEnum):
    """What a reader should know before he opens the file."""

    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    MACROS = "macros"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The most of each; `side` in pixels, `ratio` unpacked to packed, `rows` of one sheet."""

    pixels: int
    side: int
    pages: int
    unpacked_bytes: int
    ratio: int
    rows: int


class Excessive(Exception):
    """The file is more than the bounds allow."""

    def __init__(self, measure: Measure, *, limit: int, found: int) -> None:
        super().__init__(f"{found} {measure}; at most {limit}.")
        self.measure, self.limit, self.found = measure, limit, found


class Unreadable(Exception):
    """An archive whose parts are not what its directory says, an image that ends in its header."""


def inspect(file: BinaryIO, media_type: MediaType, bounds: Bounds) -> frozenset[Flag]:
    """Flags of a file within its bounds; raises `Excessive` or `Unreadable`."""
    match media_type:
        case MediaType.PNG | MediaType.JPEG | MediaType.WEBP | MediaType.TIFF:
            try:
                _check_images(file, media_type, bounds)
            except struct.error as error:
                raise Unreadable(str(error)) from None
        case MediaType.DOCX | MediaType.XLSX | MediaType.OFD | MediaType.ZIP:
            return _check_archive(file, bounds)
        case MediaType.PDF:
            return _check_pdf(file, bounds)
        case _:
            pass
    return frozenset()


def _check(measure: Measure, *, limit: int, found: int) -> None:
    if found > limit:
        raise Excessive(measure, limit=limit, found=found)


# Images ----------------------------------------------------------------------------------------


def _check_images(file: BinaryIO, media_type: MediaType, bounds: Bounds) -> None:
    sizes = {
        MediaType.PNG: _png,
        MediaType.JPEG: _jpeg,
        MediaType.WEBP: _webp,
        MediaType.TIFF: _tiff,
    }[media_type]
    for page, (width, height) in enumerate(sizes(file), start=1):
        _check(Measure.SIDE, limit=bounds.side, found=max(width, height))
        _check(Measure.PAGES, limit=bounds.pages, found=page)
        # A scan of many pages is shown one at a time; each has to fit, not their sum.
        _check(Measure.PIXELS, limit=bounds.pixels, found=width * height)


#: Tables that share the range of the frame headers.
_NO_FRAME = frozenset({b"\xff\xc4", b"\xff\xc8", b"\xff\xcc"})


def _png(file: BinaryIO) -> Iterator[tuple[int, int]]:
    file.seek(16)
    yield struct.unpack(">II", file.read(8))


def _jpeg(file: BinaryIO) -> Iterator[tuple[int, int]]:
    file.seek(2)
    for _ in range(MAX_SEGMENTS):
        marker, length = file.read(2), int.from_bytes(file.read(2), "big")
        if b"\xff\xc0" <= marker <= b"\xff\xcf" and marker not in _NO_FRAME:
            height, width = struct.unpack(">xHH", file.read(5))
            yield width, height
            return
        if marker == b"\xff\xda":
            return
        file.seek(length - 2, os.SEEK_CUR)


def _webp(file: BinaryIO) -> Iterator[tuple[int, int]]:
    file.seek(12)
    chunk = file.read(18)
    kind, body = chunk[:4], chunk[8:]
    if kind == b"VP8X":
        yield int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    elif kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        yield (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = struct.unpack("<HH", body[6:10])
        yield width & 0x3FFF, height & 0x3FFF


def _tiff(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """The size of every page, by the chain of directories; a chain that turns back ends."""
    file.seek(0)
    order: Literal["little", "big"] = "little" if file.read(2) == b"II" else "big"
    file.seek(4)
    at, seen = int.from_bytes(file.read(4), order), set[int]()
    while at and at not in seen and len(seen) < MAX_DIRECTORIES:
        seen.add(at)
        file.seek(at)
        count = int.from_bytes(file.read(2), order)
        fields, following = file.read(12 * count), file.read(4)
        sides = {256: 0, 257: 0}
        for start in range(0, len(fields) - 11, 12):
            tag = int.from_bytes(fields[start : start + 2], order)
            short = int.from_bytes(fields[start + 2 : start + 4], order) == len(b"II") + 1
            if tag in sides:
                end = start + (10 if short else 12)
                sides[tag] = int.from_bytes(fields[start + 8 : end], order)
        yield sides[256], sides[257]
        at = int.from_bytes(following, order)


# Archives --------------------------------------------------------------------------------------

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>](?:[^<>]{0,300}?\br=[\"'](\d{1,9})[\"'])?")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*?ref=[\"'][A-Z]+\d+:[A-Z]+(\d{1,9})[\"']")


def _check_archive(file: BinaryIO, bounds: Bounds) -> frozenset[Flag]:
    """Unpack all of it into nothing, and look for what unfolds further in a parser."""
    packed = file.seek(0, os.SEEK_END)
    unpacked, macros = 0, False
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive, packed, bounds)
            for part in archive.infolist():
                macros |= part.filename.lower().endswith("vbaproject.bin")
                xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
                sheet = _Sheet(bounds) if part.filename.startswith("xl/worksheets/") else None
                with archive.open(part) as content:
                    kept = b""
                    while piece := content.read(PIECE):
                        unpacked += len(piece)
                        _check_unpacked(unpacked, packed, bounds)
                        if xml:
                            _check_entities(kept + piece)
                        if sheet is not None:
                            sheet.look(piece)
                        kept = piece[-OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(str(error)) from None
    return frozenset({Flag.MACROS} if macros else ())


def _check_directory(archive: zipfile.ZipFile, packed: int, bounds: Bounds) -> None:
    _check_unpacked(sum(part.file_size for part in archive.infolist()), packed, bounds)


def _check_unpacked(unpacked: int, packed: int, bounds: Bounds) -> None:
    _check(Measure.UNPACKED_BYTES, limit=bounds.unpacked_bytes, found=unpacked)
    if unpacked > SMALL:
        _check(Measure.RATIO, limit=bounds.ratio, found=unpacked // max(1, packed))


def _check_entities(xml: bytes) -> None:
    """No part of an office document declares a document type; also not in two bytes a letter."""
    plain = xml.replace(b"\0", b"")
    found = plain.count(b"<!DOCTYPE") + plain.count(b"<!ENTITY")
    _check(Measure.ENTITIES, limit=0, found=found)


class _Sheet:
    """Counts the rows of one sheet, however its rows are numbered."""

    def __init__(self, bounds: Bounds) -> None:
        self._limit, self._rows, self._kept = bounds.rows, 0, b""

    def look(self, piece: bytes) -> None:
        text = self._kept + piece
        cut = max(text.rfind(b"<"), 0)
        text, self._kept = text[:cut], text[cut:][:OVERLAP]
        highest = 0
        for row in _ROW.finditer(text):
            self._rows += 1
            highest = max(highest, int(row[1] or 0))
        for dimension in _DIMENSION.finditer(text):
            highest = max(highest, int(dimension[1]))
        _check(Measure.ROWS, limit=self._limit, found=max(self._rows, highest))


# PDF -------------------------------------------------------------------------------------------

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
#: Of a node of the page tree: outlines count too.
_COUNT = re.compile(
    rb"/Type\s*/Pages(?![A-Za-z])[^<>]{0,300}?/Count\s+(\d{1,9})"
    rb"|/Count\s+(\d{1,9})[^<>]{0,300}?/Type\s*/Pages(?![A-Za-z])"
)
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile)(?![A-Za-z])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm.{0,400}?stream\r?\n", re.DOTALL)


def _check_pdf(file: BinaryIO, bounds: Bounds) -> frozenset[Flag]:
    """A scan of the objects that stand plainly, and of those packed into object streams."""
    flags: set[Flag] = set()
    packed: list[int] = []
    pages, kept, at = 0, b"", 0
    file.seek(0)
    while piece := file.read(PIECE):
        text = kept + piece
        pages = max(pages + _fresh(_PAGE, text, kept), _most(text))
        flags |= _flags(text)
        start = at - len(kept)
        packed += [
            start + found.end()
            for found in _OBJECT_STREAM.finditer(text)
            if found.end() > len(kept) and len(packed) < MAX_OBJECT_STREAMS
        ]
        _check(Measure.PAGES, limit=bounds.pages, found=pages)
        at += len(piece)
        kept = text[-OVERLAP:]
    for place in packed:
        text = _inflated(file, place)
        pages = max(pages + len(_PAGE.findall(text)), _most(text))
        flags |= _flags(text)
        _check(Measure.PAGES, limit=bounds.pages, found=pages)
    return frozenset(flags)


def _fresh(pattern: re.Pattern[bytes], text: bytes, seen: bytes) -> int:
    """How many end behind what was looked at before."""
    return sum(found.end() > len(seen) for found in pattern.finditer(text))


def _most(text: bytes) -> int:
    return max((int(found[1] or found[2]) for found in _COUNT.finditer(text)), default=0)


def _flags(text: bytes) -> set[Flag]:
    found = set()
    if _ACTIVE.search(text):
        found.add(Flag.ACTIVE)
    if _ENCRYPTED.search(text):
        found.add(Flag.ENCRYPTED)
    return found


def _inflated(file: BinaryIO, place: int) -> bytes:
    """What an object stream holds, as far as a few pieces go; nothing when it is not deflated."""
    file.seek(place)
    try:
        return zlib.decompressobj().decompress(file.read(PIECE), 8 * PIECE)
    except zlib.error:
        return b""
