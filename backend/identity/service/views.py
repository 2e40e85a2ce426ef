"""A member's saved views: names for what he often asks of a list."""

from typing import Any

from backend.identity import queries, rules
from backend.kernel.auth import Actor
from backend.kernel.db import transaction


async def saved_views(list_name: str, *, by: Actor) -> list[dict[str, Any]]:
    """The actor's own views of one list, by name."""
    return await queries.saved_views(by.user_id, list_name)


async def save_view(list_name: str, *, name: str, query: str, by: Actor) -> list[dict[str, Any]]:
    """Keep the view under its name, in place of an earlier one; every view that there is now."""
    async with transaction():
        await queries.lock_member(by.user_id)
        kept = await queries.saved_views(by.user_id, list_name)
        rules.check_room_for_view(name, kept=[each["name"] for each in kept])
        await queries.save_view(by.user_id, list_name, name=name, query=query)
        return await queries.saved_views(by.user_id, list_name)


async def remove_view(list_name: str, *, name: str, by: Actor) -> list[dict[str, Any]]:
    """Forget the view; every view that is left. Again changes nothing."""
    async with transaction():
        await queries.remove_view(by.user_id, list_name, name=name)
        return await queries.saved_views(by.user_id, list_name)
