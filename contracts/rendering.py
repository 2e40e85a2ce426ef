"""Terms and template → PDF/A-2b bytes; the same input gives the same bytes.

Typst compiles in this process, from the folder `contracts` alone: no network, no system font. It
blocks for some 50 ms and may run in a thread (`asyncio.to_thread`); never call it in a request.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import segno
import typst

from contracts import wording
from contracts.blanks import Blanks, Unfit
from contracts.catalogue import ROOT, Template
from contracts.payment_instruction.terms import PaymentInstruction

#: Where typst would look for packages: our templates use none, so there is nothing there.
_NO_PACKAGES = ROOT / "packages"


@dataclass(frozen=True, kw_only=True)
class Issue(Blanks):
    """What the platform says about a paper: printed on it, and no part of the terms.

    `url` is the public page of the number, printed as a QR code; `issued_on` (Shanghai) is also the
    date of the PDF. `demonstration` prints 演示 across every page.
    """

    number: str
    issued_on: date
    url: str
    demonstration: bool = False


def render(template: Template, terms: Blanks, issue: Issue) -> bytes:
    """The paper as PDF/A-2b. Raises Unfit when the terms are not of the template's class."""
    if type(terms) is not template.terms:
        raise Unfit("terms", template.terms.__name__, got=type(terms).__name__)
    day = issue.issued_on
    return typst.compile(
        template.path,
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"paper": _given(template, terms, issue)},
        pdf_standards="a-2b",
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def sheet(terms: PaymentInstruction, issue: Issue, *, code: str) -> bytes:
    """A payment instruction as PDF: never sealed or kept; `code` is what its QR code says."""
    day = issue.issued_on
    given = {
        "template": "payment_instruction v1",
        "terms": wording.data(terms),
        "issue": wording.data(issue) | {"year": day.year, "month": day.month, "day": day.day},
        "qr": segno.make(code, error="m", micro=False).svg_inline(border=0, scale=4),
    }
    return typst.compile(
        ROOT / "payment_instruction" / "v1.typ",
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"paper": json.dumps(given, ensure_ascii=False)},
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _given(template: Template, terms: Blanks, issue: Issue) -> str:
    day = issue.issued_on
    code = segno.make(issue.url, error="m", micro=False)
    given = {
        "template": f"{template.paper} v{template.version}",
        "terms": wording.data(terms),
        "issue": wording.data(issue) | {"year": day.year, "month": day.month, "day": day.day},
        "qr": code.svg_inline(border=0, scale=4),
    }
    return json.dumps(given, ensure_ascii=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[wording.FONTS]
    )
