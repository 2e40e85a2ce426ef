"""Fees, licence terms, recordals, papers, money, declarations: whom each waits for, until when."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.licensing.states import LicenceKind
from backend.payments import service as payments
from backend.payments.states import TaskKind as MoneyKind
from backend.portfolio import service as portfolio
from backend.portfolio.states import PatentKind
from backend.portfolio.tables import Right
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault as vaults
from tests.lending.test_extracts import on
from tests.licensing.make import firm, offered
from tests.licensing.test_inquiries import asked
from tests.papers import make as papers
from tests.portfolio.test_summary import hold
from tests.registry import make as register

pytestmark = pytest.mark.usefixtures("db")


async def waiting(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks?kind={kind}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_fee_waits_for_who_prepares_until_it_is_paid(as_: ClientFor) -> None:
    at, elsewhere = await register.scene(), await register.scene()
    right_id = await register.right(at.firm.name, kind=PatentKind.INVENTION)
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id == right_id)
    await hold(at, [right_id])

    with on(date(2024, 3, 16)):
        await portfolio.raise_fee_tasks()
        (task,) = await waiting(as_, at.handler, "fee")
        assert (task["number"], task["due_on"]) == ("7", "2024-03-15")
        for other in (at.signatory, elsewhere.handler, at.desk):
            assert await waiting(as_, other, "fee") == []
        path = f"/portfolio/fee-tasks/{task['subject_id']}/completion"
        paid = await as_(at.handler).post(path, json={"paid_on": "2024-03-15"})
        assert paid.status_code == 200, paid.text
        assert await waiting(as_, at.handler, "fee") == []


async def test_licence_terms_wait_for_the_side_that_did_not_propose_them(
    as_: ClientFor,
) -> None:
    licensor, offer = await offered()
    _, asker = await firm()
    _, stranger = await firm()
    made = await asked(offer, asker)
    path = f"/inquiries/{made.row['id']}"
    assert await waiting(as_, licensor, "licence_terms") == []
    terms = {
        "scope": {"kind": "plain", "fields": ["biomedicine"]},
        "price": {"form": "lump", "lump_fen": 40_000_00},
        "starts_on": clock.today().isoformat(),
    }
    proposed = await as_(asker).post(f"{path}/proposal", json=terms)
    assert proposed.status_code == 200, proposed.text

    (task,) = await waiting(as_, licensor, "licence_terms")

    assert (task["subject_id"], task["number"]) == (str(made.row["id"]), made.row["number"])
    assert (task["title"], task["due_on"]) == (asker.organisation_name, None)
    handler = await make.actor(await make.organisation(), "handler")
    for other in (asker, stranger, handler):
        assert await waiting(as_, other, "licence_terms") == []
    agreed = await as_(licensor).post(f"{path}/agreement", json={"proposal": 1})
    assert agreed.status_code == 200, agreed.text
    assert await waiting(as_, licensor, "licence_terms") == []


async def test_a_recordal_waits_for_both_sides_with_its_day_until_it_is_entered(
    as_: ClientFor,
) -> None:
    licensor, offer = await offered(kind=LicenceKind.OPEN)
    _, asker = await firm()
    _, stranger = await firm()
    made = await asked(offer, asker)
    assert await waiting(as_, licensor, "recordal") == []
    agreed = await as_(asker).post(f"/inquiries/{made.row['id']}/agreement", json={"proposal": 1})
    path = f"/licences/{agreed.json()['licence_id']}"
    licence = (await as_(asker).get(path)).json()

    (theirs,) = await waiting(as_, licensor, "recordal")
    (ours,) = await waiting(as_, asker, "recordal")

    assert (theirs["subject_id"], theirs["number"]) == (licence["id"], licence["number"])
    assert theirs["due_on"] == ours["due_on"] == licence["recordal_due_on"]
    assert (theirs["title"], ours["title"]) == (
        asker.organisation_name,
        licensor.organisation_name,
    )
    assert await waiting(as_, stranger, "recordal") == []
    entry = {"recordal_number": "X2026310000123", "recorded_on": clock.today().isoformat()}
    assert (await as_(asker).post(f"{path}/recordal", json=entry)).status_code == 200
    for side in (licensor, asker):
        assert await waiting(as_, side, "recordal") == []


async def test_a_paper_waits_for_one_signatory_after_the_other(
    as_: ClientFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.use(tmp_path, monkeypatch)
    at, paper_id = await papers.ready()
    paper = (await as_(at.firm).get(f"/papers/{paper_id}")).json()

    async def sign(by: Actor) -> None:
        decision = {"decision": "sign", "sha256": paper["sha256"], "password": make.PASSWORD}
        answer = await as_(by).post(f"/papers/{paper_id}/signature", json=decision)
        assert answer.status_code == 200, answer.text

    (first,) = await waiting(as_, at.firm, "paper")

    assert (first["subject_id"], first["number"]) == (str(paper_id), paper["number"])
    assert (first["title"], first["due_on"]) == (at.bank.organisation_name, None)
    for other in (at.bank, at.firm_admin):
        assert await waiting(as_, other, "paper") == []
    await sign(at.firm)
    assert await waiting(as_, at.firm, "paper") == []
    (second,) = await waiting(as_, at.bank, "paper")
    assert second["subject_id"] == str(paper_id)
    await sign(at.bank)
    assert await waiting(as_, at.bank, "paper") == []


async def test_a_matter_of_money_waits_for_the_money_desk_until_it_is_settled(
    as_: ClientFor,
) -> None:
    platform = await make.organisation("operator")
    clerk, broker = await make.actor(platform, "operator"), await make.actor(platform, "broker")
    signatory = await make.actor(await make.organisation(), "signatory")
    for _ in range(2):
        await payments.open_task(MoneyKind.UNKNOWN_REFUND, "re_1", amount=8_000)

    (task,) = await waiting(as_, clerk, "money")

    assert (task["number"], task["title"], task["due_on"]) == ("", "", None)
    for other in (broker, signatory):
        assert await waiting(as_, other, "money") == []
    settled = await as_(clerk).post(
        f"/operator/payment-tasks/{task['subject_id']}/resolution",
        json={"resolution": "已与渠道核对"},
    )
    assert settled.status_code < 300, settled.text
    assert await waiting(as_, clerk, "money") == []


async def test_a_declaration_waits_for_each_side_until_it_has_declared(as_: ClientFor) -> None:
    at = await register.scene()
    pledge = await register.filed(at)
    path = f"/pledges/{pledge.id}"
    answer_by = (clock.today() + timedelta(days=300)).isoformat()
    assert await waiting(as_, at.checker, "declaration") == []
    warned = await as_(at.desk).post(
        f"{path}/warning", json={"grounds": [11], "answer_by": answer_by}
    )
    assert warned.status_code == 200, warned.text
    digest = warned.json()["warning"]["declaration_hash"]

    (firms,) = await waiting(as_, at.signatory, "declaration")
    (banks,) = await waiting(as_, at.checker, "declaration")

    assert firms["subject_id"] == banks["subject_id"] == str(pledge.id)
    assert firms["due_on"] == banks["due_on"] == answer_by
    assert await waiting(as_, at.handler, "declaration") == []
    stranger = await make.actor(await make.organisation("bank"), "checker")
    assert await waiting(as_, stranger, "declaration") == []
    for side, left in ((at.signatory, at.checker), (at.checker, None)):
        body = {"password": make.PASSWORD, "declaration_hash": digest}
        declared = await as_(side).post(f"{path}/declaration", json=body)
        assert declared.status_code == 200, declared.text
        assert await waiting(as_, side, "declaration") == []
        if left is not None:
            assert len(await waiting(as_, left, "declaration")) == 1
