"""One patent known as two rights: joined or not, it stands in one live pledge at most."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kernel import db
from backend.portfolio.service import right_by_number
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges
from tests import make as people
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, gazette_row, imported, refused
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")

APPLICATION = people.application_number(4711, kind=1, year=2018)
PUBLICATION = "CN109004711B"


def gazette(*, number: str = APPLICATION) -> bytes:
    """The row that says that both numbers are one patent's."""
    return csv_of(
        [
            gazette_row(
                authorization_notice_id=PUBLICATION,
                authorized_announcement_date="2021.03.05",
                filing_id=number,
                filing_date="2018.12.16",
                Int_Cl="H01L21/336(2006.01)I",
            )
        ]
    )


async def two_rights() -> tuple[UUID, UUID]:
    """The patent by its application number, and again by its publication number."""
    operator = await people.actor(await people.organisation("operator"), "operator")
    return (
        await right_by_number(APPLICATION, operator),
        await right_by_number(PUBLICATION, operator),
    )


async def live_with(right: UUID) -> PledgeRecord:
    """A live pledge of that right, past the checks of its papers."""
    at = await make.scene()
    pledge = await make.filed(at)
    await db.execute(
        "DELETE FROM registry_pledged_right WHERE pledge = $1 AND position > 0", pledge.id
    )
    await db.execute(
        "INSERT INTO registry_pledged_right (id, pledge, patent, live, position) "
        "VALUES (gen_random_uuid(), $1, $2, true, 9)",
        pledge.id,
        right,
    )
    return pledge


async def bring_in(content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    operator = await people.actor(await people.organisation("operator"), "operator")
    run = await imported(content, by=operator)
    return run, await refused(run, by=operator)


async def test_two_rights_in_two_live_pledges_are_not_joined() -> None:
    by_application, by_publication = await two_rights()
    await live_with(by_application)
    second = await live_with(by_publication)

    run, rows = await bring_in(gazette())

    assert (run["state"], run["rows_refused"]) == ("done", 1)
    assert rows[0]["code"] == "portfolio.pledged_twice"
    assert db.loads(rows[0]["passing"])["form"] == "one_pledge_first"
    assert await merged_into(by_publication) is None

    await db.execute("UPDATE registry_pledge SET state = 'withdrawn' WHERE id = $1", second.id)
    run, rows = await bring_in(gazette())

    assert (run["rows_refused"], rows) == (0, [])
    assert await merged_into(by_publication) == by_application


async def merged_into(right: UUID) -> UUID | None:
    found: UUID | None = await db.fetch_value(
        "SELECT merged_into FROM portfolio_right WHERE id = $1", right
    )
    return found


async def test_a_pledge_of_a_joined_right_is_one_of_the_right_that_counts() -> None:
    by_application, by_publication = await two_rights()
    pledge = await live_with(by_publication)
    await bring_in(gazette())
    assert await merged_into(by_publication) == by_application

    with pytest.raises(asyncpg.UniqueViolationError) as refusal:
        async with db.transaction():
            await live_with(by_application)

    assert refusal.value.constraint_name == "registry_pledged_right_in_one_live_pledge"
    found = await pledges.live_pledges([by_application, by_publication])
    assert {right: each["id"] for right, each in found.items()} == {
        by_application: pledge.id,
        by_publication: pledge.id,
    }


async def test_a_firm_that_supplies_the_number_is_told_of_the_two_pledges(as_: ClientFor) -> None:
    by_application, by_publication = await two_rights()
    await live_with(by_application)
    await live_with(by_publication)
    firm = as_(await people.actor(await people.organisation("firm"), "handler"))
    added = await firm.post("/portfolio/assets", json={"numbers": [PUBLICATION]})

    answer = await firm.post(
        f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number",
        json={"number": APPLICATION},
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "portfolio.pledged_twice"
    assert answer.json()["publication_no"] == PUBLICATION
    assert await merged_into(by_publication) is None


async def test_the_database_refuses_the_join_with_the_application_bypassed() -> None:
    by_application, by_publication = await two_rights()
    await live_with(by_application)
    await live_with(by_publication)

    with pytest.raises(asyncpg.UniqueViolationError) as refusal:
        async with db.transaction():
            await db.execute(
                "UPDATE portfolio_right SET merged_into = $1 WHERE id = $2",
                by_application,
                by_publication,
            )

    assert refusal.value.constraint_name == "registry_pledged_right_in_one_live_pledge"
