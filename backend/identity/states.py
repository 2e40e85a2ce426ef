"""Kinds of organisation, roles, and what a one-time link is for."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    FIRM = "firm"
    BANK = "bank"
    DISTRICT = "district"
    OPERATOR = "operator"


class Role(StrEnum):
    ADMIN = "admin"
    HANDLER = "handler"
    SIGNATORY = "signatory"
    MAKER = "maker"
    CHECKER = "checker"
    PLEDGE_DESK = "pledge_desk"
    OFFICER = "officer"
    VERIFIER = "verifier"
    OPERATOR = "operator"


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"
