"""What kinds of messages there are, and how each can reach a person."""

from enum import StrEnum


class MessageKind(StrEnum):
    DEADLINE = "deadline"
    SECURITY = "security"
    LOANS = "loans"
    PLEDGES = "pledges"
    RIGHTS = "rights"
    LICENSING = "licensing"
    VALUATION = "valuation"
    INSURANCE = "insurance"
    DOCUMENTS = "documents"
    MONEY = "money"
    VERIFICATION = "verification"


class DeliveryMode(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"
