"""The papers that an organisation issued or was given, as a file."""

from collections.abc import Mapping
from typing import Any

from backend.kernel import listed
from backend.kernel.auth import Actor
from backend.kernel.language import joined, said
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.papers import wording
from backend.papers.service.reading import READING, PaperView, papers
from backend.papers.states import State

#: Nobody signs it any more, whoever had not yet.
_OVER = {State.LAPSED, State.REFUSED}


class PapersAsked(listed.Asked):
    to_sign: bool = False


async def _page(asked: PapersAsked, at: Place, by: Actor) -> Read[PaperView]:
    return await papers(
        subject=None,
        to_sign=asked.to_sign,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


def _place(row: Mapping[str, Any], *, over: bool) -> str:
    if row["signed_at"]:
        return wording.PLACES["signed"]
    if row["refused_at"]:
        return wording.PLACES["refused"]
    if over:
        return wording.PLACES["moot"]
    return wording.PLACES["asked" if row["asked_at"] else "waiting"]


def _paper(view: PaperView, by: Actor) -> listed.Row:
    row, over = view.row, State(view.row["state"]) in _OVER
    signers = (f"{each['organisation_name']} {_place(each, over=over)}" for each in view.places)
    return (
        row["number"],
        wording.KINDS[row["template"]],
        wording.STATES[row["state"]],
        row["issuer_name"],
        None if row["amount_fen"] is None else yuan(row["amount_fen"]),
        row["issued_on"],
        row["issued_at"],
        joined(signers),
        said("是", "Yes") if view.waits_for(by.organisation_id) else None,
        row["sha256"],
    )


def _told(asked: PapersAsked) -> Told:
    only = said("是", "Yes") if asked.to_sign else None
    return ((("仅待我方签署", "Waiting for our signature only"), only),)


PAPER_LIST = paged(
    name="papers",
    sheet=("文书", "Papers"),
    asked=PapersAsked,
    rests_on=frozenset(READING),
    columns=wording.PAPERS,
    page=_page,
    cells=_paper,
    told=_told,
)
