"""What a proposal and a desk refuse, each with its code; every route in every mode."""

import copy
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.errors import NotFound
from backend.underwriting import service
from backend.underwriting.queries import quotes
from backend.underwriting.rules import QuoteExpired, QuoteNotOpen, RiskChanged
from backend.underwriting.service.expiring import expire_quotes
from backend.underwriting.states import Level
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.insurance.cases import M, rights, terms
from tests.underwriting import make
from tests.underwriting.conftest import SetMode

pytestmark = pytest.mark.usefixtures("db", "licensed")


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def changed(way: str, value: object, answers: Any = make.E1) -> Any:
    """The answers with another value at this place."""
    found = copy.deepcopy(answers)
    *path, last = way.split(".")
    inner: Any = found
    for each in path:
        inner = inner[int(each)] if isinstance(inner, list) else inner[each]
    inner[last] = value
    return found


TERMS = "cover.parts.0.sections.0.terms"


@pytest.mark.parametrize(
    ("way", "value", "refusal"),
    [
        ("exposure.revenues.0.revenue_fen", -1, "insurance.revenue_out_of_range"),
        ("exposure.revenues.0.revenue_fen", 10**15 * 100, "insurance.revenue_out_of_range"),
        ("exposure.revenues.1.currency", "USD", "underwriting.currencies_mixed"),
        (f"{TERMS}.deductible_fen", 5_000_000_00, "insurance.limit_not_above_deductible"),
        (f"{TERMS}.limit_agg_fen", 1, "insurance.aggregate_below_limit"),
        (f"{TERMS}.coinsurance_bp", 10_000, "insurance.coinsurance_out_of_range"),
    ],
)
async def test_answers_that_nobody_could_rate_are_refused_where_they_are_typed(
    as_: ClientFor, way: str, value: object, refusal: str
) -> None:
    firm = as_((await make.firm()).handler)
    drafted = (await firm.post("/proposals", json={"line": "overseas_liability"})).json()

    answered = await firm.put(
        f"/proposals/{drafted['id']}/answers", json={"base": 1, "answers": changed(way, value)}
    )

    assert code(answered) == (422, refusal)
    assert answered.json()["path"].split(".")[0] in {"exposure", "cover"}


@pytest.mark.parametrize(
    ("answers", "sending", "refusal"),
    [
        (changed("history.suits", None), {}, (422, "underwriting.incomplete")),
        (changed("cover.inception_on", "2026-01-01"), {}, (422, "underwriting.day_past")),
        (changed("exposure.revenues.2.territory", "IN"), {}, (422, "insurance.territory_unknown")),
        (
            make.E1,
            {"declarations": make.DECLARED | {"truth": False}},
            (422, "underwriting.not_declared"),
        ),
        (make.E1, {"version": 1}, (409, "underwriting.answers_overtaken")),
        (make.E1, {"insurer_ids": [str(uuid4())]}, (422, "underwriting.insurer_offers_nothing")),
    ],
)
async def test_a_proposal_that_cannot_be_sent_says_why(
    as_: ClientFor, answers: dict[str, Any], sending: dict[str, Any], refusal: tuple[int, str]
) -> None:
    firm, desk = await make.firm(), await make.desk(lines=["overseas_liability"])
    await make.sanctions()
    view = await make.proposed(firm, answers)

    sent = await as_(firm.signatory).post(
        f"/proposals/{view.id}/submission", json=make.body(desk.id) | sending
    )

    assert code(sent) == refusal
    if refusal[1] == "underwriting.incomplete":
        assert sent.json()["missing"] == ["history.suits"]
    assert (await as_(firm.handler).get("/submissions")).json()["total"] == 0


async def test_answers_changed_after_the_quote_cannot_be_accepted_until_it_is_quoted_anew(
    as_: ClientFor,
) -> None:
    firm, desk = await make.firm(), await make.desk(lines=["overseas_liability"])
    await make.sanctions()
    row = (await make.sent(firm, desk))[desk.id]
    first = (await quotes.of_submission(row["id"]))[0]
    more = changed("exposure.revenues.0.revenue_fen", 120 * M * 100)
    path = f"/proposals/{row['proposal']}"

    await as_(firm.handler).put(f"{path}/answers", json={"base": 2, "answers": more})
    with pytest.raises(RiskChanged) as refused:
        await service.accept(first["id"], 1, by=firm.signatory)
    [told] = cast("list[dict[str, Any]]", refused.value.facts["differences"])
    assert (told["field"], told["after"]) == ("exposure.revenues.0.revenue_fen", 120 * M * 100)
    assert told["before"] != told["after"]
    assert (told["by"], bool(told["at"])) == (firm.handler.name, True)
    again = await as_(firm.signatory).post(f"{path}/submission", json=make.body(desk.id, version=3))
    newest, old = await quotes.of_submission(row["id"])
    with pytest.raises(QuoteNotOpen):
        await service.accept(first["id"], 1, by=firm.signatory)
    with pytest.raises(NotFound):
        await service.accept(newest["id"], 1, by=(await make.firm()).signatory)
    taken = await service.accept(newest["id"], 1, by=firm.signatory)

    assert again.status_code == 200, again.text
    assert (old["state"], newest["state"], newest["answers_n"]) == ("superseded", "open", 3)
    assert old["risk_hash"] != newest["risk_hash"]
    assert taken.worksheet.gross_fen == taken.option["gross_fen"] > make.E1_GROSS
    seen = (await as_(firm.handler).get(f"/submissions/{row['id']}")).json()
    assert (seen["submission"]["state"], seen["quotes"][0]["accepted_option"]) == ("accepted", 1)


async def test_a_quote_that_is_over_cannot_be_accepted_and_ends() -> None:
    firm, desk = await make.firm(), await make.desk(lines=["overseas_liability"])
    await make.sanctions()
    row = (await make.sent(firm, desk))[desk.id]
    quote = (await quotes.of_submission(row["id"]))[0]

    with clock.at(quote["valid_until"]):
        with pytest.raises(QuoteExpired):
            await service.accept(quote["id"], 1, by=firm.signatory)
        assert await expire_quotes() == 1
        assert await expire_quotes() == 0

    assert (await quotes.of_submission(row["id"]))[0]["submission_state"] == "expired"


async def test_a_possible_sanctions_hit_waits_for_a_person_with_evidence(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk(lines=["overseas_liability"])
    await make.sanctions("RIVAL INSTRUMENTS")
    row = (await make.sent(firm, desk))[desk.id]
    one, l2 = f"/submissions/{row['id']}", as_(desk.l2)
    plain = {"options": [{"label": "标准"}]}
    paper = await make_documents.file(desk.l2)

    waits = await l2.post(f"{one}/quote", json=plain)
    decided = await l2.post(
        f"{one}/screening-decision",
        json={"decision": "clear", "note": "仅名称相似", "file_id": str(paper.id)},
    )
    await make.sanctions("RIVAL INSTRUMENTS", version="2026-12")
    stale = await l2.post(f"{one}/quote", json=plain)
    await l2.post(f"{one}/screening")
    again = await l2.post(f"{one}/screening-decision", json={"decision": "true", "note": "属实"})
    out = await l2.post(f"{one}/quote", json=plain)
    twice = await l2.post(f"{one}/screening-decision", json={"decision": "clear", "note": "…"})

    assert row["state"] == "in_underwriting"
    assert code(waits) == (422, "underwriting.facts_open")
    (screened,) = decided.json()["desk"]["screenings"]
    assert screened["matches"][0]["name"] == "Rival Instruments GmbH"
    assert (screened["result"], screened["decision"]) == ("possible", "clear")
    assert code(stale) == (422, "underwriting.facts_open")
    assert len(again.json()["desk"]["screenings"]) == 2
    assert code(out) == (422, "underwriting.knocked_out")
    assert out.json()["rules"] == ["sanctions_hit"]
    assert code(twice) == (409, "underwriting.nothing_possible")


async def test_terms_outside_the_filing_the_product_and_the_question_are_refused(
    as_: ClientFor,
) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    row = (await make.sent(firm, desk, answers=make.E2, line="star_composite"))[desk.id]
    one, l2 = f"/submissions/{row['id']}", as_(desk.l2)
    parts = make.E2["cover"]["parts"]
    high = changed("2.terms", terms(9_000_000, 9_000_000), parts)
    options: dict[str, list[dict[str, Any]]] = {
        "insurance.schedule_out_of_bounds": [
            {"label": "1", "schedule_bp": -2600, "schedule_reason": "risk_engineering"}
        ],
        "insurance.schedule_needs_reason": [{"label": "1", "schedule_bp": -500}],
        "underwriting.part_not_asked": [{"label": "1", "parts": [rights("LOSS", terms(1, 1))]}],
        "underwriting.above_product_limit": [{"label": "1", "parts": high}],
        "underwriting.option_twice": [{"label": "1"}, {"label": "2", "parts": parts}],
    }

    found = {
        refusal: code(await l2.post(f"{one}/quote", json={"options": each}))
        for refusal, each in options.items()
    }

    assert found == {refusal: (422, refusal) for refusal in options}


async def test_duplicate_cover_is_told_and_has_to_be_known(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk(lines=["overseas_liability"])
    await make.sanctions()
    await make.sent(firm, desk)
    view = await make.proposed(firm)
    path = f"/proposals/{view.id}/submission"

    refused = await as_(firm.signatory).post(path, json=make.body(desk.id))
    known = await as_(firm.signatory).post(path, json=make.body(desk.id, duplicates_known=True))

    assert code(refused) == (409, "underwriting.duplicate_cover")
    assert refused.json()["duplicates"][0]["line"] == "overseas_liability"
    assert known.status_code == 200, known.text


async def test_authority_is_dated_and_given_by_two_others(as_: ClientFor) -> None:
    desk, stranger = await make.desk(lines=[]), await make.desk(lines=[])
    admin, checker, path = as_(desk.admin), as_(desk.checker), "/underwriting-authorities"
    drafting = {
        "member_id": str(desk.other.user_id),
        "level": "L3",
        "from_on": clock.today().isoformat(),
    }

    drafted = (await admin.post(path, json=drafting)).json()
    himself = await admin.post(f"{path}/{drafted['id']}/confirmation")
    foreign = await as_(stranger.checker).post(f"{path}/{drafted['id']}/confirmation")
    nobody = await admin.post(path, json=drafting | {"member_id": str(stranger.l1.user_id)})
    confirmed = await checker.post(f"{path}/{drafted['id']}/confirmation")
    twice = await checker.post(f"{path}/{drafted['id']}/confirmation")
    ended = await admin.post(
        f"{path}/{drafted['id']}/ending", json={"to_on": clock.today().isoformat()}
    )

    assert code(himself) == (403, "underwriting.authority_by_self")
    assert foreign.status_code == 404
    assert code(nobody) == (422, "underwriting.member_unknown")
    assert confirmed.json()["confirmed_by"] == desk.checker.name
    assert code(twice) == (409, "underwriting.authority_confirmed")
    assert ended.json()["to_on"] == clock.today().isoformat()
    assert (await admin.get(path)).json()["items"][0]["level"] == Level.L3


async def test_papers_are_ones_own_and_privileged_ones_go_to_whom_they_are_granted(
    as_: ClientFor,
) -> None:
    firm, stranger = await make.firm(), await make.firm()
    desks = [await make.desk(lines=["overseas_liability"]) for _ in range(2)]
    await make.sanctions()
    opinion, proof = [await make_documents.file(firm.handler) for _ in range(2)]
    foreign = await make_documents.file(stranger.handler)
    handler = as_(firm.handler)
    answers = changed("clearance.opinions.0.file_id", str(opinion.id))
    drafted = (await handler.post("/proposals", json={"line": "overseas_liability"})).json()
    path = f"/proposals/{drafted['id']}"
    given = {"base": 1, "answers": answers, "evidence": {"parties.owners": [str(proof.id)]}}

    strange = await handler.put(
        f"{path}/answers",
        json=given | {"evidence": {"parties.owners": [str(foreign.id)]}},
    )
    unknown = await handler.put(f"{path}/answers", json=given | {"evidence": {"a.b": []}})
    answered = await handler.put(f"{path}/answers", json=given)
    copied = await as_(stranger.handler).post(
        "/proposals", json={"line": "overseas_liability", "copied_from": drafted["id"]}
    )
    privileged = [{"insurer_id": str(desks[0].id), "file_ids": [str(opinion.id)]}]
    wrong = await as_(firm.signatory).post(
        f"{path}/submission",
        json=make.body(
            desks[0].id,
            privileged=[{"insurer_id": str(desks[0].id), "file_ids": [str(proof.id)]}],
        ),
    )
    sent = await as_(firm.signatory).post(
        f"{path}/submission",
        json=make.body(*(each.id for each in desks), privileged=privileged),
    )

    assert (strange.status_code, copied.status_code) == (404, 404)
    assert code(unknown) == (422, "underwriting.question_unknown")
    origin = answered.json()["questions"]
    assert origin["parties.owners"]["file_ids"] == [str(proof.id)]
    assert origin["parties.name"]["source"] in {"firm", "entered"}
    assert code(wrong) == (422, "underwriting.not_evidence")
    assert sent.status_code == 200, sent.text
    ids = [opinion.id, proof.id]
    readable = [await documents.readable_ids(ids, by=each.l1) for each in desks]
    assert readable == [{opinion.id, proof.id}, {proof.id}]


async def test_what_was_answered_and_its_source_are_kept_version_by_version(
    as_: ClientFor,
) -> None:
    firm = await make.firm()
    handler = as_(firm.handler)
    drafted = (await handler.post("/proposals", json={"line": "overseas_liability"})).json()
    path = f"/proposals/{drafted['id']}"
    own = drafted["answers"]
    own["history"]["suits"] = []

    second = (await handler.put(f"{path}/answers", json={"base": 1, "answers": own})).json()
    same = (await handler.put(f"{path}/answers", json={"base": 2, "answers": own})).json()
    stale = await handler.put(f"{path}/answers", json={"base": 1, "answers": own})
    told = (await handler.get(f"{path}/completeness")).json()
    versions = (await handler.get(f"{path}/versions")).json()
    foreign = await as_((await make.firm()).handler).get(path)

    assert drafted["questions"]["parties.name"]["source"] == "firm"
    assert second["questions"]["history.suits"] == {
        "source": "entered",
        "ref": "",
        "since": 2,
        "file_ids": [],
    }
    assert second["questions"]["parties.name"]["since"] == 1
    assert (same["version"], [each["version"] for each in versions]) == (2, [2, 1])
    assert code(stale) == (409, "underwriting.answers_overtaken")
    assert "cover.parts" in told["missing"]
    assert foreign.status_code == 404


async def test_another_firm_and_another_insurer_see_nothing(as_: ClientFor) -> None:
    firm, desk, rival = await make.firm(), await make.desk(), await make.desk()
    await make.sanctions()
    row = (await make.sent(firm, desk))[desk.id]
    one = f"/submissions/{row['id']}"
    strangers = [as_(rival.l2), as_((await make.firm()).signatory)]

    answers = [await each.get(one) for each in strangers]
    answers.append(await strangers[0].post(f"{one}/revision", json={"options": [{"label": "1"}]}))
    answers += [await each.post(f"{one}/withdrawal") for each in strangers]

    assert {each.status_code for each in answers} == {404}
    assert [(await each.get("/submissions")).json()["total"] for each in strangers] == [0, 0]


async def test_an_insurers_own_platform_takes_one_insurer(
    as_: ClientFor, set_mode: SetMode
) -> None:
    set_mode("insurer_owned")
    firm = await make.firm()
    desks = [await make.desk(lines=["overseas_liability"]) for _ in range(2)]
    view = await make.proposed(firm)
    path = f"/proposals/{view.id}/submission"

    both = await as_(firm.signatory).post(path, json=make.body(*(each.id for each in desks)))
    one = await as_(firm.signatory).post(path, json=make.body(desks[0].id))

    assert code(both) == (403, "underwriting.one_insurer_only")
    assert one.status_code == 200, one.text
