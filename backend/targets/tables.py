"""Statements towards targets and the steps of the library's firms, as they are stored."""

from piccolo.columns import (
    UUID,
    BigInt,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.registry.tables import Target
from backend.targets.states import Decision, Outcome, Step


class Checked(Identified):
    """Recorded by one, checked by another, perhaps withdrawn; mix it in before `Table`."""

    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    source = Varchar(length=300, default=None)
    document = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    recorder = UUID(default=None)
    recorder_name = Varchar(length=120, default=None)
    recorder_organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict
    )
    recorded_at = Timestamptz(default=None)
    outcome = Varchar(length=12, choices=Outcome, default=None, null=True)
    looked_in = Varchar(length=200, default=None, null=True)
    looked_on = Date(default=None, null=True)
    reason = Varchar(length=1000, default=None, null=True)
    checker = UUID(default=None, null=True)
    checker_name = Varchar(length=120, default=None, null=True)
    checked_at = Timestamptz(default=None, null=True)
    withdrawer = UUID(default=None, null=True)
    withdrawer_name = Varchar(length=120, default=None, null=True)
    withdrawn_at = Timestamptz(default=None, null=True)
    withdrawn_reason = Varchar(length=1000, default=None, null=True)


class Statement(Checked, Table, tablename="targets_statement"):
    """How many there were on a day, or came in some days, as an office says."""

    target = ForeignKey(Target, default=None, null=False, on_delete=OnDelete.restrict)
    unit = Varchar(length=20, default=None, help_text="The target's; held by a foreign key.")
    from_on = Date(default=None)
    to_on = Date(default=None)
    pieces = BigInt(default=None)
    residents = BigInt(default=None, null=True)


class TierVersion(Identified, Table, tablename="targets_tier_version"):
    """The tiers of the cultivation library from a day on: data, since the plan names none."""

    version = Integer(default=None)
    tiers = SmallInt(default=None, help_text="How many; held by the database.")
    from_on = Date(default=None)
    source = Varchar(length=300, default=None)
    source_en = Varchar(length=300, default=None, null=True)
    proposer = UUID(default=None, null=True, help_text="Nobody of the first: the platform's own.")
    proposer_name = Varchar(length=120, default=None, null=True)
    proposer_organisation = ForeignKey(
        Organisation, default=None, null=True, on_delete=OnDelete.restrict
    )
    proposed_at = Timestamptz(default=None)
    outcome = Varchar(length=12, choices=Decision, default=None, null=True)
    decider = UUID(default=None, null=True)
    decider_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    reason = Varchar(length=1000, default=None, null=True)


class LibraryTier(Identified, Table, tablename="targets_library_tier"):
    """A tier of a version; one that goes on keeps its code."""

    version = ForeignKey(TierVersion, default=None, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=20, default=None)
    name = Varchar(length=60, default=None)
    name_en = Varchar(length=60, default=None)
    position = SmallInt(default=None)


class LibraryEvent(Checked, Table, tablename="targets_library_event"):
    """A firm enters the library, changes its tier, leaves, or is listed."""

    credit_code = Varchar(length=18, default=None)
    firm_name = Varchar(length=200, default=None)
    kind = Varchar(length=12, choices=Step, default=None)
    tier = ForeignKey(LibraryTier, default=None, null=True, on_delete=OnDelete.restrict)
    effective_on = Date(default=None)
    stock_code = Varchar(length=12, default=None, null=True)
    reason_code = Varchar(length=40, default=None, null=True, help_text="Why it left.")


class Division(Identified, Table, tablename="targets_division"):
    """A target divided among departments: proposed by one, decided by another."""

    target = ForeignKey(Target, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None)
    whole = BigInt(default=None, help_text="The target's value; held by a foreign key.")
    from_on = Date(default=None)
    grounds = Varchar(length=1000, default=None)
    proposer = UUID(default=None)
    proposer_name = Varchar(length=120, default=None)
    proposer_organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict
    )
    proposed_at = Timestamptz(default=None)
    outcome = Varchar(length=12, choices=Decision, default=None, null=True)
    decider = UUID(default=None, null=True)
    decider_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    reason = Varchar(length=1000, default=None, null=True)


class Part(Identified, Table, tablename="targets_part"):
    """What one department answers for; the parts of a division add up to the target."""

    division = ForeignKey(Division, default=None, null=False, on_delete=OnDelete.restrict)
    position = SmallInt(default=None)
    department = Varchar(length=120, default=None)
    responsible = Varchar(length=120, default=None)
    amount = BigInt(default=None)
    done_by = Date(default=None)


class PartReport(Checked, Table, tablename="targets_part_report"):
    """How far a department had come by a day, as it says."""

    target = ForeignKey(Target, default=None, null=False, on_delete=OnDelete.restrict)
    department = Varchar(length=120, default=None)
    as_of = Date(default=None)
    reached = BigInt(default=None)
