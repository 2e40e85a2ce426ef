"""What a proposal asks of an insurer: the risk that its plan rates, reckoned from the answers.

Pure. The same version of the answers always gives the same risk, and the same hash.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from backend.criteria.facts import add_months
from backend.insurance.checks import check_revenue
from backend.insurance.risk import Declared, Exposure, RightsGroup, Risk
from backend.insurance.states import Fto, InsuranceLine, IpoStage, RatedIndustry, RightProof
from backend.underwriting.answers import NO_TIER, Answers, Opinion, OpinionAuthor, RightAnswer
from backend.underwriting.rules import CurrenciesMixed

#: An independent opinion counts for so long, suits and letters are asked so far back.
OPINION_MONTHS, SUITS_MONTHS, LETTERS_MONTHS = 24, 60, 36
#: A patent's whole term: where no right is scheduled, none runs out.
WHOLE_TERM_YEARS = 20


def risk_of(answers: Answers, line: InsuranceLine) -> Risk:
    """Of complete answers; what an insurer finds out itself (a screening) is not in it."""
    cover = answers.cover
    inception, end = cover.inception_on, cover.expires_on
    industry = answers.parties.industry
    if inception is None or end is None or industry is None:
        raise RuntimeError("The gate of completeness let open answers pass.")
    return Risk(
        line=line,
        inception_on=inception,
        expires_on=end,
        industry=RatedIndustry(industry),
        ipo_stage=answers.listing.stage or IpoStage.NONE,
        exposures=_exposures(answers, inception),
        rights=_groups(answers, inception),
        parts=cover.parts or [],
        declared=_declared(answers, inception),
    )


def years_between(start: date, end: date) -> int:
    """Whole years; none when the end is earlier."""
    years = end.year - start.year
    if add_months(start, 12 * years) > end:
        years -= 1
    return max(years, 0)


def check_revenues(answers: Answers) -> None:
    """Refuse a revenue out of range, and a territory in two currencies."""
    _revenues(answers)


def _revenues(answers: Answers) -> tuple[dict[str, int], dict[str, str]]:
    """Products of a territory added up, in the order in which the territories are named."""
    sums: dict[str, int] = {}
    currencies: dict[str, str] = {}
    for n, row in enumerate(answers.exposure.revenues or []):
        where = f"exposure.revenues.{n}"
        check_revenue(row.revenue_fen, f"{where}.revenue_fen")
        if currencies.setdefault(row.territory, row.currency) != row.currency:
            raise CurrenciesMixed(
                f"{row.territory} is stated in {currencies[row.territory]} before; the same here.",
                path=f"{where}.currency",
                currency=currencies[row.territory],
            )
        sums[row.territory] = sums.get(row.territory, 0) + row.revenue_fen
        check_revenue(sums[row.territory], f"{where}.revenue_fen")
    return sums, currencies


def _exposures(answers: Answers, inception: date) -> list[Exposure]:
    sums, currencies = _revenues(answers)
    families = {each.territory: each.families for each in answers.exposure.own_families or []}
    suits = Counter(
        each.territory
        for each in answers.history.suits or []
        if each.against_us and each.brought_on >= add_months(inception, -SUITS_MONTHS)
    )
    letters = Counter(
        each.territory
        for each in answers.history.letters or []
        if each.received_on >= add_months(inception, -LETTERS_MONTHS)
    )
    return [
        Exposure(
            territory=code,
            revenue_fen=total,
            currency=currencies[code],
            fto=_clearance(answers.clearance.opinions or [], code, inception),
            suits_5y=suits[code],
            letters_3y=letters[code],
            own_families=families.get(code, 0),
        )
        for code, total in sums.items()
    ]


def _clearance(opinions: Iterable[Opinion], code: str, inception: date) -> Fto:
    """The best that is still fresh; an old independent opinion counts as none."""
    oldest = add_months(inception, -OPINION_MONTHS)
    authors = {
        each.author
        for each in opinions
        if each.territory == code
        and each.conclusion == "clear"
        and (each.author is OpinionAuthor.INTERNAL or each.dated_on >= oldest)
    }
    if OpinionAuthor.INDEPENDENT in authors:
        return Fto.INDEPENDENT
    return Fto.INTERNAL if authors else Fto.NONE


def _groups(answers: Answers, inception: date) -> list[RightsGroup]:
    """Rights that are alike in what is rated, counted; in one order whatever the schedule's."""
    competitors = answers.opponents.direct_competitors or 0
    alike = Counter(
        (right.proof, _age(right, inception), right.family_countries)
        for right in answers.rights.schedule or []
    )
    return [
        RightsGroup(
            count=count,
            proof=RightProof(proof),
            age_years=age,
            direct_competitors=competitors,
            family_countries=countries,
        )
        for (proof, age, countries), count in sorted(alike.items())
    ]


def _age(right: RightAnswer, inception: date) -> int:
    return min(years_between(right.filed_on or inception, inception), 30)


def _declared(answers: Answers, inception: date) -> Declared:
    parties, history = answers.parties, answers.history
    rights, products = answers.rights.schedule or [], answers.products.products or []
    suits, payee = history.suits or [], answers.cover.loss_payee
    left = [years_between(inception, each.expires_on) for each in rights if each.expires_on]
    loan, tier = answers.cover.loan, answers.listing.library_tier
    return Declared(
        good_standing=parties.good_standing,
        credit_offence_2y=parties.credit_offence_2y,
        right_lapsed=any(each.lapsed for each in rights),
        right_in_dispute=any(each.disputed for each in rights),
        policyholder_is_insured=parties.policyholder_is_insured,
        adverse_fto=any(each.conclusion == "adverse" for each in answers.clearance.opinions or []),
        suit_served=any(each.against_us and not each.closed for each in suits),
        loss_payee_refuses=payee is not None and not payee.accepts_terms,
        us_337=any(each.kind == "section_337" for each in suits),
        sep_products=any(each.standard_essential for each in products),
        patent_linkage=any(each.patent_linkage for each in products),
        coowner_consent_missing=any(each.co_owners and not each.coowner_consent for each in rights),
        wording_changed=False,
        facultative_needed=False,
        in_library=None if tier is None else tier != NO_TIER,
        right_years_left=min(left, default=WHOLE_TERM_YEARS),
        valuation_age_months=None
        if loan is None or loan.valued_on is None
        else max(years_months(loan.valued_on, inception), 0),
    )


def years_months(start: date, end: date) -> int:
    """Whole months from a day to another."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - 1 if add_months(start, months) > end else months
