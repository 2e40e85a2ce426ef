"""Rights, their publications, holdings, dated facts and imports as they are stored."""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.portfolio.states import (
    AwardKind,
    AwardState,
    FactKind,
    Format,
    Outcome,
    PatentKind,
    ReadingState,
    RunState,
    Source,
    Unreadable,
)


class Right(Identified, Table, tablename="portfolio_right"):
    """One patent or other right, once in the whole system.

    Its key is the application number's body, or a publication number until that is known; of a
    right that is no patent it is the number of its registration, with its kind. Every group of
    facts names the source it came from; a lower source never overwrites a higher one.
    """

    application_body = Varchar(length=12, null=True, default=None)
    application_check = Varchar(length=1, null=True, default=None)
    application_source = Varchar(length=20, null=True, default=None, choices=Source)
    publication_no = Varchar(length=24, null=True, default=None, help_text="The one to show.")
    registration_no = Varchar(
        length=40, null=True, default=None, help_text="Of a right that is no patent."
    )
    kind = Varchar(length=16, default=None, choices=PatentKind)

    source = Varchar(length=20, default=None, choices=Source, help_text="Of the description.")
    as_of = Date(null=True, default=None)
    title = Text(default="")
    filing_on = Date(null=True, default=None)
    published_on = Date(null=True, default=None)
    ipc_main = Varchar(length=24, null=True, default=None)
    classes = Array(base_column=Text(), default=list)
    industry = Varchar(length=24, default=None)
    applicants = Array(base_column=Text(), default=list)
    applicant_keys = Array(base_column=Text(), default=list, help_text="Normalised names.")
    inventors = Array(base_column=Text(), default=list)
    address = Text(null=True, default=None, help_text="Of organisations only.")

    granted_on = Date(null=True, default=None)
    grant_source = Varchar(length=20, null=True, default=None, choices=Source)
    expires_on = Date(null=True, default=None)
    expiry_source = Varchar(length=20, null=True, default=None, choices=Source)
    patentees = Array(base_column=Text(), default=list)
    patentee_keys = Array(base_column=Text(), default=list, help_text="Normalised names.")
    owner_source = Varchar(length=20, null=True, default=None, choices=Source)
    owner_as_of = Date(null=True, default=None)

    merged_into: ForeignKey[Any] = ForeignKey(
        "self",
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        help_text="Two rows turned out to be one patent: the other one counts.",
    )


class Publication(Table, tablename="portfolio_publication"):
    """A publication number and the right it belongs to."""

    number = Varchar(length=24, primary_key=True, default=None)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    granting = Boolean(default=None, help_text="Whether this publication announced the grant.")
    published_on = Date(null=True, default=None)
    source = Varchar(length=20, default=None, choices=Source)
    known_since = Timestamptz(default=None, help_text="As it stands; what was before is kept.")


class Telling(Table, tablename="portfolio_telling"):
    """What one teller, a kind of file, says of a right; whose word stands is in the right."""

    right_id = ForeignKey(
        Right,
        primary_key=True,
        default=None,
        null=False,
        on_delete=OnDelete.restrict,
        help_text="The key with `teller`, as the migration has it.",
    )
    teller = Varchar(length=20, default=None)
    source = Varchar(length=20, default=None, choices=Source)
    at = Timestamptz(default=None)
    told = JSONB(default=None, help_text="Per field the value and the day of its document.")


class ImportRun(Identified, Table, tablename="portfolio_import_run"):
    """One file or list that somebody brought in, and how far it has come."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    reference = Boolean(default=None, help_text="The operator's reference, else a firm's holdings.")
    state = Varchar(length=16, default=RunState.QUEUED, choices=RunState)
    format = Varchar(length=20, null=True, default=None, choices=Format)
    file_name = Varchar(length=255, null=True, default=None)
    bytes_total = BigInt(default=0)
    bytes_read = BigInt(default=0)
    columns = JSONB(default=None, null=True, help_text="The header cells, as found.")
    notes = JSONB(default="[]", help_text="What the reader decided, such as swapped columns.")
    asked = JSONB(null=True, default=None, help_text="Header, sample and suggestions to answer.")
    mapping = JSONB(null=True, default=None, help_text="The columns as a person named them.")
    rows_total = Integer(default=0)
    rows_accepted = Integer(default=0)
    rows_duplicate = Integer(default=0)
    rows_updated = Integer(default=0)
    rows_refused = Integer(default=0)
    rows_warned = Integer(default=0)
    failure_code = Varchar(length=60, null=True, default=None)
    failure_detail = Text(null=True, default=None)
    failure_reason = Varchar(length=20, null=True, default=None, choices=Unreadable)
    created_by = UUID(default=None)
    created_by_name = Varchar(length=120, default=None)
    started_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class ImportMapping(Identified, Table, tablename="portfolio_import_mapping"):
    """How an organisation named the columns of a table with this header."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    signature = Bytea(default=None)
    columns = JSONB(default=None)
    chosen_by = UUID(default=None)
    chosen_at = Timestamptz(default=None)


class ImportRow(Identified, Table, tablename="portfolio_import_row"):
    """How one row of an import ended, with its raw cells (addresses of persons emptied)."""

    run = ForeignKey(ImportRun, default=None, null=False, on_delete=OnDelete.restrict)
    line = Integer(default=None, help_text="Counted from 1 over the data rows.")
    key = Varchar(length=24, null=True, default=None, help_text="Number it stands by in the file.")
    digest = Bytea(null=True, default=None)
    outcome = Varchar(length=12, default=None, choices=Outcome)
    code = Varchar(length=60, null=True, default=None)
    field = Varchar(length=120, null=True, default=None)
    value = Text(null=True, default=None)
    passing = JSONB(null=True, default=None, help_text="Form and facts of what would pass.")
    warnings = Array(base_column=Text(), default=list)
    right_id = UUID(null=True, default=None)
    cells = JSONB(default=None, help_text="As found; addresses of persons emptied.")


class Asset(Identified, Table, tablename="portfolio_asset"):
    """A firm's holding of a right; how far it is proven is worked out, not stored."""

    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    declared = JSONB(default="{}", help_text="What the firm's own file says; proves nothing.")
    import_run = ForeignKey(ImportRun, null=True, default=None, on_delete=OnDelete.restrict)
    added_by = UUID(default=None)
    removed_at = Timestamptz(null=True, default=None)
    removed_by = UUID(null=True, default=None)


class RightFact(Identified, Table, tablename="portfolio_right_fact"):
    """A dated fact of a right with its evidence: the fact is the right's, the scan a bank's."""

    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=24, default=None, choices=FactKind)
    as_of = Date(default=None)
    payload = JSONB(default=None)
    document_id = UUID(null=True, default=None)
    bank_id = UUID(null=True, default=None)
    recorded_by = UUID(default=None)
    recorded_by_name = Varchar(length=120, default=None)
    organisation_id = UUID(default=None)
    organisation_name = Varchar(length=200, default=None)


class ExtractValidity(Identified, Table, tablename="portfolio_extract_validity"):
    """How long an extract of this day or later proves something, and when its lapse is near."""

    version = Integer(default=None)
    from_on = Date(default=None)
    working_days = SmallInt(default=None)
    notice_days = SmallInt(default=None)
    confirmed = Boolean(default=None)
    source = Text(default=None)
    source_en = Text(default=None)


class ExtractReading(Identified, Table, tablename="portfolio_extract_reading"):
    """What a register extract meant for a holding when it was read; a task once it has lapsed."""

    asset = ForeignKey(Asset, default=None, null=False, on_delete=OnDelete.restrict)
    fact = ForeignKey(RightFact, default=None, null=False, on_delete=OnDelete.restrict)
    fields = JSONB(default=None, help_text="Per field what was read, and what was held before.")
    differing = SmallInt(default=None)
    names_holder = Boolean(
        null=True,
        default=None,
        help_text="Whether the firm is among its owners; null: not read.",
    )
    state = Varchar(length=8, default=ReadingState.VALID, choices=ReadingState)
    noticed_on = Date(null=True, default=None, help_text="When its lapse was announced.")
    proves_until = Date(null=True, default=None, help_text="Its last day, once announced.")
    lapsed_on = Date(null=True, default=None)
    because = Varchar(length=8, null=True, default=None)
    note = Varchar(length=500, null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_by_name = Varchar(length=120, null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Award(Identified, Table, tablename="portfolio_award"):
    """An award that a firm stated of its right; it counts once a district has confirmed it."""

    asset = ForeignKey(Asset, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=20, default=None, choices=AwardKind)
    title = Varchar(length=120, default=None)
    awarded_on = Date(default=None)
    document = ForeignKey(File, default=None, null=False, on_delete=OnDelete.restrict)
    stated_by = UUID(default=None)
    stated_by_name = Varchar(length=120, default=None)
    state = Varchar(length=10, default=AwardState.STATED, choices=AwardState)
    reason = Varchar(length=500, null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_by_name = Varchar(length=120, null=True, default=None)
    ended_for = Varchar(length=200, null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
