"""Licence offers, inquiries, licences and the market's listings as they are stored."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.licensing.states import (
    Cause,
    InquiryState,
    LicenceKind,
    PriceForm,
    RateBase,
    Source,
    State,
)
from backend.portfolio.tables import Right


class Offer(Identified, Table, tablename="licensing_offer"):
    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=12, choices=State, default=None)
    version = Integer(default=None, help_text="Counts up with every publication.")
    kind = Varchar(length=10, choices=LicenceKind, default=None)
    fields = Array(base_column=Varchar(length=24), default=None, help_text="Empty: every one.")
    territory = Array(base_column=Varchar(length=6), default=None, help_text="Empty: mainland.")
    ends_on = Date(null=True, default=None, help_text="Null: as long as the patent lives.")
    carve_out = Boolean(default=False, help_text="Plain licences that run already stay.")
    price_form = Varchar(length=16, choices=PriceForm, default=None)
    lump_fen = BigInt(null=True, default=None)
    upfront_fen = BigInt(null=True, default=None)
    rate_bp = Integer(null=True, default=None)
    rate_base = Varchar(length=8, choices=RateBase, null=True, default=None)
    minimum_fen = BigInt(null=True, default=None, help_text="A year.")
    note = Varchar(length=1000, default=None)
    disputes = Varchar(length=1000, null=True, default=None, help_text="Empty: there are none.")
    pledgee_consent = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    consent_floor_fen = BigInt(null=True, default=None)
    consent_account = Varchar(length=120, null=True, default=None)
    coowner_consent = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    evaluation_report = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    state_owned = Boolean(default=None)
    approval = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    drafted_by = UUID(default=None)
    declared_on = Date(null=True, default=None, help_text="Of an open licence, to CNIPA.")
    announced_on = Date(null=True, default=None, help_text="By CNIPA (Patent Law 50).")
    published_at = Timestamptz(null=True, default=None)
    cause = Varchar(length=10, choices=Cause, null=True, default=None)
    taken_off_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class OfferVersion(Identified, Table, tablename="licensing_offer_version"):
    """What was published; the database refuses any change."""

    offer = ForeignKey(Offer, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None)
    terms = JSONB(default=None)
    findings = JSONB(default=None, help_text="What the checklist told beside it.")
    published_by = UUID(default=None)
    published_by_name = Varchar(length=120, default=None)


class Inquiry(Identified, Table, tablename="licensing_inquiry"):
    number = Varchar(length=20, default=None)
    offer = ForeignKey(Offer, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None, help_text="Of the offer, as it was read.")
    asker = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    licensor = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=12, choices=InquiryState, default=None)
    opened_by = UUID(default=None)
    proposal = JSONB(null=True, default=None)
    proposed_n = Integer(default=None, help_text="How often terms were proposed.")
    proposed_by = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    proposed_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    closed_by = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    reason = Varchar(length=1000, null=True, default=None)
    reason_code = Varchar(length=40, null=True, default=None)
    moved_at = Timestamptz(default=None)


class Message(Identified, Table, tablename="licensing_message"):
    inquiry = ForeignKey(Inquiry, default=None, null=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    author = UUID(default=None)
    author_name = Varchar(length=120, default=None)
    text = Varchar(length=4000, default=None)
    document_ids = Array(base_column=UUID(), default=None)


class Licence(Identified, Table, tablename="licensing_licence"):
    number = Varchar(length=20, default=None)
    inquiry = ForeignKey(Inquiry, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    licensor = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    licensee = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, choices=LicenceKind, default=None)
    fields = Array(base_column=Varchar(length=24), default=None)
    territory = Array(base_column=Varchar(length=6), default=None)
    starts_on = Date(default=None)
    ends_on = Date(null=True, default=None)
    carve_out = Boolean(default=False, help_text="Plain licences that ran before stay.")
    terms = JSONB(default=None)
    proceeds_account = Varchar(length=120, null=True, default=None)
    agreed_by = UUID(default=None)
    agreed_by_name = Varchar(length=120, default=None)
    recordal_due_on = Date(default=None)
    recordal_number = Varchar(length=40, null=True, default=None)
    recorded_on = Date(null=True, default=None)
    entered_by = UUID(null=True, default=None)
    entered_at = Timestamptz(null=True, default=None)
    reminded_on = Date(null=True, default=None)


class Listing(Identified, Table, tablename="licensing_listing"):
    """What the market finds: made from published offers and financing requests, never edited.

    `facets` is generated by the database from what a reader narrows by; nobody writes it.
    """

    source = Varchar(length=10, choices=Source, default=None)
    kind = Varchar(length=10, default=None, help_text="Of licence, or `financing`.")
    title = Text(default=None, help_text="Empty for a financing teaser: titles name firms.")
    grams = Array(base_column=Text(), default=None)
    ipc = Array(base_column=Varchar(length=4), default=None)
    industry = Varchar(length=24, default=None)
    division = Varchar(length=6, null=True, default=None)
    price_form = Varchar(length=16, null=True, default=None)
    price_fen = BigInt(null=True, default=None, help_text="What is paid at first.")
    published_at = Timestamptz(default=None)
    facets = Array(base_column=Text(), default=list)


class AdvertisingWord(Table, tablename="licensing_advertising_word"):
    """What a declaration of an open licence does not say, by day."""

    word = Varchar(length=20, primary_key=True, default=None)
    from_on = Date(default=None)
    until_on = Date(null=True, default=None)
