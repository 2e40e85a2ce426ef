"""Random files about the same patents: every patent ends as one right, whatever the order."""

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest

from backend.kernel.db import fetch
from tests import make
from tests.portfolio.make import csv_of, figures, gazette_row, imported

SERIALS = range(1, 9)


def row(serial: int, letter: str, *, with_number: bool) -> dict[str, str]:
    """The publication (A) or the grant (B) of one invention, its number there or destroyed."""
    return gazette_row(
        **{
            "item": str(serial),
            "name": f"发明{serial}",
            "authorization_notice_id": f"CN1{serial:08d}{letter}",
            "authorized_announcement_date": "2019.07.12" if letter == "A" else "2021.03.05",
            "filing_id": make.application_number(serial, kind=1, year=2018)
            if with_number
            else "2.0181E+12",
            "filing_date": "2018.12.16",
            "Int.Cl.": "H01L21/336(2006.01)I",
        }
    )


def files(rng: random.Random) -> Iterator[list[dict[str, str]]]:
    for _ in range(rng.randint(1, 4)):
        keys = [(serial, letter) for serial in SERIALS for letter in "AB"]
        rng.shuffle(keys)
        yield [
            row(serial, letter, with_number=rng.random() < 0.5)
            for serial, letter in keys[: rng.randint(1, len(keys))]
        ]


def groups(rows: list[dict[str, str]]) -> set[frozenset[str]]:
    """An oracle of its own: which publications stand together, by the numbers that tie them."""
    tied: dict[str, set[str]] = defaultdict(set)
    alone: set[str] = set()
    for each in rows:
        publication, number = each["authorization_notice_id"], each["filing_id"]
        alone.add(publication)
        if "E+" not in number:
            tied[number].add(publication)
    together = {frozenset(each) for each in tied.values()}
    return together | {frozenset({one}) for one in alone if not any(one in t for t in together)}


@pytest.mark.parametrize("seed", range(25))
async def test_publications_tied_by_a_number_are_one_right(db: None, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - reproducible on purpose
    by = await make.actor(await make.organisation("operator"), "operator")
    brought_in: list[dict[str, str]] = []

    for rows in files(rng):
        brought_in += rows
        run = await imported(csv_of(rows), by=by)
        assert run["rows_refused"] == 0
        again = await imported(csv_of(rows), by=by)
        assert figures(again) == (0, len(rows), 0, 0, 0)

    assert await stored_groups() == groups(brought_in)
    for right in await fetch(
        "SELECT title, granted_on, publication_no FROM portfolio_right WHERE merged_into IS NULL"
    ):
        assert right["title"]
        assert (right["granted_on"] is not None) == right["publication_no"].endswith("B")


async def stored_groups() -> set[frozenset[str]]:
    rights: dict[object, set[str]] = defaultdict(set)
    for each in await fetch("SELECT number, right_id FROM portfolio_publication"):
        rights[each["right_id"]].add(each["number"])
    return {frozenset(each) for each in rights.values()}
