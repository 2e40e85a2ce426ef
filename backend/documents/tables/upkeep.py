"""How long evidence is kept, what is held, and what the nightly sweep found."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.states import IncidentKind, Kind
from backend.documents.tables.files import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified


class RetentionRule(Identified, Table, tablename="documents_retention_rule"):
    """Documents of this kind are evidence from a day on: kept so many years after deposit."""

    kind = Varchar(length=40, choices=Kind, default=None)
    from_on = Date(default=None)
    years = Integer(default=None, help_text="0: no longer.")


class Hold(Identified, Table, tablename="documents_hold"):
    """A legal hold: proposed by one of the operator, in force once another has confirmed it."""

    organisation = ForeignKey(
        Organisation, default=None, null=False, on_delete=OnDelete.restrict, help_text="The owner."
    )
    file = ForeignKey(
        File, default=None, null=True, on_delete=OnDelete.restrict, help_text="None: all of them."
    )
    reason = Varchar(length=500, default=None)
    proposed_at = Timestamptz(default=None)
    proposed_by = UUID(default=None)
    confirmed_at = Timestamptz(default=None, null=True)
    confirmed_by = UUID(default=None, null=True)
    lift_reason = Varchar(length=500, default=None, null=True)
    lift_proposed_at = Timestamptz(default=None, null=True)
    lift_proposed_by = UUID(default=None, null=True)
    lifted_at = Timestamptz(default=None, null=True)
    lifted_by = UUID(default=None, null=True)


class Incident(Identified, Table, tablename="documents_incident"):
    """Something wrong between the store and the records; stands until somebody resolves it."""

    kind = Varchar(length=10, choices=IncidentKind, default=None)
    object_key = Varchar(length=200, default=None)
    file = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    detail = Varchar(length=300, default=None)
    found_at = Timestamptz(default=None)
    resolved_at = Timestamptz(default=None, null=True)
    resolved_by = UUID(default=None, null=True)
    resolution = Varchar(length=500, default=None, null=True)


class Sweep(Identified, Table, tablename="documents_sweep"):
    """One run of the nightly comparison of store and records."""

    started_at = Timestamptz(default=None)
    ended_at = Timestamptz(default=None)
    complete = Boolean(default=None, help_text="False: the store did not answer.")
    object_count = BigInt(default=None)
    bytes = BigInt(default=None, help_text="Of the sealed objects.")
    checked_bytes = BigInt(default=None, help_text="Read in full, opened and hashed again.")
    incidents = Integer(default=None, help_text="New ones.")
