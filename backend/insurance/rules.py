"""Why a risk, a plan or a split is refused. Each says where, why, and what would pass."""

from backend.kernel.errors import Conflict, Forbidden, RuleBroken

#: 10^15 fen: above every turnover in the world; what is larger is a slip of the pen.
MOST_FEN = 10**15 - 1
WHOLE_PPM = 1_000_000


class RevenueOutOfRange(RuleBroken):
    code = "insurance.revenue_out_of_range"
    title = "The revenue is negative or beyond every measure"


class AmountOutOfRange(RuleBroken):
    code = "insurance.amount_out_of_range"
    title = "The amount is negative or beyond every measure"


class TerritoryUnknown(RuleBroken):
    code = "insurance.territory_unknown"
    title = "The plan has no rates for this territory"


class TerritoryTwice(RuleBroken):
    code = "insurance.territory_twice"
    title = "A territory is stated once"


class RevenueMissing(RuleBroken):
    code = "insurance.revenue_missing"
    title = "A part covers a territory whose revenue is not stated"


class CurrencyUnknown(RuleBroken):
    code = "insurance.currency_unknown"
    title = "The plan has no rate for this currency"


class PartTwice(RuleBroken):
    code = "insurance.part_twice"
    title = "A part, and a section within it, stands once"


class PartNotInPlan(RuleBroken):
    code = "insurance.part_not_in_plan"
    title = "The plan does not rate this part"


class LineNotInPlan(RuleBroken):
    code = "insurance.line_not_in_plan"
    title = "The plan does not rate this line"


class RightsMissing(RuleBroken):
    code = "insurance.rights_missing"
    title = "A part on rights needs the rights"


class LimitNotAboveDeductible(RuleBroken):
    code = "insurance.limit_not_above_deductible"
    title = "The limit has to be above the deductible"


class AggregateBelowLimit(RuleBroken):
    code = "insurance.aggregate_below_limit"
    title = "The aggregate limit is below the limit of one claim"


class CoinsuranceOutOfRange(RuleBroken):
    code = "insurance.coinsurance_out_of_range"
    title = "The share that the insured keeps has to be below the whole"


class SectionsDiffer(RuleBroken):
    code = "insurance.sections_differ"
    title = "The sections of a part have the same limits"


class GuaranteeStandsAlone(RuleBroken):
    code = "insurance.guarantee_stands_alone"
    title = "A guarantee is a policy of its own"


class TermInvalid(RuleBroken):
    code = "insurance.term_invalid"
    title = "The policy has to end after it begins, within ten years"


class ScheduleOutOfBounds(RuleBroken):
    code = "insurance.schedule_out_of_bounds"
    title = "The adjustment is outside the bounds that were filed"


class ScheduleNeedsReason(RuleBroken):
    code = "insurance.schedule_needs_reason"
    title = "An adjustment needs its reason code"


class SharesDoNotSum(RuleBroken):
    code = "insurance.shares_do_not_sum"
    title = "The shares of the insurers have to sum to the whole"


class PlanInvalid(RuleBroken):
    """`problems`: what is wrong, each with a code of its own and its place in the document."""

    code = "insurance.plan_invalid"
    title = "The rating plan contradicts itself"


class PlanNotInForce(RuleBroken):
    code = "insurance.plan_not_in_force"
    title = "The plan is not in force on the day the policy would begin"


class NotFiled(RuleBroken):
    code = "insurance.not_filed"
    title = "What has no filing number of its own cannot be published"


class ValidityReversed(RuleBroken):
    code = "insurance.validity_reversed"
    title = "It is filed before it is valid, and valid before it ends"


class ExclusionMissing(RuleBroken):
    code = "insurance.exclusion_missing"
    title = "A liability part leaves out an exclusion that the rules fix"


class ProductLimits(RuleBroken):
    code = "insurance.product_limits"
    title = "The terms of a part contradict each other"


class PlanOfProduct(RuleBroken):
    code = "insurance.plan_of_product"
    title = "The product needs a published plan of its insurer that rates its line"


class GuaranteeNotEligible(RuleBroken):
    code = "insurance.guarantee_not_eligible"
    title = "Loan guarantees are offered by eligible insurers only"


class AlreadyEligible(Conflict):
    code = "insurance.already_eligible"
    title = "A finding of this insurer begins on that day"


class NoLink(RuleBroken):
    code = "insurance.no_link"
    title = "The insurer has given no address where it offers the product"


class BookEmpty(RuleBroken):
    code = "insurance.book_empty"
    title = "There is no stored risk to simulate a plan on"


class SubsidyUnknown(RuleBroken):
    code = "insurance.subsidy_unknown"
    title = "No such subsidy is paid on that day"


class AlreadyPublished(Conflict):
    code = "insurance.already_published"
    title = "What is published never changes"


class VersionOvertaken(Conflict):
    code = "insurance.version_overtaken"
    title = "A later version is published already"


class MakerCannotPublish(Forbidden):
    code = "insurance.maker_cannot_publish"
    title = "Another person than who drafted it has to publish it"


class ProductNameTaken(Conflict):
    code = "insurance.product_name_taken"
    title = "Your organisation has a product of this name"
