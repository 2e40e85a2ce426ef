"""Two checks of a recording: the bank's opens the drawdown, the district's makes it count."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.reference import reasons as listed
from backend.registry import reasons, rules
from backend.registry.events import (
    PledgeCountCorrected,
    PledgeCounted,
    PledgeMismatchFound,
    PledgeVerified,
)
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks
from backend.registry.service import access, counts, writing
from backend.registry.service.statements import Finding, state_verification
from backend.registry.states import Action, Cause, Checker, Compared, Outcome


def _check_verifier(recording: dict[str, Any], *, counts_it: bool, by: Actor) -> None:
    rules.check_verifier(
        verifier=by.user_id,
        verifier_organisation=by.organisation_id,
        recorder=recording["recorder"],
        recorder_organisation=recording["recorder_organisation"],
        recorder_is_district=recording["recorder_is_district"],
        counts=counts_it,
    )


def _check_outcome(outcome: Outcome, reason: str | None, differing: Mapping[Compared, str]) -> None:
    if outcome is Outcome.MISMATCH and not reason:
        raise rules.ReasonMissing("A mismatch says what differs.")
    if outcome is Outcome.CONFIRMED and differing:
        raise rules.ConfirmedWithDifferences(
            "Name no differing field, or answer mismatch.", field="differing"
        )


def _recorded(row: dict[str, Any]) -> dict[str, object]:
    """What is compared, as a stale check tells of it."""
    return {
        "version": row["version"],
        "number": row["registration_number"],
        "effective_on": row["effective_on"].isoformat(),
        "secured_fen": row["secured_fen"],
    }


async def _to_verify(record: PledgeRecord, checker: Checker, version: int | None) -> dict[str, Any]:
    """The recording to be checked: the named one, or the first that this checker has not seen."""
    recordings = await checks.recordings(record.id)
    newest = counts.newest_of_each_step(recordings)
    seen = {
        row["version"] for row in await checks.verifications(record.id) if row["checker"] == checker
    }
    if version is not None:
        found = next((row for row in recordings if row["version"] == version), None)
        if found is None:
            raise rules.UnknownRegistration("There is no such recording to check.")
        latest = newest[found["corrects"] or version]
        if latest["version"] != version:
            raise rules.RecordingReplaced(
                f"Version {latest['version']} corrects it; look at that one.",
                seen=_recorded(found),
                current=_recorded(latest),
            )
        if version in seen:
            raise rules.AlreadyVerified
        return found
    for row in newest.values():
        if row["version"] not in seen:
            return row
    raise rules.AlreadyVerified


async def _record(
    record: PledgeRecord, recording: dict[str, Any], finding: Finding, *, by: Actor
) -> None:
    """Keep what was found, and order the statement of it."""
    await checks.add_verification(
        record.id,
        recording,
        checker=finding.checker,
        outcome=finding.outcome,
        reason=finding.reason,
        looked=(finding.looked_in, finding.looked_on),
        by=by,
    )
    await state_verification(record, recording, finding, by=by)


async def verify(
    pledge_id: UUID,
    *,
    outcome: Outcome,
    reason: str | None = None,
    differing: Mapping[Compared, str] | None = None,
    looked_in: str | None = None,
    looked_on: date | None = None,
    version: int | None = None,
    by: Actor,
) -> PledgeRecord:
    """The bank's second person compares the recording with the notice."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.VERIFY, by=by)
        _check_outcome(outcome, reason, differing or {})
        recording = await _to_verify(record, Checker.BANK, version)
        _check_verifier(recording, counts_it=False, by=by)
        finding = Finding(
            checker=Checker.BANK,
            outcome=outcome,
            reason=reason,
            differing=differing or {},
            looked_in=looked_in,
            looked_on=looked_on or clock.today(),
        )
        await _record(record, recording, finding, by=by)
        confirmed = outcome is Outcome.CONFIRMED
        registration = recording["cause"] == Cause.REGISTRATION
        changes = {"bank_outcome": outcome} if registration or not confirmed else {}
        return await writing.change(
            record,
            Action.VERIFY,
            changes=changes,
            event=PledgeVerified if confirmed else PledgeMismatchFound,
            telling={"registration_number": record.registration_number}
            if confirmed
            else {"checker": Checker.BANK, "reason": reason},
            facts={
                "version": recording["version"],
                "outcome": outcome,
                "reason": reason,
                "differing": differing or {},
            },
            by=by,
        )


async def verify_count(
    pledge_id: UUID,
    *,
    outcome: Outcome,
    reason: str | None = None,
    differing: Mapping[Compared, str] | None = None,
    looked_in: str | None = None,
    looked_on: date | None = None,
    version: int | None = None,
    by: Actor,
) -> PledgeRecord:
    """The district's verifier compares; what he confirms counts in this very transaction."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.COUNT_VERIFY, by=by)
        _check_outcome(outcome, reason, differing or {})
        if not (looked_in or reason):
            raise rules.ReasonMissing("Say where you looked: the gazette, a register extract.")
        recording = await _to_verify(record, Checker.DISTRICT, version)
        _check_verifier(recording, counts_it=True, by=by)
        finding = Finding(
            checker=Checker.DISTRICT,
            outcome=outcome,
            reason=reason,
            differing=differing or {},
            looked_in=looked_in,
            looked_on=looked_on or clock.today(),
        )
        await _record(record, recording, finding, by=by)
        added = await counts.settle(record, reason=reason, by=by)
        confirmed = outcome is Outcome.CONFIRMED
        return await writing.change(
            record,
            Action.COUNT_VERIFY,
            changes={"count_outcome": await _count_outcome(record)},
            event=PledgeCounted if confirmed else PledgeMismatchFound,
            telling={"registration_number": record.registration_number, "added_fen": added}
            if confirmed
            else {"checker": Checker.DISTRICT, "reason": reason},
            facts={
                "version": recording["version"],
                "outcome": outcome,
                "reason": reason,
                "differing": differing or {},
            },
            by=by,
        )


async def _count_outcome(record: PledgeRecord) -> Outcome | None:
    """Over all steps: a mismatch if there is one, confirmed when all are, else open."""
    words = counts.district_word(await checks.verifications(record.id))
    newest = counts.newest_of_each_step(await checks.recordings(record.id)).values()
    outcomes = {words[r["version"]]["outcome"] if r["version"] in words else None for r in newest}
    if Outcome.MISMATCH in outcomes:
        return Outcome.MISMATCH
    return None if None in outcomes else Outcome.CONFIRMED


async def correct_count(
    pledge_id: UUID, *, reason_code: str, reason: str, version: int | None = None, by: Actor
) -> PledgeRecord:
    """A verification was wrong: a negative entry with the reason, never an edit."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.COUNT_CORRECT, by=by)
        words = counts.district_word(await checks.verifications(record.id))
        newest = counts.newest_of_each_step(await checks.recordings(record.id)).values()
        confirmed = [
            row
            for row in newest
            if row["version"] in words
            and words[row["version"]]["outcome"] == Outcome.CONFIRMED
            and version in {None, row["version"]}
        ]
        if not confirmed:
            raise rules.NotCounted
        _check_verifier(confirmed[0], counts_it=True, by=by)
        await listed.check(reason_code, of=reasons.COUNT_CORRECTION, on=clock.today())
        await checks.add_verification(
            record.id,
            confirmed[0],
            checker=Checker.DISTRICT,
            outcome=Outcome.MISMATCH,
            reason=reason,
            reason_code=reason_code,
            looked=(None, clock.today()),
            by=by,
        )
        taken = -await counts.settle(record, reason=reason, by=by)
        return await writing.change(
            record,
            Action.COUNT_CORRECT,
            changes={"count_outcome": Outcome.MISMATCH},
            event=PledgeCountCorrected,
            telling={"taken_fen": taken, "reason_code": reason_code, "reason": reason},
            facts={"version": confirmed[0]["version"], "reason": reason},
            by=by,
        )
