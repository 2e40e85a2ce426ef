"""What an application that was copied did not take over from the earlier one, and why. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.criteria.verdicts import Verdict
from backend.documents.states import Kind
from backend.lending.checklist import Item, Line, Standing


class Why(StrEnum):
    CONSENT_ENDED = "consent_ended"  # a consent is to one application
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    DOCUMENT_DISOWNED = "document_disowned"
    DOCUMENT_REPLACED = "document_replaced"  # its newer version goes instead
    PAPER_MISSING = "paper_missing"
    PAPER_OUTDATED = "paper_outdated"
    RIGHT_COMMITTED = "right_committed"
    RIGHT_PLEDGED = "right_pledged"
    RIGHT_LEFT = "right_left"  # the request names it no longer
    VALUATION_NONE = "valuation_none"
    VALUATION_TOO_OLD = "valuation_too_old"
    VALUATION_OTHER = "valuation_other"
    PRODUCT_ENDED = "product_ended"
    PRODUCT_NEWER = "product_newer"
    CRITERION = "criterion"  # the newer version asks for it, and it does not pass
    REQUEST_CHANGED = "request_changed"


@dataclass(frozen=True, kw_only=True)
class NotTaken:
    """`name`: the document, right, criterion or field; `newly`: the earlier version did not ask."""

    why: Why
    id: UUID | None = None
    name: str | None = None
    kind: Kind | None = None
    year: int | None = None
    before: str | int | None = None
    after: str | int | None = None
    newly: bool | None = None


def papers(wanted: Iterable[Item], *, earlier: Sequence[Line]) -> list[NotTaken]:
    """What the product requires now and the vault does not hold, or holds too old."""
    asked = {line.slot for line in earlier if line.required}
    return [
        NotTaken(
            why=Why.PAPER_MISSING if each.standing is Standing.MISSING else Why.PAPER_OUTDATED,
            name=each.line.slot.subject,
            kind=each.line.slot.kind,
            year=each.line.slot.year,
            newly=each.line.slot not in asked,
        )
        for each in wanted
        if each.line.required and each.standing is not Standing.PRESENT
    ]


def criteria(now: Sequence[Verdict], earlier: Sequence[Verdict]) -> list[NotTaken]:
    """What passes by the earlier version, or was not asked there, and does not pass now."""
    failed = {each.criterion for each in earlier if not each.passes}
    named = {each.criterion for each in earlier}
    return [
        NotTaken(why=Why.CRITERION, name=each.criterion, newly=each.criterion not in named)
        for each in now
        if not each.passes and each.criterion not in failed
    ]


def changes(
    names: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[NotTaken]:
    return [
        NotTaken(why=Why.REQUEST_CHANGED, name=name, before=before[name], after=after[name])
        for name in names
        if before[name] != after[name]
    ]
