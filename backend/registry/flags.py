"""What troubles a registered pledge, out of the newest facts of its rights. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backend.registry import preflight
from backend.registry.facts import RightFacts, TermsFacts
from backend.registry.states import Answer, Flag

#: The flag that a failing ground raises, by the code of its reason.
_FLAGS = {
    "pledgor_not_owner": Flag.OWNER_CHANGED,
    "transferred_since": Flag.OWNER_CHANGED,
    "not_in_force": Flag.PATENT_ENDED,
    "term_over": Flag.PATENT_ENDED,
    "gazette_CF01": Flag.PATENT_ENDED,
    "gazette_CX01": Flag.PATENT_ENDED,
    "gazette_AV01": Flag.PATENT_ENDED,
    "gazette_IW01": Flag.PATENT_ENDED,
    "fee_late_period": Flag.FEE_LATE,
    "fee_unpaid": Flag.FEE_LATE,
    "preserved": Flag.PRESERVED,
    "gazette_PP01": Flag.PRESERVED,
    "suspended": Flag.SUSPENDED,
    "invalidation_pending": Flag.INVALIDATION_PENDING,
}


def flags_of(
    rights: Sequence[RightFacts],
    *,
    pledgors: Sequence[str],
    kept: Sequence[str],
    today: date,
) -> tuple[str, ...]:
    """The flags that stand today; enforcement is raised and lowered by people, and kept."""
    terms = TermsFacts(pledgors=tuple(pledgors), missing=())
    # Its own registration is no trouble.
    own = [replace(right, live_elsewhere=False) for right in rights]
    answers = preflight.run(own, terms, today=today).answers
    found = {
        _FLAGS[reason.code].value
        for answer in answers
        for reason in answer.reasons
        if reason.code in _FLAGS
        and (reason.facts["answer"] == Answer.FAIL or reason.code == "transferred_since")
    }
    if Flag.ENFORCEMENT in kept:
        found.add(Flag.ENFORCEMENT.value)
    return tuple(sorted(found))
