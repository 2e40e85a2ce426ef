"""Confirmation by the issuer: who wrote a paper says by hash whether this is what he wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import rules
from backend.documents.events import (
    ConfirmationAnswered,
    ConfirmationRequested,
    DocumentDisproved,
)
from backend.documents.queries import confirmations as queries
from backend.documents.service.files import MEMBER, FileView, check_own, describe
from backend.documents.service.receipts import MAY_GIVE, end_grants, grant
from backend.documents.states import DISPROVED, Answer, Purpose, Trust
from backend.documents.tables import Confirmation, SetAside
from backend.identity import service as identity
from backend.identity.states import ISSUERS, OrganisationKind
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit


@dataclass(frozen=True, kw_only=True)
class TrustView:
    """What a document is worth beyond its owner's word, and whose answer says so."""

    trust: Trust
    confirmation_id: UUID | None = None
    issuer_name: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SetAsideView:
    """Why nothing of a matter rests on a document any more, by whom and since when."""

    reason: str
    person: str
    at: datetime


UNCONFIRMED = TrustView(trust=Trust.UNCONFIRMED)


async def issuers(*, by: Actor) -> list[tuple[UUID, str, OrganisationKind]]:
    """Every verified issuer, by kind and name."""
    by.require(*MEMBER)
    found = []
    for kind in sorted(ISSUERS):
        ids = await identity.organisations_of_kind(kind)
        known = await identity.organisations(ids)
        found += [(i, known[i].name, kind) for i in ids if known[i].verified_at is not None]
    return found


async def ask(file_id: UUID, *, issuer: UUID, note: str, by: Actor) -> dict[str, Any]:
    """Put a document before its issuer, with a consent to look at it until he has answered."""
    by.require(*MAY_GIVE)
    by.require_verified()
    async with transaction():
        (file,) = await check_own([file_id], by=by)
        known = (await identity.organisations([issuer])).get(issuer)
        rules.check_issuer(
            issuer_id=issuer,
            issuer_kind=None if known is None or known.verified_at is None else known.kind,
            document_kind=file.kind,
        )
        if await queries.is_asked(file_id, issuer=issuer):
            raise rules.ConfirmationAsked
        confirmation = Confirmation(
            id=uuid4(),
            file=file_id,
            sha256=file.sha256,
            owner=by.organisation_id,
            issuer=issuer,
            note=note,
            asked_by=by.user_id,
            asked_by_name=by.name,
            asked_at=clock.now(),
        )
        await queries.add(confirmation)
        await grant([file_id], to=issuer, kind=Purpose.CONFIRMATION, purpose=confirmation.id, by=by)
        row = await _row(confirmation.id)
        await emit(
            ConfirmationRequested(
                subject_id=confirmation.id,
                parties=(by.organisation_id, issuer),
                file_id=str(file_id),
                file_name=file.name,
                owner_name=by.organisation_name,
                issuer_name=row["issuer_name"],
            ),
            by=by,
        )
        return row


async def record_issued(
    file_id: UUID, *, issuer: UUID, signer: tuple[UUID, str], sha256: str, note: str, by: Actor
) -> None:
    """The issuer handed these bytes over on the platform and signed their hash: he confirms them.

    The matter in which he signed has asked him for his password. Another hash confirms nothing.
    """
    async with transaction():
        (file,) = await check_own([file_id], by=by)
        if file.sha256 != sha256 or await queries.is_asked(file_id, issuer=issuer):
            return
        confirmation = Confirmation(
            id=uuid4(),
            file=file_id,
            sha256=sha256,
            owner=by.organisation_id,
            issuer=issuer,
            note=note,
            asked_by=by.user_id,
            asked_by_name=by.name,
            asked_at=clock.now(),
        )
        await queries.add(confirmation)
        await queries.answer(
            confirmation.id,
            Answer.CONFIRMED,
            stated_sha256=sha256,
            note=note,
            by=signer,
            at=clock.now(),
        )
        row = await _row(confirmation.id)
        await emit(
            ConfirmationAnswered(
                subject_id=confirmation.id,
                parties=(by.organisation_id, issuer),
                file_id=str(file_id),
                file_name=file.name,
                issuer_name=row["issuer_name"],
                trust=Trust.CONFIRMED.value,
            ),
            by=by,
        )


async def answer(  # what a signed statement consists of
    file_id: UUID,
    *,
    confirmed: bool,
    sha256: str | None,
    note: str,
    password: str,
    code: str | None = None,
    by: Actor,
) -> dict[str, Any]:
    """The issuer's answer, with his password again; another hash than the document's denies it."""
    by.require(Permission.CONFIRM_DOCUMENTS)
    by.require_verified()
    async with transaction():
        asked = await queries.lock_newest(file_id, issuer=by.organisation_id)
        if asked is None:
            raise NotFound
        if asked["answer"] is not None:
            raise rules.ConfirmationAnswered
        rules.check_statement(confirmed=confirmed, sha256=sha256, note=note)
        await identity.check_password(password, code=code, by=by)
        same = confirmed and sha256 == asked["sha256"]
        await queries.answer(
            asked["id"],
            Answer.CONFIRMED if same else Answer.DENIED,
            stated_sha256=sha256,
            note=note,
            by=(by.user_id, by.name),
            at=clock.now(),
        )
        await end_grants(asked["id"], by=by)
        row = await _row(asked["id"])
        trust = rules.trust_of_answer(row)
        await emit(
            ConfirmationAnswered(
                subject_id=asked["id"],
                parties=(asked["owner"], by.organisation_id),
                file_id=str(file_id),
                file_name=asked["file_name"],
                issuer_name=by.organisation_name,
                trust=trust.value,
            ),
            by=by,
        )
        if trust in DISPROVED:
            await _warn(row, trust=trust, by=by)
        return row


async def _warn(row: Mapping[str, Any], *, trust: Trust, by: Actor) -> None:
    """Tell everybody who may read the document and could rest something on it."""
    readers = await queries.readers(row["file"], at=clock.now())
    if readers:
        await emit(
            DocumentDisproved(
                subject_id=row["file"],
                parties=tuple(readers),
                file_name=row["file_name"],
                owner_name=row["owner_name"],
                issuer_name=row["issuer_name"],
                trust=trust.value,
            ),
            by=by,
        )


async def confirmations(
    *, is_open: bool | None, file_id: UUID | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of what the actor's organisation asked for, or is asked; newest first."""
    by.require(*MEMBER)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id, is_open=is_open, file_id=file_id, after=after, limit=limit
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["asked_at"], row["id"]))
    return page, following, pages.total_of(total)


async def trusts(file_ids: Sequence[UUID]) -> dict[UUID, TrustView]:
    """What each of these files is worth: one issuer against it outweighs any for it."""
    found = dict.fromkeys(file_ids, UNCONFIRMED)
    for row in await queries.answers(file_ids) if file_ids else []:
        trust = rules.trust_of_answer(row)
        if found[row["wanted"]].trust not in DISPROVED:
            found[row["wanted"]] = TrustView(
                trust=trust,
                confirmation_id=row["id"],
                issuer_name=row["issuer_name"],
                answered_at=row["answered_at"],
            )
    return found


async def check_not_disproved(file_ids: Sequence[UUID]) -> None:
    """Refuse to rest anything on a document whose issuer has spoken against it."""
    known = await trusts(file_ids)
    against = [str(each) for each in file_ids if known[each].trust in DISPROVED]
    if against:
        raise rules.DocumentDisproved(document_ids=against)


async def check_matter_not_disproved(matter: UUID) -> None:
    """The same of every document ever handed over for this matter, but what was set aside."""
    aside = (await set_aside_in([matter]))[matter]
    given = await queries.given_for(matter)
    await check_not_disproved([each for each in given if each not in aside])


async def set_aside(file_id: UUID, *, matter: UUID, reason: str, by: Actor) -> FileView:
    """Let nothing of this matter rest on a disowned document any more; it stays on record.

    Who may, is the matter's question.
    """
    if file_id not in await queries.given_for(matter):
        raise NotFound
    async with transaction():
        against = (await trusts([file_id]))[file_id]
        if against.trust not in DISPROVED or against.confirmation_id is None:
            raise rules.DocumentNotDisproved(document_id=str(file_id))
        row = SetAside(
            id=uuid4(),
            created_at=clock.now(),
            matter=matter,
            file=file_id,
            confirmation=against.confirmation_id,
            reason=reason,
            organisation=by.organisation_id,
            set_by=by.user_id,
            set_by_name=by.name,
            set_at=clock.now(),
        )
        if not await queries.add_set_aside(row):
            raise rules.AlreadySetAside(document_id=str(file_id))
        return (await describe([file_id]))[file_id]


async def set_aside_in(matters: Sequence[UUID]) -> dict[UUID, dict[UUID, SetAsideView]]:
    """What was set aside in each of these matters, by document."""
    found: dict[UUID, dict[UUID, SetAsideView]] = {each: {} for each in matters}
    for row in await queries.set_aside(list(found)) if found else []:
        found[row["matter"]][row["file"]] = SetAsideView(
            reason=row["reason"], person=row["set_by_name"], at=row["set_at"]
        )
    return found


async def _row(confirmation_id: UUID) -> dict[str, Any]:
    row = await queries.one(confirmation_id)
    if row is None:
        raise RuntimeError("A confirmation that was written just now.")
    return row
