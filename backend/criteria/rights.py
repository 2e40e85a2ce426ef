"""Criteria on the rights offered. The firm can change which rights it offers."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from msgspec import Meta

from backend.criteria.facts import Facts, RightFacts, add_months, months_between
from backend.criteria.verdicts import (
    Answer,
    Change,
    ChangeAction,
    Criterion,
    Verdict,
    answer_of,
)

Positive = Annotated[int, Meta(gt=0)]
Codes = Annotated[tuple[str, ...], Meta(min_length=1)]
MonthsByKind = Annotated[dict[str, Positive], Meta(min_length=1)]


class OfEveryRight(Criterion, frozen=True):
    """A criterion that each right of the request has to meet."""

    def judge(self, right: RightFacts, facts: Facts, /) -> bool | None:
        raise NotImplementedError

    def shown(self, right: RightFacts, facts: Facts, /) -> Any:
        """The value that the answer for this right rests on."""
        raise NotImplementedError

    def remedy(self, facts: Facts) -> Change | None:
        """A change other than of the rights, when it is the smaller one."""

    def verdict(self, facts: Facts) -> Verdict:
        answers = {right.id: answer_of(self.judge(right, facts)) for right in facts.rights}
        answer = worst(list(answers.values()))
        standing_in_the_way = tuple(i for i, a in answers.items() if a is not Answer.PASS)
        found = [
            {"right_id": str(right.id), "answer": str(answers[right.id]), "value": value}
            for right in facts.rights
            for value in [self.shown(right, facts)]
        ]
        change = None
        if standing_in_the_way:
            change = self.remedy(facts) or without(standing_in_the_way, facts)
        return self.answered(
            answer,
            found={"rights": found},
            changeable=True,
            rights=standing_in_the_way,
            change=change,
        )


def worst(answers: list[Answer]) -> Answer:
    """Fail before unknown before pass; nothing to judge is unknown."""
    for answer in (Answer.FAIL, Answer.UNKNOWN):
        if answer in answers:
            return answer
    return Answer.PASS if answers else Answer.UNKNOWN


def without(right_ids: tuple[Any, ...], facts: Facts) -> Change:
    """Leave these rights out, or choose others when none would be left."""
    if len(right_ids) < len(facts.rights):
        return Change(action=ChangeAction.LEAVE_OUT_RIGHTS, right_ids=right_ids)
    return Change(action=ChangeAction.CHOOSE_OTHER_RIGHTS, right_ids=right_ids)


class RightKinds(OfEveryRight, frozen=True, tag="right_kinds"):
    kinds: Codes

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        return None if right.kind == "unknown" else right.kind in self.kinds

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.kind


class MinRights(Criterion, frozen=True, tag="min_rights"):
    """At least so many rights, of these kinds if any are named."""

    count: Positive
    kinds: tuple[str, ...] | None = None

    def verdict(self, facts: Facts) -> Verdict:
        kinds = self.kinds
        counted = sum(1 for r in facts.rights if kinds is None or r.kind in kinds)
        perhaps = 0 if kinds is None else sum(1 for r in facts.rights if r.kind == "unknown")
        passes: bool | None = counted >= self.count
        if not passes and counted + perhaps >= self.count:
            passes = None
        return self.answered(
            answer_of(passes),
            found={"count": counted},
            changeable=True,
            change=Change(
                action=ChangeAction.ADD_RIGHTS, count=self.count - counted, kinds=kinds or ()
            ),
        )


class MaxRights(Criterion, frozen=True, tag="max_rights"):
    """At most so many rights, of these kinds if any are named."""

    count: Positive
    kinds: Codes | None = None

    def verdict(self, facts: Facts) -> Verdict:
        kinds = self.kinds
        counted = [r for r in facts.rights if kinds is None or r.kind in kinds]
        perhaps = [r for r in facts.rights if kinds is not None and r.kind == "unknown"]
        excess = len(counted) + len(perhaps) - self.count
        passes = True if excess <= 0 else None
        if len(counted) > self.count:
            passes = False
        spare = [*_least_first(perhaps, facts), *_least_first(counted, facts)]
        return self.answered(
            answer_of(passes),
            found={"count": len(counted)},
            changeable=True,
            change=Change(
                action=ChangeAction.LEAVE_OUT_RIGHTS,
                right_ids=tuple(right.id for right in spare[: max(excess, 0)]),
            ),
        )


def _least_first(rights: Sequence[RightFacts], facts: Facts) -> list[RightFacts]:
    """Those of the lowest value first, by a valuation that has values per right; else the last."""
    per_right = None if facts.valuation is None else facts.valuation.per_right
    backwards = list(reversed(rights))
    if per_right is None:
        return backwards
    return sorted(backwards, key=lambda right: per_right[right.id].low)


class Granted(OfEveryRight, frozen=True, tag="granted"):
    def judge(self, right: RightFacts, facts: Facts, /) -> bool | None:
        return None if right.granted_on is None else right.granted_on <= facts.on

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return None if right.granted_on is None else right.granted_on.isoformat()


class InForce(OfEveryRight, frozen=True, tag="in_force"):
    """It lives, by its term, the newest register extract and what the gazette announced since."""

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        return right.in_force

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.in_force


class RemainingLife(OfEveryRight, frozen=True, tag="remaining_life"):
    """So many months left, by kind, from today or from the end of the loan."""

    months_by_kind: MonthsByKind
    counted_from: Literal["today", "loan_end"] = "today"

    def judge(self, right: RightFacts, facts: Facts, /) -> bool | None:
        least = self.months_by_kind.get(right.kind)
        if least is None:
            return None if right.kind == "unknown" else True
        if right.expires_on is None:
            return None
        return right.expires_on >= add_months(facts.on, least + self._term(facts))

    def shown(self, right: RightFacts, facts: Facts, /) -> Any:
        if right.expires_on is None:
            return None
        return months_between(facts.on, right.expires_on) - self._term(facts)

    def remedy(self, facts: Facts) -> Change | None:
        """A shorter loan, where the months count from its end and it is then long enough."""
        if self.counted_from == "today" or any(r.expires_on is None for r in facts.rights):
            return None
        slacks = [
            months_between(facts.on, r.expires_on) - self.months_by_kind[r.kind]
            for r in facts.rights
            if r.kind in self.months_by_kind and r.expires_on is not None
        ]
        if not slacks:
            return None
        slack = min(slacks)
        if not 0 < slack < facts.term_months or any(r.kind == "unknown" for r in facts.rights):
            return None
        return Change(action=ChangeAction.SET_TERM, term_months=slack)

    def _term(self, facts: Facts) -> int:
        return facts.term_months if self.counted_from == "loan_end" else 0


class UsedFor(OfEveryRight, frozen=True, tag="used_for"):
    """In use in the firm's products for so many months."""

    min_months: Positive

    def judge(self, right: RightFacts, facts: Facts, /) -> bool | None:
        if right.used_since is None:
            return None
        return add_months(right.used_since, self.min_months) <= facts.on

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return None if right.used_since is None else right.used_since.isoformat()


class Owned(OfEveryRight, frozen=True, tag="owned"):
    """The firm is known to own it: by the gazette's patentee, or by a checked extract."""

    proof: Literal["owned", "extract"] = "owned"

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        accepted = {"extract"} if self.proof == "extract" else {"owned", "extract"}
        return True if right.ownership in accepted else None

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.ownership


class NotPledged(OfEveryRight, frozen=True, tag="not_pledged"):
    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        return None if right.pledged is None else not _is_pledged(right)

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return None if right.pledged is None else _is_pledged(right)


def _is_pledged(right: RightFacts) -> bool:
    return bool(right.pledged) or right.pledge_shown is True


class Ipc(OfEveryRight, frozen=True, tag="ipc"):
    """Its main class is among these, by how they begin, and among none of those excluded."""

    included: tuple[str, ...] | None = None
    excluded: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not self.included and not self.excluded:
            raise ValueError("classes are included, excluded, or both")

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        if right.ipc is None:
            return None
        code = right.ipc.replace(" ", "").upper()
        inside = not self.included or code.startswith(self.included)
        return inside and not (self.excluded and code.startswith(self.excluded))

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.ipc


class FeesCurrent(OfEveryRight, frozen=True, tag="fees_current"):
    """No annual fee is overdue."""

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        return None if right.fee_late is None else not right.fee_late

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.fee_late


class NotDisputed(OfEveryRight, frozen=True, tag="not_disputed"):
    """No invalidation is pending by the newest register extract; without one it is not known."""

    def judge(self, right: RightFacts, _facts: Facts, /) -> bool | None:
        pending = right.invalidation_pending
        return None if pending is None else not pending

    def shown(self, right: RightFacts, _facts: Facts, /) -> Any:
        return right.invalidation_pending
