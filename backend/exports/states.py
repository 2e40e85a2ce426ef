"""How far an export is."""

from enum import StrEnum


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    #: Done, and forgotten since: told, never stored.
    EXPIRED = "expired"
