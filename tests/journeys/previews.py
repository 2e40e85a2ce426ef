"""Small files of every kind that the viewer shows, made here byte by byte."""

import io
import struct
import zlib

import xlsxwriter


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def workbook(rows: int) -> bytes:
    """Two sheets; the first has that many rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first, second = book.add_worksheet("利润表"), book.add_worksheet("附注")
    for row in range(rows):
        first.write(row, 0, f"第 {row + 1} 行")
        first.write_number(row, 1, row * 100)
    second.write(0, 0, "营业收入确认政策")
    book.close()
    return out.getvalue()


def table(rows: int) -> bytes:
    """A CSV as Windows writes it in China."""
    lines = ["年度,项目,金额", *(f'2025,"货款, 第 {n} 笔",{n * 100}' for n in range(1, rows))]
    return "\r\n".join(lines).encode("gb18030")


def jbig2_scan() -> bytes:
    """A PDF of one page whose only content is a JBIG2 picture: a black bar on white, 24 × 24."""
    # Modified READ (T.6): 8 white, 8 black, 8 white in the first row; the others are like it.
    bits = "001" + "10011" + "000101" + "1" + "111" * 23 + "000000000001" * 2
    coded = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    region = struct.pack(">IIIIBB", 24, 24, 0, 0, 0, 1) + coded
    page = struct.pack(">IIIIBH", 24, 24, 0, 0, 0, 0)
    stream = b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
        for number, kind, data in ((0, 48, page), (1, 38, region))
    )
    drawing = b"q 200 0 0 200 50 50 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
            b" /Resources << /XObject << /I 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /XObject /Subtype /Image /Width 24 /Height 24 /BitsPerComponent 1"
        b" /ColorSpace /DeviceGray /Filter /JBIG2Decode /Length %d >>\nstream\n%s\nendstream"
        % (len(stream), stream),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % table_at
