"""A plan that contradicts itself is refused with a code and the place."""

from typing import Any

import pytest
from pydantic import ValidationError

from backend.insurance import plan_checks
from backend.insurance.plan import canonical, digest
from backend.insurance.rules import PlanInvalid
from tests.insurance import cases


def with_factor(part: str, n: int, **factor: object) -> dict[str, Any]:
    relativity = cases.document()["relativity"]
    relativity[part][n] = relativity[part][n] | factor
    return {"relativity": relativity}


def with_bands(*bands: list[object]) -> dict[str, Any]:
    return with_factor("LIABILITY", 2, bands=list(bands))


def with_rule(**changes: object) -> dict[str, Any]:
    rules = cases.document()["rules"]
    return {"rules": [*rules, rules[-1] | {"id": "another"} | changes]}


YES = True


def asking(fact: str, op: str, value: object) -> dict[str, Any]:
    return with_rule(when=[{"fact": fact, "op": op, "value": value}])


US = cases.document()["territory"]["US"]
FAULTS: list[tuple[dict[str, Any], str, str]] = [
    (with_bands([1, None, "1"]), "band_hole", "relativity.LIABILITY.2.bands.0"),
    (with_bands([0, 1, "1"], [3, None, "1"]), "band_hole", "relativity.LIABILITY.2.bands.1"),
    (with_bands([0, 1, "1"], [2, 5, "1"]), "band_hole", "relativity.LIABILITY.2.bands"),
    (with_bands([0, 2, "1"], [2, None, "1"]), "band_overlap", "relativity.LIABILITY.2.bands.1"),
    (with_bands([0, None, "1"], [2, None, "1"]), "band_overlap", "relativity.LIABILITY.2.bands.1"),
    (
        *(with_bands([0, 3, "1"], [4, 2, "1"], [4, None, "1"]), "range_reversed"),
        "relativity.LIABILITY.2.bands.1",
    ),
    (with_factor("LIABILITY", 2, bands=None), "bands_wanted", "relativity.LIABILITY.2"),
    (with_factor("LIABILITY", 0, values=None), "values_wanted", "relativity.LIABILITY.0"),
    (
        with_factor("LIABILITY", 1, values={"independent": "1", "internal": "1"}),
        "value_missing",
        "relativity.LIABILITY.1.values",
    ),
    (
        with_factor(
            "LIABILITY", 1, values=dict.fromkeys(plan_checks.CHOICES["fto"], "1") | {"x": 1}
        ),
        "value_unknown",
        "relativity.LIABILITY.1.values.x",
    ),
    (with_factor("PUR", 0, factor="fto"), "factor_not_of_part", "relativity.PUR.0"),
    (with_factor("LIABILITY", 3, factor="suits_5y"), "factor_twice", "relativity.LIABILITY.3"),
    ({"agg_factor": [["1.5", "1"]]}, "band_hole", "agg_factor.0"),
    ({"agg_factor": [["1", "1"], ["1.0", "2"]]}, "band_overlap", "agg_factor.1"),
    ({"composite": {"1": "0", "3+": "0.1"}}, "band_hole", "composite"),
    ({"composite": {"1": "0", "2": "0.1"}}, "band_hole", "composite"),
    ({"composite": {"1": "0", "2+": "0.1", "3+": "0.1"}}, "band_overlap", "composite.2+"),
    ({"composite": {"1": "0", "2": "0.1", "2+": "0.1"}}, "band_overlap", "composite.2+"),
    ({"composite": {"1+": "0", "two": "0.1"}}, "band_unreadable", "composite.two"),
    ({"rel_clip": ["3", "0.4"]}, "range_reversed", "rel_clip"),
    (
        {"territory": {"US": US | {"DEF": [["0.9", "LN", 1, 1], ["0.2", "LN", 1, 1]]}}},
        "weights_above_one",
        "territory.US.DEF",
    ),
    (
        {"territory": {"US": US | {"DEF": [["0.9", "LOMAX", 1, 1000]]}}},
        "alpha_is_one",
        "territory.US.DEF.0.2",
    ),
    (
        {"territory": {"US": US | {"DEF": [["0.9", "PARETO1", 1000, 1]]}}},
        "alpha_is_one",
        "territory.US.DEF.0.3",
    ),
    ({"guarantee": None}, "rates_missing", "guarantee"),
    ({"territory": {}, "rules": []}, "rates_missing", "territory"),
    ({"composite": {}}, "band_hole", "composite"),
    ({"lcm": {"IPL": ["1", "1"]}}, "rates_missing", "lcm.GUA"),
    (
        {"minima": {"enforcement": {"parts": {"DEF": {"yuan": 1, "per": "right"}}}}},
        "part_without_rights",
        "minima.enforcement.parts.DEF",
    ),
    (with_rule(id="wording_changed"), "rule_twice", "rules.27.id"),
    (with_rule(authority=None), "authority_mismatch", "rules.27.authority"),
    (with_rule(outcome="knock_out"), "authority_mismatch", "rules.27.authority"),
    (asking("shoe_size", "above", 44), "fact_unknown", "rules.27.when.0"),
    (asking("revenue_fen.MARS", "above", 44), "fact_unknown", "rules.27.when.0"),
    (asking("us_337", "is", 1), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("us_337", "above", YES), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("letters_3y", "above", YES), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("letters_3y", "one_of", ["1"]), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("pd_grade", "is", "D"), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("pd_grade", "one_of", ["A", "D"]), "comparison_does_not_fit", "rules.27.when.0"),
    (asking("pd_grade", "above", "A"), "comparison_does_not_fit", "rules.27.when.0"),
]


@pytest.mark.parametrize(("sections", "code", "path"), FAULTS)
def test_a_fault_has_a_code_and_a_place(sections: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(PlanInvalid) as refusal:
        plan_checks.check(cases.plan(**sections))

    problems = refusal.value.facts["problems"]
    assert isinstance(problems, list)
    assert (code, path) in {(each["code"], each["path"]) for each in problems}
    assert all(each["detail"] for each in problems)


def test_every_fault_is_told_at_once() -> None:
    faulty = cases.plan(composite={"1": "0"}, rel_clip=["3", "0.4"], guarantee=None)

    assert [each.path for each in plan_checks.faults(faulty)] == [
        *("composite", "rel_clip", "guarantee")
    ]


@pytest.mark.parametrize(
    "sections",
    [
        {"vat_pct": "NaN"},
        {"vat_pct": "-0.1"},
        {"vat_pct": "1"},
        {"unheard": 1},
        {"territory": {"US": US | {"l0": "0"}}},
        {"territory": {"US": US | {"DEF": []}}},
        {"territory": {"US": US | {"DEF": [["0.9", "CAUCHY", 1, 1]]}}},
        {"territory": {"US": US | {"DEF": [["1.1", "LN", 1, 1]]}}},
        {"territory": {"US": US | {"DEF": [["1", "LN", 0, 1]]}}},
        {"composite": {"1+": "1"}},
        {"lcm": {"IPL": ["1.06", "0"]}},
        {"rules": [{"id": "x"}]},
        {"guarantee": {"pd": {"B": "1"}, "lgd": "1", "ead_factor": "1", "min_of_principal": "0"}},
    ],
)
def test_a_document_of_another_shape_is_refused(sections: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        cases.plan(**sections)


def test_the_demonstration_plan_is_whole_and_has_one_form() -> None:
    document = cases.plan()

    plan_checks.check(document)
    again = type(document).model_validate_json(canonical(document))
    assert canonical(again) == canonical(document)
    assert digest(again) == digest(document)
    assert digest(cases.plan(schedule_bound="0.24")) != digest(document)


def test_a_tariff_without_the_further_sections_is_whole() -> None:
    filed = cases.document()
    for section in ("currency", "relativity", "minima", "guarantee", "rules"):
        del filed[section]
    filed["lcm"].pop("GUA")

    plan_checks.check(type(cases.plan()).model_validate(filed))
