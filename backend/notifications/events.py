"""What can have happened to a person's inbox."""

from dataclasses import dataclass

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Event):
    """How a person is told from now on: proof of what he chose not to be told at once."""

    name = "notifications.settings_changed"
    subject = "member"

    quiet_from: str | None
    quiet_until: str | None
    digest_at: str
    daily: tuple[str, ...]
    off: tuple[str, ...]
