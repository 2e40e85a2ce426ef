"""The key industries as the API tells them."""

from datetime import date

from backend.kernel.language import said
from backend.kernel.schemas import Output
from backend.portfolio.key_industries import KeyIndustryRow


class IndustryOut(Output, frozen=True):
    """A key industry; `offered`: it may be named today, the others only be looked for."""

    code: str
    label: str
    offered: bool

    @classmethod
    def of(cls, row: KeyIndustryRow, *, today: date) -> "IndustryOut":
        return cls(code=row.code, label=said(row.zh, row.en), offered=row.is_offered(today))
