"""What a plan makes of a risk: the premium with its worksheet, step by step (insurance.md §3.4).

Pure. Decimals round half away from zero; only the layers are float64, quantised at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from backend.criteria.facts import add_months
from backend.insurance import checks, facts
from backend.insurance.plan import Factor, LineMinima, Multiplied, PlanDocument, RelativityOf
from backend.insurance.risk import (
    Exposure,
    GuaranteePart,
    LiabilityPart,
    RightsGroup,
    RightsPart,
    Risk,
    Terms,
    risk_hash,
)
from backend.insurance.severity import layer
from backend.insurance.states import Handling, PremiumBasis
from backend.insurance.tariff import DP4, DP8, EXACT, FEN, LONG, Law, Tariff
from backend.insurance.tariff import quantised as _q
from backend.insurance.underwriting import RuleHit, handling_of, hits_of
from backend.insurance.worksheet import ALGORITHM, Worksheet, WorksheetLine
from backend.kernel.money import WHOLE, Fen

NOTHING, ONE = Decimal(0), Decimal(1)
YEAR = 365


@dataclass(frozen=True, kw_only=True)
class Aid:
    """A subsidy of the premium: its rate, and what is left of its cap."""

    rate_bp: int
    cap_left_fen: Fen


@dataclass(frozen=True, kw_only=True)
class Rated:
    worksheet: Worksheet
    hits: tuple[RuleHit, ...]
    handling: Handling


def rate(tariff: Tariff, risk: Risk, *, aid: Aid | None = None) -> Rated:
    """The premium of a risk under a plan, or a coded refusal."""
    checks.check(risk, tariff.document)
    sheet = _Sheet(tariff, risk)
    worksheet = sheet.premium(aid)
    stated = dict.fromkeys(tariff.document.territory, 0) | sheet.revenue_fen
    hits = hits_of(tariff.document.rules, facts.facts_of(risk, stated))
    return Rated(worksheet=worksheet, hits=hits, handling=handling_of(hits))


def net_fen(tariff: Tariff, risk: Risk) -> int:
    """The net premium alone, or the same refusal: for books, where no rule is asked."""
    checks.check(risk, tariff.document)
    return _fen(_Sheet(tariff, risk, silent=True).amounts()[1][0])


def term_factor(start: date, end: date) -> tuple[int, int]:
    """Whole years, and the days that are left over."""
    years = end.year - start.year
    if add_months(start, 12 * years) > end:
        years -= 1
    return years, (end - add_months(start, 12 * years)).days


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def _fen(yuan: Decimal) -> int:
    return int(yuan.scaleb(2))


def _plain(value: Decimal) -> str:
    return f"{value:f}"


class _Sheet:
    """One worksheet in the making: the lines so far, and what several parts share."""

    def __init__(self, tariff: Tariff, risk: Risk, *, silent: bool = False) -> None:
        self.tariff, self.plan, self.risk = tariff, tariff.document, risk
        self.lines: list[WorksheetLine] = []
        self.silent = silent
        self.revenue_fen: dict[str, int] = {}
        self.frequencies: dict[str, Decimal] = {}
        self.minima = self.plan.minima.get(risk.line) or LineMinima.model_validate({})

    def line(
        self, step: int, scope: str, what: str, value: Decimal, unit: str, **inputs: Decimal | str
    ) -> Decimal:
        if self.silent:
            return value
        told = {
            name: each if isinstance(each, str) else _plain(each) for name, each in inputs.items()
        }
        self.lines.append(
            WorksheetLine(
                step=step, scope=scope, what=what, value=_plain(value), unit=unit, inputs=told
            )
        )
        return value

    def premium(self, aid: Aid | None) -> Worksheet:
        """Steps 1 to 15."""
        parts, (net, vat, gross) = self.amounts()
        subsidy = None
        if aid is not None:
            whole = _fen(gross) * aid.rate_bp // WHOLE
            subsidy = min(whole, aid.cap_left_fen)
            self.line(
                *(15, "policy", "subsidy_estimate", _yuan(subsidy), "CNY"),
                rate_bp=str(aid.rate_bp),
                cap_left=_yuan(aid.cap_left_fen),
            )
        return Worksheet(
            algorithm=ALGORITHM,
            plan=self.plan.plan,
            plan_hash=self.tariff.hash,
            risk_hash=risk_hash(self.risk),
            lines=self.lines,
            parts={code: _fen(amount) for code, amount in parts.items()},
            net_fen=_fen(net),
            vat_fen=_fen(vat),
            gross_fen=_fen(gross),
            subsidy_fen=subsidy,
        )

    def amounts(self) -> tuple[dict[str, Decimal], tuple[Decimal, Decimal, Decimal]]:
        """Steps 1 to 14: of each part; of the policy net, tax and gross."""
        for exposure in self.risk.exposures:
            self.frequencies[exposure.territory] = self._frequency(exposure)
        parts = {str(part.code): self._part(part) for part in self.risk.parts}
        whole = self._policy(sum(parts.values(), NOTHING), len(parts))
        for amount in (*parts.values(), whole[2]):
            checks.check_amount(_fen(amount), "premium")
        return parts, whole

    # Steps 1 to 3

    def _frequency(self, exposure: Exposure) -> Decimal:
        code, rates = exposure.territory, self.plan.territory[exposure.territory]
        revenue = self._revenue(exposure)
        least, most = self.plan.expo_clip
        curve = _curve(revenue, rates.Eref, rates.b)
        e = self.line(
            *(1, code, "exposure", _q(min(max(curve, least), most), DP8), ""),
            revenue=revenue,
            reference=rates.Eref,
            power=rates.b,
        )
        rel = self._relativity("LIABILITY", code, exposure)
        lam = _q(EXACT.multiply(EXACT.multiply(rates.l0, e), rel), DP8)
        return self.line(
            *(3, code, "frequency", lam, "1/year"),
            base=rates.l0,
            exposure=e,
            relativity=rel,
        )

    def _revenue(self, exposure: Exposure) -> Decimal:
        """In yuan; another currency at the plan's rate, to the fen."""
        revenue = _yuan(exposure.revenue_fen)
        if exposure.currency != "CNY":
            fx = self.plan.currency[exposure.currency]
            own, revenue = revenue, _q(EXACT.multiply(revenue, fx), FEN)
            n = self.risk.exposures.index(exposure)
            checks.check_revenue(_fen(revenue), f"exposures.{n}.revenue_fen")
            self.line(
                *(1, exposure.territory, "revenue", revenue, "CNY"),
                amount=f"{own:f} {exposure.currency}",
                rate=fx,
            )
        self.revenue_fen[exposure.territory] = _fen(revenue)
        return revenue

    def _relativity(self, part: RelativityOf, scope: str, of: Exposure | RightsGroup) -> Decimal:
        found: dict[str, Decimal | str] = {}
        product = ONE
        for factor in self.plan.relativity.get(part, []):
            value = _value_of(factor, self._answer(factor.factor, of))
            product = EXACT.multiply(product, value)
            found[factor.factor] = value
        least, most = self.plan.rel_clip
        clipped = min(max(product, least), most)
        if clipped != product:
            found["product"] = product
        return self.line(2, scope, "relativity", clipped, "", **found)

    def _answer(self, name: str, of: Exposure | RightsGroup) -> str | int:
        if name in {"industry", "ipo_stage"}:
            return str(getattr(self.risk, name))
        answer: str | int = getattr(of, name.removeprefix("right_"))
        return answer

    # Steps 4 to 9

    def _part(self, part: LiabilityPart | RightsPart | GuaranteePart) -> Decimal:
        if isinstance(part, GuaranteePart):
            return self._guarantee(part)
        if isinstance(part, LiabilityPart):
            cost, terms = self._liability(part), part.sections[0].terms
        else:
            cost, terms = self._rights(part), part.terms
        code = str(part.code)
        ratio = LONG.divide(_yuan(terms.limit_agg_fen), _yuan(terms.limit_per_claim_fen))
        factor = next(f for t, f in reversed(self.plan.agg_factor) if t <= ratio)
        capped = self.line(
            *(7, code, "aggregate", _q(EXACT.multiply(cost, factor), DP4), "CNY"),
            loss_cost=cost,
            factor=factor,
        )
        return self._minimum(code, self._loaded(code, "IPL", capped), self._part_minimum(code))

    def _loaded(self, code: str, kind: Multiplied, cost: Decimal) -> Decimal:
        lcm = self.tariff.lcm[kind]
        return self.line(
            *(8, code, "premium", _q(EXACT.multiply(cost, lcm), FEN), "CNY"),
            loss_cost=cost,
            multiplier=lcm,
        )

    def _part_minimum(self, code: str) -> Decimal:
        minimum = self.minima.parts.get(code)
        if minimum is None:
            return NOTHING
        n = sum(each.count for each in self.risk.rights) if minimum.per == "right" else 1
        return _q(EXACT.multiply(minimum.yuan, Decimal(n)), FEN)

    def _minimum(self, scope: str, premium: Decimal, least: Decimal, *, step: int = 9) -> Decimal:
        return self.line(
            *(step, scope, "minimum", max(premium, least), "CNY"),
            premium=premium,
            least=least,
        )

    def _liability(self, part: LiabilityPart) -> Decimal:
        total = NOTHING
        for section in part.sections:
            for code in part.territories:
                scope = f"{part.code}/{section.cost}/{code}"
                mean = self._severity(self.tariff.mixes[code, section.cost], section.terms, scope)
                total += self._loss_cost(scope, self.frequencies[code], mean)
        return self.line(6, part.code, "loss_cost", total, "CNY")

    def _rights(self, part: RightsPart) -> Decimal:
        code = str(part.code)
        rates = self.plan.right[part.code]
        mean = self._severity(self.tariff.mixes["right", code], part.terms, code)
        total = NOTHING
        for n, group in enumerate(self.risk.rights, start=1):
            scope = f"{code}/{n}"
            rel = self._relativity(part.code.value, scope, group)
            lam = _q(EXACT.multiply(EXACT.multiply(rates.l0, Decimal(group.count)), rel), DP8)
            self.line(
                *(3, scope, "frequency", lam, "1/year"),
                base=rates.l0,
                rights=str(group.count),
                relativity=rel,
            )
            total += self._loss_cost(scope, lam, mean)
        return self.line(6, code, "loss_cost", total, "CNY")

    def _severity(self, mix: Sequence[Law], terms: Terms, scope: str) -> Decimal:
        limit, deductible = terms.limit_per_claim_fen / 100, terms.deductible_fen / 100
        kept, rule = terms.coinsurance_bp / WHOLE, terms.deductible_rule
        told: dict[str, Decimal | str] = {
            "limit": _yuan(terms.limit_per_claim_fen),
            "deductible": _yuan(terms.deductible_fen),
            "kept_bp": str(terms.coinsurance_bp),
            "rule": str(rule),
        }
        total = NOTHING
        weights: dict[str, Decimal | str] = {}
        for n, law in enumerate(mix, start=1):
            pays = layer(law.lev, limit=limit, deductible=deductible, kept=kept, rule=rule)
            paid = _q(Decimal(max(pays, 0.0)), DP4)
            self.line(4, scope, f"layer_{n}", paid, "CNY", law=law.told, **told)
            total += EXACT.multiply(law.weight, paid)
            weights[f"weight_{n}"] = law.weight
        return self.line(5, scope, "severity", _q(total, DP4), "CNY", **weights)

    def _loss_cost(self, scope: str, frequency: Decimal, mean: Decimal) -> Decimal:
        return self.line(
            *(6, scope, "loss_cost", _q(EXACT.multiply(frequency, mean), DP4), "CNY"),
            frequency=frequency,
            severity=mean,
        )

    def _guarantee(self, part: GuaranteePart) -> Decimal:
        """PD · LGD · EAD · share; steps 7, 10 and 11 do not apply."""
        rates = self.plan.guarantee
        if rates is None:
            raise RuntimeError("The checks let a guarantee pass that the plan does not rate.")
        principal = _yuan(part.principal_fen)
        pd, ead = rates.pd[part.pd_grade], EXACT.multiply(principal, rates.ead_factor)
        share = Decimal(part.share_ppm).scaleb(-6)
        cost = EXACT.multiply(EXACT.multiply(pd, rates.lgd), EXACT.multiply(ead, share))
        loss = self.line(
            *(6, "GUA", "loss_cost", _q(cost, DP4), "CNY"),
            pd=pd,
            lgd=rates.lgd,
            ead=ead,
            share=share,
        )
        least = _q(EXACT.multiply(principal, rates.min_of_principal), FEN)
        least = max(least, self._part_minimum("GUA"))
        return self._minimum("GUA", self._loaded("GUA", "GUA", loss), least)

    # Steps 10 to 14

    def _policy(self, total: Decimal, count: int) -> tuple[Decimal, Decimal, Decimal]:
        premium = self._adjusted(total, count)
        premium = self._minimum("policy", premium, _q(self.minima.policy, FEN), step=12)
        years, days = term_factor(self.risk.inception_on, self.risk.expires_on)
        whole = EXACT.multiply(premium, Decimal(years * YEAR + days))
        premium = self.line(
            *(13, "policy", "term", _q(EXACT.divide(whole, Decimal(YEAR)), FEN), "CNY"),
            years=str(years),
            days=str(days),
        )
        rate = self.plan.vat_pct
        if self.plan.premium_basis is PremiumBasis.NET_OF_VAT:
            net, vat = premium, _q(EXACT.multiply(premium, rate), FEN)
        else:
            net = _q(LONG.divide(premium, ONE + rate), FEN)
            vat = premium - net
        self.line(14, "policy", "net", net, "CNY", basis=str(self.plan.premium_basis))
        self.line(14, "policy", "vat", vat, "CNY", rate=rate)
        return net, vat, self.line(14, "policy", "gross", net + vat, "CNY")

    def _adjusted(self, total: Decimal, count: int) -> Decimal:
        if isinstance(self.risk.parts[0], GuaranteePart):
            return total
        discount = composite_of(self.plan, count)
        composed = self.line(
            *(10, "policy", "composite", _q(EXACT.multiply(total, ONE - discount), FEN), "CNY"),
            sum=total,
            parts=str(count),
            discount=discount,
        )
        schedule = Decimal(self.risk.schedule_bp).scaleb(-4)
        adjusted = _q(EXACT.multiply(composed, ONE + schedule), FEN)
        return self.line(
            *(11, "policy", "schedule", adjusted, "CNY"),
            adjustment=schedule,
            reason=self.risk.schedule_reason or "",
        )


@lru_cache(maxsize=4096)
def _curve(revenue: Decimal, reference: Decimal, power: Decimal) -> Decimal:
    """Plans that are compared share most curves, and years of a firm its revenue."""
    return LONG.power(LONG.divide(revenue, reference), power)


def composite_of(plan: PlanDocument, count: int) -> Decimal:
    """The discount for so many parts; the key with "+" serves all above."""
    if str(count) in plan.composite:
        return plan.composite[str(count)]
    return next(discount for key, discount in plan.composite.items() if key.endswith("+"))


def _value_of(factor: Factor, answer: str | int) -> Decimal:
    if factor.values is not None:
        return factor.values[str(answer)]
    for start, end, value in factor.bands or ():
        if isinstance(answer, int) and start <= answer and (end is None or answer <= end):
            return value
    raise RuntimeError(f"The checks let a hole pass: {factor.factor} {answer}.")
