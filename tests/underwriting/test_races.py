"""What only shows between transactions that really commit: one quote stands, one is accepted."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from backend.kernel.db import fetch, fetch_value
from backend.kernel.errors import Conflict
from backend.underwriting import service
from backend.underwriting.queries import quotes
from backend.underwriting.service import desk, screening, submitting
from backend.underwriting.service.submitting import Sending
from backend.underwriting.terms import QuoteTerms
from tests.underwriting import make

pytestmark = pytest.mark.usefixtures("licensed")


async def outcomes(*attempts: Awaitable[Any]) -> tuple[int, list[Conflict]]:
    """How many succeeded, and the refusals; anything but a clean conflict is raised."""
    found = await asyncio.gather(*attempts, return_exceptions=True)
    failed = []
    for each in found:
        if isinstance(each, Conflict):
            failed.append(each)
        elif isinstance(each, BaseException):
            raise each
    return len(found) - len(failed), failed


async def test_at_once_one_submission_one_quote_and_one_acceptance(committed: str) -> None:
    firm, at = await make.firm(), await make.desk(lines=["overseas_liability"])
    view = await make.proposed(firm)
    sending = Sending(
        insurer_ids=(at.id,), n=2, declared=make.DECLARED, duplicates_known=False, privileged={}
    )

    sent, _ = await outcomes(
        *(submitting.submit(view.id, sending, by=firm.signatory) for _ in range(3))
    )
    submission = await fetch_value("SELECT id FROM underwriting_submission")
    await make.sanctions()
    await screening.screen_again(submission, by=at.l1)
    terms = QuoteTerms.model_validate({"options": [{"label": "甲"}]})
    quoted, lost = await outcomes(
        *(desk.quote(submission, terms, revise=False, by=each) for each in (at.l1, at.l2, at.l1))
    )
    standing = await quotes.standing(submission)
    assert standing is not None
    accepted, late = await outcomes(
        *(service.accept(standing["id"], 1, by=firm.signatory) for _ in range(2)),
        desk.withdraw(submission, by=at.l2),
    )

    assert sent == 3
    assert len(await fetch("SELECT FROM underwriting_submission")) == 1
    assert await fetch_value("SELECT count(*) FROM underwriting_declaration") == 1
    assert (quoted, len(lost)) == (1, 2)
    assert {each.code for each in lost} == {"illegal_transition"}
    assert (accepted, len(late)) == (1, 2)
    states = [row["state"] for row in await quotes.of_submission(submission)]
    assert states in (["accepted"], ["withdrawn"])
