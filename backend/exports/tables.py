"""What came with an archive from another installation, and the exports of lists."""

from piccolo.columns import (
    JSON,
    JSONB,
    UUID,
    Array,
    BigInt,
    ForeignKey,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.exports.states import State
from backend.identity.tables import Member, Organisation
from backend.kernel.tables import Identified


class KeptRecord(Identified, Table, tablename="exports_kept_record"):
    """A record as it was written there; nothing here acts on it, the next export gives it again."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, default=None, help_text="Which of `queries.RECORDS`.")
    n = BigInt(default=None, help_text="Its place in the archive, from 1.")
    record = JSON(default=None)


class Export(Identified, Table, tablename="exports_export"):
    """A list that a person asked for as a file, written by a worker."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    asker = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    list = Varchar(length=40, default=None, help_text="Which of `lists.LISTS`.")
    form = Varchar(length=4, default=None)
    language = Varchar(length=5, default=None)
    filters = JSONB(default=None)
    filters_hash = Varchar(length=64, default=None)
    held = Array(
        base_column=Varchar(length=40),
        default=None,
        help_text="What the asker held of the permissions that decide what the list holds.",
    )
    state = Varchar(length=8, default=State.QUEUED)
    total = BigInt(default=None, help_text="Rows, counted when it was asked for.")
    done = BigInt(default=0)
    attempts = SmallInt(default=0)
    run = UUID(default=None, null=True, help_text="Of the worker that has it in hand.")
    beat_at = Timestamptz(default=None, null=True, help_text="Last heard of that worker.")
    started_at = Timestamptz(default=None, null=True)
    ended_at = Timestamptz(default=None, null=True)
    failure = Varchar(length=60, default=None, null=True, help_text="A refusal's code.")
    file = UUID(default=None, null=True, help_text="See documents_temporary_file.")
    size = BigInt(default=None, null=True)
    expires_at = Timestamptz(default=None, null=True)
