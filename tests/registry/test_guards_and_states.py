"""Papers D1-D6, terms M1-M5, the lifecycle's table and the small rules."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from backend.kernel.lifecycle import IllegalTransition
from backend.registry import guards, rules
from backend.registry.guards import (
    ContractFacts,
    FilingFacts,
    ListedRight,
    PaperFact,
)
from backend.registry.states import (
    LIVE,
    PLEDGE,
    RESOURCE,
    Action,
    ClaimKind,
    Paper,
    Party,
    State,
)
from tests import make

BOTH = frozenset(Party)
CODES = {Party.FIRM: make.uscc(1), Party.BANK: make.uscc(2)}
COMPLETE = FilingFacts(
    papers=(
        PaperFact(paper=Paper.APPLICATION_FORM, signed_by=BOTH),
        PaperFact(paper=Paper.PLEDGE_CONTRACT),
        PaperFact(paper=Paper.IDENTITY, party=Party.FIRM),
        PaperFact(paper=Paper.IDENTITY, party=Party.BANK, has_document=False, undertaking=True),
    ),
    codes=CODES,
)
RIGHT = UUID(int=7)
LISTED = ListedRight(
    right_id=RIGHT,
    number="201810000001.X",
    title="一种装置",
    filing_on=date(2018, 1, 1),
    granted_on=date(2020, 1, 1),
)
CONTRACT = ContractFacts(
    pledgor_name="甲",
    pledgor_address="某路 1 号",
    pledgee_name="银行",
    pledgee_address="某路 2 号",
    claim_kind=ClaimKind.SINGLE,
    secured_fen=1,
    performance_from=date(2026, 1, 1),
    performance_to=date(2027, 1, 1),
    right_ids=(RIGHT,),
    listed=(LISTED,),
    scope="主债权",
)


def missing(filing: FilingFacts) -> dict[str, tuple[str, ...]]:
    return {str(a.paper): a.missing for a in guards.papers(filing) if a.missing}


def without(paper: Paper) -> FilingFacts:
    return replace(COMPLETE, papers=tuple(p for p in COMPLETE.papers if p.paper is not paper))


def test_a_complete_filing_lacks_nothing() -> None:
    assert missing(COMPLETE) == {}
    guards.check_papers(guards.papers(COMPLETE))


@pytest.mark.parametrize(
    ("filing", "lacks"),
    [
        (without(Paper.APPLICATION_FORM), {"D1": ("document",)}),
        (without(Paper.PLEDGE_CONTRACT), {"D2": ("document",)}),
        (without(Paper.IDENTITY), {"D3": ("proof_of_firm", "proof_of_bank")}),
        (replace(COMPLETE, agent=True), {"D4": ("document",)}),
        (replace(COMPLETE, consent_missing=(RIGHT,)), {"D5": (f"coowner_consent:{RIGHT}",)}),
        (
            replace(COMPLETE, declaration_missing=(RIGHT,)),
            {"D5": (f"same_day_declaration:{RIGHT}",)},
        ),
        (replace(COMPLETE, appraised=True), {"D6": ("document",)}),
        (
            replace(
                COMPLETE, codes={Party.FIRM: "91310115000000001X", Party.BANK: CODES[Party.BANK]}
            ),
            {"D3": ("code_of_firm",)},
        ),
    ],
)
def test_each_paper_is_asked_for(filing: FilingFacts, lacks: dict[str, tuple[str, ...]]) -> None:
    assert missing(filing) == lacks
    with pytest.raises(guards.PapersMissing):
        guards.check_papers(guards.papers(filing))


def test_an_application_form_signed_by_one_party_is_not_enough() -> None:
    one = PaperFact(paper=Paper.APPLICATION_FORM, signed_by=frozenset({Party.FIRM}))
    other = PaperFact(paper=Paper.APPLICATION_FORM, signed_by=frozenset({Party.BANK}))
    rest = without(Paper.APPLICATION_FORM)

    assert missing(replace(rest, papers=(*rest.papers, one))) == {"D1": ("signature_of_bank",)}
    assert missing(replace(rest, papers=(*rest.papers, one, other))) == {}


def test_no_appraisal_needs_no_report() -> None:
    assert missing(replace(COMPLETE, appraised=False)) == {}


@pytest.mark.parametrize(
    ("changes", "term"),
    [
        ({"pledgor_address": None}, "M1"),
        ({"pledgee_name": ""}, "M1"),
        ({"claim_kind": None}, "M2"),
        ({"secured_fen": None}, "M2"),
        ({"performance_to": None}, "M3"),
        ({"performance_from": None}, "M3"),
        ({"listed": ()}, "M4"),
        ({"listed": (replace(LISTED, granted_on=None),)}, "M4"),
        ({"right_ids": (RIGHT, UUID(int=8))}, "M4"),
        ({"scope": None}, "M5"),
    ],
)
def test_each_mandatory_term_is_asked_for(changes: dict[str, object], term: str) -> None:
    assert guards.missing_terms(CONTRACT) == ()
    assert guards.missing_terms(replace(CONTRACT, **changes)) == (term,)  # type: ignore[arg-type]


#: Section 7 of the rules, said again: from, event, to.
TABLE = [
    ("draft", "sign", "ready"),
    ("draft", "withdraw", "withdrawn"),
    ("defect", "withdraw", "withdrawn"),
    ("ready", "file", "filed"),
    ("ready", "reopen", "draft"),
    ("filed", "note_defect", "defect"),
    ("defect", "cure", "filed"),
    ("defect", "time_over", "refused"),
    ("filed", "warn", "warned"),
    ("warned", "declare", "filed"),
    ("warned", "no_declaration", "refused"),
    ("filed", "refuse", "refused"),
    ("ready", "withdraw", "withdrawn"),
    ("filed", "withdraw", "withdrawn"),
    ("warned", "withdraw", "withdrawn"),
    ("filed", "register", "registered"),
    ("registered", "file_change", "change_filed"),
    ("change_filed", "approve_change", "registered"),
    ("change_filed", "reject_change", "registered"),
    ("registered", "file_cancellation", "cancel_filed"),
    ("cancel_filed", "approve_cancellation", "cancelled"),
    ("cancel_filed", "reject_cancellation", "registered"),
    ("registered", "revoke", "revoked"),
    ("change_filed", "revoke", "revoked"),
    ("cancel_filed", "revoke", "revoked"),
    ("cancelled", "revoke", "revoked"),
]


def test_the_lifecycle_is_the_table_and_nothing_more() -> None:
    moves = {
        (str(source), str(action), str(target))
        for (source, action), target in PLEDGE.transitions.items()
        if source is not target
    }

    assert moves == set(TABLE)


@pytest.mark.parametrize("state", [State.REFUSED, State.REVOKED, State.WITHDRAWN])
def test_nothing_leads_out_of_a_final_state(state: State) -> None:
    assert PLEDGE.open_actions(state) == []
    with pytest.raises(IllegalTransition):
        PLEDGE.after(state, Action.FILE)


def test_live_is_what_cnipa_has_before_it_or_in_force() -> None:
    assert {str(s) for s in LIVE} == {
        "filed",
        "defect",
        "warned",
        "registered",
        "change_filed",
        "cancel_filed",
    }


def test_every_action_of_a_person_has_its_resource() -> None:
    assert set(Action) - set(RESOURCE) == {Action.FLAG}


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        ("2026000000410", ()),
        ("Y2026000000410", ()),
        ("2015990000410", ("number_of_another_year",)),
        ("Z2026000000410", ("number_unusual",)),
        ("20260000004", ("number_unusual",)),
    ],
)
def test_a_registration_number_is_warned_about_never_refused(
    number: str, warnings: tuple[str, ...]
) -> None:
    assert rules.number_warnings(number, date(2026, 3, 1)) == warnings


def test_a_natural_persons_name_is_not_published() -> None:
    assert not rules.is_publishable(code=None, is_organisation=False)
    assert not rules.is_publishable(code="11010519491231002X", is_organisation=False)
    assert rules.is_publishable(code=make.uscc(3), is_organisation=False)
    assert rules.is_publishable(code=None, is_organisation=True)


def test_the_verifier_is_another_person_of_another_organisation() -> None:
    bank, district, recorder = uuid4(), uuid4(), uuid4()

    with pytest.raises(rules.SamePerson):
        rules.check_verifier(
            verifier=recorder,
            verifier_organisation=district,
            recorder=recorder,
            recorder_organisation=bank,
            recorder_is_district=False,
            counts=True,
        )
    with pytest.raises(rules.SameOrganisation):
        rules.check_verifier(
            verifier=uuid4(),
            verifier_organisation=bank,
            recorder=recorder,
            recorder_organisation=bank,
            recorder_is_district=False,
            counts=True,
        )
    rules.check_verifier(
        verifier=uuid4(),
        verifier_organisation=district,
        recorder=recorder,
        recorder_organisation=district,
        recorder_is_district=True,
        counts=True,
    )
