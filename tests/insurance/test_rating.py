"""The engine: E1-E4 to the fen, every step as the domain shows it, and what must always hold."""

import json
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.insurance import worksheet
from backend.insurance.rating import Aid, rate, term_factor
from backend.insurance.rules import AmountOutOfRange
from backend.insurance.sharing import split
from backend.insurance.states import Handling
from backend.insurance.tariff import tariff
from backend.insurance.worksheet import Worksheet
from backend.kernel.money import Fen
from tests.insurance import cases
from tests.insurance.cases import DEMO, E1, E2, E3, E4, M, exposure, risk, terms

#: insurance.md §3.3 as it was handed over.
TARIFF = """
{"plan":"DEMO-IPL-2026.1","filing_no":"TO-BE-SET-BY-INSURER","vat_pct":"0.06","premium_basis":"net_of_vat",
 "territory":{
  "US":{"l0":"0.030","Eref":100000000,"b":0.5,"DEF":[["1.00","LN",1775000,1.27]],"DAM":[["0.60","LN",1420000,1.60],["0.02","LN",14200000,2.45]]},
  "EU":{"l0":"0.012","Eref":100000000,"b":0.5,"DEF":[["1.00","LN",924000,0.80]],"DAM":[["0.55","LN",400000,1.30],["0.10","LN",1500000,1.50]]},
  "UK":{"l0":"0.006","Eref":100000000,"b":0.5,"DEF":[["1.00","LN",2500000,0.90]],"DAM":[["0.55","LN",600000,1.30],["0.08","LN",2000000,1.50]]},
  "JP":{"l0":"0.006","Eref":100000000,"b":0.5,"DEF":[["1.00","LN",350000,0.60]],"DAM":[["0.60","LN",500000,1.20],["0.15","LN",1000000,1.50]]},
  "CN":{"l0":"0.020","Eref":200000000,"b":0.5,"DEF":[["1.00","LN",150000,0.80]],"DAM":[["0.50","LN",200000,1.40]]}},
 "right":{"PUR":{"l0":"0.010","sev":[["1.00","LOMAX",2.5,225000]]},"INV":{"l0":"0.004","sev":[["1.00","LN",80000,0.70]]},
          "LOSS":{"l0":"0.010","sev":[["0.35","LN",200000,1.40]]}},
 "agg_factor":[["1.0","0.95"],["1.5","0.98"],["2.0","1.00"]],
 "lcm":{"IPL":["1.06","0.62"],"GUA":["1.10","0.60"]},"composite":{"1":"0","2":"0.05","3":"0.08","4+":"0.10"},
 "schedule_bound":"0.25","expo_clip":["0.25","4"],"rel_clip":["0.40","3.00"]
}
"""


def rated(of: dict[str, Any], **changes: object) -> Worksheet:
    return rate(DEMO, risk(of, **changes)).worksheet


def values(sheet: Worksheet, what: str) -> dict[str, str]:
    return {each.scope: each.value for each in sheet.lines if each.what == what}


def test_the_demonstration_plan_holds_the_tariff_unchanged() -> None:
    filed = json.loads(TARIFF)

    assert {key: cases.document()[key] for key in filed} == filed


def test_e1_overseas_liability_to_the_fen() -> None:
    sheet = rate(DEMO, risk(E1), aid=Aid(rate_bp=5000, cap_left_fen=Fen(20_000_000))).worksheet

    assert values(sheet, "exposure") == {"US": "1.34164079", "EU": "0.77459667", "JP": "0.44721360"}
    assert {k: Decimal(v) for k, v in values(sheet, "relativity").items()} == {
        "US": Decimal("0.7524"),
        "EU": Decimal("1.1385"),
        "JP": Decimal("1.1385"),
    }
    assert values(sheet, "frequency") == {
        "US": "0.03028352",
        "EU": "0.01058254",
        "JP": "0.00305492",
    }
    assert values(sheet, "layer_2") == {
        "DAM/DAM/US": "3636332.5247",
        "DAM/DAM/EU": "1642660.1215",
        "DAM/DAM/JP": "1226486.4941",
    }
    assert values(sheet, "severity") == {
        "DEF/DEF/US": "1912726.5241",
        "DEF/DEF/EU": "845516.5626",
        "DEF/DEF/JP": "182288.5224",
        "DAM/DAM/US": "1050584.9018",
        "DAM/DAM/EU": "391717.7687",
        "DAM/DAM/JP": "467051.1578",
    }
    assert values(sheet, "loss_cost") == {
        "DEF/DEF/US": "57924.0919",
        "DEF/DEF/EU": "8947.7128",
        "DEF/DEF/JP": "556.8769",
        "DEF": "67428.6816",
        "DAM/DAM/US": "31815.4089",
        "DAM/DAM/EU": "4145.3690",
        "DAM/DAM/JP": "1426.8039",
        "DAM": "37387.5818",
    }
    assert values(sheet, "aggregate") == {"DEF": "64057.2475", "DAM": "35518.2027"}
    assert sheet.parts == {"DEF": 10_951_720, "DAM": 6_072_465}
    assert values(sheet, "composite") == {"policy": "161729.76"}
    assert (sheet.net_fen, sheet.vat_fen, sheet.gross_fen) == (16_172_976, 970_379, 17_143_355)
    assert sheet.subsidy_fen == 8_571_677


def test_e1_with_the_united_kingdom() -> None:
    sheet = rated(cases.E1_WITH_UK)

    assert values(sheet, "exposure")["UK"] == "0.50000000"
    assert values(sheet, "frequency")["UK"] == "0.00341550"
    assert values(sheet, "severity")["DEF/DEF/UK"] == "2275945.6193"
    assert values(sheet, "loss_cost")["DEF/DEF/UK"] == "7773.4923"
    assert values(sheet, "layer_1")["DAM/DAM/UK"] == "659689.5306"
    assert values(sheet, "layer_2")["DAM/DAM/UK"] == "1969631.6955"
    assert values(sheet, "severity")["DAM/DAM/UK"] == "520399.7775"
    assert values(sheet, "loss_cost")["DAM/DAM/UK"] == "1777.4254"
    assert sheet.net_fen == 17_646_668


def test_e2_star_composite_to_the_fen_and_its_co_insurance() -> None:
    found = rate(DEMO, risk(E2), aid=Aid(rate_bp=5000, cap_left_fen=Fen(20_000_000)))
    sheet = found.worksheet

    assert values(sheet, "exposure") == {"CN": "1.22474487", "US": "0.54772256"}
    assert {k: Decimal(v) for k, v in values(sheet, "relativity").items()} == {
        "CN": Decimal("1.4428125"),
        "US": Decimal("1.3273875"),
        "PUR/1": Decimal(1),
        "INV/1": Decimal("1.35"),
    }
    assert values(sheet, "frequency") == {
        "CN": "0.03534154",
        "US": "0.02181120",
        "PUR/1": "0.10000000",
        "INV/1": "0.05400000",
    }
    assert values(sheet, "severity") == {
        "CN-LIAB/DEF/CN": "141785.8546",
        "CN-LIAB/DAM/CN": "172764.9430",
        "OVS-DEF/DEF/US": "1508177.1114",
        "PUR": "114106.9513",
        "INV": "85846.5479",
    }
    assert values(sheet, "loss_cost")["CN-LIAB/DEF/CN"] == "5010.9305"
    assert values(sheet, "loss_cost")["CN-LIAB/DAM/CN"] == "6105.7791"
    assert values(sheet, "loss_cost")["PUR"] == "11410.6951"
    assert values(sheet, "loss_cost")["INV"] == "4635.7136"
    assert values(sheet, "aggregate")["CN-LIAB"] == "10560.8741"
    assert values(sheet, "aggregate")["OVS-DEF"] == "31250.3950"
    assert sheet.parts == {
        "CN-LIAB": 1_805_568,
        "OVS-DEF": 5_342_808,
        "PUR": 1_950_860,
        "INV": 792_557,
    }
    assert values(sheet, "composite") == {"policy": "89026.14"}
    assert (sheet.net_fen, sheet.vat_fen, sheet.gross_fen) == (8_457_483, 507_449, 8_964_932)
    assert sheet.subsidy_fen == 4_482_466
    shares = [500_000, 300_000, 200_000]
    assert split(Fen(sheet.net_fen), shares) == [4_228_741, 2_537_245, 1_691_497]
    assert split(Fen(sheet.vat_fen), shares) == [253_724, 152_235, 101_490]


def test_e3_enforcement_and_loss_with_a_minimum_that_binds() -> None:
    sheet = rate(DEMO, risk(E3), aid=Aid(rate_bp=10_000, cap_left_fen=Fen(20_000_000))).worksheet

    assert values(sheet, "severity") == {"PUR": "100464.3837", "LOSS": "62778.6019"}
    assert values(sheet, "layer_1")["LOSS"] == "179367.4339"
    assert values(sheet, "loss_cost")["PUR"] == "12055.7260"
    assert values(sheet, "loss_cost")["LOSS"] == "7533.4322"
    assert values(sheet, "premium") == {"PUR": "20611.40", "LOSS": "12879.74"}
    assert sheet.parts == {"PUR": 2_400_000, "LOSS": 1_287_974}
    assert (sheet.net_fen, sheet.vat_fen, sheet.gross_fen) == (3_503_575, 210_215, 3_713_790)
    assert sheet.subsidy_fen == 3_713_790


def test_e4_guarantee_to_the_fen() -> None:
    sheet = rated(E4)

    assert values(sheet, "loss_cost") == {"GUA": "45900.0000"}
    assert (sheet.net_fen, sheet.vat_fen, sheet.gross_fen) == (8_414_998, 504_900, 8_919_898)
    assert {each.step for each in sheet.lines} == {6, 8, 9, 12, 13, 14}


def test_a_small_guarantee_pays_the_least_rate() -> None:
    part = {**E4["parts"][0], "pd_grade": "A", "share_ppm": 10_000}

    assert rated(E4, parts=[part]).net_fen == 2_500_000


def test_the_policy_minimum_binds_and_shrinks_with_the_term() -> None:
    small = [exposure("JP", 0, fto="independent")]
    parts = [cases.liability("DEF", ["JP"], DEF=terms(300_000, 300_000, 200_000))]

    year = rated(E1, exposures=small, parts=parts)
    half = rated(E1, exposures=small, parts=parts, expires_on="2027-06-30")

    assert values(year, "exposure")["JP"] == "0.25000000"
    assert year.net_fen == 2_000_000
    assert half.net_fen == 986_301  # 180/365


@pytest.mark.parametrize(
    ("start", "end", "factor"),
    [
        ("2027-01-01", "2028-01-01", (1, 0)),
        ("2028-02-29", "2029-02-28", (1, 0)),
        ("2027-01-01", "2027-12-31", (0, 364)),
        ("2027-03-01", "2030-03-31", (3, 30)),
    ],
)
def test_whole_years_count_one_and_the_rest_in_days(
    start: str, end: str, factor: tuple[int, int]
) -> None:
    of = risk(E1, inception_on=start, expires_on=end)

    assert term_factor(of.inception_on, of.expires_on) == factor


def test_a_foreign_currency_is_converted_at_the_plan_s_rate_and_told() -> None:
    in_dollars = exposure("US", 25_352_113, currency="USD", fto="independent", own_families=10)
    sheet = rated(E1, exposures=[in_dollars, *E1["exposures"][1:]])

    line = next(each for each in sheet.lines if each.what == "revenue")
    assert (line.value, line.inputs) == (
        "180000002.30",
        {"amount": "25352113.00 USD", "rate": "7.10"},
    )


def test_a_tax_inclusive_plan_takes_the_tax_out_of_the_premium() -> None:
    inclusive = tariff(cases.plan(premium_basis="tax_inclusive"))

    sheet = rate(inclusive, risk(E1)).worksheet

    assert sheet.gross_fen == 16_172_976
    assert sheet.net_fen + sheet.vat_fen == sheet.gross_fen
    assert sheet.net_fen == int(
        (Decimal(16_172_976) / Decimal("1.06")).quantize(Decimal(1), ROUND_HALF_UP)
    )


def test_rating_again_gives_the_same_worksheet_and_a_stored_one_keeps_its_hash() -> None:
    sheets = [rated(E2) for _ in range(3)]
    hashes = {worksheet.worksheet_hash(each) for each in sheets}
    stored = worksheet.read(worksheet.canonical(sheets[0]))

    assert hashes == {worksheet.worksheet_hash(stored)}
    assert worksheet.worksheet_hash(rated(E2, schedule_bp=-501)) not in hashes


def test_the_worksheet_of_e1_is_the_same_for_ever() -> None:
    """A change of this hash is a change of the engine: raise ALGORITHM and say so."""
    assert (
        worksheet.worksheet_hash(rated(E1))
        == "22e1b002b76621e7a8764da33d0afbc81b2d08c3332b0909823e068f97306aa2"
    )


COMPLETE = {
    "good_standing": True,
    **dict.fromkeys(
        [
            *("credit_offence_2y", "right_lapsed", "right_in_dispute", "adverse_fto"),
            *("suit_served", "loss_payee_refuses", "us_337", "sep_products", "patent_linkage"),
            *("coowner_consent_missing", "wording_changed", "facultative_needed"),
        ],
        False,
    ),
    "right_years_left": 12,
    "sanctions": "clear",
}


@pytest.mark.parametrize(
    ("changes", "handling", "rules"),
    [
        ({}, Handling.AUTOMATIC, set()),
        ({"declared": COMPLETE | {"us_337": None}}, Handling.INCOMPLETE, {"us_337"}),
        ({"declared": {"suit_served": True}}, Handling.DECLINED, None),
        (
            {"declared": COMPLETE | {"sanctions": "possible"}},
            Handling.REFERRED,
            {"sanctions_possible"},
        ),
        (
            {"exposures": [exposure("US", 400 * M), *E1["exposures"][1:]]},
            Handling.REFERRED,
            {"us_revenue"},
        ),
        (
            {"schedule_bp": 1001, "schedule_reason": "loss_history"},
            Handling.REFERRED,
            {"schedule_10"},
        ),
    ],
)
def test_rules_knock_out_refer_or_let_a_risk_pass(
    changes: dict[str, Any], handling: Handling, rules: set[str] | None
) -> None:
    found = rate(DEMO, risk(E1, **({"declared": COMPLETE} | changes)))

    assert found.handling is handling
    assert rules is None or {hit.rule.id for hit in found.hits} == rules


def test_where_no_revenue_is_stated_there_is_none() -> None:
    at_home = {
        "exposures": [exposure("CN", 100 * M)],
        "parts": [cases.liability("DEF", ["CN"], DEF=terms(M, M))],
        "declared": COMPLETE,
    }

    assert rate(DEMO, risk(E1, **at_home)).handling is Handling.AUTOMATIC


def test_a_premium_beyond_every_measure_is_refused() -> None:
    dear = tariff(cases.plan(lcm={"IPL": ["1000000000", "0.00000001"], "GUA": ["1", "1"]}))

    with pytest.raises(AmountOutOfRange) as refusal:
        rate(dear, risk(E1))

    assert refusal.value.facts["path"] == "premium"


@pytest.mark.parametrize(
    "law", [["1", "LOMAX", "0.00000001", 1], ["1", "PARETO1", 1, 100], ["1", "LN", 1, "0.00000001"]]
)
def test_a_layer_that_no_claim_reaches_costs_nothing_and_never_less(law: list[object]) -> None:
    rates = cases.document()["territory"]["US"] | {"DEF": [law]}
    odd = tariff(cases.plan(territory={"US": rates}, rules=[]))
    far = cases.liability("DEF", ["US"], DEF=terms(9_000_000 * M, 9_000_000 * M, 1_000_000 * M))

    sheet = rate(odd, risk(E1, exposures=[exposure("US", M)], parts=[far])).worksheet

    assert Decimal(values(sheet, "layer_1")["DEF/DEF/US"]) >= 0
    assert not any(each.value.startswith("-") for each in sheet.lines)


# What must always hold

TERRITORIES = st.sampled_from(["US", "EU", "UK", "JP", "CN"])


@st.composite
def wanted(draw: st.DrawFn) -> dict[str, Any]:
    """A liability risk in yuan: one part of one or two costs, in some territories."""
    territories = draw(st.lists(TERRITORIES, min_size=1, max_size=5, unique=True))
    deductible = draw(st.integers(0, 5 * M))
    limit = deductible + draw(st.integers(1, 50 * M))
    agg = limit + draw(st.integers(0, 100 * M))
    kept = draw(st.integers(0, 9000))
    rule = draw(st.sampled_from(["then", "higher_of"]))
    costs = draw(st.sampled_from([["DEF"], ["DAM"], ["DEF", "DAM"]]))
    return {
        "territories": territories,
        "revenues": [draw(st.integers(0, 10_000 * M)) for _ in territories],
        "limit": limit,
        "agg": agg,
        "deductible": deductible,
        "kept": kept,
        "rule": rule,
        "costs": costs,
    }


def built(of: dict[str, Any]) -> dict[str, Any]:
    each = terms(of["limit"], of["agg"], of["deductible"], of["kept"], deductible_rule=of["rule"])
    return {
        **cases.YEAR,
        "line": "star_composite",
        "industry": "measuring",
        "exposures": [
            exposure(code, yuan)
            for code, yuan in zip(of["territories"], of["revenues"], strict=True)
        ],
        "parts": [cases.liability("LIAB", of["territories"], **dict.fromkeys(of["costs"], each))],
    }


def premium(of: dict[str, Any]) -> int:
    """Before minima, which would hide what moves below them."""
    return int(Decimal(values(rated(built(of)), "premium")["LIAB"]) * 100)


@settings(deadline=None, max_examples=60)
@given(of=wanted(), more=st.integers(1, 50 * M))
def test_a_premium_is_monotone_in_limit_deductible_and_exposure(
    of: dict[str, Any], more: int
) -> None:
    base = premium(of)
    # Both limits in proportion, so that the aggregate's factor stays the same.
    larger = of | {"limit": of["limit"] * 2, "agg": of["agg"] * 2}
    deductible = min(of["deductible"] + more, of["limit"] - 1)

    assert premium(larger) >= base
    assert premium(of | {"deductible": deductible}) <= base
    assert premium(of | {"revenues": [yuan + more for yuan in of["revenues"]]}) >= base


@settings(deadline=None, max_examples=40)
@given(of=wanted())
def test_net_and_tax_make_the_gross_and_rating_again_the_same_fen(of: dict[str, Any]) -> None:
    first, second = rated(built(of)), rated(built(of))

    assert first == second
    assert first.net_fen + first.vat_fen == first.gross_fen
    assert first.vat_fen == (first.net_fen * 6 + 50) // 100


@given(
    amount=st.integers(-(10**12), 10**12),
    cuts=st.lists(st.integers(1, 999_999), unique=True, max_size=7),
)
def test_a_split_sums_to_the_amount_and_nobody_is_a_fen_off(amount: int, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 1_000_000]
    shares = [b - a for a, b in pairwise(edges)]

    parts = split(Fen(amount), shares)

    assert sum(parts) == amount
    assert all(
        abs(part * 1_000_000 - amount * share) < 1_000_000
        for part, share in zip(parts, shares, strict=True)
    )
    assert [-each for each in split(Fen(-amount), shares)] == parts


def test_of_equal_remainders_the_earlier_goes_first() -> None:
    assert split(Fen(1), [500_000, 500_000]) == [1, 0]
    assert split(Fen(-1), [500_000, 500_000]) == [-1, 0]
