"""The life of a financing request, and the closed lists that describe a firm and its need."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    REVISE = "revision"
    PUBLISH = "publication"
    WITHDRAW = "withdrawal"


class UseOfFunds(StrEnum):
    WORKING_CAPITAL = "working_capital"
    RESEARCH_AND_DEVELOPMENT = "research_and_development"
    PATENT_INDUSTRIALISATION = "patent_industrialisation"
    EQUIPMENT = "equipment"
    REFINANCING = "refinancing"
    OTHER = "other"


class FirmTag(StrEnum):
    """Recognitions that products ask for (高新技术企业, 专精特新, 科技型中小企业, 人才, 科创板)."""

    HNTE = "hnte"
    SPECIALISED_SME = "specialised_sme"
    TECH_SME = "tech_sme"
    TALENT_LED = "talent_led"
    STAR_CANDIDATE = "star_candidate"


class Sector(StrEnum):
    INTEGRATED_CIRCUITS = "integrated_circuits"
    ARTIFICIAL_INTELLIGENCE = "artificial_intelligence"
    BIOMEDICINE = "biomedicine"
    CIVIL_AVIATION = "civil_aviation"
    OTHER = "other"


class TaxGrade(StrEnum):
    """The tax authority's yearly credit grade (纳税信用); M: new firms, or no sales."""

    A = "A"
    B = "B"
    M = "M"
    C = "C"
    D = "D"


class CreditGrade(StrEnum):
    """A rating agency's or a bank's grade of the firm by JR/T 0030.2, without plus or minus."""

    AAA = "AAA"
    AA = "AA"
    A = "A"
    BBB = "BBB"
    BB = "BB"
    B = "B"
    CCC = "CCC"
    CC = "CC"
    C = "C"


REQUEST: Lifecycle[State, Action] = Lifecycle(
    subject="financing request",
    transitions={
        (State.DRAFT, Action.REVISE): State.DRAFT,
        (State.PUBLISHED, Action.REVISE): State.PUBLISHED,
        (State.DRAFT, Action.PUBLISH): State.PUBLISHED,
        (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
        (State.PUBLISHED, Action.WITHDRAW): State.WITHDRAWN,
    },
)
