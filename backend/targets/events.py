"""What other modules may learn of statements and of the library."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TargetStated(Event):
    name: ClassVar[str] = "targets.target_stated"
    subject: ClassVar[str] = "target_statement"
    target: str
    from_on: str
    to_on: str
    count: int


@dataclass(frozen=True, kw_only=True)
class StatementChecked(Event):
    name: ClassVar[str] = "targets.statement_checked"
    subject: ClassVar[str] = "target_statement"
    target: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class StatementWithdrawn(Event):
    name: ClassVar[str] = "targets.statement_withdrawn"
    subject: ClassVar[str] = "target_statement"
    target: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LibraryStepRecorded(Event):
    name: ClassVar[str] = "targets.library_step_recorded"
    subject: ClassVar[str] = "library_step"
    credit_code: str
    firm: str
    kind: str
    effective_on: str
    reason_code: str | None


@dataclass(frozen=True, kw_only=True)
class LibraryStepChecked(Event):
    name: ClassVar[str] = "targets.library_step_checked"
    subject: ClassVar[str] = "library_step"
    credit_code: str
    firm: str
    kind: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class LibraryStepWithdrawn(Event):
    name: ClassVar[str] = "targets.library_step_withdrawn"
    subject: ClassVar[str] = "library_step"
    credit_code: str
    firm: str
    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DivisionProposed(Event):
    name: ClassVar[str] = "targets.division_proposed"
    subject: ClassVar[str] = "target_division"
    target: str
    version: int
    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DivisionDecided(Event):
    name: ClassVar[str] = "targets.division_decided"
    subject: ClassVar[str] = "target_division"
    target: str
    version: int
    outcome: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class LibraryTiersProposed(Event):
    name: ClassVar[str] = "targets.library_tiers_proposed"
    subject: ClassVar[str] = "library_tiers"
    version: int
    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LibraryTiersDecided(Event):
    name: ClassVar[str] = "targets.library_tiers_decided"
    subject: ClassVar[str] = "library_tiers"
    version: int
    outcome: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class PartReported(Event):
    name: ClassVar[str] = "targets.part_reported"
    subject: ClassVar[str] = "part_report"
    target: str
    department: str
    as_of: str
    reached: int


@dataclass(frozen=True, kw_only=True)
class PartReportChecked(Event):
    name: ClassVar[str] = "targets.part_report_checked"
    subject: ClassVar[str] = "part_report"
    target: str
    department: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class PartReportWithdrawn(Event):
    name: ClassVar[str] = "targets.part_report_withdrawn"
    subject: ClassVar[str] = "part_report"
    target: str
    department: str
    reason: str
