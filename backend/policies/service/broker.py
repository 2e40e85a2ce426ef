"""What a licensed broker shows and keeps before it compares: its notice, and the note of needs."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
from asyncpg import UniqueViolationError

from backend.insurance.mode import Mode, mode
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.settings import settings
from backend.policies import rules
from backend.policies.events import BrokerPageConfirmed, CommissionStated
from backend.policies.queries import broker as queries
from backend.policies.queries import notices
from backend.policies.states import BrokerPageKind
from backend.policies.tables import BrokerPage, BrokerTick, Commission

Row = Mapping[str, Any]


async def check_confirmed(proposal_id: UUID, *, by: Actor) -> None:
    """Refuse to compare while one of the two is not confirmed (互联网保险业务监管办法)."""
    if mode() is not Mode.LICENSED_BROKER:
        return
    subject = await _subject(proposal_id, by=by)
    missing = [str(kind) for kind in BrokerPageKind if await _confirmed(subject, kind) is None]
    if missing:
        raise rules.BrokerPagesOpen(f"Not confirmed: {', '.join(missing)}.", missing=missing)


async def pages(proposal_id: UUID, *, by: Actor) -> dict[str, Row | None]:
    """What is confirmed of each kind and still says what it would say today."""
    by.require(Permission.VIEW_FIRM)
    subject = await _subject(proposal_id, by=by)
    return {kind: await _confirmed(subject, kind) for kind in BrokerPageKind}


async def show(proposal_id: UUID, kind: BrokerPageKind, said: str | None, *, by: Actor) -> Row:
    """The page, kept in the words that are shown; `said` is the need in the firm's own words."""
    by.require(Permission.BIND, Permission.PREPARE)
    if kind is BrokerPageKind.NEEDS and not (said or "").strip():
        raise rules.NeedsUnsaid("Say in a sentence what is to be insured, and why.", path="said")
    async with transaction():
        subject = await _subject(proposal_id, by=by)
        content = await _content(subject, kind, said)
        page = BrokerPage(
            id=uuid4(),
            created_at=clock.now(),
            proposal=proposal_id,
            kind=kind,
            sha256=_digest(content),
            content=dumps(content),
            shown_to=by.user_id,
            shown_to_name=by.name,
        )
        await queries.add_page(page)
        return await _page(proposal_id, page.id)


async def confirm(proposal_id: UUID, page_id: UUID, *, by: Actor) -> Row:
    """It was read: by who was shown it, and nobody else."""
    by.require(Permission.BIND, Permission.PREPARE)
    async with transaction():
        subject = await _subject(proposal_id, by=by)
        page = await _page(proposal_id, page_id)
        if page["shown_to"] != by.user_id:
            raise NotFound
        present = await _today(subject, page)
        if page["sha256"] != _digest(present):
            raise rules.PageOutdated(seen=_stated(page["content"]), current=_stated(present))
        if page["ticked_at"] is not None:
            return page
        await queries.add_tick(
            BrokerTick(id=uuid4(), created_at=clock.now(), page=page_id, ticked_by=by.user_id)
        )
        await emit(
            BrokerPageConfirmed(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                number=subject["number"],
                kind=page["kind"],
                sha256=page["sha256"],
            ),
            by=by,
        )
        return await _page(proposal_id, page_id)


async def state_commission(
    line: InsuranceLine, *, rate_bp: int, filing_number: str, from_on: date, by: Actor
) -> None:
    """What the caller's insurer filed that it pays of this line's premium, from a day on."""
    by.require(Permission.PUBLISH_TARIFFS)
    async with transaction():
        try:
            await queries.add_commission(
                Commission(
                    id=uuid4(),
                    created_at=clock.now(),
                    insurer=by.organisation_id,
                    line=line,
                    rate_bp=rate_bp,
                    filing_number=filing_number,
                    from_on=from_on,
                    stated_by=by.user_id,
                    stated_by_name=by.name,
                )
            )
        except UniqueViolationError as error:
            raise rules.CommissionFiled(f"One begins on {from_on}.", path="from_on") from error
        await emit(
            CommissionStated(
                subject_id=by.organisation_id,
                parties=(by.organisation_id,),
                line=str(line),
                rate_bp=rate_bp,
                filing_number=filing_number,
                from_on=from_on.isoformat(),
            ),
            by=by,
        )


async def commissions(*, by: Actor) -> list[Row]:
    by.require(Permission.VIEW_INSURER)
    return list(await queries.commissions(by.organisation_id))


async def _subject(proposal_id: UUID, *, by: Actor) -> Row:
    found = await queries.subject(proposal_id, firm_id=by.organisation_id)
    if found is None:
        raise NotFound
    return found


async def _page(proposal_id: UUID, page_id: UUID) -> Row:
    found = await queries.pages(proposal_id, page_id=page_id)
    if not found:
        raise NotFound
    return {**found[0], "content": loads(found[0]["content"])}


async def _confirmed(subject: Row, kind: BrokerPageKind) -> Row | None:
    """The newest that was confirmed, unless it would say something else today."""
    for row in await queries.pages(subject["id"]):
        if row["kind"] != kind or row["ticked_at"] is None:
            continue
        page = {**row, "content": loads(row["content"])}
        return page if page["sha256"] == _digest(await _today(subject, page)) else None
    return None


async def _today(subject: Row, page: Row) -> dict[str, Any]:
    return await _content(subject, BrokerPageKind(page["kind"]), page["content"].get("said"))


def _stated(content: Row) -> dict[str, Any]:
    """What of a page is a line of its own."""
    return {name: said for name, said in content.items() if not isinstance(said, list | dict)}


async def _content(subject: Row, kind: BrokerPageKind, said: str | None) -> dict[str, Any]:
    """Insurers with the commission that each filed; or what is asked for, by the answers sent."""
    if kind is BrokerPageKind.NOTICE:
        held, text = settings(), await notices.in_force(clock.today())
        return {
            "kind": str(kind),
            "version": text["version"],
            "broker": held.licence_holder,
            "licence": held.licence_number,
            "paragraphs": loads(text["paragraphs"]),
            "insurers": await queries.insurers(subject["id"], on=clock.today()),
        }
    cover = loads(subject["answers"])["cover"]
    return {
        "kind": str(kind),
        "proposal": subject["number"],
        "line": subject["line"],
        "answers": subject["n"],
        "inception_on": cover["inception_on"],
        "expires_on": cover["expires_on"],
        "parts": cover["parts"] or [],
        "said": (said or "").strip(),
    }


def _digest(content: Row) -> str:
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()
