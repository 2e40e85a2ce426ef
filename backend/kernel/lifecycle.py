"""A lifecycle as a table: which action leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from backend.kernel.errors import Conflict

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class IllegalTransition(Conflict):
    code = "illegal_transition"
    title = "This cannot be done in the present state"


@dataclass(frozen=True)
class Lifecycle(Generic[S, A]):
    subject: str
    transitions: Mapping[tuple[S, A], S]

    def after(self, state: S, action: A) -> S:
        """The state that `action` leads to from `state`; refuse if there is none."""
        try:
            return self.transitions[state, action]
        except KeyError:
            raise IllegalTransition(
                f"A {self.subject} that is {state} cannot {action}.",
                state=state,
                open_actions=self.open_actions(state),
            ) from None

    def open_actions(self, state: S) -> list[A]:
        return sorted(action for source, action in self.transitions if source == state)
