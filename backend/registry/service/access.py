"""Who may do what to a pledge; what one is no party to does not exist."""

from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import Forbidden, NotFound
from backend.registry import rules
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges
from backend.registry.states import PLEDGE, RESOURCE, Action, Party, State

#: Members of a firm or bank who may see its pledges.
READING = (Permission.VIEW_FIRM, Permission.VIEW_BANK)

_FIRM_BINDS = frozenset({Permission.BIND})
_BANK_RUNS = frozenset({Permission.RUN_PLEDGES})
_DISTRICT_RECORDS = frozenset({Permission.RECORD_REGISTRATIONS})
_DISTRICT_VERIFIES = frozenset({Permission.VERIFY_COUNTS})
_BOTH_SIGN = frozenset({Permission.BIND, Permission.SIGN_PLEDGES})
_EITHER = frozenset({Permission.BIND, Permission.RUN_PLEDGES})

#: Which permission each action asks for, where the pledge was made on the platform.
NEEDED: dict[Action, frozenset[Permission]] = {
    Action.SET_TERMS: _BANK_RUNS,
    Action.ADD_EVIDENCE: frozenset({Permission.RUN_PLEDGES, Permission.PREPARE, Permission.BIND}),
    Action.CONFIRM: _BOTH_SIGN,
    Action.SIGN: _BOTH_SIGN,
    Action.REOPEN: _BANK_RUNS,
    Action.FILE: _BANK_RUNS,
    Action.NOTE_DEFECT: _BANK_RUNS,
    Action.CURE: _BANK_RUNS,
    Action.TIME_OVER: _BANK_RUNS,
    Action.WARN: _BANK_RUNS,
    Action.DECLARE_FIRST: _BOTH_SIGN,
    Action.DECLARE: _BOTH_SIGN,
    Action.NO_DECLARATION: _BANK_RUNS,
    Action.REFUSE: _BANK_RUNS,
    Action.WITHDRAW: _EITHER,
    Action.REGISTER: _BANK_RUNS,
    Action.CORRECT: _BANK_RUNS,
    Action.VERIFY: frozenset({Permission.VERIFY_REGISTRATIONS}),
    Action.COUNT_VERIFY: _DISTRICT_VERIFIES,
    Action.COUNT_CORRECT: _DISTRICT_VERIFIES,
    Action.FILE_CHANGE: _BANK_RUNS,
    Action.APPROVE_CHANGE: _BANK_RUNS,
    Action.REJECT_CHANGE: _BANK_RUNS,
    Action.FILE_CANCELLATION: _BANK_RUNS,
    Action.APPROVE_CANCELLATION: _BANK_RUNS,
    Action.REJECT_CANCELLATION: _BANK_RUNS,
    Action.REVOKE: _BANK_RUNS,
}
#: What the district does to a registration that it recorded itself.
OF_THE_DISTRICT = frozenset(
    {
        Action.CORRECT,
        Action.FILE_CHANGE,
        Action.APPROVE_CHANGE,
        Action.REJECT_CHANGE,
        Action.FILE_CANCELLATION,
        Action.APPROVE_CANCELLATION,
        Action.REJECT_CANCELLATION,
        Action.REVOKE,
    }
)
DISTRICT = "district"


def needed(action: Action, *, by: Actor) -> frozenset[Permission]:
    if by.kind == DISTRICT and action in OF_THE_DISTRICT:
        return _DISTRICT_RECORDS
    return NEEDED[action]


def is_reachable(record: PledgeRecord, *, by: Actor) -> bool:
    """Whether the actor's organisation has anything to do with this pledge."""
    if by.kind == DISTRICT:
        return record.recording > 0
    return by.organisation_id in {record.pledgor, record.pledgee}


def is_its_own(record: PledgeRecord, action: Action, *, by: Actor) -> bool:
    """The district acts on registrations made elsewhere; verifying, on all."""
    if by.kind != DISTRICT:
        return not (record.made_elsewhere and action in {Action.CORRECT, Action.VERIFY})
    if action is Action.REVOKE or NEEDED[action] == _DISTRICT_VERIFIES:
        return True
    return record.made_elsewhere and action in OF_THE_DISTRICT


async def lock_for(pledge_id: UUID, action: Action, *, by: Actor) -> PledgeRecord:
    """The locked pledge, if the actor may do this to it and its state allows it."""
    by.require(*needed(action, by=by))
    record = await pledges.lock(pledge_id, party=None)
    if not is_reachable(record, by=by):
        raise NotFound("There is no such pledge.")
    if not is_its_own(record, action, by=by):
        raise Forbidden("The bank records this; the district records what was made elsewhere.")
    PLEDGE.after(record.state, action)
    return record


def party_of(record: PledgeRecord, *, by: Actor) -> Party:
    """Which side the actor stands on."""
    if by.organisation_id == record.pledgor:
        return Party.FIRM
    if by.organisation_id == record.pledgee:
        return Party.BANK
    raise NotFound("There is no such pledge.")


def allowed_actions(record: PledgeRecord, *, by: Actor) -> list[str]:
    """The sub-resources that the actor may POST to, as far as state and permission say."""
    if not is_reachable(record, by=by):
        return []
    found = {
        RESOURCE[action]
        for action in PLEDGE.open_actions(State(record.state))
        if action in RESOURCE
        and is_its_own(record, action, by=by)
        and by.may(*needed(action, by=by))
    }
    return sorted(found - _closed(record))


def allowed_on(row: dict[str, Any], record: PledgeRecord, *, by: Actor) -> list[str]:
    """The same of one recording: what was found wrong, or is one's own, is not counted."""
    allowed = allowed_actions(record, by=by)
    try:
        rules.check_verifier(
            verifier=by.user_id,
            verifier_organisation=by.organisation_id,
            recorder=row["recorder"],
            recorder_organisation=row["recorder_organisation"],
            recorder_is_district=row["recorder_is_district"],
            counts=True,
        )
        counted = row["outcome"] is None
    except Forbidden:
        counted = False
    return [each for each in allowed if counted or each != "count-verification"]


def _closed(record: PledgeRecord) -> set[str]:
    """What the state leaves open, but the checks made so far do not."""
    closed = set()
    if record.bank_outcome is not None:
        closed.add("verification")
    if record.count_outcome is not None:
        closed.add("count-verification")
    if record.count_outcome != "confirmed" and record.recording < 2:  # noqa: PLR2004 - no change
        closed.add("count-correction")
    if record.recording and "mismatch" not in {record.bank_outcome, record.count_outcome}:
        closed.add("registration")
    return closed
