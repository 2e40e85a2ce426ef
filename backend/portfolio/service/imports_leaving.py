"""The imports of a firm, and those of the operator's reference patents, as files."""

from typing import Any

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Pair, said
from backend.kernel.listed import Listed
from backend.kernel.paged import Place, Read, paged
from backend.portfolio import import_wording as wording
from backend.portfolio.service.imported import imports


class ImportsAsked(listed.Asked):
    """All of them."""


def _run(row: dict[str, Any], _: Actor) -> listed.Row:
    return (
        row["file_name"] or said("粘贴的号码", "Pasted numbers"),
        wording.STATES[row["state"]],
        row["rows_total"],
        row["rows_accepted"],
        row["rows_updated"],
        row["rows_duplicate"],
        row["rows_refused"],
        row["rows_warned"],
        row["created_by_name"],
        row["created_at"],
        row["ended_at"],
    )


def _list(name: str, sheet: Pair, *, reference: bool, right: Permission) -> Listed[ImportsAsked]:
    async def page(_: ImportsAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
        return await imports(
            reference=reference, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
        )

    return paged(
        name=name,
        sheet=sheet,
        asked=ImportsAsked,
        rests_on=frozenset({right}),
        columns=wording.RUNS,
        page=page,
        cells=_run,
    )


IMPORT_LIST = _list(
    "portfolio_imports",
    ("导入记录", "Imports"),
    reference=False,
    right=Permission.VIEW_FIRM,
)
PATENT_IMPORT_LIST = _list(
    "patent_imports",
    ("专利导入", "Imports of patents"),
    reference=True,
    right=Permission.VIEW_OPERATOR,
)
