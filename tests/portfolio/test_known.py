"""The coverage as known on a day is what it was when that day was today."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.kernel.errors import DomainError, InvalidField
from backend.portfolio import service
from backend.portfolio.states import FactKind
from backend.registry import service as registry
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault
from tests.documents.make import file as deposited
from tests.portfolio.make import csv_of, imported, right_of
from tests.portfolio.test_families import LENS, NAME, holding, lens, told_label
from tests.portfolio.test_operator_imports import granted, invention, number
from tests.registry import make as pledges
from tests.workbooks import asked, sheets

pytestmark = pytest.mark.usefixtures("db")

OVERSEAS, HIGH = "/patent-coverage/overseas-grants", "/patent-coverage/high-value-patents"
NAMES = ("上海甲微电子有限公司", "上海乙微电子有限公司")
SERIALS = (1, 2, 3)
ABROAD = ("US 11223344 B2", "US 2020/0123456 A1", "JP 7654321 B2", "EP 3456789 B1")
FAMILIES = ("053-092-299-445-921", "046-364-458-870-558", "177-059-283-959-495")


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.use(tmp_path, monkeypatch)


def on(day: date, hour: int = 12) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, hour, tzinfo=clock.SHANGHAI))


class World:
    """Two firms of Pudong, who brings in, records and decides, and something that happens."""

    def __init__(self, seed: int, as_: ClientFor) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - reproducible on purpose
        self.as_ = as_
        self.happened: set[str] = set()

    async def begin(self) -> None:
        self.operator = await make.actor(await make.organisation("operator"), "operator", "admin")
        self.office = await make.organisation("district")
        self.officer = await make.actor(self.office, "officer")
        self.verifier = await make.actor(self.office, "verifier")
        self.bank = await make.actor(await make.organisation("bank"), "maker")
        self.firms = [await make.organisation("firm", name=name) for name in NAMES]
        self.handlers = [await make.actor(firm, "handler") for firm in self.firms]
        await imported(csv_of([granted(each, patentee=NAMES[each % 2]) for each in SERIALS]),
                       by=self.operator)  # fmt: skip
        rows = [lens(each, "2023-05-05", FAMILIES[0]) for each in ("CN 100000001 B", *ABROAD)]
        await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=self.operator)
        for each in SERIALS:
            await service.add_assets([], numbers=[number(each)], by=self.handlers[each % 2])

    async def something(self) -> None:
        """One change at random; what the rules refuse changes nothing."""
        name = self.rng.choice(
            ["gazette", "lens", "hold", "hold", "remove", "extract", "ended", "award", "move",
             "pledge", "pledge_ends", "declared"]
        )  # fmt: skip
        try:
            async with transaction():
                await getattr(self, name)()
                self.happened.add(name)
        except (DomainError, InvalidField):
            return

    def serial(self) -> int:
        return self.rng.choice(SERIALS)

    async def gazette(self) -> None:
        """A publication or a grant, with its number or, as Excel leaves it, without."""
        rows = []
        for serial in self.rng.sample(SERIALS, self.rng.randint(1, 3)):
            told = {"patentee": self.rng.choice(NAMES), "name": f"芯片 {self.rng.random():.3f}"}
            if self.rng.random() < 0.4:
                told["filing_id"] = "2.01811E+11"
            if self.rng.random() < 0.3:
                told["Int.Cl."] = "E03C1/182(2006.01)I;"
            rows.append((granted if self.rng.random() < 0.7 else invention)(serial, **told))
        await imported(csv_of(rows), by=self.operator)

    async def lens(self) -> None:
        family = ";;".join(self.rng.sample(FAMILIES, self.rng.randint(1, 2)))
        shown = [f"CN 10000000{serial} B" for serial in SERIALS] + list(ABROAD)
        rows = [lens(each, "2023-05-05", family) for each in self.rng.sample(shown, 3)]
        await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=self.operator)

    async def hold(self) -> None:
        serial = self.serial()
        by = self.rng.choice(self.handlers)
        told = number(serial) if self.rng.random() < 0.6 else f"CN10000000{serial}A"
        await service.add_assets([], numbers=[told], by=by)

    async def declared(self) -> None:
        await imported(
            csv_of([granted(self.serial(), name=f"自报 {self.rng.random():.3f}")]),
            by=self.rng.choice(self.handlers),
            reference=False,
        )

    async def remove(self) -> None:
        rows = await fetch(
            "SELECT id, firm FROM portfolio_asset WHERE removed_at IS NULL ORDER BY right_id"
        )
        if rows:
            row = self.rng.choice(rows)
            by = next(h for h in self.handlers if h.organisation_id == row["firm"])
            await service.remove(row["id"], by=by)

    async def extract(self) -> None:
        told = pledges.extract(
            self.rng.choice(NAMES), status=self.rng.choice(["in_force", "in_force", "lapsed_fee"])
        )
        await self._fact(FactKind.REGISTER_EXTRACT, told)

    async def ended(self) -> None:
        code = self.rng.choice(["CF01", "RR01"])
        await self._fact(FactKind.GAZETTE_EVENT, {"code": code, "date": clock.today().isoformat()})

    async def _fact(self, kind: FactKind, told: dict[str, Any]) -> None:
        rows = await fetch(
            "SELECT id FROM portfolio_right WHERE merged_into IS NULL ORDER BY title"
        )
        await service.record_fact(
            self.rng.choice(rows)["id"],
            kind,
            clock.today(),
            told,
            None,
            self.bank.organisation_id,
            self.bank,
        )

    async def award(self) -> None:
        """Stated, or of a stated one decided."""
        waiting = (await self.as_(self.officer).get("/patent-awards?state=stated")).json()["items"]
        if waiting:
            answer = await self.as_(self.officer).post(
                f"/patent-awards/{waiting[0]['id']}/decision",
                json={"confirmed": self.rng.random() < 0.7, "reason": "核对证书"},
            )
            assert answer.status_code in {200, 404}, answer.text
            return
        for handler in self.handlers:
            paper = await deposited(handler, kind=Kind.CERTIFICATE)
            for asset in (await self.as_(handler).get("/portfolio/assets")).json()["items"]:
                await self.as_(handler).post(
                    f"/portfolio/assets/{asset['id']}/awards",
                    json={"kind": "china_patent", "title": "银奖", "awarded_on": "2023-07-20",
                          "document_id": str(paper.id)},
                )  # fmt: skip

    async def move(self) -> None:
        """A firm's seat moves into the district, or out of it, or it bears another name."""
        firm = self.rng.choice(self.firms)
        await execute(
            "UPDATE identity_organisation SET division = $2, former_names = $3 WHERE id = $1",
            firm.id,
            self.rng.choice(["310115", "310115", "310104"]),
            self.rng.choice([[], [NAMES[0]]]),
        )

    async def pledge(self) -> None:
        await registry.record_made_elsewhere(
            pledges.elsewhere(
                patents=[number(self.serial())],
                secured_fen=self.rng.choice([100, 2_000_000_000]),
            ),
            by=self.officer,
        )

    async def pledge_ends(self) -> None:
        rows = await fetch("SELECT id FROM registry_pledge WHERE live ORDER BY registration_number")
        if rows:
            await registry.revoke(
                rows[0]["id"], reason="撤销", revoked_on=clock.today(), by=self.officer
            )


async def shown(as_: ClientFor, by: Actor, **choice: str) -> list[dict[str, Any]]:
    answers = [await as_(by).get(path, params=choice) for path in (OVERSEAS, HIGH)]
    assert [each.status_code for each in answers] == [200, 200], answers[0].text
    return [each.json() for each in answers]


@pytest.mark.parametrize("seed", range(5))
async def test_as_known_on_each_day_it_is_what_it_was(seed: int, as_: ClientFor) -> None:
    day = date(2025, 6, 2)
    world = World(seed, as_)
    with on(day):
        await world.begin()
    was: dict[date, list[dict[str, Any]]] = {}
    for _ in range(10):
        with on(day):
            for _ in range(world.rng.randint(2, 4)):
                await world.something()
        with on(day, hour=23):
            was[day] = await shown(as_, world.officer)
        day += timedelta(days=world.rng.choice([1, 1, 7, 30, 200, 900]))

    assert len({str(each[0]["items"]) + str(each[1]["items"]) for each in was.values()}) > 1
    with on(day):
        for then, figures in was.items():
            assert await shown(as_, world.officer, as_known_on=then.isoformat()) == figures, then


async def test_what_was_joined_since_stands_apart_as_it_was_then(as_: ClientFor) -> None:
    """A grant without its number, held with an extract, was later put together with its number."""
    world = World(0, as_)
    with on(date(2025, 6, 2)):
        world.operator = await make.actor(await make.organisation("operator"), "operator", "admin")
        officer = await make.actor(await make.organisation("district"), "officer")
        bank = await make.actor(await make.organisation("bank"), "maker")
        await imported(csv_of([granted(1, filing_id="2.01811E+11")]), by=world.operator)
        await imported(csv_of([invention(1)]), by=world.operator)
        rows = [lens("CN 100000001 B", "2021-03-05"), lens("US 11223344 B2", "2022-01-01")]
        await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=world.operator)
        right_id = await right_of("CN100000001B", by=world.operator)
        await holding(right_id)
        lapsed = pledges.extract(NAME, status="lapsed_fee")
        await service.record_fact(
            right_id, FactKind.REGISTER_EXTRACT, clock.today(), lapsed, None,
            bank.organisation_id, bank,
        )  # fmt: skip
    with on(date(2025, 6, 2), hour=23):
        before = await shown(as_, officer)
    with on(date(2025, 6, 4)):
        await imported(csv_of([granted(1)]), by=world.operator)
        after = await shown(as_, officer)

    assert await fetch_value("SELECT count(*) FROM portfolio_right_fact_past") == 1
    assert [each["right_label"] for each in before[0]["items"]] == ["CN100000001B"]
    assert [each["right_label"] for each in after[0]["items"]] == [told_label(1)]
    assert before[1]["counted"] == after[1]["counted"] == 0, "a fee that was not paid"
    with on(date(2025, 7, 1)):
        assert await shown(as_, officer, as_known_on="2025-06-02") == before
        assert await shown(as_, officer, as_known_on="2025-06-04") == [
            each | {"as_known_on": "2025-06-04"} for each in after
        ]


async def test_workbooks_pages_and_days_that_cannot_be_known(as_: ClientFor) -> None:
    world = World(1, as_)
    with on(date(2025, 6, 2)):
        await world.begin()
    with on(date(2025, 6, 5)):
        async with transaction():
            await execute("UPDATE identity_organisation SET division = '310104'")
        client, then = as_(world.officer), {"as_known_on": "2025-06-04"}
        answer = await client.get(OVERSEAS, params={**then, "limit": "3"})
        assert answer.status_code == 200, answer.text
        first = answer.json()
        last = (await client.get(OVERSEAS, params={**then, "cursor": first["next"]})).json()
        assert [len(first["items"]), len(last["items"]), last["next"]] == [3, 1, None]
        for path in (OVERSEAS, HIGH):
            now = (await client.get(path)).json()
            book = sheets((await client.get(f"{path}.xlsx", params=then)).content)
            told = (await client.get(path, params=then)).json()
            assert (now["counted"], told["counted"] > 0) == (0, True)
            assert (str(asked(book)["知悉日"]), asked(book)["可查知悉日"]) == ("2025-06-04", "全部")
            assert asked(book)["计入件数"] == told["counted"]
            assert (now["as_known_on"], now["known_since"]) == ("2025-06-05", None)

        await execute("INSERT INTO portfolio_known_from VALUES ('2025-06-04')")
        for path in (OVERSEAS, HIGH, f"{OVERSEAS}.xlsx", f"{HIGH}.xlsx"):
            assert (await client.get(path, params=then)).status_code == 200
            for day, words in (
                ("2025-06-03", "不能早于 2025-06-04"),
                ("2025-06-06", "不能晚于 2025-06-05"),
            ):
                answer = await client.get(path, params={"as_known_on": day})
                assert answer.status_code == 400, answer.text
                (wrong,) = answer.json()["errors"]
                assert (wrong["key"], words in wrong["message"]) == ("as_known_on", True)
        assert (await client.get(HIGH)).json()["known_since"] == "2025-06-04"


@pytest.mark.parametrize(
    "table",
    ["portfolio_asset_past", "identity_organisation_past", "portfolio_publication_past",
     "portfolio_family_member_past", "portfolio_known_from"],
)  # fmt: skip
async def test_what_was_is_never_changed(table: str) -> None:
    kept = await fetch_value(
        "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relname = $1 AND t.tgfoid = 'kernel_refuse_change'::regproc",
        table,
    )
    assert kept == 1
