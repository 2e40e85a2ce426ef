"""A bank's value alerts as a file."""

from decimal import Decimal
from typing import Any

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.monitoring import wording
from backend.monitoring.service.settling import alerts
from backend.monitoring.states import State


class AlertsAsked(listed.Asked):
    state: State | None = None


async def _page(asked: AlertsAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
    return await alerts(
        in_state=asked.state,
        application_id=None,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


def _percent(basis_points: int | None) -> Decimal | None:
    return None if basis_points is None else Decimal(basis_points).scaleb(-2)


def _alert(row: dict[str, Any], _: Actor) -> listed.Row:
    return (
        row["application_number"],
        row["firm_name"],
        wording.CAUSES[row["cause"]],
        row["right_title"],
        row["since"],
        row["created_at"],
        row["rules_version"],
        _percent(row["cut_bp"]),
        wording.METHODS[row["method"]],
        row["base_date"],
        row["valuer"],
        yuan(row["stated_low_fen"]),
        yuan(row["stated_high_fen"]),
        yuan(row["low_fen"]),
        yuan(row["high_fen"]),
        yuan(row["drawn_fen"]),
        _percent(row["ltv_before_bp"]),
        _percent(row["ltv_after_bp"]),
        row["re_number"],
        wording.STATES[row["state"]],
        row["note"],
        row["settled_by_name"],
        row["settled_at"],
    )


def _told(asked: AlertsAsked) -> Told:
    return ((("状态", "State"), None if asked.state is None else wording.STATES[asked.state]),)


ALERT_LIST = paged(
    name="value_alerts",
    sheet=("估值预警", "Value alerts"),
    asked=AlertsAsked,
    rests_on=frozenset({Permission.VIEW_BANK}),
    columns=wording.ALERTS,
    page=_page,
    cells=_alert,
    told=_told,
)
