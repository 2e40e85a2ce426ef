"""Small real files of every type, and some that only pretend."""

import io
import struct
import zipfile
import zlib

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>"
    b"endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 1>>\nstartxref\n9\n%%EOF\n"
)
OTHER_PDF = PDF.replace(b"1.4", b"1.7")
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x08\xff\xd9"
)
TIFF = b"II*\x00\x08\x00\x00\x00\x01\x00" + b"\x00" * 16
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00" + b"\x2f" + b"\x00" * 12
TEXT = "序号,专利名称\n1,一种半导体器件\n".encode()
GB_TEXT = "序号,专利名称\n1,一种半导体器件\n".encode("gb18030")
EXECUTABLE = b"\x7fELF\x02\x01\x01" + b"\x00" * 64
HTML_AS_PDF = b"<html><script>alert(1)</script></html>"
HOLLOW_PDF = b"%PDF-1.4\n" + b"nothing of a document follows\n" * 20


def pdf(mark: str) -> bytes:
    """A PDF unlike every other one."""
    return PDF.replace(b"%%EOF", f"% {mark}\n%%EOF".encode())


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
    )


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(zipfile.ZipInfo(name), "<x/>")
    return out.getvalue()


def docx() -> bytes:
    return archive("[Content_Types].xml", "word/document.xml")


def docm() -> bytes:
    return archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def xlsx() -> bytes:
    return archive("[Content_Types].xml", "xl/workbook.xml")


def ofd() -> bytes:
    return archive("OFD.xml", "Doc_0/Document.xml")
