"""Decisions of banks, pledges and their checks come as papers, made from what is on record."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.kernel import clock
from backend.kernel.db import fetch, fetch_value, loads
from backend.lending.service import deciding
from backend.lending.states import RefusalReason
from backend.papers import service
from backend.papers.states import Paper, State
from backend.portfolio.states import FactKind, PatentKind
from backend.registry import service as registry
from contracts.catalogue import load, template
from contracts.decision_notice.terms import DecisionNotice
from contracts.offer_letter.terms import OfferLetter
from contracts.pledge_contract.terms import PledgeContract
from contracts.registration_application.terms import Invalidation, SameDay
from contracts.verification_statement.terms import VerificationStatement
from tests import make
from tests.lending import scene as lending
from tests.registry import make as pledges


async def _papers(subject: UUID) -> list[dict[str, Any]]:
    """The papers about this, oldest first; every one of them can be made."""
    rows = await fetch("SELECT * FROM papers_paper WHERE subject = $1 ORDER BY number", subject)
    for row in rows:
        await service.render(row["id"])
    assert await _unfit(subject) == []
    return await fetch("SELECT * FROM papers_paper WHERE subject = $1 ORDER BY number", subject)


async def _unfit(subject: UUID) -> list[str]:
    rows = await fetch(
        "SELECT payload->>'paper' AS paper FROM kernel_event "
        "WHERE name = 'papers.paper_unfit' AND subject_id = $1",
        subject,
    )
    return [row["paper"] for row in rows]


def _terms(row: dict[str, Any]) -> Any:
    return load(template(Paper(row["template"]), row["version"]), loads(row["terms"]))


async def test_an_approval_comes_with_the_offer_letter(db: None) -> None:
    at = await lending.scene()

    view = await lending.offered(at)

    (row,) = await _papers(view.row.id)
    terms = _terms(row)
    assert view.offer is not None
    assert isinstance(terms, OfferLetter)
    assert row["state"] == State.ISSUED
    assert (row["issuer"], row["parties"]) == (at.bank.id, [at.firm.id])
    assert terms.application_number == view.row.number
    assert (terms.amount_fen, terms.rate_bp) == (view.offer["amount_fen"], view.offer["rate_bp"])
    assert terms.valid_until == view.offer["valid_until"]
    assert sum(cost.amount_fen for cost in terms.costs if not cost.note) == terms.yearly_cost_fen


async def test_a_refusal_comes_with_a_notice_that_says_why(db: None) -> None:
    at = await lending.scene()
    view = await lending.opined(at)

    await deciding.refuse(
        view.row.id,
        opinion_version=1,
        reason_code=RefusalReason.WEAK_VALUE,
        sentence="价值不足。",
        by=at.bank.checker,
    )

    (row,) = await _papers(view.row.id)
    terms = _terms(row)
    assert isinstance(terms, DecisionNotice)
    assert (terms.reason, terms.reason_code) == (("价值不足。",), "weak_value")
    assert (await service.paper(row["id"], by=at.handler)).row["id"] == row["id"]


async def test_complete_terms_come_as_contract_and_application(db: None) -> None:
    at = await pledges.scene()

    pledge = await pledges.evidenced(at)

    rows = [row for row in await _papers(pledge.id) if row["state"] != State.LAPSED]
    assert [row["template"] for row in rows] == [
        Paper.PLEDGE_CONTRACT,
        Paper.REGISTRATION_APPLICATION,
    ]
    terms = _terms(rows[0])
    assert isinstance(terms, PledgeContract)
    assert terms.secured_fen == rows[0]["amount_fen"] == pledge.secured_fen
    assert len(terms.patents) == len(pledge.right_ids)
    places = (await service.paper(rows[0]["id"], by=at.signatory)).places
    assert [each["organisation"] for each in places] == [at.firm.id, at.bank.id]


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 12, 1)])
async def test_an_application_of_any_day_can_be_made(db: None, day: date) -> None:
    with clock.at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        at = await pledges.scene()
        pledge = await pledges.evidenced(at)

        (row,) = await _open_applications(pledge.id)

    assert row["state"] == State.ISSUED
    assert _terms(row).channel == ("online" if row["version"] == 1 else None)


async def test_other_terms_are_another_contract(db: None) -> None:
    at = await pledges.scene()
    pledge = await pledges.evidenced(at)
    before = await fetch_value(
        "SELECT count(*) FROM papers_paper WHERE subject = $1 AND state = 'lapsed'", pledge.id
    )

    await registry.set_terms(pledge.id, {"secured_fen": 77_700}, by=at.desk)

    rows = await _papers(pledge.id)
    open_ones = [row for row in rows if row["state"] != State.LAPSED]
    assert len(rows) - len(open_ones) == before + 2
    assert _terms(open_ones[0]).secured_fen == 77_700


async def test_nobody_is_asked_to_sign_what_was_filed_without_it(db: None) -> None:
    at = await pledges.scene()

    pledge = await pledges.filed(at)

    states = {row["template"]: row["state"] for row in await _papers(pledge.id)}
    assert states[Paper.PLEDGE_CONTRACT] == State.LAPSED
    assert states[Paper.REGISTRATION_APPLICATION] == State.ISSUED


async def test_both_checks_of_a_registration_are_stated(db: None) -> None:
    at = await pledges.scene()

    pledge = await pledges.counted(at)

    stated = [
        _terms(row)
        for row in await _papers(pledge.id)
        if row["template"] == Paper.VERIFICATION_STATEMENT
    ]
    assert all(isinstance(terms, VerificationStatement) for terms in stated)
    assert "district" in {terms.checker for terms in stated}
    assert {terms.registration_number for terms in stated} == {pledge.registration_number}


async def test_a_change_and_a_cancellation_come_as_forms(db: None) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)

    await registry.file_change(
        pledge.id,
        {"secured_fen": 5_00, "pledgee_name": "新名银行"},
        changed_on=clock.today(),
        document_id=await pledges.scan(at.desk),
        by=at.desk,
    )
    await registry.decide_change(pledge.id, approved=False, by=at.desk)
    await registry.file_cancellation(pledge.id, ground="paid", undertaking=True, by=at.desk)

    forms = {row["template"]: _terms(row) for row in await _papers(pledge.id)}
    items = {each.item: each.after for each in forms[Paper.CHANGE_FORM].changes}
    assert items == {"被担保债权的数额": "人民币 5.00 元", "质权人名称": "新名银行"}
    assert forms[Paper.CANCELLATION_FORM].ground == "paid"


async def test_the_forms_say_why_since_when_by_whom_and_with_what(db: None) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)
    today, before = clock.today(), pledge.registered_on

    await registry.file_change(
        pledge.id,
        {"pledgor_address": "张江路 2 号"},
        changed_on=today,
        reason="迁址。",
        undertaking=True,
        by=at.desk,
    )
    await registry.decide_change(pledge.id, approved=True, by=at.desk)
    await registry.file_cancellation(
        pledge.id,
        ground="other_law",
        ended_on=before,
        statement="质权与专利权归于一人。",
        document_id=await pledges.scan(at.desk),
        by=at.desk,
    )

    forms = {row["template"]: _terms(row) for row in await _papers(pledge.id)}
    change, end = forms[Paper.CHANGE_FORM], forms[Paper.CANCELLATION_FORM]
    assert (change.reason, change.undertaking, change.attachments) == (("迁址。",), True, ())
    assert (end.ended_on, end.statement) == (before, ("质权与专利权归于一人。",))
    assert (end.attachments, end.agent) == (("《扫描件.pdf》",), None)


async def test_an_agent_comes_with_a_power_of_attorney_of_all_who_own_and_take(db: None) -> None:
    at = await pledges.scene()
    shared = await pledges.right(at.firm.name, "上海㛃电子有限公司")
    pledge = await pledges.drafted(at, rights=[shared])

    await registry.set_terms(
        pledge.id,
        {
            "scope": "主债权及利息",
            "agent": "上海浦江专利代理事务所（普通合伙）",
            "attorney": {
                "agency_code": "31236",
                "person": "沈思远",
                "matters": ["提交登记申请", "领取通知书"],
                "valid_until": clock.today(),
            },
            "pledgor_details": {"representative": "陈 㛃", "postcode": "201203"},
        },
        by=at.desk,
    )

    (row,) = await _open_applications(pledge.id)
    terms = _terms(row)
    attorney = terms.power_of_attorney
    assert (attorney.agency_code, attorney.agent_person) == ("31236", "沈思远")
    assert attorney.powers == ("提交登记申请", "领取通知书")
    assert (terms.pledgors[0].representative, terms.pledgors[0].postcode) == ("陈 㛃", "201203")
    assert (terms.channel, terms.scope) == (None, ("主债权及利息",))

    await registry.set_terms(pledge.id, {"agent": ""}, by=at.desk)

    (row,) = await _open_applications(pledge.id)
    assert _terms(row).power_of_attorney is None


async def test_the_application_holds_what_was_declared_and_a_consent_for_each_coowner(
    db: None,
) -> None:
    at = await pledges.scene()
    shared = await pledges.right(at.firm.name, "上海㛃电子有限公司")
    pledge = await pledges.drafted(at, rights=[shared])
    pledge = await registry.set_terms(pledge.id, {"scope": "主债权及利息"}, by=at.desk)
    silent = _terms((await _open_applications(pledge.id))[0])

    for stated in (False, True):
        await registry.add_fact(
            pledge.id,
            FactKind.PARTIES_STATEMENT,
            right_id=shared,
            as_of=clock.today() - timedelta(days=not stated),
            payload={"invalidation_pending": stated},
            document_id=None,
            by=at.desk,
        )
        (row,) = await _open_applications(pledge.id)
        terms = _terms(row)
        numbers = [patent.patent_number for patent in terms.patents]
        assert [each.patent_number for each in terms.invalidations] == (numbers if stated else [])

    assert (silent.invalidations, silent.same_day) == (None, None)
    (consent,) = silent.coowner_consents
    assert consent.owner.name == "上海㛃电子有限公司"
    assert list(consent.patent_numbers) == [each.patent_number for each in silent.patents]


async def test_a_declared_twin_and_a_running_case_are_named_in_their_declarations(
    db: None,
) -> None:
    at = await pledges.scene()
    model = await pledges.right(at.firm.name, kind=PatentKind.UTILITY_MODEL)
    pledge = await pledges.drafted(at, rights=[model])
    pledge = await registry.set_terms(pledge.id, {"scope": "主债权及利息"}, by=at.desk)
    twin = make.application_number(1, year=2018)

    for kind, payload in (
        (FactKind.SAME_DAY_DECLARATION, {"has_twin": False}),
        (FactKind.SAME_DAY_DECLARATION, {"has_twin": True, "twin_number": twin}),
        (
            FactKind.PARTIES_STATEMENT,
            {
                "invalidation_pending": True,
                "case_number": "4W118823",
                "accepted_on": clock.today().isoformat(),
            },
        ),
    ):
        await registry.add_fact(
            pledge.id,
            kind,
            right_id=model,
            as_of=clock.today(),
            payload=payload,
            document_id=None,
            by=at.desk,
        )

    (row,) = await _open_applications(pledge.id)
    terms = _terms(row)
    (number,) = (patent.patent_number for patent in terms.patents)
    assert terms.same_day == (
        SameDay(patent_number=number, twin_patent_number=f"{twin[:12]}.{twin[12:]}"),
    )
    assert terms.invalidations == (
        Invalidation(patent_number=number, case_number="4W118823", started_on=clock.today()),
    )


async def _open_applications(pledge_id: UUID) -> list[dict[str, Any]]:
    return [
        row
        for row in await _papers(pledge_id)
        if row["template"] == Paper.REGISTRATION_APPLICATION and row["state"] != State.LAPSED
    ]
