"""Statements about licence offers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import UniqueViolationError

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.licensing.refusals import AlreadyOffered
from backend.licensing.states import Cause, State
from backend.licensing.tables import Offer, OfferVersion

#: What a revision may change.
FIELDS = (
    "right_id",
    "kind",
    "fields",
    "territory",
    "ends_on",
    "carve_out",
    "price_form",
    "lump_fen",
    "upfront_fen",
    "rate_bp",
    "rate_base",
    "minimum_fen",
    "note",
    "disputes",
    "pledgee_consent",
    "consent_floor_fen",
    "consent_account",
    "coowner_consent",
    "evaluation_report",
    "state_owned",
    "approval",
    "declared_on",
    "announced_on",
)

_OF_FIRM = "FROM licensing_offer WHERE firm = $1 AND ($2::varchar IS NULL OR state = $2)"


async def add(offer: Offer) -> None:
    await Offer.insert(offer)


async def one(offer_id: UUID, *, firm_id: UUID, to_change: bool = False) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM licensing_offer WHERE id = $1 AND firm = $2"
        + (" FOR UPDATE" if to_change else ""),
        offer_id,
        firm_id,
    )


async def lock(offer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM licensing_offer WHERE id = $1 FOR UPDATE", offer_id)


async def right_of(offer_id: UUID) -> UUID | None:
    found: UUID | None = await fetch_value(
        "SELECT right_id FROM licensing_offer WHERE id = $1", offer_id
    )
    return found


async def page(
    firm_id: UUID,
    *,
    state: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT * {_OF_FIRM} AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))"
        " ORDER BY created_at DESC, id DESC LIMIT $5",
        firm_id,
        state,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_OF_FIRM} LIMIT {int(counted) + 1}) AS counted",
        firm_id,
        state,
    )
    return rows, int(total)


async def revise(offer_id: UUID, state: State, values: dict[str, Any]) -> None:
    places = ", ".join(f"{name} = ${index}" for index, name in enumerate(FIELDS, start=3))
    await execute(
        "UPDATE licensing_offer SET state = $2, cause = NULL, taken_off_at = NULL, "
        f"{places} WHERE id = $1",
        offer_id,
        state,
        *(values[name] for name in FIELDS),
    )


async def record_publication(offer_id: UUID, version: OfferVersion, *, at: datetime) -> None:
    await OfferVersion.insert(version)
    try:
        await execute(
            "UPDATE licensing_offer SET state = 'published', version = $2, published_at = $3, "
            "cause = NULL, taken_off_at = NULL WHERE id = $1",
            offer_id,
            version.version,
            at,
        )
    except UniqueViolationError:
        raise AlreadyOffered from None


async def record_withdrawal(offer_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE licensing_offer SET state = 'withdrawn', withdrawn_at = $2, cause = NULL, "
        "taken_off_at = NULL WHERE id = $1",
        offer_id,
        at,
    )


async def take_off(offer_id: UUID, *, cause: Cause, at: datetime) -> None:
    await execute(
        "UPDATE licensing_offer SET state = 'unavailable', cause = $2, taken_off_at = $3 "
        "WHERE id = $1",
        offer_id,
        cause,
        at,
    )


async def published_of_right(right_id: UUID) -> list[dict[str, Any]]:
    """The offers of a right that stand, held until the end of the transaction."""
    return await fetch(
        "SELECT * FROM licensing_offer WHERE right_id = $1 AND state = 'published' "
        "ORDER BY id FOR UPDATE",
        right_id,
    )


async def unsecured_of_pledge(pledge_id: UUID) -> list[dict[str, Any]]:
    """Offers that stand without a consent although this pledge lives; held."""
    return await fetch(
        "SELECT o.* FROM licensing_offer o WHERE o.state = 'published' "
        "AND o.pledgee_consent IS NULL AND EXISTS (SELECT FROM registry_pledged_right p "
        "WHERE p.pledge = $1 AND p.live AND (p.patent = o.right_id OR p.counts_as = o.right_id)) "
        "ORDER BY o.id FOR UPDATE",
        pledge_id,
    )


async def over(today: date) -> list[dict[str, Any]]:
    """Offers that stand though their term, or their patent's, is over; held."""
    return await fetch(
        "SELECT o.* FROM licensing_offer o JOIN portfolio_right p ON p.id = o.right_id "
        "WHERE o.state = 'published' AND LEAST(o.ends_on, p.expires_on) < $1 "
        "ORDER BY o.id FOR UPDATE OF o",
        today,
    )


async def version(offer_id: UUID, number: int) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM licensing_offer_version WHERE offer = $1 AND version = $2",
        offer_id,
        number,
    )


async def versions(offer_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT * FROM licensing_offer_version WHERE offer = $1 ORDER BY version DESC LIMIT 100",
        offer_id,
    )


async def running(right_id: UUID, *, today: date) -> list[dict[str, Any]]:
    """Licences of the right that have not ended."""
    return await fetch(
        "SELECT number, kind, fields, territory, starts_on, ends_on, created_at "
        "FROM licensing_licence "
        "WHERE right_id = $1 AND (ends_on IS NULL OR ends_on >= $2) ORDER BY starts_on, id",
        right_id,
        today,
    )


async def with_names(offer_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Offers with their firms' names, as the market tells them."""
    return await fetch(
        "SELECT o.*, f.name AS firm_name, f.division FROM licensing_offer o "
        "JOIN identity_organisation f ON f.id = o.firm WHERE o.id = ANY($1)",
        list(offer_ids),
    )


async def advertising(text: str, *, today: date) -> list[str]:
    """The words of this text that advertise, as the list stands on that day."""
    rows = await fetch(
        "SELECT word FROM licensing_advertising_word WHERE position(word IN $1) > 0 "
        "AND from_on <= $2 AND coalesce(until_on, $2) >= $2 ORDER BY word",
        text,
        today,
    )
    return [row["word"] for row in rows]
