"""Issued papers, what people answered to them, and who may bind his organisation."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Member, Organisation
from backend.kernel.tables import Identified
from backend.papers.states import Paper, State, Subject


class IssuedPaper(Identified, Table, tablename="papers_paper"):
    """One paper with its terms, fixed when it is ordered, and its bytes, fixed when issued."""

    number = Varchar(length=20, default=None)
    template = Varchar(length=40, choices=Paper, default=None)
    version = SmallInt(default=None)
    terms = JSONB(default=None)
    subject_kind = Varchar(length=20, choices=Subject, default=None)
    subject = UUID(default=None)
    issuer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    parties = Array(base_column=UUID(), default=None, help_text="Who reads it, besides the issuer.")
    amount_fen = BigInt(default=None, null=True, help_text="What a signature binds to, if any.")
    state = Varchar(length=10, choices=State, default=None)
    file = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    annex = ForeignKey(
        File,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="The list of more than ten patents, beside its application.",
    )
    sha256 = Varchar(length=64, default=None, null=True)
    url = Varchar(length=200, default=None, help_text="The public page, as the QR code says it.")
    issued_on = Date(default=None, help_text="The day it bears; in Shanghai.")
    issued_at = Timestamptz(default=None, null=True, help_text="When it was sealed.")
    demonstration = Boolean(default=None)


class Mandate(Identified, Table, tablename="papers_mandate"):
    """Who may sign which papers for his organisation, up to how much, from when until when."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    papers = Array(base_column=Varchar(length=40), default=None)
    up_to_fen = BigInt(default=None)
    from_on = Date(default=None)
    until = Date(default=None, help_text="The last day.")
    granted_by = UUID(default=None)
    granted_by_name = Varchar(length=120, default=None)
    granted_at = Timestamptz(default=None)
    revoked_by = UUID(default=None, null=True)
    revoked_at = Timestamptz(default=None, null=True)


class Signature(Identified, Table, tablename="papers_signature"):
    """An organisation's place in the order of signing, and in the end its answer."""

    paper = ForeignKey(IssuedPaper, default=None, null=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    turn = SmallInt(default=None, help_text="From 1; the next one signs after this one.")
    asked_at = Timestamptz(default=None, null=True, help_text="When its turn came.")
    reminded_at = Timestamptz(default=None, null=True)
    member = ForeignKey(Member, default=None, null=True, on_delete=OnDelete.restrict)
    member_name = Varchar(length=120, default=None, null=True)
    mandate = ForeignKey(Mandate, default=None, null=True, on_delete=OnDelete.restrict)
    sha256 = Varchar(length=64, default=None, null=True, help_text="Of the bytes answered to.")
    signed_at = Timestamptz(default=None, null=True)
    refused_at = Timestamptz(default=None, null=True)
    reason = Varchar(length=1000, default=None, null=True)
    address = Varchar(length=45, default=None, null=True)
    provider = Varchar(length=40, default=None, null=True, help_text="Who confirmed the answer.")
    method = Varchar(length=200, default=None, null=True, help_text="As the log says it.")
    reference = Varchar(length=200, default=None, null=True, help_text="The provider's own.")
