"""A plan's figures, kept as long as they are those of the same entries."""

from collections import OrderedDict
from datetime import datetime
from uuid import UUID

from backend.oversight.measures import Figures
from backend.oversight.queries import figures as queries
from backend.oversight.queries.figures import Known

#: As many plans and days as are looked at between two changes.
MOST = 64

_kept: OrderedDict[tuple[UUID, datetime], tuple[Known, Figures]] = OrderedDict()


async def figures(plan_id: UUID, *, known_by: datetime) -> Figures:
    """Added up anew when an entry has come; entries never change and never go."""
    place = (plan_id, known_by)
    kept = _kept.get(place)
    if kept is None or kept[0] != await queries.known(plan_id, by=known_by):
        kept = await queries.figures(plan_id, known_by=known_by)
    _kept[place] = kept
    _kept.move_to_end(place)
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return kept[1]
