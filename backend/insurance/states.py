"""The words of an insurance risk: lines, parts, laws of cost, and the answers that are rated."""

from enum import StrEnum


class InsuranceLine(StrEnum):
    STAR_COMPOSITE = "star_composite"
    OVERSEAS_LIABILITY = "overseas_liability"
    ENFORCEMENT = "enforcement"
    INFRINGEMENT_LOSS = "infringement_loss"
    LOAN_GUARANTEE = "loan_guarantee"


class Cost(StrEnum):
    """What a liability claim costs: defence, damages."""

    DEF = "DEF"
    DAM = "DAM"


class RightsPeril(StrEnum):
    """Pursuit of infringers, defence of a right's validity, loss by infringement."""

    PUR = "PUR"
    INV = "INV"
    LOSS = "LOSS"


class DeductibleRule(StrEnum):
    """Deductible first and the share of the rest, or the larger of the two."""

    THEN = "then"
    HIGHER_OF = "higher_of"


class PremiumBasis(StrEnum):
    NET_OF_VAT = "net_of_vat"
    TAX_INCLUSIVE = "tax_inclusive"


class RatedIndustry(StrEnum):
    TELECOM_SEMICONDUCTOR = "telecom_semiconductor"
    SOFTWARE_AI = "software_ai"
    BATTERY_PV = "battery_pv"
    BIOPHARMA = "biopharma"
    VEHICLE = "vehicle"
    CONSUMER_GOODS = "consumer_goods"
    MEASURING = "measuring"
    GENERAL_MACHINERY = "general_machinery"


class IpoStage(StrEnum):
    NONE = "none"
    TUTORING = "tutoring"
    INQUIRY = "inquiry"
    LISTED = "listed"


class Fto(StrEnum):
    """A clearance opinion for the territory: independent and at most 24 months old, or our own."""

    INDEPENDENT = "independent"
    INTERNAL = "internal"
    NONE = "none"


class RightProof(StrEnum):
    """A positive report or a survived invalidity; an unexamined right without report; neither."""

    POSITIVE = "positive"
    WITHOUT_REPORT = "without_report"
    NEUTRAL = "neutral"


class PdGrade(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class Screening(StrEnum):
    """What a sanctions screening said; a person decides on what is possible."""

    CLEAR = "clear"
    POSSIBLE = "possible"
    TRUE = "true"


class RuleOutcome(StrEnum):
    KNOCK_OUT = "knock_out"
    REFER = "refer"


class Authority(StrEnum):
    """Who may accept what a rule refers."""

    L2 = "L2"
    L3 = "L3"
    HEAD_OFFICE = "head_office"


class Handling(StrEnum):
    """What becomes of a risk after the rules."""

    AUTOMATIC = "automatic"
    INCOMPLETE = "incomplete"
    REFERRED = "referred"
    DECLINED = "declined"


class SimulationState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
