"""What is stated, what happens to a firm of the library, and what a check finds."""

from enum import StrEnum

#: Units of the targets that are stated: a stock on a day (Q1), or how many came in some days (Q2).
STOCK = "per_10000"
FLOW = "patents"
#: The unit of the target that the library counts (Q4): who left stays counted, each firm once.
LIBRARY = "firms"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    MISMATCH = "mismatch"


class Decision(StrEnum):
    """What a second person says of a division among departments."""

    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Step(StrEnum):
    """What happens to a firm of the library."""

    ENTRY = "entry"
    TIER = "tier"
    EXIT = "exit"
    LISTING = "listing"


class Standing(StrEnum):
    """Where a firm stands; whoever never entered has none."""

    INSIDE = "inside"
    LEFT = "left"
    LISTED = "listed"


#: What may happen next, and where it leads.
NEXT: dict[tuple[Standing | None, Step], Standing] = {
    (None, Step.ENTRY): Standing.INSIDE,
    (Standing.LEFT, Step.ENTRY): Standing.INSIDE,
    (Standing.INSIDE, Step.TIER): Standing.INSIDE,
    (Standing.INSIDE, Step.EXIT): Standing.LEFT,
    (Standing.INSIDE, Step.LISTING): Standing.LISTED,
}
