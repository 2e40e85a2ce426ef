"""Quotes side by side: one basis, differences, every exclusion, and what a loss costs the buyer."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.money import Fen
from backend.policies.comparison import Column, Grid, Part, Price, grid, per_year
from backend.policies.losses import Loss, PartTerms, Scenario, Terms, outcome, payment
from backend.policies.states import Group, LossEvent, Shortfall, Standing, Told

W = 10_000 * 100
US_SUIT = Scenario(
    code="us_suit_settled",
    event=LossEvent.SUIT,
    territory="US",
    losses=(Loss(cost="DEF", amount=Fen(300 * W)), Loss(cost="DAM", amount=Fen(240 * W))),
)
US_VERDICT = Scenario(
    code="us_verdict",
    event=LossEvent.SUIT,
    territory="US",
    losses=(Loss(cost="DEF", amount=Fen(500 * W)), Loss(cost="DAM", amount=Fen(1800 * W))),
)
JP_LETTER = Scenario(
    code="jp_letter",
    event=LossEvent.LETTER,
    territory="JP",
    losses=(Loss(cost="DEF", amount=Fen(25 * W)),),
)
CLAUSE: dict[str, Any] = {
    "trigger": "claim_made",
    "reported_in_period": True,
    "retro_date": None,
    "waiting_days": 0,
    "defence_inside_limit": True,
    "recovery_share_bp": 0,
}


def terms(cost: str, limit: int, deductible: int, kept_bp: int, **more: Any) -> Terms:
    return Terms(
        cost=cost,
        limit_per_claim_fen=limit * W,
        limit_agg_fen=limit * W,
        deductible_fen=deductible * W,
        coinsurance_bp=kept_bp,
        **more,
    )


def part(code: str, *sections: Terms, territories: str = "US EU JP", **clause: Any) -> Part:
    return Part(
        terms=PartTerms(
            code=code,
            territories=tuple(territories.split()),
            sections=sections,
            trigger=(CLAUSE | clause)["trigger"],
            defence_inside_limit=(CLAUSE | clause)["defence_inside_limit"],
        ),
        clause=CLAUSE | clause,
        exclusions=frozenset({"wilful", "known_matter"} | set(clause.get("excluded", ()))),
    )


#: E1 as quoted, and its claim (insurance.md §3.5).
E1 = {
    "DEF": part("DEF", terms("DEF", 500, 20, 2000)),
    "DAM": part("DAM", terms("DAM", 500, 50, 2000)),
}


def column(n: int, parts: Any = None, **changes: Any) -> Column:
    price = Price(
        net=16172976,
        vat=970379,
        gross=17143355,
        inception_on=date(2027, 1, 1),
        expires_on=date(2028, 1, 1),
    )
    quoted = Column(
        id=UUID(int=n),
        insurer=f"insurer {n}",
        standing=Standing.OPEN,
        price=price,
        parts=E1 if parts is None else parts,
        papers={"wording": "2026.1", "licence": None},
    )
    return replace(quoted, **changes)


def row(found: Grid, term: str, part: str | None = None) -> Any:
    (only,) = [each for each in found.rows if (each.term, each.part) == (term, part)]
    return only


def test_the_worked_claim_and_the_four_losses_of_the_design() -> None:
    parts = [each.terms for each in E1.values()]
    settled, verdict, letter = (outcome(x, parts) for x in (US_SUIT, US_VERDICT, JP_LETTER))
    europe_only = [part("DEF", terms("DEF", 300, 10, 3000), territories="EU JP").terms]

    assert (settled.paid, settled.kept) == (376 * W, 164 * W)
    assert (verdict.paid, verdict.because) == (884 * W, (Shortfall.LIMIT_REACHED,))
    assert (letter.paid, letter.kept) == (4 * W, 21 * W)
    assert outcome(US_SUIT, europe_only).because == (
        Shortfall.TERRITORY_NOT_COVERED,
        Shortfall.PART_NOT_COVERED,
    )
    assert outcome(JP_LETTER, [part("DEF", terms("DEF", 500, 30, 0)).terms]).because == (
        Shortfall.BELOW_DEDUCTIBLE,
    )
    suits_only = part("DEF", terms("DEF", 500, 0, 0), trigger="suit_brought").terms
    assert outcome(JP_LETTER, [suits_only]).because == (Shortfall.TRIGGER_NOT_MET,)


def test_defence_inside_the_limit_uses_it_up() -> None:
    sections = terms("DEF", 400, 0, 0), terms("DAM", 400, 0, 0)
    inside = part("LIAB", *sections).terms
    outside = part("LIAB", *sections, defence_inside_limit=False).terms

    assert outcome(US_SUIT, [inside]).paid == 400 * W
    assert outcome(US_SUIT, [outside]).paid == 540 * W


RULES = ("then", "higher_of")
MONEY = st.integers(0, 10**9)


@settings(max_examples=200, deadline=None)
@given(
    loss=MONEY,
    more=MONEY,
    limit=MONEY,
    d=MONEY,
    c=st.integers(0, 9_999),
    rule=st.sampled_from(RULES),
)
def test_a_payment_is_within_its_limit_grows_with_the_loss_and_meets_the_clause(
    loss: int, more: int, limit: int, d: int, c: int, rule: str
) -> None:
    stated = Terms(
        cost="DEF",
        limit_per_claim_fen=limit,
        limit_agg_fen=limit,
        deductible_fen=d,
        coinsurance_bp=c,
        deductible_rule=rule,
    )
    paid = payment(loss, stated, limit=limit)
    exact = (
        (10_000 - c) * max(loss - d, 0)
        if rule == "then"
        else min(loss - d, loss - c * loss / 10_000)
    )
    exact = exact / 10_000 if rule == "then" else max(exact, 0)

    assert 0 <= paid <= min(limit, loss)
    assert paid <= payment(loss + more, stated, limit=limit)
    assert abs(paid - min(exact, limit)) <= 0.51


def test_terms_that_differ_are_told_from_those_that_are_alike() -> None:
    higher = E1 | {"DEF": part("DEF", terms("DEF", 800, 30, 0), territories="US EU UK JP")}
    found = grid([column(1), column(2, higher)], [US_SUIT], base=frozenset({"wilful"}))

    assert row(found, "limit_per_claim_fen", "DEF").differs
    assert [cell and cell.value for cell in row(found, "territory", "DEF").cells] == [
        ["EU", "JP", "US"],
        ["EU", "JP", "UK", "US"],
    ]
    assert not row(found, "limit_per_claim_fen", "DAM").differs
    assert not row(found, "gross_fen").differs
    (costs,) = found.scenarios
    assert [each and (each.outcome.kept, each.total) for each in costs] == [
        (164 * W, 164 * W + 17143355),
        ((30 + 88) * W, (30 + 88) * W + 17143355),
    ]


def test_what_cannot_apply_is_told_from_what_nobody_said() -> None:
    only_def = {"DEF": part("DEF", terms("DEF", 500, 0, 0), retro_date="2024-12-01")}
    found = grid([column(1), column(2, only_def)], [], base=frozenset())

    def told(term: str, part: str | None) -> list[Told]:
        return [cell.told for cell in row(found, term, part).cells]

    assert told("deductible_fen", "DAM") == [Told.STATED, Told.NOT_APPLICABLE]
    assert told("deductible_rule", "DEF") == [Told.STATED, Told.NOT_APPLICABLE]
    assert told("retro_date", "DEF") == [Told.NOT_PROVIDED, Told.STATED]
    assert row(found, "covered", "DAM").differs
    assert [each.term for each in found.rows if each.term in {"licence", "recovery_share_bp"}] == []


def test_exclusions_are_never_folded_and_the_wider_are_marked() -> None:
    wider = E1 | {"DEF": part("DEF", terms("DEF", 500, 20, 2000), excluded=["unpaid_royalties"])}
    found = grid([column(1), column(2, wider)], [], base=frozenset({"wilful", "known_matter"}))
    rows = [each for each in found.rows if each.group is Group.EXCLUSIONS]

    assert [(each.term, each.base, each.differs, each.foldable) for each in rows] == [
        ("known_matter", True, False, False),
        ("wilful", True, False, False),
        ("unpaid_royalties", False, True, False),
    ]
    assert [cell and cell.value for cell in rows[2].cells] == [[], ["DEF"]]


def test_declined_and_expired_stay_with_their_reason_and_change_no_difference() -> None:
    expired = E1 | {"DEF": part("DEF", terms("DEF", 999, 0, 0))}
    found = grid(
        [
            column(1),
            column(2, expired, standing=Standing.EXPIRED, reason="valid until 2026-11-27"),
            Column(id=UUID(int=3), insurer="3", standing=Standing.DECLINED, reason="APPETITE_US"),
        ],
        [US_SUIT],
        base=frozenset(),
    )

    assert not row(found, "limit_per_claim_fen", "DEF").differs
    assert row(found, "limit_per_claim_fen", "DEF").cells[2] is None
    assert found.columns[2].reason == "APPETITE_US"
    assert found.scenarios[0][2] is None


@pytest.mark.parametrize(
    ("inception", "expires", "wanted"),
    [
        (date(2027, 1, 1), date(2028, 1, 1), 73000),
        (date(2028, 2, 29), date(2030, 2, 28), 36500),
        (date(2027, 1, 1), date(2027, 7, 1), 147210),  # 181 days
    ],
)
def test_premiums_of_unlike_terms_are_brought_to_a_year(
    inception: date, expires: date, wanted: int
) -> None:
    price = Price(net=1, vat=1, gross=73000, inception_on=inception, expires_on=expires)
    assert per_year(price) == wanted
