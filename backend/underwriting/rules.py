"""Why a proposal, a submission or a quote is refused. Each says where, why, what would pass."""

from backend.kernel.errors import Conflict, Forbidden, RuleBroken


class CurrenciesMixed(RuleBroken):
    code = "underwriting.currencies_mixed"
    title = "Revenues of one territory are stated in one currency"


class QuoteExpired(Conflict):
    code = "underwriting.quote_expired"
    title = "The quote's validity is over"


class QuoteNotOpen(Conflict):
    code = "underwriting.quote_not_open"
    title = "This quote stands no more, or never bound"


class RiskChanged(Conflict):
    """`quoted` and `now`: the versions of the answers that the quote and the proposal have."""

    code = "underwriting.risk_changed"
    title = "The answers changed after the quote: another has to be asked for"


class OutsideAuthority(Forbidden):
    """`needed` and `held`: levels of authority."""

    code = "underwriting.outside_authority"
    title = "The quote needs a higher authority than yours: refer it"
