"""The demonstration's insurer: its products pass the rules, its plan is the domain's."""

from backend.demo import tariffs
from backend.insurance import product
from backend.insurance.plan import PlanDocument, digest
from tests.insurance import cases


def test_its_terms_pass_and_its_plan_rates_every_line_that_it_offers() -> None:
    document = PlanDocument.model_validate_json(tariffs.PLAN.read_bytes())

    assert digest(document) == digest(cases.plan())
    for line, name, said, parts in tariffs.OFFERS:
        product.check(tariffs._terms(name, said, parts), line)
        assert line in document.minima
