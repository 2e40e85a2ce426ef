"""What guards a loan against its default, and what it leaves open. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.kernel.money import Fen

#: Parts per million of the whole.
WHOLE_PPM = 1_000_000
_ISSUED = "issued"
_OVER = frozenset({"lapsed_unpaid", "not_bound"})


@dataclass(frozen=True, kw_only=True)
class Guarantee:
    """A policy that insures the bank; `expires_on` is the first day without cover."""

    policy_id: UUID
    number: str
    insurer: str
    insured: str
    insured_id: UUID
    state: str
    inception_on: date
    expires_on: date
    pay_by: date | None
    principal_fen: Fen
    share_ppm: int

    def in_force(self, on: date) -> bool:
        return self.state == _ISSUED and self.inception_on <= on < self.expires_on


class GapKind(StrEnum):
    NO_POLICY = "no_policy"
    NOT_ISSUED = "not_issued"
    BEGINS_LATE = "begins_late"
    ENDS_EARLY = "ends_early"
    PRINCIPAL = "principal"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What is not covered: days (`to_on` is the first day after them), principal, or a share."""

    kind: GapKind
    policy_id: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None
    amount_fen: Fen | None = None
    share_ppm: int | None = None


def gaps(found: Sequence[Guarantee], *, loan: Fen, from_on: date, to_on: date) -> tuple[Gap, ...]:
    """What the policies that are not over leave open of a loan from one day to before another."""
    standing = [each for each in found if each.state not in _OVER]
    if not standing:
        return (Gap(kind=GapKind.NO_POLICY),)
    return tuple(
        gap for each in standing for gap in _of(each, loan=loan, from_on=from_on, to_on=to_on)
    )


def _of(each: Guarantee, *, loan: Fen, from_on: date, to_on: date) -> list[Gap]:
    made = []
    if each.state != _ISSUED:
        made.append(Gap(kind=GapKind.NOT_ISSUED, policy_id=each.policy_id))
    if each.inception_on > from_on:
        until = min(each.inception_on, to_on)
        made.append(
            Gap(kind=GapKind.BEGINS_LATE, policy_id=each.policy_id, from_on=from_on, to_on=until)
        )
    if each.expires_on < to_on:
        since = max(each.expires_on, from_on)
        made.append(
            Gap(kind=GapKind.ENDS_EARLY, policy_id=each.policy_id, from_on=since, to_on=to_on)
        )
    if each.principal_fen < loan:
        short = Fen(loan - each.principal_fen)
        made.append(Gap(kind=GapKind.PRINCIPAL, policy_id=each.policy_id, amount_fen=short))
    if each.share_ppm < WHOLE_PPM:
        kept = WHOLE_PPM - each.share_ppm
        made.append(Gap(kind=GapKind.SHARE, policy_id=each.policy_id, share_ppm=kept))
    return made
