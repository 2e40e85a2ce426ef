"""CNIPA registered it: recorded, and recorded anew after a mismatch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import Forbidden
from backend.registry import rules
from backend.registry.events import PledgeRegistered, PledgeRegistrationCorrected
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, pledges
from backend.registry.queries import counts as ledger
from backend.registry.service import access, counts, stating, writing
from backend.registry.service.notices import share_notice
from backend.registry.service.stating import OutsideParty
from backend.registry.states import Action, Cause, Checker, Outcome


@dataclass(frozen=True, kw_only=True)
class Restated:
    """What else of a registration made elsewhere was recorded wrongly."""

    patents: Sequence[str] = ()
    pledgors: Sequence[OutsideParty] = ()
    pledgees: Sequence[OutsideParty] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.patents or self.pledgors or self.pledgees)


async def check_number_is_new(number: str, *, besides: UUID | None = None) -> None:
    known = await pledges.by_number(number)
    if known is not None and known.id != besides:
        raise rules.NumberKnown(
            f"{number} is recorded already.", registration_number=number, pledge_id=str(known.id)
        )


def recorded(record: PledgeRecord, *, by: Actor) -> dict[str, object]:
    """The columns that say who recorded the newest version, and when."""
    return {
        "recording": record.recording + 1,
        "recorded_by": by.user_id,
        "recorded_organisation": by.organisation_id,
        "recorded_at": clock.now(),
        "count_outcome": None,
    }


async def register(
    pledge_id: UUID,
    *,
    number: str,
    registered_on: date,
    document_id: UUID | None = None,
    reason: str | None = None,
    secured_fen: int | None = None,
    restated: Restated | None = None,
    by: Actor,
) -> PledgeRecord:
    """Record CNIPA's registration; after a mismatch, a correction of what was recorded."""
    async with transaction():
        known = await pledges.pledge(pledge_id, party=None)
        correcting = known.recording > 0
        again = restated or Restated()
        right_ids = await stating.rights_of(again.patents, by=by) if again.patents else ()
        action = Action.CORRECT if correcting else Action.REGISTER
        record = await access.lock_for(pledge_id, action, by=by)
        tidy = rules.tidy_number(number)
        rules.check_not_future(registered_on, today=clock.today(), what="registered_on")
        rules.check_order(record.filed_on, registered_on, what="registered_on")
        await check_number_is_new(tidy, besides=record.id)
        await share_notice(record, document_id, by=by)
        changes = {
            "registration_number": tidy,
            "registered_on": registered_on,
            "notice_document": document_id or record.notice_document,
            "warnings": rules.number_warnings(tidy, registered_on),
            **recorded(record, by=by),
        }
        if correcting:
            changes |= await _restate(record, again, right_ids, by=by)
            return await _correct(record, changes, reason=reason, secured_fen=secured_fen, by=by)
        if again.says_something:
            raise rules.NothingToCorrect("The parties and patents stand in the contract.")
        after = await writing.change(
            record,
            Action.REGISTER,
            changes=changes,
            event=PledgeRegistered,
            telling={
                "registration_number": tidy,
                "registered_on": registered_on.isoformat(),
                "secured_fen": record.secured_fen,
            },
            by=by,
        )
        await checks.add_recording(
            after,
            cause=Cause.REGISTRATION,
            effective_on=registered_on,
            secured_fen=int(after.secured_fen or 0),
            document=after.notice_document,
            reason=None,
            corrects=None,
            by=by,
        )
        return after


async def _restate(
    record: PledgeRecord, again: Restated, right_ids: tuple[UUID, ...], *, by: Actor
) -> dict[str, object]:
    """The corrected parties and patents of a registration that the district recorded."""
    if not again.says_something:
        return {}
    if not (record.made_elsewhere and by.kind == access.DISTRICT):
        raise Forbidden("The parties and patents stand in the contract.")
    changes: dict[str, object] = {}
    if right_ids:
        if record.live:
            await stating.check_not_live(right_ids, besides=record.id)
        changes["right_ids"] = right_ids
    if again.pledgors or again.pledgees:
        changes |= await stating.parties_of(
            again.pledgors or stating.stated(record.parties["pledgors"]),
            again.pledgees or stating.stated(record.parties["pledgees"]),
        )
    return changes


def _mismatched(
    recordings: list[dict[str, Any]], verifications: list[dict[str, Any]]
) -> dict[str, Any]:
    """The newest recording in which somebody's last word was a mismatch."""
    last = {(row["version"], row["checker"]): row["outcome"] for row in verifications}
    newest = sorted(counts.newest_of_each_step(recordings).values(), key=lambda r: r["version"])
    for recording in reversed(newest):
        if any(last.get((recording["version"], who)) == Outcome.MISMATCH for who in Checker):
            found: dict[str, Any] = recording
            return found
    raise rules.NothingToCorrect


def _newest_step(recordings: list[dict[str, Any]]) -> int:
    """The version of the step that says what is registered now."""
    newest = counts.newest_of_each_step(recordings)
    version: int = newest[max(newest)]["version"]
    return version


async def _correct(
    record: PledgeRecord,
    changes: dict[str, object],
    *,
    reason: str | None,
    secured_fen: int | None,
    by: Actor,
) -> PledgeRecord:
    """A correcting event: both verifications start anew, nothing is overwritten."""
    if not reason:
        raise rules.ReasonMissing("A correction says what was wrong.")
    recordings = await checks.recordings(record.id)
    wrong = _mismatched(recordings, await checks.verifications(record.id))
    effective_on = changes["registered_on"]
    if secured_fen is not None and wrong["version"] == _newest_step(recordings):
        changes["secured_fen"] = secured_fen
    if wrong["cause"] == Cause.CHANGE:
        # The notice of the change is corrected; the day of the registration stays.
        changes["registered_on"] = record.registered_on
    else:
        changes["bank_outcome"] = None
    await ledger.take_turn()
    after = await writing.change(
        record,
        Action.CORRECT,
        changes=changes,
        event=PledgeRegistrationCorrected,
        telling={"registration_number": changes["registration_number"], "reason": reason},
        facts={"reason": reason, "corrects": wrong["version"]},
        by=by,
    )
    if not isinstance(effective_on, date):
        raise TypeError("A registration has a day.")
    await checks.add_recording(
        after,
        cause=Cause(wrong["cause"]),
        effective_on=effective_on,
        secured_fen=secured_fen or wrong["secured_fen"],
        document=after.notice_document,
        reason=reason,
        corrects=wrong["corrects"] or wrong["version"],
        by=by,
    )
    await counts.settle(after, reason=reason, by=by)
    return after
