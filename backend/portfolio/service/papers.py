"""Rights as papers list them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from backend.portfolio.service.rights import views
from backend.portfolio.service.views import RightView
from backend.portfolio.states import PatentKind
from contracts.blanks import Patent, Unfit

_KINDS: Mapping[PatentKind, Literal["invention", "utility_model", "design"]] = {
    PatentKind.INVENTION: "invention",
    PatentKind.UTILITY_MODEL: "utility_model",
    PatentKind.DESIGN: "design",
}


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a contract says of a right, before what is known of it."""

    number: str | None = None
    title: str | None = None
    filing_on: date | None = None
    granted_on: date | None = None


async def patents(
    right_ids: Sequence[UUID], *, holder: UUID | None, stated: Mapping[UUID, Stated] | None = None
) -> tuple[Patent, ...]:
    """These rights of a holder in this order, with what he declares of them where no source does.

    Raises Unfit where one lacks its number or a date, or is no Chinese patent.
    """
    found = await views(right_ids, holder)
    told = stated or {}
    return tuple(_patent(found[each], told.get(each, Stated())) for each in right_ids)


def _patent(view: RightView, stated: Stated) -> Patent:
    number = stated.number or view.application_no
    filed_on = stated.filing_on or view.filing_on
    granted_on = stated.granted_on or view.granted_on
    kind = _KINDS.get(view.kind)
    if number is None or filed_on is None or granted_on is None or kind is None:
        raise Unfit("patents", "number, kind, filing and grant date of each", got=view.label)
    return Patent(
        patent_number=number.removeprefix("ZL"),
        title=" ".join((stated.title or view.title).split()),
        kind=kind,
        filed_on=filed_on,
        granted_on=granted_on,
        expires_on=view.expires_on,
        patentees=view.patentees,
    )
