"""Rating plans: drafted and checked by one, published by another person, then as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from backend.insurance import plan_checks, queries, rating
from backend.insurance.events import RatingPlanDrafted, RatingPlanPublished
from backend.insurance.plan import PlanDocument, digest
from backend.insurance.rating import Aid, Rated
from backend.insurance.risk import Risk
from backend.insurance.rules import AlreadyPublished, NotFiled, PlanNotInForce, SubsidyUnknown
from backend.insurance.service.filing import PLACEHOLDER, Filing, check_publication, settled
from backend.insurance.tables import RatingPlan
from backend.insurance.tariff import Tariff, tariff
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan of the asker's insurer; `document` is None in lists."""

    id: UUID
    code: str
    revision: int
    digest: str
    document: dict[str, Any] | None
    maker: UUID
    maker_name: str
    created_at: datetime
    filing: Filing | None
    approver_name: str | None
    published_at: datetime | None


async def page(
    *, by: Actor, code: str | None, cursor: str | None, limit: int
) -> tuple[list[PlanView], str | None, int | str]:
    """The plans of the actor's insurer, drafts too, newest first; `code`: its revisions."""
    by.require(Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await queries.page_of_plans(
        insurer_id=by.organisation_id, code=code, after=after, limit=limit
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [view_of(row) for row in cut], following, pages.total_of(total)


async def plan(plan_id: UUID, *, by: Actor) -> PlanView:
    by.require(Permission.VIEW_INSURER)
    return view_of(await _own(plan_id, by=by))


def validate(document: PlanDocument, *, by: Actor) -> str:
    """The digest of a plan that could be drafted; refused as its draft would be."""
    by.require(Permission.DRAFT_TARIFFS)
    plan_checks.check(document)
    return digest(document)


async def draft(document: PlanDocument, *, by: Actor) -> PlanView:
    """Write a plan down as the next revision of its code; nothing rests on it yet."""
    by.require(Permission.DRAFT_TARIFFS)
    plan_checks.check(document)
    insurer_id = by.organisation_id
    async with transaction():
        await queries.lock_plans_of(insurer_id)
        if await queries.published_plan(document.plan, insurer_id=insurer_id) is not None:
            raise AlreadyPublished(f"{document.plan} is published; give the change another code.")
        row = RatingPlan(
            id=uuid4(),
            created_at=clock.now(),
            insurer=insurer_id,
            code=document.plan,
            revision=await queries.next_revision(document.plan, insurer_id=insurer_id),
            document=dumps(document.model_dump(mode="json")),
            digest=digest(document),
            maker=by.user_id,
            maker_name=by.name,
        )
        await queries.add_plan(row)
        await emit(
            RatingPlanDrafted(
                subject_id=row.id,
                parties=(insurer_id,),
                number=row.code,
                revision=row.revision,
                digest=row.digest,
            ),
            by=by,
        )
        return view_of(await _own(row.id, by=by))


async def publish(plan_id: UUID, filing: Filing, *, by: Actor) -> PlanView:
    """Put a plan in force as it was filed; somebody else than who drafted it."""
    by.require(Permission.PUBLISH_TARIFFS)
    async with transaction():
        await queries.lock_plans_of(by.organisation_id)
        row = await queries.lock_plan(plan_id, insurer_id=by.organisation_id)
        if row is None:
            raise NotFound
        check_publication(row, filing, by=by)
        if await queries.published_plan(row["code"], insurer_id=by.organisation_id) is not None:
            raise AlreadyPublished(f"Another revision of {row['code']} is published.")
        stated = loads(row["document"])["filing_no"]
        if stated not in {PLACEHOLDER, filing.number}:
            raise NotFiled(f"The document was filed as {stated}.", path="filing_number")
        await queries.record_plan_publication(plan_id, *settled(filing, by=by))
        await emit(
            RatingPlanPublished(
                subject_id=plan_id,
                parties=(by.organisation_id,),
                number=row["code"],
                revision=row["revision"],
                digest=row["digest"],
                filing_number=filing.number,
                valid_from=filing.valid_from.isoformat(),
            ),
            by=by,
        )
        return view_of(await _own(plan_id, by=by))


async def rate(plan_id: UUID, risk: Risk, *, subsidy: str | None, by: Actor) -> Rated:
    """The worksheet of a risk under a plan of the actor's insurer; nothing is stored."""
    by.require(Permission.RATE_RISKS)
    row = await _own(plan_id, by=by)
    check_in_force(row, risk.inception_on)
    aid = None if subsidy is None else await _aid(subsidy, on=risk.inception_on)
    return rating.rate(tariff_of(row), risk, aid=aid)


def check_in_force(row: Mapping[str, Any], inception: date) -> None:
    """A policy begins while its plan is in force; a draft is tried out on any day."""
    if row["published_at"] is None:
        return
    first, last = row["valid_from"], row["valid_to"]
    if inception < first or (last is not None and inception > last):
        raise PlanNotInForce(
            f"{row['code']} is in force from {first} to {last or 'further notice'}.",
            path="risk.inception_on",
            valid_from=first,
            valid_to=last,
        )


def tariff_of(row: Mapping[str, Any]) -> Tariff:
    return _tariff(row["document"])


@lru_cache(maxsize=64)
def _tariff(text: str) -> Tariff:
    return tariff(PlanDocument.model_validate_json(text))


async def _aid(code: str, *, on: date) -> Aid:
    """The whole cap: what a firm has drawn of it this year is not known here."""
    row = await queries.subsidy(code, on=on)
    if row is None:
        raise SubsidyUnknown(f"{code} is not paid on {on}.", path="subsidy")
    return Aid(rate_bp=row["rate_bp"], cap_left_fen=Fen(row["cap_fen"]))


async def _own(plan_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.plan(plan_id, insurer_id=by.organisation_id)
    if row is None:
        raise NotFound
    return row


def view_of(row: Mapping[str, Any]) -> PlanView:
    return PlanView(
        id=row["id"],
        code=row["code"],
        revision=row["revision"],
        digest=row["digest"],
        document=loads(row["document"]) if "document" in row else None,
        maker=row["maker"],
        maker_name=row["maker_name"],
        created_at=row["created_at"],
        filing=filing_of(row),
        approver_name=row["approver_name"],
        published_at=row["published_at"],
    )


def filing_of(row: Mapping[str, Any]) -> Filing | None:
    if row["published_at"] is None:
        return None
    return Filing(
        number=row["filing_number"],
        filed_on=row["filed_on"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )
