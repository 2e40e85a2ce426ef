"""The words of the list of fees as a file, in the language of whoever reads it. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.kernel.language import Pair, said
from backend.kernel.spreadsheet import yuan
from backend.payments import wording

AS_OF: Pair = ("截至", "As of")
IN_FORCE: Pair = ("现行", "In force")
LATER: Pair = ("将生效", "Later")
PAST: Pair = ("已过", "Past")
HEADINGS: tuple[Pair, ...] = (
    ("代码", "Code"),
    ("版本", "Version"),
    ("名称", "Name"),
    ("用途", "Purpose"),
    ("定额（元）", "Fixed amount (CNY)"),
    ("费率（%）", "Rate (%)"),
    ("最低（元）", "Minimum (CNY)"),
    ("最高（元）", "Maximum (CNY)"),
    ("生效日", "Valid from"),
    ("状态", "State"),
)


def version_state(row: Mapping[str, Any], *, today: date) -> str:
    """Of what is in force from a day until the next version is."""
    return said(*(IN_FORCE if row["in_force"] else LATER if row["valid_from"] > today else PAST))


def fee_cells(row: Mapping[str, Any], *, today: date) -> tuple[object, ...]:
    """A version; a share of a base has a rate and bounds, any other fee is one amount."""
    rate, least, most = row["rate_bp"], yuan(row["minimum_fen"]), yuan(row["maximum_fen"])
    terms = (least, None, None, None) if rate is None else (None, yuan(rate), least, most)
    return (
        row["code"],
        row["version"],
        said(row["name"], row["name_en"]),
        wording.purpose_name(row["purpose"]),
        *terms,
        row["valid_from"],
        version_state(row, today=today),
    )
