"""What can wait for somebody."""

from enum import StrEnum


class TaskKind(StrEnum):
    FEE = "fee"
    DOCUMENTS_ASKED = "documents_asked"
    OFFER = "offer"
    QUESTIONS = "questions"
    LICENCE_TERMS = "licence_terms"
    RECORDAL = "recordal"
    PAPER = "paper"
    CHARGE = "charge"
    CASE = "case"
    OPINION = "opinion"
    SUBMISSION = "submission"
    REPORT = "report"
    CONFIRMATION = "confirmation"
    VERIFICATION = "verification"
    KYB = "kyb"
    MONEY = "money"
