"""How a bank writes is data: proposed by one, tried on a sample, published by another."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.treasury import rules, service
from backend.treasury.service import LayoutTerms
from tests.conftest import ClientFor
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, send, table

PATH = "/statement-layout-proposals"
HEADINGS = {
    "booked_on": ["入账日"],
    "credit": ["存入"],
    "debit": ["支取"],
    "balance": ["结余"],
    "name": ["对手"],
    "memo": ["备注"],
    "own": ["本户"],
}


@pytest.fixture
async def desk(db: None) -> tuple[Actor, Actor]:
    return await make.desk()


def layout(**other: object) -> dict[str, Any]:
    return {
        "code": "new_bank",
        "bank_name": "某某银行",
        "mapping": {"headings": HEADINGS, "dates": ["%d.%m.%Y", "%Y-%m-%d"], "newest_first": False},
        "valid_from": clock.today().isoformat(),
    } | other


def sample(*, balance: str = "15.00", own: str = make.NUMBER) -> bytes:
    day = f"{days(2):%d.%m.%Y}"
    rows = [
        ["某某银行对账单"],
        ["入账日", "存入", "支取", "结余", "对手", "备注", "本户"],
        [day, "20.00", "", "20.00", "张三", "x", own],
        [day, "", "5.00", balance, "李四", "y", own],
    ]
    return as_csv(rows)


async def tried(as_: ClientFor, by: Actor, asked: dict[str, Any], content: bytes) -> Any:
    answer = await as_(by).post(f"{PATH}/{asked['id']}/trial", files={"file": ("s.csv", content)})
    return answer.json()


async def test_a_layout_reads_statements_once_it_was_tried_and_published_by_another(
    desk: tuple[Actor, Actor], as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    admin, clerk = desk
    rows = await as_(clerk).post("/statement-layouts/rows", files={"file": ("s.csv", sample())})
    asked = (await as_(clerk).post(PATH, json=layout())).json()
    untried = await as_(admin).post(f"{PATH}/{asked['id']}/publication")
    broken = await tried(as_, clerk, asked, sample(balance="15.01"))
    good = await tried(as_, clerk, asked, sample(own="6222020001000000999"))
    alone = await as_(clerk).post(f"{PATH}/{asked['id']}/publication")
    (waiting,) = (await as_(admin).get(PATH)).json()["items"]
    published = await as_(admin).post(f"{PATH}/{asked['id']}/publication")
    again = await as_(admin).post(f"{PATH}/{asked['id']}/refusal")

    assert rows.json()["rows"][1][:4] == ["入账日", "存入", "支取", "结余"]
    assert untried.json()["code"] == "treasury.layout_untried"
    assert (broken["code"], broken["row"]) == ("treasury.balance_broken", 4)
    assert (good["rows"], good["opening_fen"], good["closing_fen"]) == (2, 0, 1500)
    assert [(line["amount_fen"], line["name"]) for line in good["lines"]] == [
        (2000, "张三"),
        (-500, "李四"),
    ]
    assert alone.json()["code"] == "treasury.same_person"
    assert (waiting["tried_rows"], waiting["allowed_actions"]) == (2, ["try", "publish", "refuse"])
    assert (published.json()["version"], published.json()["in_force"]) == (1, True)
    assert again.json()["code"] == "treasury.layout_decided"
    account = await make.account(admin, layout="new_bank")
    assert (await send(as_, clerk, account, sample())).status_code == 201
    await run_jobs()
    assert await db.fetch_value("SELECT count(*) FROM treasury_line") == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"headings": {"booked_on": ["日"], "balance": ["余"]}}, rules.LayoutIncomplete.code),
        (
            {"headings": HEADINGS | {"credit": ["额"], "debit": ["额"]}},
            rules.HeadingTwice.code,
        ),
        (
            {"headings": {k: [k] for k in ("booked_on", "balance", "amount", "mark")}},
            rules.LayoutIncomplete.code,
        ),
        ({"headings": HEADINGS | {"nonsense": ["x"]}}, "invalid_request"),
        ({"dates": ["%H:%M"]}, "invalid_request"),
        ({"currencies": {"美元": "US$"}}, "invalid_request"),
    ],
)
async def test_what_could_read_no_statement_is_refused(
    desk: tuple[Actor, Actor], as_: ClientFor, change: dict[str, Any], code: str
) -> None:
    _, clerk = desk
    whole = {**layout()["mapping"], **change}

    answer = await as_(clerk).post(PATH, json=layout(mapping=whole))

    assert answer.json()["code"] == code
    assert (await as_(clerk).get(PATH)).json()["items"] == []


_ALONE = """INSERT INTO treasury_layout (id, code, version, bank_name, mapping, valid_from,
created_by, proposal) SELECT gen_random_uuid(), code, 2, bank_name, mapping, valid_from,
proposed_by, id FROM treasury_layout_proposal"""
_WRONG = [
    "UPDATE treasury_layout_proposal SET bank_name = 'x'",
    "DELETE FROM treasury_layout_proposal",
    _ALONE,
]


async def test_a_version_follows_the_one_before_it_and_no_person_alone_makes_one(
    desk: tuple[Actor, Actor], as_: ClientFor
) -> None:
    _, clerk = desk
    past = await as_(clerk).post(PATH, json=layout(valid_from=days(1).isoformat()))
    first = await as_(clerk).post(PATH, json=layout(code="two_columns"))
    twice = await as_(clerk).post(PATH, json=layout(code="two_columns"))

    assert past.json()["code"] == rules.LayoutDatedBack.code
    assert first.status_code == 201
    assert twice.json()["code"] == rules.LayoutProposed.code
    for wrong in _WRONG:
        with pytest.raises(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(wrong)


async def test_two_who_publish_at_once_make_one_version(committed: str) -> None:
    admin, clerk = await make.desk()
    mapping = (await service.layout_page(cursor=None, limit=9, by=admin))[0][-1]["mapping"]
    asked = await service.propose_layout(
        LayoutTerms(code="a", bank_name="x", mapping=mapping, valid_from=clock.today()), by=clerk
    )
    content = as_csv(table([Move(5, days(1))]))
    await service.try_layout(asked["id"], content, file_name="s.csv", by=clerk)

    ended = await asyncio.gather(
        *[service.publish_layout(asked["id"], by=admin) for _ in range(4)],
        return_exceptions=True,
    )

    assert sum(isinstance(each, dict) for each in ended) == 1
    assert sum(isinstance(each, rules.LayoutDecided) for each in ended) == 3
