"""The owner's list: found by part of a name, with who may read each file now."""

from datetime import timedelta

import pytest

from backend.documents import service
from backend.documents.states import Kind, Purpose
from backend.kernel import clock
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("审计", ["2025年审计报告.pdf"]),
        ("ABC", ["abc_100%.pdf"]),
        ("_", ["abc_100%.pdf"]),
        ("%25", ["abc_100%.pdf"]),
        ("%5C", []),
        ("%20%20", ["abc_100%.pdf", "2025年审计报告.pdf"]),
        ("没有", []),
    ],
)
async def test_files_are_found_by_part_of_their_name(
    as_: ClientFor, typed: str, found: list[str]
) -> None:
    firm = await make.actor(await make.organisation(), "handler")
    other = await make.actor(await make.organisation(), "handler")
    await deposited(firm, name="2025年审计报告.pdf")
    await deposited(firm, name="abc_100%.pdf")
    await deposited(other, name="审计_%ABC.pdf")

    page = (await as_(firm).get(f"/documents?q={typed}")).json()

    assert [item["name"] for item in page["items"]] == found
    assert page["total"] == len(found)


async def test_search_and_kind_apply_together(as_: ClientFor) -> None:
    firm = await make.actor(await make.organisation(), "handler")
    await deposited(firm, name="2025 年报.pdf", kind=Kind.ACCOUNTS)
    await deposited(firm, name="2025 执照.pdf", kind=Kind.LICENCE)

    page = (await as_(firm).get("/documents?q=2025&kind=accounts")).json()

    assert [item["name"] for item in page["items"]] == ["2025 年报.pdf"]
    assert page["total"] == 1


async def test_the_list_names_who_may_read_each_file_now(as_: ClientFor) -> None:
    firm = await make.actor(await make.organisation(), "admin")
    bank, insurer = await make.organisation(kind="bank"), await make.organisation(kind="bank")
    read, unread = await deposited(firm), await deposited(firm)
    receipts = [
        await service.give(
            service.GrantIn(
                file_ids=(read.id,),
                to=reader.id,
                purpose=Purpose.DUE_DILIGENCE,
                note="",
                until=clock.today() + timedelta(days=1),
                download=False,
            ),
            by=firm,
        )
        for reader in (bank, bank, insurer)
    ]

    async def readers() -> dict[str, list[str]]:
        page = (await as_(firm).get("/documents")).json()
        return {item["id"]: item["readers"] for item in page["items"]}

    before = await readers()
    await service.revoke_receipt(receipts[2]["id"], by=firm)
    after = await readers()

    assert before == {str(read.id): sorted([bank.name, insurer.name]), str(unread.id): []}
    assert after == {str(read.id): [bank.name], str(unread.id): []}
