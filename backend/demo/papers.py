"""The smallest true PDF: one page that says that it is a demonstration."""

from hashlib import sha256

FONTS = b"/Resources << /Font << /F1 5 0 R >> >>"


def pdf(line: str, seed: str) -> bytes:
    """One A4 page with a line in Latin letters and the digest of `seed`, so that papers differ."""
    text = f"{line} - {sha256(seed.encode()).hexdigest()[:16]}".encode("ascii", "replace")
    content = b"BT /F1 11 Tf 48 780 Td (" + text.replace(b"(", b"").replace(b")", b"") + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % FONTS,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )
