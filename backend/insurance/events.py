"""What other modules may learn of insurers' products and plans."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class InsuranceProductEvent(Event):
    subject: ClassVar[str] = "insurance_product"
    number: str
    title: str
    version_id: UUID
    n: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class InsuranceProductDrafted(InsuranceProductEvent):
    name: ClassVar[str] = "insurance.product_drafted"


@dataclass(frozen=True, kw_only=True)
class InsuranceProductPublished(InsuranceProductEvent):
    name: ClassVar[str] = "insurance.product_published"
    filing_number: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class InsuranceHandOff(InsuranceProductEvent):
    name: ClassVar[str] = "insurance.hand_off"
    url: str


@dataclass(frozen=True, kw_only=True)
class RatingPlanEvent(Event):
    subject: ClassVar[str] = "rating_plan"
    number: str
    revision: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class RatingPlanDrafted(RatingPlanEvent):
    name: ClassVar[str] = "insurance.plan_drafted"


@dataclass(frozen=True, kw_only=True)
class RatingPlanPublished(RatingPlanEvent):
    name: ClassVar[str] = "insurance.plan_published"
    filing_number: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class GuaranteeEligibilityFound(Event):
    subject: ClassVar[str] = "organisation"
    name: ClassVar[str] = "insurance.eligibility_found"
    from_on: str
    to_on: str | None
    ground: str
