"""What a file may be."""

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
    OTHER = "other"
