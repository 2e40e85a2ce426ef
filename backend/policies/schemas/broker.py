"""What the API gives of the broker's pages and of filed commissions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Output
from backend.policies.states import BrokerPageKind


class BrokerPageOut(Output, frozen=True):
    """The page as it was shown; `sha256` is that of `content` as canonical JSON."""

    id: UUID
    kind: BrokerPageKind
    sha256: str
    content: dict[str, Any]
    shown_at: datetime
    shown_to: str
    confirmed_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "BrokerPageOut":
        return cls(
            id=row["id"],
            kind=BrokerPageKind(row["kind"]),
            sha256=row["sha256"],
            content=row["content"],
            shown_at=row["created_at"],
            shown_to=row["shown_to_name"],
            confirmed_at=row["ticked_at"],
        )


class BrokerPagesOut(Output, frozen=True):
    """What is confirmed and still says the same; null is open. Asked for where `required`."""

    required: bool
    notice: BrokerPageOut | None
    needs: BrokerPageOut | None

    @classmethod
    def of(
        cls, pages: Mapping[str, Mapping[str, Any] | None], *, required: bool
    ) -> "BrokerPagesOut":
        notice, needs = pages[BrokerPageKind.NOTICE], pages[BrokerPageKind.NEEDS]
        return cls(
            required=required,
            notice=None if notice is None else BrokerPageOut.of(notice),
            needs=None if needs is None else BrokerPageOut.of(needs),
        )


class CommissionOut(Output, frozen=True):
    line: InsuranceLine
    rate_bp: int
    filing_number: str
    from_on: date
    stated_by: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "CommissionOut":
        return cls(
            line=InsuranceLine(row["line"]),
            rate_bp=row["rate_bp"],
            filing_number=row["filing_number"],
            from_on=row["from_on"],
            stated_by=row["stated_by_name"],
        )
