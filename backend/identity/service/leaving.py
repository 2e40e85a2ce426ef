"""Every organisation as a file."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from backend.identity import queries
from backend.identity.divisions import DIVISIONS
from backend.identity.states import OrganisationKind
from backend.kernel import listed
from backend.kernel.auth import Actor, Permission

KINDS: Mapping[str, str] = {
    OrganisationKind.FIRM: "企业",
    OrganisationKind.BANK: "银行",
    OrganisationKind.DISTRICT: "区级部门",
    OrganisationKind.OPERATOR: "平台运营",
    OrganisationKind.APPRAISER: "评估机构",
    OrganisationKind.GUARANTOR: "担保机构",
    OrganisationKind.INSURER: "保险机构",
}
HEADINGS = (
    "名称", "类型", "统一社会信用代码", "所在区", "街镇", "在用成员", "核验时间（北京时间）",
    "建立时间（北京时间）",
)  # fmt: skip


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
        return ("类型", kind), ("名称或代码", asked.q)

    return listed.Extract(headings=HEADINGS, batches=batches(), cover=cover)


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
