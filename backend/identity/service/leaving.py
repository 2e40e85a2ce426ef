"""Every organisation as a file."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from backend.identity import duties, queries
from backend.identity.divisions import DIVISIONS
from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Pair, Words, said, spoken

KINDS: Mapping[str, str] = Words({str(kind): words for kind, words in duties.KINDS.items()})
KIND: Pair = ("类型", "Kind")
HEADINGS: tuple[Pair, ...] = (
    ("名称", "Name"),
    KIND,
    ("统一社会信用代码", "Unified social credit code"),
    ("所在区", "District"),
    ("街镇", "Street or town"),
    ("在用成员", "Active members"),
    ("核验时间（北京时间）", "Verified at (UTC+8)"),
    ("建立时间（北京时间）", "Since (UTC+8)"),
)
SOUGHT: Pair = ("名称或代码", "Name or code")


class OrganisationsAsked(listed.Asked):
    kind: str | None = None
    q: str | None = None


async def _count(asked: OrganisationsAsked, by: Actor) -> int:
    by.require(Permission.MANAGE_ORGANISATIONS)
    _, total = await queries.page_of_organisations(
        kind=asked.kind, q=asked.q, after=None, limit=0, counted=listed.EVERY
    )
    return total


async def _open(asked: OrganisationsAsked, by: Actor) -> listed.Extract:
    """Every organisation, by name."""
    by.require(Permission.MANAGE_ORGANISATIONS)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        after = None
        while found := (
            await queries.page_of_organisations(
                kind=asked.kind, q=asked.q, after=after, limit=listed.BATCH - 1, counted=0
            )
        )[0]:
            yield [_cells(row) for row in found]
            after = (found[-1]["name"], found[-1]["id"])

    def cover() -> listed.Cover:
        kind = None if asked.kind is None else KINDS.get(asked.kind, asked.kind)
        return (said(*KIND), kind), (said(*SOUGHT), asked.q)

    return listed.Extract(headings=spoken(HEADINGS), batches=batches(), cover=cover)


ORGANISATION_LIST = listed.Listed(
    name="organisations",
    forms=(listed.Form.XLSX,),
    asked=OrganisationsAsked,
    rests_on=frozenset({Permission.MANAGE_ORGANISATIONS}),
    sheet=("机构", "Organisations"),
    count=_count,
    open=_open,
)


def _cells(row: Mapping[str, Any]) -> listed.Row:
    division = row["division"]
    return (
        row["name"],
        KINDS.get(row["kind"], row["kind"]),
        row["uscc"],
        None if division is None else DIVISIONS.get(division, division),
        row["street"],
        row["members"],
        row["verified_at"],
        row["created_at"],
    )
