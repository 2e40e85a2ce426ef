"""What both sides of a loan see of its guarantees."""

from datetime import date
from uuid import UUID

from backend.kernel.schemas import Output
from backend.lending.guarantee import GapKind
from backend.lending.service.guaranteeing import LoanCover


class GuaranteeOut(Output, frozen=True):
    """A guarantee policy; the insured is the bank, which the insurer pays."""

    policy_id: UUID
    number: str
    insurer: str
    insured: str
    loss_payee: str
    state: str
    in_force: bool
    inception_on: date
    expires_on: date
    pay_by: date | None
    principal_fen: int
    share_ppm: int


class CoverGapOut(Output, frozen=True):
    """What stays open: days (`to_on` is the first after them), principal, or the bank's share."""

    kind: GapKind
    policy_id: UUID | None
    from_on: date | None
    to_on: date | None
    amount_fen: int | None
    share_ppm: int | None


class LoanCoverOut(Output, frozen=True):
    """`required`: no drawdown before one is in force; `met`: one is, on the loan's first day."""

    required: bool
    met: bool
    loan_fen: int
    from_on: date
    to_on: date
    guarantees: list[GuaranteeOut]
    gaps: list[CoverGapOut]

    @classmethod
    def of(cls, found: LoanCover) -> "LoanCoverOut":
        return cls(
            required=found.required,
            met=found.met,
            loan_fen=found.loan_fen,
            from_on=found.from_on,
            to_on=found.to_on,
            guarantees=[
                GuaranteeOut(
                    policy_id=each.policy_id,
                    number=each.number,
                    insurer=each.insurer,
                    insured=each.insured,
                    loss_payee=each.insured,
                    state=each.state,
                    in_force=each.in_force(found.from_on),
                    inception_on=each.inception_on,
                    expires_on=each.expires_on,
                    pay_by=each.pay_by,
                    principal_fen=each.principal_fen,
                    share_ppm=each.share_ppm,
                )
                for each in found.found
            ],
            gaps=[
                CoverGapOut(
                    kind=each.kind,
                    policy_id=each.policy_id,
                    from_on=each.from_on,
                    to_on=each.to_on,
                    amount_fen=each.amount_fen,
                    share_ppm=each.share_ppm,
                )
                for each in found.gaps
            ],
        )
