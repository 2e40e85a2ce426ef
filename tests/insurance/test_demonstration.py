"""The demonstration's insurers: their products pass the rules, their plans rate what they offer."""

import pytest

from backend.demo import tariffs
from backend.insurance import plan_checks, product
from backend.insurance.plan import digest
from backend.insurance.rating import net_fen, rate
from backend.insurance.states import InsuranceLine
from backend.insurance.tariff import tariff
from tests.insurance import cases


def test_the_first_plan_is_the_domains_and_together_they_offer_every_line() -> None:
    assert digest(tariffs.plan_of(tariffs.INSURERS[0])) == digest(cases.plan())
    offered = {offer.line for insurer in tariffs.INSURERS for offer in insurer.offers}
    assert offered == set(InsuranceLine)
    plans = [tariff(tariffs.plan_of(each)) for each in tariffs.INSURERS]
    assert len({net_fen(plan, cases.risk(cases.E2)) for plan in plans}) == len(plans)


@pytest.mark.parametrize("insurer", tariffs.INSURERS, ids=lambda each: each.key)
def test_its_terms_pass_and_its_plan_rates_its_book(insurer: tariffs.Insurer) -> None:
    document = tariffs.plan_of(insurer)

    assert plan_checks.faults(document) == []
    for offer in insurer.offers:
        product.check(offer.terms(), offer.line)
        assert offer.line in document.minima
    book = tariffs.risks(insurer, document)
    assert book == tariffs.risks(insurer, document)
    plan = tariff(document)
    for _, risk in book:
        assert net_fen(plan, risk) == rate(plan, risk).worksheet.net_fen > 0
