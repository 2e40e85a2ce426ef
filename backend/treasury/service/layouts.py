"""How banks write their statements: proposed by one, tried on a sample, published by another."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, file_names, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.treasury import events, queries, reading, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.tables import Layout, LayoutProposal, LayoutTrial

#: Lines that are shown of a sample.
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class LayoutTerms:
    """How a bank writes: which headings, dates, marks and currencies are which."""

    code: str
    bank_name: str
    mapping: Mapping[str, Any]
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a layout makes of a sample."""

    rows: int
    lines: list[rules.Told]
    opening: int
    closing: int


async def layout_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """Every version of every layout, those in force marked."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        code, version = pages.decode_cursor(cursor, str, int)
        after = (code, version)
    rows, total = await queries.layout_versions(
        today=clock.today(), after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["code"], row["version"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def first_rows(content: bytes, *, by: Actor) -> list[list[str]]:
    """The first rows of a sample as they stand, so that somebody can say what is what."""
    by.require(Permission.HANDLE_MONEY)
    return await asyncio.to_thread(reading.first_rows, content)


async def propose_layout(terms: LayoutTerms, *, by: Actor) -> dict[str, Any]:
    """Propose a layout, or the next version of one; no statement is read by it yet."""
    by.require(Permission.HANDLE_MONEY)
    rules.check_mapping(terms.mapping)
    async with transaction():
        last = await queries.newest_layout(terms.code)
        rules.check_layout_follows(terms.valid_from, last=last, today=clock.today())
        waiting = await queries.open_layout_proposal(terms.code)
        if waiting is not None:
            raise rules.LayoutProposed(
                f"{waiting['proposed_by_name']} proposed one; decide it first."
            )
        row = LayoutProposal(
            id=uuid4(),
            created_at=clock.now(),
            code=terms.code,
            bank_name=terms.bank_name,
            mapping=dict(terms.mapping),
            valid_from=terms.valid_from,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_layout_proposal(row)
        await emit(
            events.LayoutProposed(subject_id=row.id, code=terms.code),
            by=by,
            after={"bank_name": terms.bank_name, "valid_from": terms.valid_from.isoformat()},
        )
    return await layout_proposal(row.id, by=by)


async def layout_proposal(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.layout_proposal(proposal_id)
    if row is None:
        raise NotFound
    return row


async def layout_proposal_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What waits to be published, by code."""
    by.require(Permission.HANDLE_MONEY)
    after = None if cursor is None else pages.decode_cursor(cursor, str)[0]
    rows, total = await queries.open_layout_proposals(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["code"],))
    return cut, following, pages.total_of(total)


async def try_layout(proposal_id: UUID, content: bytes, *, file_name: str, by: Actor) -> Tried:
    """Read a sample by what is proposed, as a statement is read; what it said is kept nowhere."""
    asked = await layout_proposal(proposal_id, by=by)
    lines = await asyncio.to_thread(_sample, content, asked["mapping"])
    async with transaction():
        await queries.newest_layout(asked["code"])
        rules.check_layout_undecided(await layout_proposal(proposal_id, by=by))
        await queries.add_layout_trial(
            LayoutTrial(
                id=uuid4(),
                created_at=clock.now(),
                proposal=proposal_id,
                file_name=file_names.shown(file_name)[:200],
                sha256=hashlib.sha256(content).digest(),
                rows=len(lines),
                tried_by=by.user_id,
                tried_by_name=by.name,
            )
        )
    return Tried(
        rows=len(lines),
        lines=lines[:SHOWN],
        opening=lines[0].balance - lines[0].amount,
        closing=lines[-1].balance,
    )


def _sample(content: bytes, mapping: dict[str, Any]) -> list[rules.Told]:
    lines = reading.read(content, mapping, number=None, today=clock.today(), currency=None)
    rules.check_chain(lines)
    return lines


async def publish_layout(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Publish what another person proposed and what has read a sample."""
    async with transaction():
        asked, last = await _locked(proposal_id, by=by)
        rules.check_four_eyes(asked, by=by.user_id)
        rules.check_layout_follows(asked["valid_from"], last=last, today=clock.today())
        if asked["tried_rows"] is None:
            raise rules.LayoutUntried("Try it on a sample of the bank's first.")
        await queries.decide_layout(
            proposal_id, published=True, by=by.user_id, name=by.name, at=clock.now()
        )
        row = Layout(
            id=uuid4(),
            created_at=clock.now(),
            code=asked["code"],
            version=1 if last is None else last["version"] + 1,
            bank_name=asked["bank_name"],
            mapping=asked["mapping"],
            valid_from=asked["valid_from"],
            created_by=by.user_id,
            proposal=proposal_id,
        )
        await queries.add_layout(row)
        await emit(
            events.LayoutPublished(subject_id=row.id, code=row.code, version=row.version),
            by=by,
            after={"proposed_by": asked["proposed_by_name"], "tried_rows": asked["tried_rows"]},
        )
    published = await queries.layout_version(row.id, today=clock.today())
    if published is None:
        raise NotFound
    return published


async def refuse_layout(proposal_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was proposed, or take one's own back."""
    async with transaction():
        asked, _ = await _locked(proposal_id, by=by)
        await queries.decide_layout(
            proposal_id, published=False, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(events.LayoutRefused(subject_id=proposal_id, code=asked["code"]), by=by)
    return await layout_proposal(proposal_id, by=by)


async def _locked(proposal_id: UUID, *, by: Actor) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The proposal, undecided, with the version that is the last until the transaction ends."""
    code = (await layout_proposal(proposal_id, by=by))["code"]
    last = await queries.newest_layout(code)
    asked = await layout_proposal(proposal_id, by=by)
    rules.check_layout_undecided(asked)
    return asked, last


def layout_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the proposal now."""
    if row["decided_at"] is not None or not reader.may(Permission.HANDLE_MONEY):
        return []
    if row["proposed_by"] == reader.user_id or row["tried_rows"] is None:
        return ["try", "refuse"]
    return ["try", "publish", "refuse"]
