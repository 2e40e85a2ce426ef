"""Ordered appraisals as a file: each side's own."""

from backend.appraisal import wording
from backend.appraisal.service.reading import READERS, RequestView, page
from backend.appraisal.states import QuoteState, State
from backend.kernel import listed
from backend.kernel.auth import Actor
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan


class RequestsAsked(listed.Asked):
    state: State | None = None


async def _page(asked: RequestsAsked, at: Place, by: Actor) -> Read[RequestView]:
    return await page(
        in_state=asked.state,
        application_id=None,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


def _request(view: RequestView, by: Actor) -> listed.Row:
    """A row to a request; its quote is the chosen one, or the only one that the reader sees."""
    row = view.row
    chosen = next((each for each in view.quotes if each["id"] == row["quote"]), None)
    quote = chosen or (view.quotes[0] if len(view.quotes) == 1 else None)
    given = quote or dict.fromkeys(("fee_fen", "days", "valid_until"))
    quoted = sum(each["state"] == QuoteState.QUOTED for each in view.quotes)
    # How many others were asked is the client's to know.
    mine = by.organisation_id in (row["client"], row["asked_by"])
    first = view.rights[0]
    return (
        row["number"],
        wording.STATES[row["state"]],
        row["firm_name"],
        row["client_name"],
        row["lender_name"],
        wording.PURPOSES[row["purpose"]],
        len(view.rights),
        first.title or first.label,
        row["base_date"],
        row["quotes_due_on"],
        len(view.quotes) if mine else None,
        quoted if mine else None,
        None if quote is None else quote["appraiser_name"],
        None if quote is None else wording.QUOTES[quote["state"]],
        None if given["fee_fen"] is None else yuan(given["fee_fen"]),
        given["days"],
        given["valid_until"],
        # Another appraiser's order is nobody's business.
        row["due_on"] if chosen else None,
        row["valuation_number"] if chosen else None,
        row["created_at"],
    )


def _told(asked: RequestsAsked) -> Told:
    return ((("状态", "State"), None if asked.state is None else wording.STATES[asked.state]),)


REQUEST_LIST = paged(
    name="valuation_requests",
    sheet=("评估委托", "Appraisals"),
    asked=RequestsAsked,
    rests_on=frozenset(READERS),
    columns=wording.REQUESTS,
    page=_page,
    cells=_request,
    told=_told,
)
