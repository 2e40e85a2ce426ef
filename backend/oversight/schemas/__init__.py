"""What the API says of plans, targets, entries and the audit trail."""

from backend.oversight.schemas.rows import AuditEventOut, EntriesOut
from backend.oversight.schemas.targets import (
    PlanOut,
    PublicTotalsOut,
    TargetDetailOut,
    TargetHeadlineOut,
)

__all__ = [
    "AuditEventOut",
    "EntriesOut",
    "PlanOut",
    "PublicTotalsOut",
    "TargetDetailOut",
    "TargetHeadlineOut",
]
