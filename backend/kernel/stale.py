"""A decision on a record that changed since it was looked at: refused, with what changed. Pure."""

from collections.abc import Mapping
from datetime import datetime

from backend.kernel.auth import Actor
from backend.kernel.errors import Conflict

Difference = dict[str, object]
#: Who changed something, and when.
Changed = tuple[str, datetime]


def differences(
    before: Mapping[str, object],
    after: Mapping[str, object],
    *,
    changed: Changed | Mapping[str, Changed] | None = None,
) -> list[Difference]:
    """The members in which two states of a record differ, in the order of the first.

    `changed`: who did it and when, of all of them or of each.
    """
    names = [*before, *(name for name in after if name not in before)]
    return [
        {"field": name, "before": before.get(name), "after": after.get(name)} | _told(name, changed)
        for name in names
        if before.get(name) != after.get(name)
    ]


def _told(name: str, changed: Changed | Mapping[str, Changed] | None) -> Difference:
    found = changed.get(name) if isinstance(changed, Mapping) else changed
    return {} if found is None else {"by": found[0], "at": found[1].isoformat()}


def who(name: str, organisation: str, organisation_id: object, *, reader: Actor) -> str:
    """A person is named to his own side; to others, whom he acts for."""
    return name if organisation_id == reader.organisation_id else organisation


class Stale(Conflict):
    """Base of such refusals: `differences` names each field with its value then and now."""

    code = "stale"
    title = "The record changed since you looked at it"

    def __init__(
        self,
        detail: str = "",
        *,
        seen: Mapping[str, object],
        current: Mapping[str, object],
        changed: Changed | Mapping[str, Changed] | None = None,
        **facts: object,
    ) -> None:
        found = differences(seen, current, changed=changed)
        super().__init__(detail, **facts, differences=found)
