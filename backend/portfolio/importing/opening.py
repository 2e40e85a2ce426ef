"""How the bytes of an upload are to be opened: which container, which encoding. Pure."""

import codecs
import re
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from backend.kernel.errors import RuleBroken
from backend.portfolio.importing import workbooks
from backend.portfolio.states import Unreadable

SAMPLE_BYTES = 256 * 1024
LONGEST_LINE = 256 * 1024
SCAN = 1024 * 1024

_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"PK\x05\x06", Unreadable.ARCHIVE),
    (b"\x1f\x8b", Unreadable.ARCHIVE),
    (b"Rar!", Unreadable.ARCHIVE),
    (b"7z\xbc\xaf", Unreadable.ARCHIVE),
    (b"\x89PNG", Unreadable.IMAGE),
    (b"\xff\xd8\xff", Unreadable.IMAGE),
    (b"GIF8", Unreadable.IMAGE),
    (b"BM", Unreadable.IMAGE),
    (b"%PDF", Unreadable.PDF),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(r"<[A-Za-z_][^!?]")
#: Text in UTF-16 of which so much is ASCII has its zero bytes on one side.
_ONE_SIDED = 0.02
_MUCH_MORE = 8


class FormatUnrecognised(RuleBroken):
    code = "portfolio.format_unrecognised"
    title = "This is not a file of patents that can be read here"

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(
            f"The content is not recognised ({reason}). A gazette or vendor export as CSV, XLSX or "
            "XLS with a column of patent numbers, patent XML, a plain list of numbers, or a "
            "table of trademarks, software, works or layouts under its usual headings would pass.",
            reason=str(reason),
        )
        self.reason = reason


class Container(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    XML = "xml"
    HTML = "html"
    JSON = "json"


def open_up(path: Path) -> tuple[Container, str, str]:
    """The container, the encoding of its text, and the beginning of the text."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        binary = _binary(head, path)
        if binary is not None:
            return binary, "", ""
        encoding = _encoding(file, head)
    text = codecs.getincrementaldecoder(encoding)().decode(head)
    if _CONTROL.search(text):
        raise FormatUnrecognised(Unreadable.BINARY)
    return _container(text), encoding, text.removeprefix("\ufeff")


def _binary(head: bytes, path: Path) -> Container | None:
    if not head.strip():
        raise FormatUnrecognised(Unreadable.EMPTY)
    if head.startswith(_OLD_WORKBOOK):
        return Container.OLD_WORKBOOK
    if head.startswith(_WORKBOOK):
        if workbooks.is_workbook(path):
            return Container.WORKBOOK
        raise FormatUnrecognised(Unreadable.ARCHIVE)
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            raise FormatUnrecognised(reason)
    return None


def _encoding(file: BinaryIO, head: bytes) -> str:
    """UTF-16 by its mark or its zeros, UTF-8 if the whole file is that, else GB18030."""
    for encoding in _candidates(head):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := file.read(SCAN):
                text = decoder.decode(chunk)
                if "\x00" in text:
                    raise FormatUnrecognised(Unreadable.BINARY)
            decoder.decode(b"", final=True)
        except UnicodeError:
            continue
        return "utf-8-sig" if encoding == "utf-8" else encoding
    raise FormatUnrecognised(Unreadable.ENCODING)


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > _ONE_SIDED * len(head) and odd > _MUCH_MORE * even:
        return ("utf-16-le",)
    if even > _ONE_SIDED * len(head) and even > _MUCH_MORE * odd:
        return ("utf-16-be",)
    return ("utf-8", "gb18030")


def _container(text: str) -> Container:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        _check_prolog(start)
        lowered = start[:4096].casefold()
        is_page = lowered.startswith(("<!doctype html", "<html")) or "<html" in lowered[:2048]
        return Container.HTML if is_page else Container.XML
    if start.startswith(("[{", "{")) or re.match(r"\[\s*\{", start):
        return Container.JSON
    if len(text) > LONGEST_LINE // 4 and "\n" not in text and "\r" not in text:
        raise FormatUnrecognised(Unreadable.ONE_ENDLESS_LINE)
    return Container.TEXT


def _check_prolog(start: str) -> None:
    """No entities before the first element, and that element within the sample."""
    root = _ROOT.search(start)
    if root is None:
        is_xml = start.startswith("<?xml")
        raise FormatUnrecognised(Unreadable.XML_PROLOG if is_xml else Unreadable.BINARY)
    if _ENTITY.search(start):
        raise FormatUnrecognised(Unreadable.XML_ENTITIES)
