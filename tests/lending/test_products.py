"""Products: published by a second person, never changed after, shown while mandated."""

import asyncio
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from asyncpg import CheckViolationError, IntegrityConstraintViolationError

from backend.kernel import clock
from backend.kernel.db import execute, fetch_value, transaction
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.events import history
from backend.kernel.money import Fen
from backend.lending.fit import Mandate
from backend.lending.rules.refusals import CapacityUsedUp, ProductNotOffered
from backend.lending.service import products
from backend.lending.service.catalogue import (
    AlreadyPublished,
    CapacityOverlaps,
    PublishedByItsMaker,
    TermsNotOrdered,
)
from tests import make
from tests.conftest import ClientFor
from tests.lending.make_products import MILLION, bank, product, publish, terms

ON = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.mark.usefixtures("db")
class TestPublishing:
    async def test_terms_come_back_as_they_were_published(self) -> None:
        lender = await bank()
        its_terms = terms([{"kind": "region", "divisions": ["310115"]}])

        product_id = await product(lender, its_terms)
        view = await products.product(product_id)

        assert view.terms == its_terms
        assert view.n == 1
        assert view.lender_id == lender.organisation.id
        assert view.capacity_open

    async def test_nobody_publishes_what_he_drafted(self) -> None:
        organisation = (await bank()).organisation
        both = await make.actor(organisation, "maker", "checker")
        product_id = await products.create_product("独角贷", by=both)
        version_id = await products.draft_version(product_id, terms(), by=both)

        with pytest.raises(PublishedByItsMaker):
            await products.publish_version(version_id, by=both)

    async def test_the_database_refuses_one_person_on_both_sides(self) -> None:
        lender = await bank()
        product_id = await products.create_product("独角贷", by=lender.maker)
        version_id = await products.draft_version(product_id, terms(), by=lender.maker)

        with pytest.raises(CheckViolationError):
            async with transaction():
                await execute(
                    "UPDATE lending_product_version SET approver = maker, approver_name = 'x', "
                    "published_at = now() WHERE id = $1",
                    version_id,
                )

    async def test_a_published_version_never_changes(self) -> None:
        lender = await bank()
        product_id = await product(lender)
        version_id = (await products.product(product_id)).id

        with pytest.raises(AlreadyPublished):
            await products.publish_version(version_id, by=lender.checker)
        for sql in (
            "UPDATE lending_product_version SET cap_fen = cap_fen + 1 WHERE id = $1",
            "DELETE FROM lending_product_version WHERE id = $1",
        ):
            with pytest.raises(IntegrityConstraintViolationError):
                async with transaction():
                    await execute(sql, version_id)

    async def test_a_new_version_takes_the_place_and_the_old_one_stays_readable(self) -> None:
        lender = await bank()
        product_id = await product(lender)
        old = await products.in_force(product_id)

        new_id = await publish(lender, product_id, terms(cap_fen=Fen(20 * MILLION)))

        assert (await products.in_force(product_id)).id == new_id
        assert (await products.version(old.id)).terms.cap_fen == 10 * MILLION

    async def test_a_draft_shows_nowhere(self) -> None:
        lender = await bank()
        product_id = await products.create_product("草稿贷", by=lender.maker)
        await products.draft_version(product_id, terms(), by=lender.maker)

        with pytest.raises(NotFound):
            await products.product(product_id)
        with pytest.raises(ProductNotOffered):
            await products.in_force(product_id)

    async def test_another_bank_and_a_firm_cannot_touch_it(self) -> None:
        lender, other = await bank(), await bank()
        product_id = await products.create_product("某贷", by=lender.maker)
        version_id = await products.draft_version(product_id, terms(), by=lender.maker)
        firm = await make.actor(await make.organisation(), "handler", "signatory")

        with pytest.raises(NotFound):
            await products.draft_version(product_id, terms(), by=other.maker)
        with pytest.raises(NotFound):
            await products.publish_version(version_id, by=other.checker)
        with pytest.raises(Forbidden):
            await products.create_product("某贷", by=firm)

    async def test_terms_nobody_could_meet_are_refused(self) -> None:
        lender = await bank()
        product_id = await products.create_product("某贷", by=lender.maker)

        with pytest.raises(TermsNotOrdered):
            await products.draft_version(
                product_id, terms(min_fen=Fen(20 * MILLION)), by=lender.maker
            )

    async def test_each_step_is_in_the_log(self) -> None:
        product_id = await product(await bank())

        assert [event.name for event in await history("loan_product", product_id)] == [
            "lending.product_created",
            "lending.product_version_drafted",
            "lending.product_version_published",
            "lending.capacity_opened",
        ]


@pytest.mark.usefixtures("db")
class TestShowing:
    async def test_whoever_is_signed_in_sees_products_with_the_rate_of_the_day(
        self, as_: ClientFor
    ) -> None:
        lender = await bank()
        product_id = await product(lender, name="知贷通")
        firm = await make.actor(await make.organisation(), "handler")

        with clock.at(NOON):
            response = await as_(firm).get("/loan-products")
            one = await as_(firm).get(f"/loan-products/{product_id}")

        assert response.status_code == 200
        shown = response.json()["items"][0]
        assert one.json() == shown
        assert shown["name"] == "知贷通"
        assert shown["lender"]["name"] == lender.organisation.name
        assert shown["rate"] == {
            "base": "lpr_1y",
            "base_bp": 300,
            "spread_from_bp": 45,
            "spread_to_bp": 85,
            "from_bp": 345,
            "to_bp": 385,
        }
        assert shown["mandate"]["number"] == "M-2026-1"
        assert shown["capacity_open"] is True
        assert (await as_(None).get("/loan-products")).status_code == 401
        assert (await as_(firm).get(f"/loan-products/{uuid4()}")).status_code == 404

    async def test_a_product_shows_only_while_the_mandate_holds(self, as_: ClientFor) -> None:
        lender = await bank()
        over = Mandate(number="M", from_on=date(2020, 1, 1), to_on=date(2026, 11, 23), text="…")
        product_id = await product(lender, terms(mandate=over))
        firm = await make.actor(await make.organisation(), "handler")

        with clock.at(NOON):
            assert (await as_(firm).get("/loan-products")).json()["total"] == 0
            assert (await as_(firm).get(f"/loan-products/{product_id}")).status_code == 404
        with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
            assert (await as_(firm).get("/loan-products")).json()["total"] == 1

    async def test_the_list_is_paged_and_filtered_by_lender(self, as_: ClientFor) -> None:
        lender, other = await bank(), await bank()
        for _ in range(3):
            await product(lender)
        await product(other)
        client = as_(lender.maker)

        page = (await client.get("/loan-products?limit=3")).json()
        rest = (
            await client.get("/loan-products", params={"limit": 3, "cursor": page["next"]})
        ).json()
        of_other = (await client.get(f"/loan-products?lender_id={other.organisation.id}")).json()

        assert (len(page["items"]), len(rest["items"]), page["total"]) == (3, 1, 4)
        assert of_other["total"] == 1

    async def test_the_reference_rate_is_the_one_of_the_day(self) -> None:
        assert (await products.reference_rates(date(2026, 11, 19)))["lpr_1y"] == 300
        assert (await products.reference_rates(date(2024, 10, 20)))["lpr_1y"] == 335
        assert await products.reference_rates(date(2000, 1, 1)) == {}


@pytest.mark.usefixtures("db")
class TestCapacity:
    async def test_it_is_reserved_and_freed_to_the_fen(self) -> None:
        product_id = await product(await bank(), capacity_fen=5 * MILLION, cases=2)

        capacity_id = await products.reserve(product_id, Fen(3 * MILLION), on=ON)
        with pytest.raises(CapacityUsedUp) as refusal:
            await products.reserve(product_id, Fen(2 * MILLION + 1), on=ON)
        await products.free(capacity_id, Fen(3 * MILLION))
        await products.reserve(product_id, Fen(5 * MILLION), on=ON)

        assert refusal.value.facts == {"left_fen": 2 * MILLION}
        assert not (await products.in_force(product_id)).capacity_open

    async def test_cases_run_out_as_well(self) -> None:
        product_id = await product(await bank(), cases=1)
        await products.reserve(product_id, Fen(1), on=ON)

        with pytest.raises(CapacityUsedUp):
            await products.reserve(product_id, Fen(1), on=ON)

    async def test_without_a_capacity_for_the_day_there_is_none(self) -> None:
        product_id = await product(await bank(), capacity_fen=None)

        with pytest.raises(CapacityUsedUp):
            await products.reserve(product_id, Fen(1), on=ON)
        assert not (await products.in_force(product_id)).capacity_open

    async def test_two_capacities_do_not_cover_one_day(self) -> None:
        lender = await bank()
        product_id = await product(lender)

        with pytest.raises(CapacityOverlaps):
            await products.open_capacity(
                product_id,
                from_on=date(2030, 12, 31),
                to_on=date(2031, 12, 31),
                capacity_fen=Fen(MILLION),
                cases=1,
                by=lender.checker,
            )

    async def test_the_database_holds_the_bounds(self) -> None:
        product_id = await product(await bank(), capacity_fen=MILLION)

        for used in (MILLION + 1, -1):
            with pytest.raises(CheckViolationError):
                async with transaction():
                    await execute(
                        "UPDATE lending_capacity SET used_fen = $2 WHERE product = $1",
                        product_id,
                        used,
                    )


@pytest.mark.usefixtures("committed")
async def test_offers_that_race_never_exceed_the_capacity() -> None:
    product_id = await product(await bank(), capacity_fen=3 * MILLION)

    async def offer() -> bool:
        try:
            async with transaction():
                await products.reserve(product_id, Fen(MILLION), on=ON)
        except CapacityUsedUp:
            return False
        return True

    won = await asyncio.gather(*(offer() for _ in range(12)))

    assert sum(won) == 3
    used = await fetch_value("SELECT used_fen FROM lending_capacity WHERE product = $1", product_id)
    assert used == 3 * MILLION
