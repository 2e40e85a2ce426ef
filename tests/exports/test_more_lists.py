"""The district's, the insurer's and the firm's lists leave as a job just as they do at once."""

import csv
import hashlib
import io
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook

from backend.demo.goals import credit_code
from backend.exports import rules
from backend.kernel import clock, db, listed
from backend.kernel.auth import Actor
from backend.oversight.sheets import KIND, Content, Line, counted
from backend.payments import service as payments
from backend.policies.service import binding, issuing
from backend.portfolio.states import PatentKind
from backend.portfolio.tables import Right
from tests import make
from tests.conftest import ClientFor
from tests.exports.sheets import is_printed
from tests.insurance.conftest import SetMode, set_mode
from tests.lending import scene
from tests.oversight import make as told
from tests.payments.make import moved
from tests.policies.conftest import Deal, deal_of
from tests.portfolio.test_known import World
from tests.portfolio.test_summary import hold
from tests.registry import make as registry

__all__ = ["set_mode"]

Run = Callable[[], Awaitable[int]]
HOSTILE = "=1+1"
#: Where any list leaves at once.
WORKBOOK = "/exports/workbook"


class Exporting:
    """Asks for lists as one actor, at once and as a job."""

    def __init__(self, as_: ClientFor, actor: Actor, run: Run) -> None:
        self.as_, self.actor, self.run = as_, actor, run
        self.client = as_(actor)

    async def both(
        self, name: str, path: str, filters: Mapping[str, Any], *, form: str = "xlsx", at: int = 1
    ) -> tuple[dict[str, Any], list[list[Any]]]:
        """What the first sheet says, and the rows, which are the same either way.

        `path`: where it leaves at once.
        """
        asked = {"list": name, "format": form, "filters": dict(filters)}
        answer = await self.client.post("/exports", json=asked)
        assert answer.status_code == 202, answer.text
        begun = answer.json()
        await self.run()
        job = await self.client.get(f"/exports/{begun['id']}/content")
        within = {key: filters[key] for key in filters if f"/{filters[key]}" not in path}
        if path == WORKBOOK:
            once = await self.client.post(path, json={"list": name, "filters": within})
        else:
            once = await self.client.get(path, params=within)
        assert (job.status_code, once.status_code) == (200, 200), (name, job.text, once.text)
        cover, rows = read(job, form, at)
        assert (rows, len(rows) - 1) == (read(once, form, at)[1], begun["rows_total"]), name
        if form == "xlsx":
            await is_printed(self.client, name, dict(filters), cover=cover, rows=rows)
        return cover, rows[1:]

    async def is_hidden(self, *others: Actor) -> None:
        """What this one exported is not there for others."""
        mine = (await self.client.get("/exports")).json()["items"]
        assert mine
        for each in mine:
            for other in others:
                path = f"/exports/{each['id']}"
                for found in (path, f"{path}/content"):
                    assert (await self.as_(other).get(found)).status_code == 404


def read(answer: httpx.Response, form: str, at: int) -> tuple[dict[str, Any], list[list[Any]]]:
    if form == "csv":
        return {}, list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cover, rows = (book.get_sheet_by_index(n).to_python() for n in (1 - at, at))
    assert book.sheet_names[1 - at] in {"筛选条件", "Filters"}
    return {str(row[0]): (row[1:] or [""])[0] for row in cover}, rows


OVERSEAS = "2022-2025.overseas"


async def the_district(as_: ClientFor) -> tuple[Actor, Actor]:
    """An officer and a verifier, a firm of the library and a figure that an office stated."""
    office = await make.organisation("district")
    officer, verifier = await make.actor(office, "officer"), await make.actor(office, "verifier")
    found = {"outcome": "confirmed", "looked_in": "名单", "looked_on": "2024-03-01"}
    item = {
        "credit_code": credit_code(7),
        "firm_name": HOSTILE,
        "tier": "tier1",
        "effective_on": "2023-03-07",
    }
    made = await as_(officer).post("/cultivation-library", json={"source": "x", "items": [item]})
    ids = [row["id"] for row in made.json()["items"]]
    await as_(verifier).post("/cultivation-library/verification", json={**found, "ids": ids})
    said = {"from_on": "2023-01-01", "to_on": "2023-06-30", "count": 805, "source": HOSTILE}
    await as_(officer).post(f"/targets/{OVERSEAS}/entries", json=said)
    return officer, verifier


async def test_what_counts_and_what_waits(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    officer = await make.actor(await make.organisation("district"), "officer")
    kept = await told.counted(7_000_000_01, on=date(2023, 3, 2), firm=HOSTILE)
    await told.counted(5_000_000_00, on=date(2023, 3, 3), bank="另一银行")
    waits = await told.registration(3_000_000_00, on=date(2023, 4, 3))
    await db.execute(
        "UPDATE registry_pledge SET pledgee_name = $2 WHERE id = $1", waits.pledge, HOSTILE
    )
    export, code = Exporting(as_, officer, run_jobs), {"code": told.TARGET}
    target = f"/targets/{told.TARGET}"

    of, rows = await export.both(
        "target_entries", f"{target}/entries.xlsx", {**code, "bank": "某银行"}
    )
    assert (of["银行"], of["合计（元）"], of["行数"]) == ("某银行", 7_000_000.01, 1)
    assert (rows[0][0], rows[0][7]) == (kept.number, f"'{HOSTILE}")
    _, rows = await export.both("target_entries", f"{target}/entries.csv", code, form="csv")
    assert {row[7] for row in rows} >= {f"'{HOSTILE}"}
    of, rows = await export.both(
        "sheet_lines", f"{target}/months/2023-03/lines.xlsx", {**code, "month": "2023-03"}
    )
    shown = (await as_(officer).get(f"{target}/months/2023-03")).json()
    assert (of["月份"], of["内容指纹（SHA-256）"]) == ("2023-03", shown["digest"])
    assert [row[4] for row in rows] == [7_000_000.01, 5_000_000]
    of, rows = await export.both(
        "unverified", "/registrations/unverified.xlsx", {"stage": "claimed", "text": HOSTILE}
    )
    assert (of["阶段"], of["登记号或当事人"], of["合计（元）"]) == ("已填报", f"'{HOSTILE}", 3e6)
    assert [(row[0], row[5]) for row in rows] == [(waits.number, f"'{HOSTILE}")]
    await export.is_hidden(await make.actor(await make.organisation("district"), "officer"))


async def test_the_library_and_what_is_stated(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    officer, verifier = await the_district(as_)
    export = Exporting(as_, officer, run_jobs)

    of, rows = await export.both(
        "cultivation_library", "/cultivation-library/firms.xlsx", {"tier": "tier1"}
    )
    assert (of["级别"], [row[0] for row in rows]) == ("一级", [f"'{HOSTILE}"])
    of, rows = await export.both(
        "target_statements", f"/targets/{OVERSEAS}/statements.xlsx", {"code": OVERSEAS}
    )
    assert (of["目标"], [row[5] for row in rows]) == (OVERSEAS, [f"'{HOSTILE}"])

    asked = (await export.client.get("/exports")).json()["items"]
    assert [each["names"] for each in asked] == [{}, {"tier": "一级"}]
    await export.is_hidden(verifier)


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("target_entries", {"code": told.TARGET}),
        ("sheet_lines", {"code": told.TARGET, "month": "2023-03"}),
        ("unverified", {}),
        ("cultivation_library", {}),
        ("target_statements", {"code": OVERSEAS}),
        ("overseas_grants", {}),
        ("high_value_patents", {}),
        ("bordereau", {"month": "2026-11-01"}),
    ],
)
async def test_a_firm_exports_none_of_these(
    db: None, as_: ClientFor, name: str, filters: dict[str, str]
) -> None:
    client = as_(await make.actor(await make.organisation("firm"), "handler"))

    answer = await client.post("/exports", json={"list": name, "filters": filters})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_what_the_district_holds_of_patents(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    async def same(name: str, path: str, *, hostile: int) -> None:
        shown = (await export.client.get(path)).json()
        of, rows = await export.both(name, f"{path}.xlsx", {})
        assert (of["计入件数"], of["行数"]) == (shown["counted"], len(rows))
        assert {row[hostile] for row in rows} == {f"'{HOSTILE}"}

    world = World(1, as_)
    with clock.at(clock.end_of_day(date(2025, 6, 1))):
        await world.begin()
        export = Exporting(as_, world.officer, run_jobs)
        await db.execute("UPDATE portfolio_right SET title = $1", HOSTILE)
        await same("high_value_patents", "/patent-coverage/high-value-patents", hostile=1)
        # Under another name the firms own nothing: what they hold is listed, and counts no more.
        await db.execute("UPDATE identity_organisation SET name = $1 WHERE kind = 'firm'", HOSTILE)
        await same("overseas_grants", "/patent-coverage/overseas-grants", hostile=5)


async def issued(as_: ClientFor, set_mode: SetMode) -> tuple[Deal, dict[str, Any]]:
    """A policy whose premium arrived, of a firm of a hostile name."""
    set_mode("licensed_broker")
    deal = await deal_of(as_)
    bound = await deal.bound(deal.quotes[0])
    charge = UUID(bound["charge_id"])
    await payments.receive(moved(bound["gross_fen"]), by=binding.CLERK, charge_id=charge)
    await issuing.premium_moved(charge)
    own = deal.firm.signatory.organisation_id
    await db.execute("UPDATE identity_organisation SET name = $2 WHERE id = $1", own, HOSTILE)
    return deal, bound


async def test_the_lists_of_an_insurer(
    committed: str, set_mode: SetMode, as_: ClientFor, run_jobs: Run
) -> None:
    deal, bound = await issued(as_, set_mode)
    lead, other = (each.l1 for each in deal.desks)
    export = Exporting(as_, lead, run_jobs)

    narrowed = {"policy_state": "issued", "line": "overseas_liability"}
    of, rows = await export.both("policies", "/policies/export.xlsx", narrowed)
    assert (of["状态"], of["搜索"], of["行数"]) == ("已出具", "", 1)
    assert [(row[0], row[4]) for row in rows] == [(bound["number"], f"'{HOSTILE}")]
    await export.both("policies", "/policies/export.csv", {}, form="csv")
    month = clock.today().isoformat()
    of, rows = await export.both(
        "bordereau", "/insurance-portfolio/bordereau.xlsx", {"month": month}
    )
    assert (of["月份"], rows[0][0], rows[0][1]) == (month[:7], bound["number"], f"'{HOSTILE}")
    assert of["本公司保险费合计（元，不含税）"] == rows[0][18]

    await export.is_hidden(other)
    empty = Exporting(as_, other, run_jobs)
    assert (await empty.both("policies", "/policies/export.xlsx", {}))[1] == []


async def test_the_postings_of_an_account(
    committed: str, set_mode: SetMode, as_: ClientFor, run_jobs: Run
) -> None:
    deal, _ = await issued(as_, set_mode)
    money = Exporting(
        as_, await make.actor(await make.organisation("operator"), "operator"), run_jobs
    )
    accounts = (await money.client.get("/ledger/accounts")).json()["items"]
    for account in accounts:
        told_by, path = {"account_id": account["id"]}, f"/ledger/accounts/{account['id']}"
        of, rows = await money.both("postings", f"{path}/postings.xlsx", told_by)
        shown = (await money.client.get(f"{path}/postings")).json()["items"]
        amounts = [each["amount_fen"] / 100 for each in shown]
        assert [row[5] for row in rows] == pytest.approx(amounts)
        assert (of["机构"], len(rows) > 0) == (money.actor.organisation_name, True)
        hidden = await as_(deal.firm.handler).post(
            "/exports", json={"list": "postings", "filters": told_by}
        )
        assert hidden.status_code == 404
    assert accounts


async def test_the_fees_of_a_firm_stand_first_as_the_office_reads_them(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    at = await registry.scene()
    rights = [await registry.right(at.firm.name, kind=PatentKind.INVENTION) for _ in range(3)]
    await Right.update(
        {Right.filing_on: date(2018, 3, 15), Right.granted_on: date(2020, 6, 1)}, force=True
    ).where(Right.id.is_in(rights))
    await hold(at, rights)
    await db.execute(
        "UPDATE identity_organisation SET name = $2 WHERE id = $1", at.firm.id, HOSTILE
    )
    export = Exporting(as_, at.handler, run_jobs)

    with clock.at(clock.end_of_day(date(2024, 5, 19))):
        of, rows = await export.both(
            "annual_fees", "/portfolio/fees/sheet.xlsx",
            {"until": "2026-04-01", "reduction": "single"}, at=0,
        )  # fmt: skip
        await export.is_hidden(at.checker)

    assert [(row[0], row[5]) for row in rows] == [
        (n + 1, f"发明第{7 + n // 3}年年费") for n in range(9)
    ]
    assert {row[3] for row in rows} == {f"'{HOSTILE}"}
    assert (str(of["应缴日至"]), of["费用减缴"]) == ("2026-04-01", "单一申请人（减 85%）")
    assert of["合计（元）"] == pytest.approx(sum(row[7] for row in rows))


async def test_the_first_sheet_says_in_the_readers_language_what_was_asked(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    at = await scene.scene()
    await db.execute("UPDATE portfolio_right SET title = $1", HOSTILE)
    export = Exporting(as_, at.handler, run_jobs)

    of, rows = await export.both(
        "assets", "/portfolio/assets/export.xlsx", {"kind": "invention", "pledged": "false"}
    )
    assert (of["类型"], of["质押"], of["产业"]) == ("发明", "无有效质押", "")
    assert {row[3] for row in rows} == {f"'{HOSTILE}"}
    export.client.headers["Accept-Language"] = "en"
    of, _ = await export.both("assets", "/portfolio/assets/export.xlsx", {"q": HOSTILE})
    assert (of["Firm"], of["Search"]) == (at.handler.organisation_name, f"'{HOSTILE}")
    of, _ = await export.both("charges", "/charges/export.xlsx", {"view": "due", "side": "payer"})
    assert (of["View"], of["Side"], of["Amounts (CNY)"]) == ("To be paid", "We pay", 0)
    of, _ = await export.both("invoices", "/invoices/export.xlsx", {"view": "waiting"})
    assert (of["View"], of["Kind"]) == ("Waiting", "")
    await export.is_hidden(at.signatory)


async def test_many_rows_are_read_by_the_batch_and_each_once(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    monkeypatch.setattr(listed, "AT_ONCE", 100)
    officer = await make.actor(await make.organisation("district"), "officer")
    made = [await told.counted(n * 100, on=date(2023, 3, n)) for n in range(1, 8)]
    for n in range(7):
        await told.registration(n * 100 + 1, on=date(2023, 4, n + 1))
    export = Exporting(as_, officer, run_jobs)

    entries = f"/targets/{told.TARGET}/entries.xlsx"
    _, rows = await export.both("target_entries", entries, {"code": told.TARGET})
    assert [row[0] for row in rows] == [each.number for each in reversed(made)]
    _, rows = await export.both("unverified", "/registrations/unverified.xlsx", {})
    assert len({row[0] for row in rows}) == 7
    monkeypatch.setattr(listed, "AT_ONCE", 6)
    for path in (entries, "/registrations/unverified.xlsx"):
        refused = await export.client.get(path)
        assert (refused.status_code, refused.json()["code"]) == (422, "export_too_large")


async def test_who_is_no_longer_of_the_district_is_told_so(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    officer = await make.actor(await make.organisation("district"), "officer")
    client = as_(officer)
    begun = (await client.post("/exports", json={"list": "unverified"})).json()
    await db.execute("UPDATE identity_member SET active = false WHERE id = $1", officer.user_id)
    await run_jobs()

    found = (await client.get(f"/exports/{begun['id']}")).json()
    assert (found["state"], found["failure"]) == ("failed", rules.RightsLost.code)


async def test_filters_that_are_people_groups_and_firms_are_told_by_name(
    committed: str, as_: ClientFor
) -> None:
    at = await scene.scene()
    await scene.drawable(at)
    maker, admin = at.bank.maker, at.bank.admin
    operator = await make.actor(await make.organisation("operator"), "operator")
    request = str(at.request)
    number = await db.fetch_value(
        "SELECT number FROM listing_financing_request WHERE id = $1", at.request
    )

    async def names(who: Actor, name: str, **filters: str) -> dict[str, str]:
        answer = await as_(who).post("/exports", json={"list": name, "filters": filters})
        assert answer.status_code == 202, answer.text
        said: dict[str, str] = answer.json()["names"]
        (again,) = [
            each["names"]
            for each in (await as_(who).get("/exports")).json()["items"]
            if each["id"] == answer.json()["id"]
        ]
        assert again == said
        return said

    mine, foreign = str(maker.user_id), str(at.handler.user_id)
    bank, firm = (str(each.organisation_id) for each in (maker, at.handler))
    assert await names(maker, "loan_applications", assignee_id=mine) == {"assignee_id": maker.name}
    assert await names(maker, "loan_applications", assignee_id=foreign) == {}
    assert await names(maker, "loan_applications", group_id=str(uuid4())) == {}
    assert await names(maker, "loan_applications", request_id=request) == {"request_id": number}
    assert await names(admin, "audit_events", actor_id=mine) == {"actor_id": maker.name}
    assert await names(admin, "audit_events", actor_id=foreign, organisation_id=firm) == {}
    assert await names(operator, "audit_events", actor_id=foreign, organisation_id=bank) == {
        "actor_id": at.handler.name,
        "organisation_id": maker.organisation_name,
    }


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_a_digest_line_by_line_is_that_of_the_whole(lines: int) -> None:
    made = counted([], month="2023-03", target=100, plan=(date(2022, 1, 1), date(2025, 12, 31)),
                   rule_version=1)  # fmt: skip
    content = Content(
        target="甲\"乙",
        month="2023-03",
        figures=made,
        lines=[
            Line(source=UUID(int=n), label=f"Y{n}", effective_on=date(2023, 3, 1 + n),
                 cause="registration", name="企业\\", amount=n)
            for n in range(lines)
        ],
    )  # fmt: skip
    whole = json.dumps([KIND, asdict(content)], default=str, ensure_ascii=False, sort_keys=True,
                       separators=(",", ":"))  # fmt: skip

    assert content.digest() == hashlib.sha256(whole.encode()).hexdigest()
