"""What the kernel stores: the event log, idempotent answers, sequences, dead letters."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table


class Identified:
    """The identity and birth of a row; mix it in before `Table`."""

    id = UUID(primary_key=True)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)


class Proposed(Identified):
    """A proposal of dated rules, to be decided by another person; mix it in before `Table`."""

    valid_from = Date(default=None)
    reason = Varchar(length=1000, default=None)
    rules = JSONB(default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    outcome = Varchar(length=10, null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=120, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    note = Varchar(length=1000, null=True, default=None, help_text="Why it was declined.")


class EventLog(Table, tablename="kernel_event"):
    """Every change of state, once; only ever appended to."""

    id = UUID(primary_key=True)
    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    name = Varchar(length=80, default=None)
    subject = Varchar(length=40, default=None)
    subject_id = UUID(default=None)
    occurred_at = Timestamptz(default=None)
    actor_id = UUID(default=None)
    actor_name = Varchar(length=120, default=None)
    actor_roles = Array(
        base_column=Varchar(length=20),
        default=None,
        null=True,
        help_text="Held at that moment; null on events from before roles were logged.",
    )
    organisation_id = UUID(default=None)
    organisation_name = Varchar(length=200, default=None)
    address = Varchar(length=45, default=None)
    request_id = Varchar(length=40, default=None)
    payload = JSONB(default=None)
    before = JSONB(default=None, null=True)
    after = JSONB(default=None, null=True)
    parties = Array(base_column=UUID(), default=None)


class Idempotency(Table, tablename="kernel_idempotency"):
    """The answer to a request that carried a key, kept for 24 hours."""

    id = UUID(primary_key=True)
    organisation_id = UUID(default=None)
    member_id = UUID(default=None)
    route = Varchar(length=200, default=None)
    key = Varchar(length=120, default=None)
    body_digest = Bytea(default=None)
    status = SmallInt(default=None, null=True)
    answer = Bytea(default=None, null=True)
    media_type = Varchar(length=80, default=None, null=True)
    secret = SmallInt(default=0, help_text="1: the answer showed a secret once; not stored.")
    created_at = Timestamptz(default=TimestamptzNow())


class Sequence(Table, tablename="kernel_sequence"):
    """The last number given out per kind and year."""

    id = UUID(primary_key=True)
    kind = Varchar(length=8, default=None)
    year = SmallInt(default=None)
    last = Integer(default=None)


class DeadLetter(Identified, Table, tablename="kernel_dead_letter"):
    """A job that failed for good; the operator sees it and may run it again."""

    job = Varchar(length=80, default=None)
    payload = JSONB(default=None)
    attempts = SmallInt(default=None)
    error = Text(default=None)
