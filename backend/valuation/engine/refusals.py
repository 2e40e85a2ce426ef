"""What the engine refuses, each by a code of its own (valuation.md, F6)."""

from backend.kernel.errors import RuleBroken


class DiscountRateTooLow(RuleBroken):
    code = "valuation.discount_rate_too_low"
    title = "A discount rate is above -100 %"


class DiscountIncomplete(RuleBroken):
    code = "valuation.discount_incomplete"
    title = "A discount rate is stated or built up, one of the two"


class ShareIncomplete(RuleBroken):
    code = "valuation.share_incomplete"
    title = "A share is stated or comes from scores, one of the two"


class RiskOutsideBand(RuleBroken):
    code = "valuation.risk_outside_band"
    title = "Each risk of the build-up is 0 to 5 %"


class RoyaltyOverWhole(RuleBroken):
    code = "valuation.royalty_over_whole"
    title = "A royalty or share is 0 to 100 %"


class FigureOutsideRange(RuleBroken):
    code = "valuation.figure_outside_range"
    title = "A figure is outside what it can be"


class FigureAfterBaseDate(RuleBroken):
    code = "valuation.figure_after_base_date"
    title = "A figure is newer than the base date"


class LifeBeyondLegalTerm(RuleBroken):
    code = "valuation.life_beyond_legal_term"
    title = "The flows go on after the last right has ended"


class LegalEndUnknown(RuleBroken):
    code = "valuation.legal_end_unknown"
    title = "The end of protection is not known, so no life can be checked against it"


class NoSales(RuleBroken):
    code = "valuation.no_sales"
    title = "There is nothing to discount: no period has positive sales or earnings"


class SeriesLengthsDiffer(RuleBroken):
    code = "valuation.series_lengths_differ"
    title = "The series of a method name the same periods"


class DistributionWithoutMass(RuleBroken):
    code = "valuation.distribution_without_mass"
    title = "A distribution has nothing to draw from"


class DistributionOutsideRange(RuleBroken):
    code = "valuation.distribution_outside_range"
    title = "A distribution reaches beyond what its figure can be"


class FigureOutsideDistribution(RuleBroken):
    code = "valuation.figure_outside_distribution"
    title = "A figure lies outside its own distribution"


class RangeMissing(RuleBroken):
    code = "valuation.range_missing"
    title = "A value is a range: state how uncertain at least one figure of each method is"


class TooFewComparables(RuleBroken):
    code = "valuation.too_few_comparables"
    title = "The market approach needs at least three comparables"


class ComparableNotUsable(RuleBroken):
    code = "valuation.comparable_not_usable"
    title = "Deals between related parties, packages and later deals are no comparables"


class AdjustedTwice(RuleBroken):
    code = "valuation.adjusted_twice"
    title = "A comparable is adjusted for the same thing twice"


class WeightsWithoutSum(RuleBroken):
    code = "valuation.weights_without_sum"
    title = "Weights are given for each or for none, and add up to more than zero"


class NoLife(RuleBroken):
    code = "valuation.no_life"
    title = "Used and remaining years are both zero"


class MethodTwice(RuleBroken):
    code = "valuation.method_twice"
    title = "A method is used twice"


class ReconciliationMissing(RuleBroken):
    code = "valuation.reconciliation_missing"
    title = "Several results become one value only by weights and a reason"


class ReconciliationIncomplete(RuleBroken):
    code = "valuation.reconciliation_incomplete"
    title = "The reconciliation weighs each method used, once, and no other"


class RangeNotPositive(RuleBroken):
    code = "valuation.range_not_positive"
    title = "The low end of the range is not above zero"
