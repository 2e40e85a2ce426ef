"""How each purpose is invoiced, as a file."""

from collections.abc import Mapping
from typing import Any

from backend.invoicing import wording
from backend.invoicing.service.titles import rule_page
from backend.kernel import clock, listed
from backend.kernel.auth import Actor
from backend.kernel.language import said
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.payments import service as payments


class RulesAsked(listed.Asked):
    """All of them, in force or not as of today."""


async def _rules(_: RulesAsked, at: Place, by: Actor) -> Read[Mapping[str, Any]]:
    return await rule_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _rule(row: Mapping[str, Any], _: Actor) -> listed.Row:
    return (
        payments.purpose_name(row["purpose"]),
        wording.TAXPAYERS[row["taxpayer"]],
        row["item"],
        row["tax_class_code"],
        yuan(row["rate_bp"]),
        said(*(wording.MIRRORED if row["mirrored"] else wording.HERE)),
        row["basis"],
        row["valid_from"],
        payments.version_state(row, today=clock.today()),
    )


def _as_of(_: RulesAsked) -> Told:
    return ((wording.AS_OF, clock.today()),)


#: Everybody sees the same.
RULE_LIST = paged(
    name="invoice_rules",
    sheet=("开票规则", "Invoice rules"),
    asked=RulesAsked,
    rests_on=frozenset(),
    columns=wording.RULE_HEADINGS,
    page=_rules,
    cells=_rule,
    told=_as_of,
)
