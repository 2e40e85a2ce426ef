"""The log of a paper's signing: who answered what, when, from where; a sealed paper of its own."""

from collections.abc import Sequence
from typing import Any

from backend.kernel import clock
from backend.papers.service.issuing import Order, issue
from backend.papers.states import Paper, Subject
from contracts.catalogue import TITLES
from contracts.signature_log.terms import SignatureLog, Signing
from contracts.wording import figures


async def issue_log(paper: dict[str, Any], places: Sequence[dict[str, Any]]) -> None:
    """Order the log of a paper whose signing has come to its end, one way or the other."""
    kind = Paper(paper["template"])
    await issue(
        Order(
            paper=Paper.SIGNATURE_LOG,
            terms=SignatureLog(
                paper_number=paper["number"],
                paper_title=TITLES[kind],
                paper_sha256=paper["sha256"],
                issued_at=paper["issued_at"],
                completed_at=clock.now(),
                signings=tuple(_signing(each) for each in places if each["member"] is not None),
            ),
            subject_kind=Subject.PAPER,
            subject=paper["id"],
            issuer=paper["issuer"],
            parties=tuple(paper["parties"]),
        )
    )


def _mandate(place: dict[str, Any]) -> str:
    if place["mandate"] is None:
        return ""
    limit = figures(place["up_to_fen"])
    return f"可签署金额不超过人民币 {limit} 元的合同，至 {place['until']}"


def _signing(place: dict[str, Any]) -> Signing:
    signed = place["signed_at"] is not None
    return Signing(
        at=place["signed_at"] or place["refused_at"],
        person=place["member_name"],
        organisation=place["organisation_name"],
        mandate=_mandate(place),
        address=place["address"] or "—",
        method=place["method"],
        outcome="signed" if signed else "refused",
        reason=" ".join((place["reason"] or "").split()),
        signed_sha256=place["sha256"],
    )
