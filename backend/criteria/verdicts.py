"""What a criterion answers: pass, fail or unknown, with what was asked, found, and would pass."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from backend.criteria.facts import Facts
from backend.kernel.money import Fen


class Answer(StrEnum):
    PASS = "pass"  # noqa: S105 - an answer, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


class ChangeAction(StrEnum):
    """What a firm can change about its request (lending.md §5.1, "Nearly")."""

    SET_AMOUNT = "set_amount"
    SET_TERM = "set_term"
    SET_USE = "set_use"
    LEAVE_OUT_RIGHTS = "leave_out_rights"
    ADD_RIGHTS = "add_rights"
    CHOOSE_OTHER_RIGHTS = "choose_other_rights"
    STATE_VALUATION = "state_valuation"
    DEPOSIT_DOCUMENTS = "deposit_documents"
    GIVE_CONSENTS = "give_consents"
    STATE_FACTS = "state_facts"


@dataclass(frozen=True, kw_only=True)
class Change:
    """The smallest change after which the criterion would pass."""

    action: ChangeAction
    amount_fen: Fen | None = None
    term_months: int | None = None
    uses: tuple[str, ...] = ()
    right_ids: tuple[UUID, ...] = ()
    count: int | None = None
    kinds: tuple[str, ...] = ()
    value_fen: Fen | None = None
    value: str | None = None
    base_date_from: date | None = None
    documents: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One criterion's answer; the frontend words it by `criteria.<criterion>.<answer>`."""

    criterion: str
    answer: Answer
    changeable: bool
    asked: dict[str, Any] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    right_ids: tuple[UUID, ...] = ()
    smallest_change: Change | None = None

    @property
    def passes(self) -> bool:
        return self.answer is Answer.PASS


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """One requirement, as data on a product. Its tag is its code, for ever."""

    @property
    def code(self) -> str:
        return str(self.__struct_config__.tag)

    def asked(self) -> dict[str, Any]:
        """What the requirement says, for people to read."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not None
        }

    def verdict(self, facts: Facts) -> Verdict:
        raise NotImplementedError

    def answered(
        self,
        answer: Answer,
        *,
        found: dict[str, Any],
        changeable: bool = False,
        rights: tuple[UUID, ...] = (),
        change: Change | None = None,
    ) -> Verdict:
        return Verdict(
            criterion=self.code,
            answer=answer,
            asked=self.asked(),
            found=found,
            right_ids=rights,
            changeable=changeable,
            smallest_change=None if answer is Answer.PASS else change,
        )


def answer_of(value: bool | None) -> Answer:  # noqa: FBT001 - that is its one argument
    """A known truth as an answer; `None` is unknown."""
    if value is None:
        return Answer.UNKNOWN
    return Answer.PASS if value else Answer.FAIL


def within(value: int | None, *, least: int | None, most: int | None) -> bool | None:
    """Whether a value lies in a range whose ends may be open."""
    if value is None:
        return None
    return (least is None or value >= least) and (most is None or value <= most)


def check_range(least: int | None, most: int | None) -> None:
    """A range that nobody could meet is a mistake in the product."""
    if least is None and most is None:
        raise ValueError("a range needs at least one end")
    if least is not None and most is not None and least > most:
        raise ValueError("the lower end is above the upper end")
