"""Builders of licence offers."""

from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.licensing import service
from backend.licensing.rules import Backing, Price, Scope
from backend.licensing.service import OfferView, Stated
from backend.licensing.states import LicenceKind, PriceForm
from tests import make
from tests.valuation import make as holdings

BOTH = ("handler", "signatory")


def stated(right_id: UUID, kind: LicenceKind = LicenceKind.PLAIN, **changes: Any) -> Stated:
    return Stated(
        **{
            "right_id": right_id,
            "scope": Scope(kind=kind),
            "price": Price(form=PriceForm.LUMP, lump_fen=50_000_00),
            "backing": Backing(disputes=""),
            "note": "可提供技术资料",
            **changes,
        }
    )


async def firm(name: str | None = None) -> tuple[Any, Actor]:
    organisation = await make.organisation(name=name)
    return organisation, await make.actor(organisation, *BOTH)


async def published(
    by: Actor, right_id: UUID, kind: LicenceKind = LicenceKind.PLAIN, **changes: Any
) -> OfferView:
    drafted = await service.draft(stated(right_id, kind, **changes), by=by)
    return await service.publish(drafted.row["id"], by=by)


async def offered(
    title: str = "一种光刻机工件台", kind: LicenceKind = LicenceKind.PLAIN, **changes: Any
) -> tuple[Actor, OfferView]:
    """A firm with a published offer."""
    organisation, actor = await firm()
    right_id = await holdings.right(organisation, title=title)
    return actor, await published(actor, right_id, kind, **changes)


def body(right_id: object, kind: str = "plain", **changes: Any) -> dict[str, Any]:
    return {
        "right_id": str(right_id),
        "scope": {"kind": kind},
        "price": {"form": "lump", "lump_fen": 50_000_00},
        "disputes": "",
        **changes,
    }
