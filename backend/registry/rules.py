"""The refusals of the pledge's life, and the small decisions in it. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from stdnum.cn import ric, uscc

from backend.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from backend.kernel.stale import Stale
from backend.registry.states import CancellationGround

NUMBER = re.compile(r"^Y?\d{13}$")
#: A change of kind, amount or scope is to be filed within so many days.
CHANGE_DAYS = 30
LAST_GROUND = 12
YEAR_DIGITS = 4


class RightAlreadyPledged(Conflict):
    code = "registry.right_already_pledged"
    title = "A right of this bundle stands in a running pledge"


class NumberKnown(Conflict):
    code = "registry.number_known"
    title = "This registration number is already recorded"


class ApplicationHasPledge(Conflict):
    code = "registry.application_has_pledge"
    title = "This loan application already has an open pledge"


class TermsChanged(Stale):
    code = "registry.terms_changed"
    title = "The terms have changed since you read them"


class PledgeChanged(Stale):
    """`revision`: the present one."""

    code = "registry.pledge_changed"
    title = "The pledge changed since you looked at it"


class AlreadySigned(Conflict):
    code = "registry.already_signed"
    title = "Your organisation has signed this already"


class NothingToCorrect(Conflict):
    code = "registry.nothing_to_correct"
    title = "No check has found a mismatch in this registration"


class AlreadyVerified(Conflict):
    code = "registry.already_verified"
    title = "This has been checked already"


class RecordingReplaced(Stale):
    code = "registry.recording_replaced"
    title = "This was recorded anew since you looked at it"


class NotCounted(Conflict):
    code = "registry.not_counted"
    title = "This registration is not counted anywhere"


class SamePerson(Forbidden):
    code = "registry.same_person"
    title = "Whoever recorded it cannot verify it"


class SameOrganisation(Forbidden):
    code = "registry.same_organisation"
    title = "Another organisation than the recorder's has to verify it"


class RightNotPledgeable(RuleBroken):
    code = "registry.right_not_pledgeable"
    title = "This right cannot be pledged at CNIPA"


class GroundUnknown(RuleBroken):
    code = "registry.cancellation_ground_unknown"
    title = "A pledge is cancelled on one of five grounds only"


class ProofMissing(RuleBroken):
    code = "registry.proof_missing"
    title = "A filing needs proof of what it says, or an undertaking"


class AttorneyIncomplete(RuleBroken):
    code = "registry.attorney_incomplete"
    title = "An agent needs a power of attorney that says what he may do, and until when"


class CureTimeRuns(Conflict):
    code = "registry.cure_time_runs"
    title = "The time to cure the defect still runs"


class CureTooLate(RuleBroken):
    code = "registry.cure_too_late"
    title = "The time to cure the defect is over"


class DateImpossible(RuleBroken):
    code = "registry.date_impossible"
    title = "This date cannot be"


class WarningUnfounded(RuleBroken):
    code = "registry.warning_unfounded"
    title = "CNIPA warns of grounds 10 and 11 only"


class ReasonMissing(RuleBroken):
    code = "registry.reason_missing"
    title = "This needs a reason"


class ConfirmedWithDifferences(RuleBroken):
    code = "registry.confirmed_with_differences"
    title = "A registration with a field that differs is not confirmed"


class EvidenceIncomplete(RuleBroken):
    code = "registry.evidence_incomplete"
    title = "The evidence lacks something"


class NothingChanges(RuleBroken):
    code = "registry.nothing_changes"
    title = "The change names nothing that changes"


class PlanKnown(Conflict):
    code = "registry.plan_known"
    title = "There is a plan of this code already"


class ImportUnreadable(RuleBroken):
    code = "registry.import_unreadable"
    title = "This is not a workbook (XLSX) of registrations"


class ImportTooLarge(RuleBroken):
    code = "registry.import_too_large"
    title = "The workbook is larger than an import may be"


class ImportColumnsMissing(RuleBroken):
    code = "registry.import_columns_missing"
    title = "Columns that a registration needs are not in the workbook"


class NothingToRecord(Conflict):
    code = "registry.nothing_to_record"
    title = "No row of this workbook waits to be recorded"


class UnknownRegistration(NotFound):
    code = "not_found"
    title = "There is no such registration"


def number_warnings(number: str, registered_on: date) -> tuple[str, ...]:
    """What is odd about a registration number; never a reason to refuse it."""
    if not NUMBER.match(number):
        return ("number_unusual",)
    year = number.removeprefix("Y")[:YEAR_DIGITS]
    return () if year == str(registered_on.year) else ("number_of_another_year",)


def tidy_number(number: str) -> str:
    """The number without blanks, with a capital Y: as text, never as a number."""
    return "".join(number.split()).upper()


def check_not_future(day: date, *, today: date, what: str) -> None:
    if day > today:
        raise DateImpossible(f"{what} {day} lies in the future.", field=what, date=day.isoformat())


def check_order(earlier: date | None, later: date, *, what: str) -> None:
    if earlier is not None and later < earlier:
        raise DateImpossible(
            f"{what} {later} lies before {earlier}.", field=what, earliest=earlier.isoformat()
        )


def cancellation_ground(text: str) -> CancellationGround:
    try:
        return CancellationGround(text)
    except ValueError:
        raise GroundUnknown(
            f"{text!r} is none of the five grounds.", grounds=[str(g) for g in CancellationGround]
        ) from None


def change_is_late(*, changed_on: date, filed_on: date, essential: bool) -> bool:
    """Kind, amount and scope are to be filed in thirty days; later it is done, and marked."""
    return essential and (filed_on - changed_on).days > CHANGE_DAYS


def check_proof(*, essential: bool, proven: bool, undertaken: bool) -> None:
    """Kind, amount and scope change by an agreement; for the rest an undertaking will do."""
    if not proven and (essential or not undertaken):
        passing = "the agreement" if essential else "the proof, or an undertaking"
        raise ProofMissing(f"{passing} would pass.", field="document_id", essential=essential)


def check_attorney(agent: str | None, attorney: Mapping[str, Any] | None, *, today: date) -> None:
    """D4 has its scope: who is named as agent is entrusted with something, until a day to come."""
    if bool(agent) != bool(attorney):
        absent = "attorney" if agent else "agent"
        raise AttorneyIncomplete(f"{absent}: both or neither would pass.", field=absent)
    if attorney and date.fromisoformat(str(attorney["valid_until"])) < today:
        raise AttorneyIncomplete(
            f"valid_until: a day from {today} on would pass.", field="valid_until"
        )


def check_cured_in_time(cured_on: date, cure_by: date | None) -> None:
    if cure_by is not None and cured_on > cure_by:
        raise CureTooLate(f"It could be cured until {cure_by}.", cure_by=cure_by.isoformat())


def check_time_over(refused_on: date, cure_by: date | None) -> None:
    """A defect is refused for time only after the last day on which it could be cured."""
    if cure_by is not None and refused_on <= cure_by:
        raise CureTimeRuns(f"It can be cured until {cure_by}.", cure_by=cure_by.isoformat())


def check_grounds(grounds: Iterable[int]) -> None:
    wrong = [ground for ground in grounds if not 1 <= ground <= LAST_GROUND]
    if wrong:
        raise EvidenceIncomplete("There are twelve grounds.", grounds=wrong)


def check_verifier(
    *,
    verifier: UUID,
    verifier_organisation: UUID,
    recorder: UUID,
    recorder_organisation: UUID,
    recorder_is_district: bool,
    counts: bool,
) -> None:
    """Four eyes; to count, also of another organisation, unless the district recorded it."""
    if verifier == recorder:
        raise SamePerson("You recorded this yourself; a colleague has to compare it.")
    if counts and not recorder_is_district and verifier_organisation == recorder_organisation:
        raise SameOrganisation("The recorder's own organisation cannot make it count.")


def is_credit_code(code: str | None) -> bool:
    """Whether this is an organisation's code, and surely not a person's identity number."""
    return code is not None and uscc.is_valid(code) and not ric.is_valid(code)


def is_publishable(*, code: str | None, is_organisation: bool) -> bool:
    """Whether a party's name may be shown to the public: never a natural person's."""
    return is_organisation or is_credit_code(code)
