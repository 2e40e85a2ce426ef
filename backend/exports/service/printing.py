"""A list as a sheet to print: what may be exported may be printed; nothing of it is kept."""

from collections.abc import Mapping

from backend.exports.lists import listed_as
from backend.kernel import printed
from backend.kernel.auth import Actor


async def sheet(name: str, filters: Mapping[str, object], *, by: Actor) -> printed.Printed:
    listed = listed_as(name)
    return await printed.sheet(listed, listed.ask(filters), by=by)
