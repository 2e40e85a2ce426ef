"""When a firm and its bank write to each other on an application. Pure."""

from datetime import datetime

from backend.kernel.errors import Conflict
from backend.lending.states import FINAL, State


class MessagesNotOpen(Conflict):
    code = "lending.messages_not_open"
    title = "Messages are written once the application was submitted"


class MessagesClosed(Conflict):
    code = "lending.messages_closed"
    title = "The application has ended; nothing more is written on it"


def is_open(state: State, *, submitted_at: datetime | None) -> bool:
    """From the submission to the end, also while the bank gave it back."""
    return submitted_at is not None and state not in FINAL


def check_open(state: State, *, submitted_at: datetime | None) -> None:
    if submitted_at is None:
        raise MessagesNotOpen(state=state)
    if not is_open(state, submitted_at=submitted_at):
        raise MessagesClosed(state=state)
