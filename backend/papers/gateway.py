"""The door to the typesetter and the seal. All of it blocks: called in a thread of the worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.kernel.seal import seal_key
from contracts.blanks import Blanks
from contracts.catalogue import Paper, load, template
from contracts.registration_application.patent_list import patent_list
from contracts.registration_application.terms import LISTED_IN_THE_FORM, RegistrationApplication
from contracts.rendering import Issue, render
from contracts.signing import seal

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class Made:
    """The sealed paper, and the spreadsheet that belongs to it, if one does."""

    pdf: bytes
    annex: bytes | None


def make(
    paper: Paper,
    version: int,
    kept: Mapping[str, Any],
    *,
    number: str,
    issued_on: date,
    url: str,
    demonstration: bool,
    at: datetime,
) -> Made:
    """Render what was ordered with the version that it keeps, and seal it at that moment."""
    chosen = template(paper, version)
    terms = load(chosen, kept)
    issue = Issue(number=number, issued_on=issued_on, url=url, demonstration=demonstration)
    return Made(pdf=seal(render(chosen, terms, issue), seal_key(), at=at), annex=_annex(terms))


def _annex(terms: Blanks) -> bytes | None:
    if not isinstance(terms, RegistrationApplication) or len(terms.patents) <= LISTED_IN_THE_FORM:
        return None
    return patent_list(terms.patents)
