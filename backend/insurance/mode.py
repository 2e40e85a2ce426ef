"""Under whose licence the platform works, and what it may do with insurance (insurance.md §4.5)."""

from collections.abc import Mapping
from enum import StrEnum

from backend.kernel.errors import Forbidden
from backend.kernel.settings import settings


class Mode(StrEnum):
    LICENSED_BROKER = "licensed_broker"
    INSURER_OWNED = "insurer_owned"
    INFO_ONLY = "info_only"


class Activity(StrEnum):
    """What a route does: show and keep an insurer's facts, reckon with them for somebody, take
    applications to an insurer and from it, or lay several insurers' terms side by side."""

    FACTS = "facts"
    RATING = "rating"
    APPLYING = "applying"
    COMPARING = "comparing"


#: Without a licence nobody may reckon a premium, take an application or compare
#: (互联网保险业务监管办法, Art. 23); an insurer's own platform has nothing to compare.
ALLOWED: Mapping[Mode, frozenset[Activity]] = {
    Mode.LICENSED_BROKER: frozenset(Activity),
    Mode.INSURER_OWNED: frozenset(Activity) - {Activity.COMPARING},
    Mode.INFO_ONLY: frozenset({Activity.FACTS}),
}


class ModeForbids(Forbidden):
    """`mode` is how this platform works, `activity` what that does not allow."""

    code = "insurance.mode_forbids"
    title = "This platform has no licence for that; it shows facts of products only"


def mode() -> Mode:
    return Mode(settings().operating_mode)


def check(activity: Activity, *, under: Mode) -> None:
    """Refuse what this mode does not allow, with the reason."""
    if activity not in ALLOWED[under]:
        wanted = [str(each) for each in Mode if activity in ALLOWED[each]]
        raise ModeForbids(
            f"The mode is {under}; {activity} needs one of: {', '.join(wanted)}.",
            mode=str(under),
            activity=str(activity),
            modes=wanted,
        )


def check_licensed() -> None:
    """Refuse what only a licensed broker has, whatever the route's activity."""
    if mode() is not Mode.LICENSED_BROKER:
        raise ModeForbids(
            f"The mode is {mode()}; only a licensed broker has sales of its own.",
            mode=str(mode()),
            modes=[str(Mode.LICENSED_BROKER)],
        )
