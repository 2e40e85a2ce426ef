"""Versions of a product of a bank: a checklist drafted by one; see `shelf` for publication."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from backend.criteria.haircuts import Haircuts
from backend.documents.states import Kind
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.lending.checklist import Requirement
from backend.lending.queries import products as queries
from backend.lending.queries import shelf
from backend.lending.rules.refusals import ProductNotOffered
from backend.lending.service import products
from backend.lending.service.catalogue import Recall, draft_version, is_coming, recall_of
from backend.lending.service.stored_terms import terms_of
from backend.lending.simulating import judged_differently


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A version as its bank sees it; `published_at` is None while it is a draft.

    `overtaken`: a draft that a later published version leaves behind.
    """

    id: UUID
    n: int
    checklist: tuple[Requirement, ...]
    guarantee_required: bool
    maker: UUID
    maker_name: str
    approver_name: str | None
    published_at: datetime | None
    effective_on: date | None
    is_coming: bool
    recall: Recall | None
    overtaken: bool
    must_simulate: bool


async def versions(product_id: UUID, *, by: Actor) -> list[Numbered]:
    """Every version of a product of the actor's bank, newest first; 404 for another's."""
    by.require(Permission.VIEW_BANK)
    rows = await queries.versions(product_id, lender_id=by.organisation_id)
    if not rows:
        raise NotFound
    published = next(
        (row for row in rows if row["published_at"] is not None and row["recalled_at"] is None),
        None,
    )
    newest = 0 if published is None else published["n"]
    in_force = None if published is None else terms_of(published)
    simulated = await shelf.simulated([row["id"] for row in rows])
    return [
        Numbered(
            id=row["id"],
            n=row["n"],
            checklist=products.checklist_of(row["checklist"]),
            guarantee_required=row["guarantee_required"],
            maker=row["maker"],
            maker_name=row["maker_name"],
            approver_name=row["approver_name"],
            published_at=row["published_at"],
            effective_on=row["effective_on"],
            is_coming=is_coming(row),
            recall=recall_of(row),
            overtaken=row["published_at"] is None and row["n"] < newest,
            must_simulate=row["n"] > newest
            and row["id"] not in simulated
            and judged_differently(terms_of(row), in_force),
        )
        for row in rows
    ]


async def draft_checklist(
    product_id: UUID,
    checklist: Sequence[Requirement],
    *,
    haircuts: Haircuts | None = None,
    guarantee_required: bool | None = None,
    by: Actor,
) -> Numbered:
    """The newest published terms with this checklist, as the next version; nothing changes before
    it is published, and never for an application that was submitted under an earlier one."""
    by.require(Permission.WORK_APPLICATIONS)
    if any(each.kind is Kind.PAPER for each in checklist):
        raise InvalidField("checklist", "A paper that the platform issues cannot be asked for.")
    async with transaction():
        if await queries.lock_product(product_id, lender_id=by.organisation_id) is None:
            raise NotFound
        published = await shelf.published(product_id)
        if published is None:
            raise ProductNotOffered
        terms = terms_of(published)
        asked = terms.guarantee_required if guarantee_required is None else guarantee_required
        changed = replace(
            terms,
            checklist=tuple(checklist),
            haircuts=haircuts or terms.haircuts,
            guarantee_required=asked,
        )
        await draft_version(product_id, changed, by=by)
        return (await versions(product_id, by=by))[0]
