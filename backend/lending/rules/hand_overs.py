"""What a hand-over has to name: every case of the person, each once, to somebody else. Pure."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from backend.kernel.errors import Conflict, InvalidField, RuleBroken

#: Cases in one act; whoever has more hands them over in parts of his choice first.
MOST_CASES = 500


class HandOverStale(Conflict):
    code = "lending.hand_over_stale"
    title = "The person's cases are not those that were shown; look at them again"


class HandOverToGiver(RuleBroken):
    code = "lending.hand_over_to_giver"
    title = "Cases are handed to somebody else than who has them"


class HandOverUndone(Conflict):
    code = "lending.hand_over_undone"
    title = "This hand-over was undone already"


class NothingToHandBack(Conflict):
    code = "lending.nothing_to_hand_back"
    title = "None of these cases is still with whom it was handed to"


def check_named(cases: Sequence[tuple[UUID, UUID]], *, giver: UUID, held: Collection[UUID]) -> None:
    """All that the person has, nothing else, and to nobody twice."""
    named = [application for application, _ in cases]
    if len(set(named)) != len(named):
        raise InvalidField("cases", "A case is named once.")
    if any(receiver == giver for _, receiver in cases):
        raise HandOverToGiver
    missing, gone = set(held) - set(named), set(named) - set(held)
    if missing or gone:
        raise HandOverStale(
            f"{len(missing)} cases came and {len(gone)} left since.",
            came=len(missing),
            left=len(gone),
        )


def check_undoing(row: Mapping[str, object], *, held: Sequence[object]) -> None:
    if row["undone_by"] is not None:
        raise HandOverUndone
    if not held:
        raise NothingToHandBack
