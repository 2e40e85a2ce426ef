"""Consent texts, versioned per bank; a consent names the version and the text that was read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.lending import rules
from backend.lending.events import ConsentTextPublished
from backend.lending.queries import consent_texts, files


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    version: str
    #: What is agreed to.
    text: str
    #: What it means in English; nothing is agreed to by it.
    translation: str | None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


async def texts(lender_ids: Sequence[UUID]) -> dict[UUID, ConsentText]:
    """The text in force at each of these banks: its own, or the platform's."""
    found = await consent_texts.in_force(lender_ids, on=clock.today())
    names = await identity.organisations(list(lender_ids))
    return {
        lender: _text(found.get(lender) or found[None], lender=names[lender].name)
        for lender in lender_ids
    }


def _text(row: Mapping[str, Any], *, lender: str) -> ConsentText:
    translation: str | None = row["text_en"]
    return ConsentText(
        version=row["version"],
        text=row["text"].replace("{lender}", lender),
        translation=None if translation is None else translation.replace("{lender}", lender),
    )


async def publish_consent_text(
    *, version: str, text: str, translation: str | None = None, from_on: date, by: Actor
) -> UUID:
    """Put a bank's own consent text in force from a day on; older consents stay as given."""
    by.require(Permission.DECIDE_APPLICATIONS)
    async with transaction():
        text_id = await consent_texts.add(
            by.organisation_id,
            version=version,
            from_on=from_on,
            text=text,
            text_en=translation,
            by=(by.user_id, by.name),
            at=clock.now(),
        )
        await emit(
            ConsentTextPublished(
                subject_id=text_id, parties=(by.organisation_id,), version=version
            ),
            by=by,
            after={"version": version, "from_on": from_on},
        )
    return text_id


async def platform_texts(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The platform's own texts: in force, still to begin, past; the one written last first."""
    by.require(Permission.VIEW_OPERATOR)
    before = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await consent_texts.platform_page(before=before, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["seq"],))
    return page, following, pages.total_of(total)


async def publish_platform_text(*, text: str, translation: str, from_on: date, by: Actor) -> str:
    """Put the platform's text for lenders without one in force from a day on; its version.

    It takes the place of what was to begin later. What was agreed to stays as it was.
    """
    by.require(Permission.MANAGE_ORGANISATIONS)
    rules.check_consent_text(text=text, translation=translation)
    rules.check_consent_day(from_on, today=clock.today())
    async with transaction():
        version = f"P{await consent_texts.lock_platform() + 1}"
        text_id = await consent_texts.add(
            None,
            version=version,
            from_on=from_on,
            text=text,
            text_en=translation,
            by=(by.user_id, by.name),
            at=clock.now(),
        )
        await emit(
            ConsentTextPublished(
                subject_id=text_id, parties=(by.organisation_id,), version=version
            ),
            by=by,
            after={"version": version, "from_on": from_on},
        )
    return version


async def give(application_id: UUID, *, lender: UUID, given: bool, version: str, by: Actor) -> None:
    """Record the consent to the bank's present text; refuse any other."""
    text = (await texts([lender]))[lender]
    rules.check_consent(given=given, version=version, current=text.version)
    await files.add_consent(
        application_id,
        lender=lender,
        version=text.version,
        sha256=text.sha256,
        by=(by.user_id, by.name),
        at=clock.now(),
    )
