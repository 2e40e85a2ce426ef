"""Scans as large as a firm's real ones: a PDF of grey pages, written page by page."""

import hashlib
import random
from pathlib import Path

from tests.journeys.vault import Scan

#: A page of A4 at 240 dots an inch, eight bits of grey each.
WIDTH, HEIGHT = 1984, 2806
BAND = 16


def scanned(folder: Path, name: str, pages: int) -> Scan:
    """A document of that many pages, 5.6 MB each, every page another picture."""
    path = folder / name
    starts: list[int] = []
    digest = hashlib.sha256()
    with path.open("wb") as out:
        size = 0

        def write(part: bytes) -> None:
            nonlocal size
            size += out.write(part)
            digest.update(part)

        def begin(number: int, head: str) -> None:
            assert number == len(starts) + 1
            starts.append(size)
            write(f"{number} 0 obj\n{head}\n".encode())

        write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        begin(1, "<< /Type /Catalog /Pages 2 0 R >>\nendobj")
        kids = " ".join(f"{3 + 3 * page} 0 R" for page in range(pages))
        begin(2, f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>\nendobj")
        for page in range(pages):
            own = 3 + 3 * page
            begin(
                own,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                f"/Resources << /XObject << /I {own + 2} 0 R >> >> /Contents {own + 1} 0 R >>"
                "\nendobj",
            )
            draw = "q 595 0 0 842 0 0 cm /I Do Q"
            begin(own + 1, f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream\nendobj")
            begin(
                own + 2,
                f"<< /Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} "
                "/ColorSpace /DeviceGray /BitsPerComponent 8 "
                f"/Length {WIDTH * HEIGHT} >>\nstream",
            )
            for row in range(0, HEIGHT, BAND):
                write(_band(page, row)[: WIDTH * min(BAND, HEIGHT - row)])
            write(b"\nendstream\nendobj\n")
        table = size
        write(f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n".encode())
        for start in starts:
            write(f"{start:010d} 00000 n \n".encode())
        write(
            f"trailer\n<< /Size {len(starts) + 1} /Root 1 0 R >>\n"
            f"startxref\n{table}\n%%EOF\n".encode()
        )
    return Scan(path, name, size, digest.hexdigest())


def _band(page: int, row: int) -> bytes:
    """A few rows of paper with lines of grey blocks, as a page of text looks from afar."""
    if (row // BAND) % 3 == 0:
        return b"\xf4" * (WIDTH * BAND)
    chance = random.Random(page * HEIGHT + row)  # noqa: S311 - a picture, no secret
    words = b"".join(bytes([chance.choice((0x30, 0xF4, 0xF0))]) * 31 for _ in range(WIDTH // 31))
    return words.ljust(WIDTH, b"\xf4") * BAND
