"""What a file may be, how it comes in, what for it may be read, and how."""

from enum import StrEnum


class Kind(StrEnum):
    LICENCE = "licence"
    REGISTER_EXTRACT = "register_extract"
    FEE_RECEIPT = "fee_receipt"
    CERTIFICATE = "certificate"
    VALUATION_REPORT = "valuation_report"
    ACCOUNTS = "accounts"
    CONTRACT = "contract"
    PLEDGE_CONTRACT = "pledge_contract"
    CONSENT = "consent"
    DECLARATION = "declaration"
    REGISTRATION_NOTICE = "registration_notice"
    CHANGE_NOTICE = "change_notice"
    CANCELLATION_NOTICE = "cancellation_notice"
    REFUSAL_NOTICE = "refusal_notice"
    APPLICATION_FORM = "application_form"
    POWER_OF_ATTORNEY = "power_of_attorney"
    IDENTITY_PROOF = "identity_proof"
    USE_EVIDENCE = "use_evidence"
    PAPER = "paper"  # issued by the platform, never deposited by hand
    OTHER = "other"


class Purpose(StrEnum):
    """What a consent to read was given for."""

    KYB_CASE = "kyb_case"
    LOAN_APPLICATION = "loan_application"
    PLEDGE = "pledge"
    CONFIRMATION = "confirmation"
    DUE_DILIGENCE = "due_diligence"
    INSURANCE = "insurance"
    LICENSING = "licensing"
    AUDIT = "audit"
    PAPER = "paper"
    VALUATION = "valuation"
    OTHER = "other"


#: Purposes that an owner may name himself; the others belong to a matter of the platform.
BY_HAND = frozenset(
    {
        Purpose.DUE_DILIGENCE,
        Purpose.INSURANCE,
        Purpose.LICENSING,
        Purpose.AUDIT,
        Purpose.OTHER,
    }
)


class Use(StrEnum):
    """How bytes were served."""

    DOWNLOAD = "download"
    PREVIEW = "preview"
    BULK = "bulk"


class CheckState(StrEnum):
    """What a reader found of a document for his matter."""

    UNSEEN = "unseen"
    CONFORMS = "conforms"
    DIFFERS = "differs"
    NOT_APPLICABLE = "not_applicable"


#: Findings that need a reason.
NEEDS_REASON = frozenset({CheckState.DIFFERS, CheckState.NOT_APPLICABLE})


class Scan(StrEnum):
    """Whether a virus scanner has looked at a file; what it found something in is not kept."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"


class Macros(StrEnum):
    """What becomes of an office file that holds macros."""

    REFUSED = "refused"
    FLAGGED = "flagged"


class Answer(StrEnum):
    """What an issuer says of a document that names him."""

    CONFIRMED = "confirmed"
    DENIED = "denied"


class Trust(StrEnum):
    """What is known of a document beyond its owner's word.

    `altered`: the issuer's own copy has another hash; `denied`: he did not issue it.
    `checked` is one bank's own knowledge, of one application: only lending says it.
    """

    CONFIRMED = "confirmed"
    CHECKED = "checked"
    ALTERED = "altered"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


#: The issuer has spoken against it: it supports no decision, whoever checked it elsewhere.
DISPROVED = frozenset({Trust.ALTERED, Trust.DENIED})


class UploadState(StrEnum):
    """Where a resumable upload stands; all but `open` are final."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    ENDED = "ended"


class IncidentKind(StrEnum):
    """What may be wrong between the store and the records."""

    #: A record without its object.
    MISSING = "missing"
    #: An object without a record.
    ORPHAN = "orphan"
    #: An object that is not what was sealed.
    CHANGED = "changed"
