"""The checklist against a model of its own: tables written out from licensing.md."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.licensing import rules
from backend.licensing.grams import grams, phrases, wanted
from backend.licensing.rules import Backing, Price, Running, Scope, Standing
from backend.licensing.states import LicenceKind, PriceForm, RateBase

TODAY = date(2026, 11, 29)
#: §2: may the new one (row) stand beside the running one (column)?
MATRIX = {
    "exclusive": {"exclusive": False, "sole": False, "plain": False, "open": False},
    "sole": {"exclusive": False, "sole": False, "plain": False, "open": False},
    "plain": {"exclusive": False, "sole": False, "plain": True, "open": True},
    "open": {"exclusive": False, "sole": False, "plain": True, "open": True},
}

#: §2, "unless earlier ones are accepted as carve-out": beside which running kinds it helps.
CARVED = {"exclusive": {"plain"}, "sole": {"plain"}, "plain": set(), "open": set()}

kinds = st.sampled_from(LicenceKind)
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
places = st.sets(st.sampled_from(["310000", "320000", "330000"]), max_size=2)
fields = st.sets(st.sampled_from(["biomedicine", "other"]), max_size=2)


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    kind = draw(kinds)
    everywhere = kind is LicenceKind.OPEN
    return Scope(
        kind=kind,
        fields=() if everywhere else tuple(sorted(draw(fields))),
        territory=() if everywhere else tuple(sorted(draw(places))),
        ends_on=draw(st.none() | days),
        carve_out=bool(CARVED[kind]) and draw(st.booleans()),
    )


def _shared(one: tuple[str, ...], other: tuple[str, ...], all_of_them: set[str]) -> bool:
    return bool((set(one) or all_of_them) & (set(other) or all_of_them))


def _meets(new: Scope, old: Scope, starts: date, old_starts: date) -> bool:
    far = date(9999, 1, 1)
    same_time = (old.ends_on or far) >= starts and (new.ends_on or far) >= old_starts
    same_field = _shared(new.fields, old.fields, {"biomedicine", "other", "any"})
    same_place = _shared(new.territory, old.territory, {"310000", "320000", "330000", "any"})
    return not MATRIX[new.kind][old.kind] and same_time and same_field and same_place


@given(new=scopes(), old=scopes(), starts=days, old_starts=days)
def test_a_conflict_is_what_the_matrix_says_in_the_same_field_place_and_time(
    new: Scope, old: Scope, starts: date, old_starts: date
) -> None:
    running = Running(number="LL-1", scope=old, starts_on=old_starts)

    assert rules.conflicts(new, running, starts_on=starts) is _meets(new, old, starts, old_starts)


CLEAN = Standing(
    in_force=True,
    fees_paid=True,
    paused=False,
    pledged=False,
    owner_proven=True,
    owners=1,
    needs_report=False,
    expires_on=None,
)
beside = st.lists(st.tuples(scopes(), days, st.booleans()), max_size=3)


@given(new=scopes(), old=beside)
@example(new=Scope(kind=LicenceKind.SOLE), old=[(Scope(kind=LicenceKind.PLAIN), TODAY, False)])
@example(
    new=Scope(kind=LicenceKind.EXCLUSIVE, carve_out=True),
    old=[(Scope(kind=LicenceKind.PLAIN), TODAY, late) for late in (False, True)],
)
@example(
    new=Scope(kind=LicenceKind.EXCLUSIVE, carve_out=True),
    old=[(Scope(kind=LicenceKind.PLAIN), TODAY, False)] * 2,
)
@example(
    new=Scope(kind=LicenceKind.SOLE, carve_out=True),
    old=[(Scope(kind=kind), TODAY, False) for kind in (LicenceKind.PLAIN, LicenceKind.SOLE)],
)
def test_a_carve_out_lets_earlier_plain_licences_stay_and_nothing_else(
    new: Scope, old: list[tuple[Scope, date, bool]]
) -> None:
    running = [
        Running(number=f"LL-{n}", scope=scope, starts_on=starts, later=later)
        for n, (scope, starts, later) in enumerate(old)
    ]
    against = [each for each in running if _meets(new, each.scope, TODAY, each.starts_on)]
    helps = all(each.scope.kind in CARVED[new.kind] for each in against)
    late = [each.number for each in against if each.later]
    numbers = [each.number for each in against]
    expected: list[tuple[str, bool, dict[str, object]]]
    if not against:
        expected = []
    elif not helps:
        expected = [("licensing.conflicting_licence", True, {"licences": numbers})]
    elif not new.carve_out:
        facts: dict[str, object] = {"field": "carve_out", "licences": numbers}
        expected = [("licensing.carve_out_needed", True, facts)]
    elif late:
        expected = [("licensing.licences_since", True, {"licences": late})]
    else:
        expected = [("running_licences_stay", False, {"count": len(against)})]

    found = rules.findings(
        new, Price(form=PriceForm.FREE), Backing(disputes=""), CLEAN, running, starts_on=TODAY
    )

    told = [(each.code, each.refuses, each.facts) for each in found if each.rule == "LC-05"]
    assert told == expected


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    known = st.none() | st.booleans()
    return Standing(
        in_force=draw(known),
        fees_paid=draw(known),
        paused=draw(known),
        pledged=draw(st.booleans()),
        owner_proven=draw(st.booleans()),
        owners=draw(st.integers(1, 3)),
        needs_report=draw(st.booleans()),
        expires_on=draw(st.none() | days),
        twin=draw(st.booleans()),
        licensed=draw(st.booleans()),
        disputed=draw(st.booleans()),
    )


@st.composite
def backings(draw: st.DrawFn) -> Backing:
    paper = st.none() | st.just(uuid4())
    consent = draw(paper)
    return Backing(
        pledgee_consent=consent,
        consent_floor_fen=None if consent is None else draw(st.integers(0, 200)),
        consent_account=None if consent is None else "622202",
        coowner_consent=draw(paper),
        evaluation_report=draw(paper),
        state_owned=draw(st.booleans()),
        approval=draw(paper),
        disputes=draw(st.none() | st.just("")),
    )


prices = st.one_of(
    st.just(Price(form=PriceForm.FREE)),
    st.integers(1, 200).map(lambda n: Price(form=PriceForm.LUMP, lump_fen=n)),
    st.just(Price(form=PriceForm.RUNNING, rate_bp=300, rate_base=RateBase.SALES)),
    st.integers(1, 200).map(
        lambda n: Price(
            form=PriceForm.UPFRONT_RUNNING, upfront_fen=n, rate_bp=300, rate_base=RateBase.SALES
        )
    ),
)


def _expected(scope: Scope, price: Price, of: Backing, right: Standing) -> set[str]:
    """Which refusals §7 and §10 ask for, one line each."""
    first = {PriceForm.LUMP: price.lump_fen, PriceForm.UPFRONT_RUNNING: price.upfront_fen}
    alone_needs_all = scope.kind.value in {"exclusive", "sole", "open"}
    last = right.expires_on
    told = {
        "right_not_in_force": right.in_force is False,
        "fees_unpaid": right.fees_paid is False,
        "right_paused": right.paused is True,
        "ownership_unproven": not right.owner_proven,
        "coowners_consent_needed": right.owners > 1 and alone_needs_all and not of.coowner_consent,
        "pledgee_consent_needed": right.pledged and not of.pledgee_consent,
        "price_below_floor": right.pledged
        and bool(of.pledgee_consent)
        and (first.get(price.form) or 0) < (of.consent_floor_fen or 0),
        "term_past": scope.ends_on is not None and scope.ends_on < TODAY,
        "term_past_expiry": last is not None
        and (last < TODAY or (scope.ends_on is not None and scope.ends_on > last)),
        "evaluation_report_needed": scope.kind.value == "open"
        and right.needs_report
        and not of.evaluation_report,
        "approval_needed": of.state_owned and not of.approval,
        "disputes_unsaid": of.disputes is None,
    }
    return {f"licensing.{code}" for code, refused in told.items() if refused}


@given(scope=scopes(), price=prices, backing=backings(), standing=standings())
def test_the_checklist_refuses_what_the_model_refuses_and_nothing_else(
    scope: Scope, price: Price, backing: Backing, standing: Standing
) -> None:
    found = rules.findings(scope, price, backing, standing, [], starts_on=TODAY)
    refused = {each.code for each in found if each.refuses}

    assert refused == _expected(scope, price, backing, standing)
    if refused:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whichever comes first
            rules.check(found)
        told = caught.value
        assert {told.code, *told.facts["also"]} == refused  # type: ignore[attr-defined]
    else:
        rules.check(found)


han = st.text("光刻机工件台电池隔膜装置ab12 、，", max_size=14)


@given(title=han, start=st.integers(0, 12), length=st.integers(1, 6))
def test_every_part_of_a_title_finds_it(title: str, start: int, length: int) -> None:
    part = title[start : start + length]
    if any(sign.isascii() and sign.isalnum() for sign in part):
        return  # a part of a Latin word is no word
    assert set(wanted(part)) <= set(grams(title))
    assert all(phrase in title for phrase in phrases(part))
