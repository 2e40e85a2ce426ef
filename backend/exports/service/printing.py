"""A list as it is now: a sheet to print, or a workbook at once; nothing of either is kept."""

from collections.abc import Mapping

from backend.exports.lists import listed_as
from backend.kernel import listed, printed
from backend.kernel.auth import Actor
from backend.kernel.language import said


async def sheet(name: str, filters: Mapping[str, object], *, by: Actor) -> printed.Printed:
    of = listed_as(name)
    return await printed.sheet(of, of.ask(filters), by=by)


async def workbook(
    name: str, filters: Mapping[str, object], *, by: Actor
) -> tuple[str, listed.Written]:
    """What the list is called, and the file."""
    of = listed_as(name)
    return said(*of.sheet), await listed.at_once(of, of.ask(filters), by=by)
