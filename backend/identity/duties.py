"""Whose roles oblige him to have a second factor, and from which day on. Pure, but for the table.

The platform's rule is a reference table; an organisation may oblige further roles of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from backend.identity.permissions import ROLES
from backend.identity.states import OrganisationKind, Role
from backend.kernel import clock
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.reference.kinds import Fault, History, Kind, Shape, Told, declare

MOST_GRACE = 90
#: So many days before it is needed, and on the day, whoever owes one is told.
REMINDERS = (14, 7, 1, 0)

KINDS = {
    OrganisationKind.FIRM: ("企业", "Firm"),
    OrganisationKind.BANK: ("银行", "Bank"),
    OrganisationKind.DISTRICT: ("区级部门", "District"),
    OrganisationKind.OPERATOR: ("平台运营", "Operator"),
    OrganisationKind.APPRAISER: ("评估机构", "Appraiser"),
    OrganisationKind.GUARANTOR: ("担保机构", "Guarantor"),
    OrganisationKind.INSURER: ("保险机构", "Insurer"),
}
#: In Chinese two roles are both 经办: each is told with the organisation whose it is.
_ROLES = {
    Role.ADMIN: ("管理员", "Admin"),
    Role.HANDLER: ("企业经办", "Handler"),
    Role.SIGNATORY: ("签署人", "Signatory"),
    Role.MAKER: ("银行经办", "Maker"),
    Role.CHECKER: ("复核", "Checker"),
    Role.PLEDGE_DESK: ("质押登记岗", "Pledge desk"),
    Role.OFFICER: ("部门经办", "Officer"),
    Role.VERIFIER: ("核验", "Verifier"),
    Role.OPERATOR: ("运营", "Operator"),
    Role.BROKER: ("保险经纪", "Insurance broker"),
    Role.CONFIRMER: ("确认人", "Confirmer"),
    Role.UNDERWRITER: ("核保", "Underwriter"),
    Role.TARIFF_CHECKER: ("费率复核", "Tariff checker"),
    Role.VALUER: ("评估人员", "Valuer"),
    Role.SIGNER: ("签字评估师", "Signing appraiser"),
}


class SecondFactorRow(Input):
    """A role of one kind of organisation, and from which day on it needs a second factor."""

    kind: Annotated[
        OrganisationKind,
        Told(words=("机构类型", "Organisation"), shape=Shape.CHOICE, choices=KINDS),
    ]
    role: Annotated[Role, Told(words=("角色", "Role"), shape=Shape.CHOICE, choices=_ROLES)]
    from_on: Annotated[
        date | None,
        Told(words=("要求自（空：不要求）", "Obliged from (empty: not)"), shape=Shape.DAY),
    ] = None
    grace_days: Annotated[
        int,
        Field(ge=0, le=MOST_GRACE),
        Told(words=("新成员宽限（天）", "Grace of a new member (days)"), shape=Shape.NUMBER),
    ]


def _check(rows: Sequence[SecondFactorRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        known = ROLES[row.kind]
        if row.role not in known:
            names = [_ROLES[role] for role in known]
            why = said(
                f"{KINDS[row.kind][0]}的角色有：{'、'.join(name[0] for name in names)}",
                f"A {KINDS[row.kind][1].lower()} has: {', '.join(name[1] for name in names)}",
            )
            yield Fault(row=at, column="role", why=why)


SECOND_FACTOR = declare(
    Kind(
        code="second_factor",
        title=("两步验证要求", "Second factors that are obligatory"),
        about=(
            "列明的角色自所列之日起须启用两步验证；逾期未启用的只能查阅。机构可另行要求更多角色。",
            "From its day on a role only reads without one; an organisation may oblige more.",
        ),
        row=SecondFactorRow,
        key=("kind", "role"),
        check=_check,
    )
)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A role is obliged from this day on; whoever joins has so many days more.

    `set_on`: since when that is laid down.
    """

    role: str
    from_on: date
    grace_days: int
    set_on: date


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What a member without a second factor owes; he only reads from `needed_from` on.

    `known_on`: since when he can know of it.
    """

    from_on: date
    needed_from: date
    known_on: date

    def is_overdue(self, today: date) -> bool:
        return self.needed_from <= today

    def is_to_be_told(self, today: date, *, told_on: date | None) -> bool:
        """Whether a day to tell him has come since he was told last."""
        days = (self.needed_from - timedelta(days=each) for each in REMINDERS)
        return any(day <= today and (told_on is None or told_on < day) for day in days)


def platform_terms(history: History[SecondFactorRow], kind: str, *, today: date) -> list[Term]:
    """The platform's for such an organisation, in force and to come."""
    later = {each.valid_from for each in history.versions if each.valid_from > today}
    return [
        Term(
            role=row.role,
            from_on=row.from_on if day == today else max(row.from_on, day),
            grace_days=row.grace_days,
            set_on=min(version.valid_from, today),
        )
        for day in sorted({today, *later})
        if (version := history.version(day)) is not None
        for row in version.rows
        if row.kind == kind and row.from_on is not None
    ]


def own_terms(rows: Iterable[Mapping[str, Any]], *, today: date) -> list[Term]:
    """An organisation's own: of those that have begun on a day the last one counts."""
    found = []
    by_role: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_role.setdefault(row["role"], []).append(row)
    for role, own in by_role.items():
        later = {row["from_on"] for row in own if row["from_on"] > today}
        for each in (standing(own, day) for day in sorted({today, *later})):
            if each is not None and each["obliged"]:
                term = Term(
                    role=role,
                    from_on=each["from_on"],
                    grace_days=each["grace_days"],
                    set_on=clock.shanghai_date(each["created_at"]),
                )
                found.append(term)
    return found


def standing(rows: Iterable[Mapping[str, Any]], day: date) -> Mapping[str, Any] | None:
    """Of one role's: what is in force on a day."""
    begun = [row for row in rows if row["from_on"] <= day]
    return max(begun, key=lambda row: row["n"], default=None)


def duty(terms: Iterable[Term], roles: Iterable[str], *, joined_on: date) -> Duty | None:
    """What obliges whoever holds these roles first; none where nothing does."""
    held = set(roles)
    own = [term for term in terms if term.role in held]
    if not own:
        return None
    return Duty(
        from_on=min(term.from_on for term in own),
        needed_from=min(
            max(term.from_on, joined_on + timedelta(days=term.grace_days)) for term in own
        ),
        known_on=max(joined_on, min(term.set_on for term in own)),
    )
