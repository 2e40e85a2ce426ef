"""The days of an open licence: declared to CNIPA, then announced by it (Rules 85). Pure."""

from datetime import date

from backend.kernel.errors import RuleBroken
from backend.licensing.rules import Scope
from backend.licensing.states import LicenceKind


class DeclarationDayWrong(RuleBroken):
    code = "licensing.declaration_day_wrong"
    title = "The days of the declaration are not possible"


def check_days(
    scope: Scope, declared_on: date | None, announced_on: date | None, *, today: date
) -> None:
    """An open licence is declared, then announced; neither tomorrow."""
    told = [each for each in (declared_on, announced_on) if each is not None]
    if not told:
        return
    late = "announced_on" if announced_on is not None else "declared_on"
    if scope.kind is not LicenceKind.OPEN or told != sorted(told) or max(told) > today:
        raise DeclarationDayWrong(field=late, latest=today.isoformat())
    if declared_on is None:
        raise DeclarationDayWrong(field="declared_on", latest=today.isoformat())
