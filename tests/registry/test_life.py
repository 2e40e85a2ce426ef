"""The life of a pledge through the service: who may do what, in which state, and what it writes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.kernel import clock
from backend.kernel.auth import NotVerified
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.portfolio.states import FactKind, PatentKind
from backend.registry import guards, rules, service
from backend.registry.states import Channel, Paper, Party, State
from tests import make as base
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


async def test_an_accepted_offer_drafts_a_pledge_with_its_rights_listed() -> None:
    at = await make.scene()

    pledge = await make.drafted(at)

    assert pledge.state is State.DRAFT
    assert pledge.number.startswith("PL-")
    assert pledge.terms["listed"][0]["granted_on"] == "2020-05-01"
    assert pledge.terms_hash
    assert not pledge.live


async def test_one_signature_leaves_the_draft_and_the_second_makes_it_ready() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)

    after_one = await make.sign(at, pledge, at.signatory)
    after_two = await make.sign(at, pledge, at.checker)

    assert (after_one.state, after_two.state) == (State.DRAFT, State.READY)


async def test_nobody_signs_twice() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await make.sign(at, pledge, at.signatory)

    with pytest.raises(rules.AlreadySigned):
        await make.sign(at, pledge, at.signatory)


async def test_a_signature_needs_the_password() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)

    with pytest.raises(Forbidden) as refusal:
        await service.sign(
            pledge.id, terms_hash=str(pledge.terms_hash), password="wrong", by=at.signatory
        )

    assert refusal.value.code == "identity.password_wrong"


async def test_a_signature_under_old_terms_is_refused() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await service.set_terms(pledge.id, {"loan_reference": "JK-002"}, by=at.desk)

    with pytest.raises(rules.TermsChanged):
        await make.sign(at, pledge, at.signatory)


async def test_changed_terms_void_the_first_signature() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await make.sign(at, pledge, at.signatory)

    changed = await service.set_terms(pledge.id, {"loan_reference": "JK-002"}, by=at.desk)
    after = await make.sign(at, changed, at.checker)

    assert after.state is State.DRAFT


@pytest.mark.parametrize("who", ["handler", "desk"])
async def test_only_signatories_sign(who: str) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)

    with pytest.raises(Forbidden):
        await make.sign(at, pledge, getattr(at, who))


async def test_a_firm_that_is_not_verified_cannot_sign() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)

    with pytest.raises(NotVerified):
        await make.sign(at, pledge, replace(at.signatory, verified=False))


async def test_missing_papers_forbid_signing() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    await service.set_terms(pledge.id, {"scope": "主债权"}, by=at.desk)
    await make.settle(at, pledge, pledge.right_ids[0])
    pledge = await make.paper(at, pledge, Paper.APPLICATION_FORM)

    with pytest.raises(guards.PapersMissing) as refusal:
        await make.sign(at, pledge, at.signatory)

    assert refusal.value.facts["missing"] == {
        "D2": ["document"],
        "D3": ["proof_of_firm", "proof_of_bank"],
    }


async def test_a_missing_term_forbids_signing() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    await make.settle(at, pledge, pledge.right_ids[0])
    await make.papers(at, pledge)

    with pytest.raises(guards.TermsIncomplete) as refusal:
        await make.sign(at, pledge, at.signatory)

    assert refusal.value.facts["missing"] == ["M5"]


async def test_an_unknown_ground_forbids_signing() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    pledge = await service.set_terms(pledge.id, {"scope": "主债权"}, by=at.desk)
    await make.papers(at, pledge)

    with pytest.raises(guards.PreflightBlocks) as refusal:
        await make.sign(at, pledge, at.signatory)

    assert refusal.value.facts["grounds"] == [1, 2, 4, 5, 8, 9, 11, 12]


async def test_pending_invalidation_does_not_forbid_signing_but_is_declared_later() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    pledge = await service.set_terms(pledge.id, {"scope": "主债权"}, by=at.desk)
    await make.settle(at, pledge, pledge.right_ids[0], invalidation_pending=True)
    await make.papers(at, pledge)
    await make.sign(at, pledge, at.signatory)
    await make.sign(at, pledge, at.checker)
    await service.file(pledge.id, channel=Channel.ONLINE, by=at.desk)

    warned = await service.warn(
        pledge.id, grounds=[11], warned_on=None, answer_by=None, document_id=None, by=at.desk
    )
    one = await service.declare(
        pledge.id, declaration_hash=None, password=base.PASSWORD, by=at.signatory
    )
    two = await service.declare(
        pledge.id, declaration_hash=None, password=base.PASSWORD, by=at.checker
    )

    assert (warned.state, one.state, two.state) == (State.WARNED, State.WARNED, State.FILED)


async def test_a_warning_names_only_what_can_be_waived() -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    with pytest.raises(rules.WarningUnfounded):
        await service.warn(
            pledge.id, grounds=[9], warned_on=None, answer_by=None, document_id=None, by=at.desk
        )


async def test_a_utility_model_needs_its_same_day_declaration() -> None:
    at = await make.scene()
    right_id = await make.right(at.firm.name, kind=PatentKind.UTILITY_MODEL)
    pledge = await make.evidenced(at, rights=[right_id])
    with pytest.raises(guards.PapersMissing) as refusal:
        await make.sign(at, pledge, at.signatory)
    assert list(refusal.value.facts["missing"]) == ["D5"]  # type: ignore[call-overload]

    await service.add_fact(
        pledge.id,
        FactKind.SAME_DAY_DECLARATION,
        right_id=right_id,
        as_of=clock.today(),
        payload={"has_twin": False},
        document_id=None,
        by=at.desk,
    )

    assert (await make.sign(at, pledge, at.signatory)).state is State.DRAFT


async def test_a_filing_needs_both_signatures() -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    await make.sign(at, pledge, at.signatory)

    with pytest.raises(IllegalTransition):
        await service.file(pledge.id, channel=Channel.ONLINE, by=at.desk)


async def test_the_guard_itself_refuses_one_signature() -> None:
    with pytest.raises(guards.SignaturesMissing) as refusal:
        guards.check_both_signed(frozenset({Party.FIRM}))

    assert refusal.value.facts["missing"] == [Party.BANK]


async def test_evidence_that_has_grown_stale_forbids_filing_until_reopened() -> None:
    at = await make.scene()
    pledge = await make.signed(at)
    later = clock.now() + timedelta(days=40)

    with clock.at(later):
        with pytest.raises(guards.PreflightBlocks):
            await service.file(pledge.id, channel=Channel.ONLINE, by=at.desk)
        reopened = await service.reopen(pledge.id, reason="the extract is stale", by=at.desk)

    assert reopened.state is State.DRAFT
    assert reopened.terms_hash != pledge.terms_hash


@pytest.mark.parametrize(
    ("channel", "due_on"),
    [(Channel.ONLINE, date(2026, 3, 10)), (Channel.POST, date(2026, 3, 13))],
)
async def test_the_clock_of_a_channel_counts_working_days(channel: Channel, due_on: date) -> None:
    at = await make.scene()
    friday = clock.now().replace(year=2026, month=3, day=6)
    with clock.at(friday):
        pledge = await make.signed(at)
        pledge = await service.file(pledge.id, channel=channel, by=at.desk)

    assert pledge.due_on == due_on


async def test_a_defect_is_cured_in_time_and_the_clock_starts_anew() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    today = clock.today()
    await service.note_defect(
        pledge.id, text="页码不全", cure_by=today + timedelta(days=3), by=at.desk
    )
    with (
        clock.at(clock.now() + timedelta(days=5)),
        pytest.raises(rules.CureTooLate),
    ):
        await service.cure(pledge.id, by=at.desk)

    cured = await service.cure(pledge.id, by=at.desk)

    assert cured.state is State.FILED
    assert cured.cure_by is None
    assert cured.due_on == clock.add_working_days(today, 2)


async def test_both_parties_see_what_cnipa_wants_until_when() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    cure_by, answer_by = clock.today() + timedelta(days=3), clock.today() + timedelta(days=9)

    defect = await service.note_defect(pledge.id, text="缺页", cure_by=cure_by, by=at.desk)
    seen = (await service.pledge(pledge.id, by=at.signatory)).history[-1]
    cured = await service.cure(pledge.id, by=at.desk)
    warned = await service.warn(
        pledge.id, grounds=[11], warned_on=None, answer_by=answer_by, document_id=None, by=at.desk
    )

    assert (seen.payload["text"], seen.payload["cure_by"]) == ("缺页", cure_by.isoformat())
    assert (defect.answer_by, cured.answer_by, warned.answer_by) == (cure_by, None, answer_by)


async def test_a_defect_is_not_refused_for_time_while_it_can_be_cured() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    cure_by = clock.today() + timedelta(days=3)
    await service.note_defect(pledge.id, text="缺页", cure_by=cure_by, by=at.desk)

    with (
        clock.at(clock.now() + timedelta(days=3)),
        pytest.raises(rules.CureTimeRuns) as refusal,
    ):
        await service.refuse(pledge.id, reason="逾期未补正", by=at.desk)

    assert refusal.value.facts == {"cure_by": cure_by.isoformat()}
    with clock.at(clock.now() + timedelta(days=4)):
        refused = await service.refuse(pledge.id, reason="逾期未补正", by=at.desk)
    assert refused.state is State.REFUSED


@pytest.mark.parametrize("via", ["filed", "defect", "warned"])
async def test_cnipa_refuses_from_wherever_it_waits(via: str) -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    if via == "defect":
        await service.note_defect(pledge.id, text="缺页", cure_by=clock.today(), by=at.desk)
    if via == "warned":
        await service.warn(
            pledge.id, grounds=[10], warned_on=None, answer_by=None, document_id=None, by=at.desk
        )

    later = clock.now() + timedelta(days=1 if via == "defect" else 0)
    with clock.at(later):
        refused = await service.refuse(pledge.id, reason="不予登记", grounds=[10], by=at.desk)

    assert refused.state is State.REFUSED
    assert not refused.live


async def test_a_pledge_is_withdrawn_before_the_decision_and_not_after() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    withdrawn = await service.withdraw(pledge.id, by=at.signatory)
    assert withdrawn.state is State.WITHDRAWN

    other = await make.registered(at)
    with pytest.raises(IllegalTransition):
        await service.withdraw(other.id, by=at.signatory)


async def test_another_banks_desk_finds_no_such_pledge() -> None:
    at, other = await make.scene(), await make.scene()
    pledge = await make.signed(at)

    for call in (
        service.file(pledge.id, channel=Channel.ONLINE, by=other.desk),
        service.reopen(pledge.id, reason="mine now", by=other.desk),
        service.withdraw(pledge.id, by=other.signatory),
        service.pledge(pledge.id, by=other.checker),
    ):
        with pytest.raises(NotFound):
            await call


async def test_an_unknown_pledge_is_not_found() -> None:
    at = await make.scene()

    with pytest.raises(NotFound):
        await service.pledge(uuid4(), by=at.desk)


async def test_a_right_that_cannot_be_pledged_at_cnipa_is_not_drafted() -> None:
    at = await make.scene()
    foreign = await make.right(at.firm.name, kind=PatentKind.FOREIGN)

    with pytest.raises(rules.RightNotPledgeable):
        await make.drafted(at, rights=[foreign])


async def test_an_application_has_one_open_pledge() -> None:
    at = await make.scene()
    application = uuid4()
    pledge = await make.drafted(at, application_id=application)
    with pytest.raises(rules.ApplicationHasPledge):
        await make.drafted(at, application_id=application)

    await service.withdraw(pledge.id, by=at.signatory)

    assert (await make.drafted(at, application_id=application)).state is State.DRAFT


ATTORNEY = {"agency_code": "31236", "person": "沈思远", "matters": ["提交"]}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"agent": "浦江所"}, "attorney"),
        ({"attorney": ATTORNEY | {"valid_until": date(2099, 1, 1)}}, "agent"),
        (
            {"agent": "浦江所", "attorney": ATTORNEY | {"valid_until": date(2020, 1, 1)}},
            "valid_until",
        ),
    ],
)
async def test_an_agent_and_his_mandate_come_together(values: dict[str, Any], field: str) -> None:
    at = await make.scene()
    pledge = await make.drafted(at)

    with pytest.raises(rules.AttorneyIncomplete) as refusal:
        await service.set_terms(pledge.id, values, by=at.desk)

    assert refusal.value.facts["field"] == field
