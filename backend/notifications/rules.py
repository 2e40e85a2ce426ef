"""When a message reaches a person. Pure: values in, a moment or a refusal out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import InvalidField, RuleBroken
from backend.notifications.states import DeliveryMode, MessageKind

#: Law or a contract attaches a loss to missing them: they are told at once, by night too.
ALWAYS_AT_ONCE = frozenset({MessageKind.DEADLINE, MessageKind.SECURITY})


class AlwaysAtOnce(RuleBroken):
    code = "notifications.always_at_once"
    title = "Deadlines and security are told at once"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """A person's own; without any of his own everything is told at once. Times of Shanghai."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time = time(9)
    modes: Mapping[MessageKind, DeliveryMode] = field(default_factory=dict)

    def mode(self, kind: MessageKind) -> DeliveryMode:
        return self.modes.get(kind, DeliveryMode.AT_ONCE)


def check(settings: Settings) -> None:
    """Refuse half a quiet time, an empty one, and to wait for what cannot wait."""
    if (settings.quiet_from is None) != (settings.quiet_until is None):
        missing = "quiet_from" if settings.quiet_from is None else "quiet_until"
        raise InvalidField(missing, "Quiet hours have a beginning and an end.")
    if settings.quiet_from is not None and settings.quiet_from == settings.quiet_until:
        raise InvalidField("quiet_until", "Quiet hours end at another time than they begin.")
    for kind in sorted(ALWAYS_AT_ONCE):
        if settings.mode(kind) is not DeliveryMode.AT_ONCE:
            raise AlwaysAtOnce(f"{kind} cannot be {settings.mode(kind)}.", kind=kind)


def _next(at: time, *, after: datetime) -> datetime:
    """The first moment later than `after` at which it is `at` in Shanghai."""
    local = after.astimezone(SHANGHAI)
    moment = datetime.combine(local.date(), at, SHANGHAI)
    if moment <= local:
        moment += timedelta(days=1)
    return moment.astimezone(UTC)


def is_quiet(moment: datetime, settings: Settings) -> bool:
    """Whether it lies in the quiet hours, which may go past midnight; their end is not quiet."""
    start, end = settings.quiet_from, settings.quiet_until
    if start is None or end is None:
        return False
    at = moment.astimezone(SHANGHAI).time()
    return start <= at < end if start < end else at >= start or at < end


def arrival(kind: MessageKind, settings: Settings, *, now: datetime) -> datetime:
    """When a message of `now` reaches the person: `now`, with the digest, after the quiet hours."""
    if kind in ALWAYS_AT_ONCE:
        return now
    moment = now
    if settings.mode(kind) is DeliveryMode.DAILY:
        moment = _next(settings.digest_at, after=now)
    if settings.quiet_until is not None and is_quiet(moment, settings):
        moment = _next(settings.quiet_until, after=moment)
    return moment
