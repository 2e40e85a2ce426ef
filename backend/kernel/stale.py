"""A decision on a record that changed since it was looked at: refused, with what changed. Pure."""

from collections.abc import Mapping

from backend.kernel.errors import Conflict

Difference = dict[str, object]


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Difference]:
    """The members in which two states of a record differ, in the order of the first."""
    names = [*before, *(name for name in after if name not in before)]
    return [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in names
        if before.get(name) != after.get(name)
    ]


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
        **facts: object,
    ) -> None:
        super().__init__(detail, **facts, differences=differences(seen, current))
