"""The real gazettes and exports of the shared folder, brought in by the operator."""

import csv
from pathlib import Path

import pytest

from backend.kernel.auth import Actor
from backend.kernel.db import fetch, fetch_value, loads
from backend.portfolio import service
from backend.portfolio.importing.cells import read_names
from backend.portfolio.names import all_organisations
from backend.portfolio.states import Ownership
from tests import make
from tests.conftest import shared
from tests.portfolio.make import figures, imported, refused

GAZETTE = "cn_patents/cnipa_gazette_20190712_{}.gb18030.csv"


async def operator() -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.mark.slow
async def test_the_utility_models_come_in_once_and_are_duplicates_the_second_time(
    db: None,
) -> None:
    path = shared(GAZETTE.format("utility_model"))
    by = await operator()

    first = await imported(path, by=by)
    second = await imported(path, by=by)

    assert figures(first) == (16_163, 20, 0, 0, 0)
    assert first["rows_total"] == 16_183
    assert figures(second) == (0, 16_183, 0, 0, 0)
    assert await fetch_value("SELECT count(*) FROM portfolio_right") == 16_163


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "duplicates", "conflicts"),
    [("design", 30, 0), ("invention_granted", 49, 1), ("invention_published", 180, 0)],
)
async def test_the_other_gazettes(db: None, name: str, duplicates: int, conflicts: int) -> None:
    path = shared(GAZETTE.format(name))
    by = await operator()
    firsts = _first_rows(path)
    destroyed = sum("E+" in row["filing_id"] for row in firsts.values())

    run = await imported(path, by=by)
    again = await imported(path, by=by)

    assert figures(run) == (len(firsts), duplicates, 0, conflicts, destroyed)
    assert figures(again) == (0, len(firsts) + duplicates, 0, conflicts, 0)
    assert [row["code"] for row in await refused(run, by=by)] == [
        "portfolio.conflict_in_file"
    ] * conflicts
    assert (
        await fetch_value("SELECT count(*) FROM portfolio_right WHERE application_body IS NULL")
        == destroyed
    )


@pytest.mark.slow
async def test_no_destroyed_number_is_guessed_and_no_address_of_a_person_is_stored(
    db: None,
) -> None:
    by = await operator()

    run = await imported(shared(GAZETTE.format("invention_granted")), by=by)

    numbered = await fetch_value(
        "SELECT count(*) FROM portfolio_right WHERE application_body IS NOT NULL"
    )
    assert numbered == run["rows_accepted"] - run["rows_warned"]
    for row in await fetch("SELECT applicants FROM portfolio_right WHERE address IS NOT NULL"):
        assert all_organisations(row["applicants"])
    for row in await fetch("SELECT cells FROM portfolio_import_row"):
        cells = loads(row["cells"])
        assert not cells[8] or all_organisations(read_names(cells[6]))


async def test_the_demonstration_set_feeds_suggestions(db: None) -> None:
    path = shared("cn_patents/cnipa_gazette_20190712_shanghai_organisations.csv")
    by = await operator()

    run = await imported(path, by=by)

    assert run["rows_total"] == 1_941
    assert run["rows_duplicate"] == 27
    assert run["rows_refused"] == 0
    assert run["format"] == "cnipa_gazette"


@pytest.mark.slow
async def test_a_google_export_becomes_vendor_reference_and_owns_nothing(db: None) -> None:
    by = await operator()

    run = await imported(shared("exports/google_patents_search_4264.csv"), by=by)
    again = await imported(shared("exports/google_patents_search_4264.csv"), by=by)

    assert figures(run) == (4_263, 1, 0, 0, 1_455)
    assert figures(again) == (0, 4_264, 0, 0, 0)
    assert not await fetch("SELECT 1 FROM portfolio_right WHERE owner_source IS NOT NULL")
    assert await fetch_value("SELECT count(*) FROM portfolio_right WHERE kind = 'foreign'") == 2_808


def _first_rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="gb18030", newline="") as file:
        firsts: dict[str, dict[str, str]] = {}
        for row in csv.DictReader(file):
            firsts.setdefault(row["authorization_notice_id"], row)
    return firsts


@pytest.mark.slow
@pytest.mark.parametrize(
    ("firm_name", "label"),
    [
        ("上海华力微电子有限公司", "ZL 2016 1 1027701.X"),
        ("上海顺久电子科技有限公司", "ZL 2017 1 0919837.X"),
    ],
)
async def test_a_firm_of_the_demonstration_set_finds_a_patent_it_can_pledge(
    db: None, firm_name: str, label: str
) -> None:
    path = shared("cn_patents/cnipa_gazette_20190712_shanghai_organisations.csv")
    await imported(path, by=await operator())
    firm = await make.organisation("firm", name=firm_name)
    handler = await make.actor(firm, "handler")

    found, _, _ = await service.suggestions(cursor=None, limit=100, by=handler)
    added = await service.add_assets([right.id for right in found], numbers=[], by=handler)

    right = next(right for right in found if right.label == label)
    assert right.can_be_pledged_at_cnipa
    assert {held.holding.ownership for held in added.added} == {Ownership.OWNED}
