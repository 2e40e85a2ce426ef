"""Consent texts, versioned per bank; a consent names the version and the text that was read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.lending import rules
from backend.lending.events import ConsentTextPublished
from backend.lending.queries import files


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
    found = await files.consent_texts(lender_ids, on=clock.today())
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
        text_id = await files.add_consent_text(
            by.organisation_id,
            version=version,
            from_on=from_on,
            text=text,
            text_en=translation,
            by=by.user_id,
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
