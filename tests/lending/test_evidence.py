"""What a decision rests on: a report that its issuer confirmed, or that the maker checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asyncpg import RestrictViolationError

from backend.documents import rules as documents_rules
from backend.documents import service as documents
from backend.documents.rules import DocumentDisproved
from backend.documents.states import Kind, Trust
from backend.documents.tables import File
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch
from backend.kernel.errors import DomainError, NotFound
from backend.lending import rules
from backend.lending.service import deciding, offers, reviewing
from backend.lending.states import CheckMethod
from backend.registry import service as registry
from backend.registry.service import PaperIn
from backend.registry.states import Paper
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples, vault
from tests.documents.make import file as deposited
from tests.lending import scene
from tests.valuation import make as make_valuation

pytestmark = pytest.mark.usefixtures("db")

GENUINE = samples.pdf("valuation report")
#: One byte of it is another.
FORGED = GENUINE.replace(b"report", b"repart")


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.use(tmp_path, monkeypatch)


@dataclass
class Evidence:
    at: scene.Scene
    report: File
    issuer: Actor

    async def says(self, **answer: Any) -> None:
        """The issuer is asked and answers with the hash of the copy that he keeps."""
        await documents.ask_confirmation(
            self.report.id, issuer=self.issuer.organisation_id, note="", by=self.at.signatory
        )
        own = await deposited(self.issuer, kind=Kind.OTHER, content=GENUINE)
        said: dict[str, Any] = {"confirmed": True, "sha256": own.sha256, "note": ""}
        await documents.answer_confirmation(
            self.report.id,
            **(said | answer),
            password=make.PASSWORD,
            by=self.issuer,
        )


async def evidence(content: bytes = GENUINE) -> Evidence:
    """A firm whose patent is worth what a report says that it has deposited."""
    at = await scene.scene(valued=False)
    report = await deposited(at.handler, kind=Kind.VALUATION_REPORT, content=content)
    await make_valuation.valuation(
        at.right,
        by=at.handler,
        valuer="评估机构",
        base_date=date(2026, 8, 1),
        report_file_id=report.id,
    )
    issuer = await make.actor(await make.organisation("appraiser"), "confirmer")
    return Evidence(at=at, report=report, issuer=issuer)


async def approve(at: scene.Scene, view: Any, by: Actor | None = None) -> Any:
    return await deciding.approve(view.row.id, opinion_version=1, by=by or at.bank.checker)


async def trust(case: Evidence, view: Any, by: Actor) -> Trust:
    return (await scene.seen(view, by=by)).trusts[case.report.id].trust


async def test_what_nobody_confirmed_or_checked_supports_no_decision(as_: ClientFor) -> None:
    case = await evidence()
    view = await scene.opined(case.at, checked=False)

    with pytest.raises(rules.ValuationUnchecked):
        await approve(case.at, view)

    assert await trust(case, view, case.at.bank.maker) is Trust.UNCONFIRMED
    dossier = await as_(case.at.bank.checker).get(f"/loan-applications/{view.row.id}/dossier")
    (document,) = dossier.json()["application"]["documents"]
    assert document["trust"] == {"state": "unconfirmed", "issuer_name": None, "answered_at": None}


async def test_what_the_issuer_confirmed_needs_no_check_of_the_banks(as_: ClientFor) -> None:
    case = await evidence()
    view = await scene.opined(case.at, checked=False)
    await case.says()

    offered = await approve(case.at, view)

    assert offered.offer["confirmation"] is not None
    assert offered.offer["valuation_check"] is None
    dossier = await as_(case.at.bank.checker).get(f"/loan-applications/{view.row.id}/dossier")
    (document,) = dossier.json()["application"]["documents"]
    assert document["trust"]["state"] == "confirmed"
    assert document["trust"]["issuer_name"] == case.issuer.organisation_name


async def test_what_the_maker_checked_another_person_may_decide_on() -> None:
    case = await evidence()
    at = case.at
    view = await scene.in_review(at)
    await reviewing.check_valuation(
        view.row.id,
        method=CheckMethod.ISSUER_ASKED,
        asked="评估机构",
        asked_on=date(2026, 8, 2),
        note="",
        by=at.bank.colleague,
    )
    view = await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)
    assert await trust(case, view, at.bank.checker) is Trust.CHECKED
    assert await trust(case, view, at.handler) is Trust.UNCONFIRMED, "a check is the bank's own"

    with pytest.raises(rules.MakerCannotCheck):
        await approve(at, view, by=at.bank.colleague)
    assert (await approve(at, view)).offer["valuation_check"] is not None


@pytest.mark.parametrize(
    ("content", "answer", "expected"),
    [
        (FORGED, {}, Trust.ALTERED),
        (GENUINE, {"confirmed": False, "sha256": None, "note": "非本机构报告"}, Trust.DENIED),
    ],
)
async def test_what_the_issuer_speaks_against_supports_nothing_although_checked(
    as_: ClientFor, content: bytes, answer: dict[str, Any], expected: Trust
) -> None:
    case = await evidence(content)
    at = case.at
    view, beside = await scene.opined(at), await scene.in_review(at, at.other)
    await case.says(**answer)
    assert await trust(case, view, at.bank.checker) is expected

    refused = await as_(at.bank.checker).post(
        f"/loan-applications/{view.row.id}/approval", json={"opinion_version": 1}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "documents.disproved")
    assert refused.json()["document_ids"] == [str(case.report.id)]
    opinion = await as_(at.other.maker).post(
        f"/loan-applications/{beside.row.id}/opinion",
        json={"kind": "grant", "amount_fen": 100, "rate_bp": 365, "term_months": 12},
    )
    assert opinion.json()["code"] == "documents.disproved"
    refusal = await reviewing.give_opinion(beside.row.id, scene.refusal(), by=at.other.maker)
    assert refusal.opinions, "to refuse for it is open"


async def refused(call: Any) -> None:
    with pytest.raises(DocumentDisproved):
        await call


async def test_an_offer_made_before_the_issuer_spoke_goes_no_further() -> None:
    case = await evidence(FORGED)
    view = await scene.offered(case.at)
    await case.says()

    await refused(offers.accept(view.row.id, by=case.at.signatory))


async def test_a_pledge_and_its_drawdown_stop_when_the_issuer_speaks() -> None:
    case = await evidence(FORGED)
    view = await scene.drawable(case.at)
    await case.says()

    await refused(scene.draw(case.at, view.row.id))


async def test_a_disproved_report_is_no_paper_of_a_pledge() -> None:
    case = await evidence(FORGED)
    view = await scene.accepted(case.at)
    paper = PaperIn(paper=Paper.APPRAISAL_REPORT, document_id=case.report.id)
    await registry.add_paper(scene.pledge_of(view), paper, by=case.at.handler)
    await case.says()

    await refused(registry.add_paper(scene.pledge_of(view), paper, by=case.at.handler))
    with pytest.raises(DomainError) as stopped:
        await scene.file_pledge(case.at, scene.pledge_of(view))
    assert stopped.value.code == "documents.disproved"


async def _forged_accounts(at: scene.Scene) -> tuple[Any, File]:
    """An application in review whose accounts are denied by an auditor after they were given."""
    view = await scene.in_review(at)
    accounts = await deposited(at.handler, kind=Kind.VALUATION_REPORT, content=FORGED)
    await scene.ask(at, view.row.id)
    view = await reviewing.answer_documents(
        view.row.id, document_ids=[accounts.id], note="", valuation_id=None, by=at.handler
    )
    issuer = await make.actor(await make.organisation("appraiser"), "confirmer")
    await documents.ask_confirmation(
        accounts.id, issuer=issuer.organisation_id, note="", by=at.signatory
    )
    await documents.answer_confirmation(
        accounts.id,
        confirmed=False,
        sha256=None,
        note="非本机构出具",
        password=make.PASSWORD,
        by=issuer,
    )
    return view, accounts


async def test_a_disowned_document_is_set_aside_with_its_reason_and_the_case_goes_on(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    view, forged = await _forged_accounts(at)
    path = f"/loan-applications/{view.row.id}"
    body = {"document_id": str(forged.id), "reason": "出具人否认，企业另行补交"}
    handed_over = await fetch("SELECT * FROM lending_frozen_document ORDER BY id")
    opinion = {"kind": "grant", "amount_fen": 100, "rate_bp": 365, "term_months": 12}
    stopped = await as_(at.bank.maker).post(f"{path}/opinion", json=opinion)

    aside = await as_(at.bank.maker).post(f"{path}/set-aside", json=body)
    again = await as_(at.bank.maker).post(f"{path}/set-aside", json=body)
    allowed = await as_(at.bank.maker).post(f"{path}/opinion", json=opinion)

    assert stopped.json()["code"] == "documents.disproved"
    assert aside.status_code == 200
    (told,) = (each for each in aside.json()["documents"] if each["id"] == str(forged.id))
    assert told["trust"]["state"] == "denied"
    assert told["set_aside"]["reason"] == body["reason"]
    assert again.json()["code"] == "documents.already_set_aside"
    assert allowed.status_code == 200
    assert await fetch("SELECT * FROM lending_frozen_document ORDER BY id") == handed_over
    for side in (at.handler, at.bank.checker):
        events = (await as_(side).get(f"{path}/history")).json()
        assert "lending.document_set_aside" in {each["name"] for each in events}
    with pytest.raises(RestrictViolationError):
        await execute("DELETE FROM documents_set_aside")


async def test_what_was_set_aside_stops_neither_the_pledge_nor_the_drawdown() -> None:
    at = await scene.scene()
    view, forged = await _forged_accounts(at)
    await reviewing.set_aside(view.row.id, document_id=forged.id, reason="否认", by=at.bank.maker)
    await scene.check_valuation(at, view.row.id)
    await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)
    await approve(at, view)

    accepted = await offers.accept(view.row.id, by=at.signatory)
    await scene.file_pledge(at, scene.pledge_of(accepted))


async def test_only_what_is_disowned_and_carries_no_value_is_set_aside() -> None:
    case = await evidence(FORGED)
    at = case.at
    view = await scene.in_review(at)
    stranger = await deposited(at.handler)

    with pytest.raises(rules.ReportInUse):
        await reviewing.set_aside(
            view.row.id, document_id=case.report.id, reason="否认", by=at.bank.maker
        )
    with pytest.raises(NotFound):
        await reviewing.set_aside(
            view.row.id, document_id=stranger.id, reason="否认", by=at.bank.maker
        )
    await scene.ask(at, view.row.id)
    sound = await deposited(at.handler)
    await reviewing.answer_documents(
        view.row.id, document_ids=[sound.id], note="", valuation_id=None, by=at.handler
    )
    with pytest.raises(documents_rules.DocumentNotDisproved):
        await reviewing.set_aside(
            view.row.id, document_id=sound.id, reason="否认", by=at.bank.maker
        )


async def test_once_decided_only_whoever_may_decide_sets_a_document_aside(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    body = {"document_id": str(uuid4()), "reason": "否认"}
    path = f"/loan-applications/{view.row.id}"

    maker, checker = [
        (await as_(who).post(f"{path}/set-aside", json=body)).status_code
        for who in (at.bank.maker, at.bank.checker)
    ]

    assert (maker, checker) == (403, 404)
    seen = [
        (await as_(who).get(path)).json()["allowed_actions"]
        for who in (at.bank.maker, at.bank.checker)
    ]
    assert ["set-aside" in each for each in seen] == [False, True]


async def test_a_valuation_whose_report_is_disowned_answers_nothing() -> None:
    case = await evidence()
    at = case.at
    view = await scene.in_review(at)
    newer = await deposited(at.handler, kind=Kind.VALUATION_REPORT, content=FORGED)
    stated = await make_valuation.valuation(at.right, by=at.handler, report_file_id=newer.id)
    await documents.ask_confirmation(
        newer.id, issuer=case.issuer.organisation_id, note="", by=at.signatory
    )
    await documents.answer_confirmation(
        newer.id,
        confirmed=False,
        sha256=None,
        note="非本机构报告",
        password=make.PASSWORD,
        by=case.issuer,
    )
    await scene.ask(at, view.row.id)

    await refused(
        reviewing.answer_documents(
            view.row.id, document_ids=[], note="", valuation_id=stated.id, by=at.handler
        )
    )


async def test_a_newer_version_is_unconfirmed_again() -> None:
    case = await evidence()
    at = case.at
    await case.says()
    view = await scene.opined(at, checked=False)
    assert await trust(case, view, at.bank.checker) is Trust.CONFIRMED
    newer = await deposited(at.handler, kind=Kind.VALUATION_REPORT, content=FORGED)
    stated = await make_valuation.valuation(at.right, by=at.handler, report_file_id=newer.id)
    await deciding.send_back(view.row.id, opinion_version=1, reason="新报告", by=at.bank.checker)
    await scene.ask(at, view.row.id)
    view = await reviewing.answer_documents(
        view.row.id, document_ids=[newer.id], note="", valuation_id=stated.id, by=at.handler
    )
    await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)

    with pytest.raises(rules.ValuationUnchecked):
        await deciding.approve(view.row.id, opinion_version=2, by=at.bank.checker)


async def told(as_: ClientFor, who: Actor) -> list[dict[str, Any]]:
    """What his inbox says of documents that an issuer spoke against."""
    inbox = (await as_(who).get("/notifications")).json()["items"]
    return [each["facts"] for each in inbox if each["name"] == "documents.document_disproved"]


async def over_http(as_: ClientFor, case: Evidence, **body: Any) -> Any:
    """The issuer is asked and answers, each over HTTP."""
    asked = await as_(case.at.signatory).post(
        f"/documents/{case.report.id}/confirmation-request",
        json={"issuer_id": str(case.issuer.organisation_id), "note": ""},
    )
    assert asked.status_code == 201
    return await as_(case.issuer).post(
        f"/documents/{case.report.id}/confirmation", json={"password": make.PASSWORD} | body
    )


DENIAL = {"confirmed": False, "sha256": None, "note": "非本机构报告"}


async def test_every_lender_who_may_read_it_is_told_and_nobody_else(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    case = await evidence()
    at = case.at
    await scene.in_review(at)
    stranger = (await scene.bank()).maker

    assert (await over_http(as_, case, **DENIAL)).json()["trust"] == "denied"
    await run_jobs()

    expected = {
        "file_name": case.report.name,
        "owner_name": at.firm.name,
        "issuer_name": case.issuer.organisation_name,
        "trust": "denied",
    }
    assert await told(as_, at.bank.maker) == await told(as_, at.bank.checker) == [expected]
    for other in (at.other.maker, stranger, at.handler, case.issuer):
        assert await told(as_, other) == []


async def test_a_confirmation_and_an_ended_consent_are_told_no_lender(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    confirmed, ended = await evidence(), await evidence()
    await scene.in_review(confirmed.at)
    view = await scene.in_review(ended.at)
    await documents.end_grants(view.row.id, by=ended.at.signatory)

    await over_http(as_, confirmed, confirmed=True, sha256=confirmed.report.sha256)
    await over_http(as_, ended, **DENIAL)
    await run_jobs()

    for at in (confirmed.at, ended.at):
        assert await told(as_, at.bank.maker) == []


async def opinion(at: scene.Scene) -> tuple[Actor, str, dict[str, Any]]:
    view = await scene.in_review(at)
    body = {"kind": "grant", "amount_fen": 100, "rate_bp": 365, "term_months": 12}
    return at.bank.maker, f"/loan-applications/{view.row.id}/opinion", body


async def approval(at: scene.Scene) -> tuple[Actor, str, dict[str, Any]]:
    view = await scene.opined(at)
    return at.bank.checker, f"/loan-applications/{view.row.id}/approval", {"opinion_version": 1}


async def acceptance(at: scene.Scene) -> tuple[Actor, str, dict[str, Any]]:
    view = await scene.offered(at)
    return at.signatory, f"/loan-applications/{view.row.id}/offer-acceptance", {}


async def signature(at: scene.Scene) -> tuple[Actor, str, dict[str, Any]]:
    view = await scene.accepted(at)
    pledge = await registry.set_terms(
        scene.pledge_of(view), {"scope": "主债权及利息"}, by=at.bank.desk
    )
    body = {"terms_hash": pledge.terms_hash, "password": make.PASSWORD}
    return at.bank.checker, f"/pledges/{pledge.id}/signature", body


async def drawdown(at: scene.Scene) -> tuple[Actor, str, dict[str, Any]]:
    view = await scene.drawable(at)
    body = {"amount_fen": scene.AMOUNT, "drawn_on": "2026-11-01", "loan_contract": "HT-1"}
    return at.bank.desk, f"/loan-applications/{view.row.id}/drawdown", body


@pytest.mark.parametrize("step", [opinion, approval, acceptance, signature, drawdown])
async def test_from_the_denial_on_no_route_of_a_decision_rests_on_it(
    as_: ClientFor, step: Callable[[scene.Scene], Awaitable[tuple[Actor, str, dict[str, Any]]]]
) -> None:
    case = await evidence()
    by, path, body = await step(case.at)

    assert (await over_http(as_, case, **DENIAL)).status_code == 200
    refused = await as_(by).post(path, json=body)

    assert (refused.status_code, refused.json()["code"]) == (409, "documents.disproved")
    assert refused.json()["document_ids"] == [str(case.report.id)]
