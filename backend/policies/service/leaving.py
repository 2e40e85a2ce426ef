"""A broker's sales as a file."""

from typing import Any

from backend.insurance.mode import Activity, check, mode
from backend.insurance.wording import LINES
from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.paged import Place, Read, Told, paged
from backend.policies import sale_wording as wording
from backend.policies.service import sales


class SalesAsked(listed.Asked):
    q: str | None = None


async def _page(asked: SalesAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
    check(Activity.COMPARING, under=mode())
    return await sales.page(
        asked.q or None, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


def _sale(row: dict[str, Any], _: Actor) -> listed.Row:
    state = row["policy_state"]
    return (
        row["number"],
        row["firm_name"],
        LINES[row["line"]],
        row["sent_at"],
        row["insurers"],
        row["quoted"],
        row["notice_at"],
        row["needs_at"],
        row["policy_number"],
        None if state is None else wording.STATES[state],
        row["accepted_at"],
    )


def _told(asked: SalesAsked) -> Told:
    return ((("投保单、企业或保单号", "Proposal, firm or policy number"), asked.q),)


SALE_LIST = paged(
    name="broker_sales",
    sheet=("经纪销售", "Brokered sales"),
    asked=SalesAsked,
    rests_on=frozenset({Permission.VIEW_BROKERAGE}),
    columns=wording.SALES,
    page=_page,
    cells=_sale,
    told=_told,
)
