"""The door to the typesetter and the seal: one paper at a time, behind everything else.

Both block. A thread of their own keeps a backlog from taking the threads that sign-in needs, and a
low priority the processor.
"""

import asyncio
import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.kernel.seal import seal_key
from contracts.blanks import Blanks
from contracts.catalogue import Paper, load, template
from contracts.payment_instruction.terms import PaymentInstruction
from contracts.registration_application.patent_list import patent_list
from contracts.registration_application.terms import LISTED_IN_THE_FORM, RegistrationApplication
from contracts.rendering import Issue, render, sheet
from contracts.signing import seal

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class Made:
    """The sealed paper, and the spreadsheet that belongs to it, if one does."""

    pdf: bytes
    annex: bytes | None


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """What a paper is made from: always the same paper for the same of these."""

    paper: Paper
    version: int
    terms: Mapping[str, Any]
    number: str
    issued_on: date
    url: str
    demonstration: bool


def _step_back() -> None:
    """Let this thread work when nobody else does (Linux: priorities are the thread's)."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


_PRESS = ThreadPoolExecutor(1, thread_name_prefix="papers", initializer=_step_back)


async def make(ordered: Ordered, *, at: datetime) -> Made:
    """Render what was ordered with the version that it keeps, and seal it at that moment."""
    return await asyncio.get_running_loop().run_in_executor(_PRESS, _make, ordered, at)


async def draw(terms: PaymentInstruction, *, code: str, on: date, demonstration: bool) -> bytes:
    """A sheet for somebody who waits for it: beside the press, so that no backlog delays it."""
    issue = Issue(number=terms.remark, issued_on=on, url=terms.remark, demonstration=demonstration)
    return await asyncio.to_thread(sheet, terms, issue, code=code)


def _make(ordered: Ordered, at: datetime) -> Made:
    chosen = template(ordered.paper, ordered.version)
    terms = load(chosen, ordered.terms)
    issue = Issue(
        number=ordered.number,
        issued_on=ordered.issued_on,
        url=ordered.url,
        demonstration=ordered.demonstration,
    )
    return Made(pdf=seal(render(chosen, terms, issue), seal_key(), at=at), annex=_annex(terms))


def _annex(terms: Blanks) -> bytes | None:
    if not isinstance(terms, RegistrationApplication) or len(terms.patents) <= LISTED_IN_THE_FORM:
        return None
    return patent_list(terms.patents)
