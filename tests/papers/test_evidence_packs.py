"""The evidence pack of a decided application says what the database says, and stays as it is."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

import backend.app  # noqa: F401 - every module's events
from backend.documents import service as documents
from backend.documents.states import CheckState
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch, fetch_value, loads
from backend.kernel.events import Event
from backend.lending import pack_wording
from backend.lending.service import deciding, reviewing
from backend.lending.service.reading import ApplicationView
from backend.papers import service
from backend.papers.states import Paper, State
from backend.registry import service as registry
from backend.registry import wording as register
from backend.registry.states import Outcome
from contracts.catalogue import load, template
from contracts.evidence_pack.terms import EvidencePack
from tests.conftest import ClientFor
from tests.documents import samples
from tests.lending import scene
from tests.lending.test_evidence import Evidence, evidence
from tests.lending.test_frozen_versions import ACCOUNTS, place

PACK = "/loan-applications/{}/evidence-pack"


async def _pack(as_: ClientFor, view: ApplicationView, *, by: Actor) -> dict[str, Any]:
    """The newest pack as its row stands, issued just now and made by the worker."""
    answer = await as_(by).post(PACK.format(view.row.id))
    assert answer.status_code == 200, answer.text
    (row, *_) = await fetch(
        "SELECT * FROM papers_paper WHERE subject = $1 AND template = 'evidence_pack' "
        "ORDER BY number DESC",
        view.row.id,
    )
    await service.render(row["id"])
    (row,) = await fetch("SELECT * FROM papers_paper WHERE id = $1", row["id"])
    return row


def _terms(row: dict[str, Any]) -> EvidencePack:
    found = load(template(Paper(row["template"]), row["version"]), loads(row["terms"]))
    assert isinstance(found, EvidencePack)
    return found


def _named(value: Any) -> set[UUID]:
    """Every document that a JSON value names, however deep."""
    if isinstance(value, dict):
        own = {
            UUID(value[key])
            for key in ("document_id", "notice_document")
            if isinstance(value.get(key), str)
        }
        return own.union(*(_named(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_named(each) for each in value))
    return set()


async def _handed_over(as_: ClientFor) -> tuple[scene.Scene, ApplicationView]:
    """A firm handed over its accounts; a newer version came on the bank's request."""
    at = await scene.scene(checklist=(ACCOUNTS,))
    await place(as_, at.handler, samples.pdf("accounts, first"))
    view = await scene.ask(at, (await scene.in_review(at)).row.id)
    newer = await place(as_, at.handler, samples.pdf("accounts, second"))
    await reviewing.answer_documents(
        view.row.id,
        document_ids=[UUID(newer["version"]["document_id"])],
        note="",
        valuation_id=None,
        by=at.handler,
    )
    await scene.check_valuation(at, view.row.id)
    await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)
    return at, await deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker)


async def test_the_index_is_what_was_frozen_into_the_application(db: None, as_: ClientFor) -> None:
    at, view = await _handed_over(as_)

    row = await _pack(as_, view, by=at.bank.checker)

    frozen = await fetch(
        "SELECT d.sha256, d.submission, coalesce(d.n, 1) AS n, f.name FROM "
        "lending_frozen_document d JOIN documents_file f ON f.id = d.file "
        "WHERE d.application = $1",
        view.row.id,
    )
    assert len(frozen) >= 2
    assert Counter(
        (each.file_sha256, each.section, each.version, each.name) for each in _terms(row).evidence
    ) == Counter(
        (each["sha256"], f"随申请提交（第 {each['submission']} 次）", each["n"], each["name"])
        for each in frozen
    )


async def test_after_registration_it_holds_the_pledges_papers_and_every_step(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.drawn(at)
    pledge = scene.pledge_of(view)

    terms = _terms(await _pack(as_, view, by=at.bank.desk))

    events = await fetch("SELECT changes, facts FROM registry_event WHERE pledge = $1", pledge)
    named = _named([[loads(each["changes"]), loads(each["facts"])] for each in events])
    hashes = await fetch(
        "SELECT sha256 FROM documents_file WHERE id = ANY($1::uuid[])", list(named)
    )
    assert len(hashes) == len(named) >= 4
    listed = {each.file_sha256 for each in terms.evidence}
    assert {each["sha256"] for each in hashes} <= listed
    happened = await fetch(
        "SELECT name FROM kernel_event WHERE subject_id IN ($1, $2) AND $3 = ANY(parties) "
        "AND subject IN ('loan_application', 'pledge') "
        "AND name <> 'lending.evidence_pack_issued' ORDER BY seq",
        view.row.id,
        pledge,
        at.bank.id,
    )
    assert [each.action for each in terms.steps] == [
        pack_wording.EVENTS[each["name"]] for each in happened
    ]
    record = await registry.stored(pledge)
    assert any(str(record.registration_number) in line for line in terms.registration)
    assert any("银行核验" in line and "一致" in line for line in terms.registration)
    assert [each.answer for each in terms.grounds] == ["pass"] * 12
    own = await fetch(
        "SELECT number, coalesce(sha256, '') AS sha256 FROM papers_paper "
        "WHERE subject IN ($1, $2) AND template <> 'evidence_pack' ORDER BY created_at, number",
        view.row.id,
        pledge,
    )
    assert [(each.number, each.paper_sha256) for each in terms.papers] == [
        (each["number"], each["sha256"]) for each in own
    ]


async def test_opinion_and_decision_stand_as_they_were_given(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    await deciding.send_back(view.row.id, opinion_version=1, reason="请补充", by=at.bank.checker)
    await reviewing.give_opinion(view.row.id, scene.refusal(), by=at.bank.maker)
    view = await deciding.refuse(view.row.id, opinion_version=2, by=at.bank.checker)

    terms = _terms(await _pack(as_, view, by=at.bank.checker))

    assert terms.outcome == "refused"
    assert [(each.kind, each.decision, each.note) for each in terms.opinions] == [
        ("grant", "sent_back", "请补充"),
        ("refusal", "refused", ""),
    ]
    assert {each.maker for each in terms.opinions} == {at.bank.maker.name}
    assert {each.checker for each in terms.opinions} == {at.bank.checker.name}
    assert "人民币 30,000,000.00 元" not in "".join(terms.opinions[1].proposal)
    assert terms.registration == ()
    assert any("向出具机构询证" in line for line in terms.valuation)


async def test_a_value_of_both_sides_stands_whole_with_the_ceiling_that_it_keeps(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    given = {
        "low_fen": 4_000_000_00,
        "central_fen": 5_000_000_00,
        "high_fen": 6_000_000_00,
        "base_date": clock.today().isoformat(),
        "basis": "许可费",
    }
    path = f"/loan-applications/{view.row.id}/value-proposal"
    proposal = (await as_(at.bank.maker).post(path, json=given)).json()["id"]
    agreed = await as_(at.signatory).post(f"/value-proposals/{proposal}/agreement")
    assert agreed.status_code == 200, agreed.text
    await scene.check_valuation(at, view.row.id)
    await reviewing.give_opinion(view.row.id, scene.refusal(), by=at.bank.maker)
    view = await deciding.refuse(view.row.id, opinion_version=1, by=at.bank.checker)

    value, _, small, *_ = _terms(await _pack(as_, view, by=at.bank.checker)).valuation

    both = f"{at.firm.name} / {at.bank.organisation.name}"
    for part in ("协商估值", both, given["base_date"], "4,000,000.00 元 至 人民币 6,000,000.00"):
        assert str(part) in value
    assert "本笔 人民币 3,000,000.00 元，不超过协商估值的上限 人民币 10,000,000.00 元" in small
    assert "平台规则第 1 版" in small


async def test_it_says_how_each_document_was_confirmed(db: None, as_: ClientFor) -> None:
    case: Evidence = await evidence()
    await case.says()
    view = await scene.in_review(case.at)
    await documents.check(
        case.report.id,
        purpose=view.row.id,
        state=CheckState.CONFORMS,
        reason="",
        page=None,
        by=case.at.bank.maker,
    )
    await reviewing.give_opinion(view.row.id, scene.grant(), by=case.at.bank.maker)
    view = await deciding.approve(view.row.id, opinion_version=1, by=case.at.bank.checker)

    terms = _terms(await _pack(as_, view, by=case.at.bank.checker))

    (report,) = [each for each in terms.evidence if each.file_sha256 == case.report.sha256]
    assert [
        ("确认与其所出具的一致" in said, "本行阅核符合" in said) for said in report.confirmed_by
    ] == [
        (True, False),
        (False, True),
    ]
    assert any("确认与其所出具的一致" in line for line in terms.valuation)


async def test_each_pack_is_a_snapshot_for_the_bank_alone(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    first = await _pack(as_, view, by=at.bank.checker)
    await scene.register_pledge(at, scene.pledge_of(view))

    second = await _pack(as_, view, by=at.bank.desk)

    assert first["number"] < second["number"]
    (again,) = await fetch("SELECT * FROM papers_paper WHERE id = $1", first["id"])
    assert again == first
    assert len(_terms(second).steps) > len(_terms(first).steps)
    assert "签发尽职免责证据包" in {each.action for each in _terms(second).steps}
    assert (first["issuer"], first["parties"], first["state"]) == (at.bank.id, [], State.ISSUED)
    listed = await as_(at.handler).get("/papers", params={"subject": str(view.row.id)})
    assert "evidence_pack" not in {each["kind"] for each in listed.json()["items"]}
    assert (await as_(at.handler).get(f"/papers/{first['id']}")).status_code == 404
    history = await as_(at.handler).get(f"/loan-applications/{view.row.id}/history")
    assert "evidence_pack" not in history.text


async def test_before_the_decision_there_is_none(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    answer = await as_(at.bank.checker).post(PACK.format(view.row.id))
    offered = (await as_(at.bank.checker).get(f"/loan-applications/{view.row.id}")).json()

    assert (answer.status_code, answer.json()["code"]) == (409, "lending.nothing_decided")
    assert "evidence-pack" not in offered["allowed_actions"]


@pytest.mark.parametrize("role", ["maker", "admin"])
async def test_it_is_the_checkers_and_the_desks(db: None, as_: ClientFor, role: str) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    answer = await as_(getattr(at.bank, role)).post(PACK.format(view.row.id))
    allowed = {
        who: (await as_(getattr(at.bank, who)).get(f"/loan-applications/{view.row.id}")).json()
        for who in ("checker", "desk", role)
    }

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert ["evidence-pack" in allowed[who]["allowed_actions"] for who in allowed] == [
        True,
        True,
        False,
    ]


async def test_another_bank_and_the_firm_get_none(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    other = await as_(at.other.checker).post(PACK.format(view.row.id))
    firm = await as_(at.signatory).post(PACK.format(view.row.id))

    assert (other.status_code, firm.status_code) == (404, 403)
    assert (
        await fetch_value("SELECT count(*) FROM papers_paper WHERE template = $1", "evidence_pack")
        == 0
    )


async def test_the_same_key_issues_one(committed: str, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    ask = as_(at.bank.checker)
    key = {"Idempotency-Key": "pack-once"}

    answers = [await ask.post(PACK.format(view.row.id), headers=key) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert (
        await fetch_value("SELECT count(*) FROM papers_paper WHERE template = $1", "evidence_pack")
        == 1
    )


async def test_what_cannot_be_filled_in_is_refused_by_its_field(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at, proposal=scene.refusal(sentence="长" * 2001))
    await deciding.refuse(view.row.id, opinion_version=1, by=at.bank.checker)

    answer = await as_(at.bank.checker).post(PACK.format(view.row.id))

    assert (answer.status_code, answer.json()["code"]) == (422, "lending.pack_unfit")
    assert answer.json()["field"] == "proposal"


async def test_a_corrected_registration_stands_beside_the_first(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.accepted(at)
    pledge = scene.pledge_of(view)
    await scene.register_pledge(at, pledge, verified=False)
    await registry.verify(pledge, outcome=Outcome.MISMATCH, reason="登记日不符", by=at.bank.checker)

    terms = _terms(await _pack(as_, view, by=at.bank.checker))

    assert any("不一致，登记日不符" in line for line in terms.registration)


def _events(kind: type[Event] = Event) -> Iterator[type[Event]]:
    for each in kind.__subclasses__():
        yield each
        yield from _events(each)


def test_every_event_ground_and_reason_has_its_words() -> None:
    about_a_case = {"loan_application", "pledge"}
    told = {
        each.name for each in _events() if hasattr(each, "name") and each.subject in about_a_case
    }

    assert told == set(pack_wording.EVENTS)
    assert set(register.GROUNDS) == set(range(1, 13))
