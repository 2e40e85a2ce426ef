"""Versions in force by date; a released template never changes."""

import dataclasses
import hashlib
from datetime import date

import msgspec
import pytest

from contracts import catalogue
from contracts.catalogue import NoTemplate, Paper, Template
from contracts.wording import FONTS
from tests.contracts import make

#: The fonts are part of what a version prints.
FONT_DIGESTS = {
    "NotoSansSC-Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    "NotoSansSC-Bold.ttf": "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    "RareHanSC-Regular.otf": "379349a8b69a88946903f2a083283a099428062e6bf8f5ccd0eddf256c62890d",
}


@pytest.mark.parametrize("template", catalogue.TEMPLATES, ids=lambda each: each.id)
def test_a_released_template_is_as_it_was_released(template: Template) -> None:
    assert template.digest() == template.sha256, (
        f"{template.id} or its layout was edited. Released templates never change: "
        "make a new version and a new row in contracts/catalogue.py."
    )


@pytest.mark.parametrize("name", FONT_DIGESTS)
def test_a_font_is_as_it_was_released(name: str) -> None:
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == FONT_DIGESTS[name]


def test_every_template_file_is_in_the_catalogue() -> None:
    listed = {each.path for each in catalogue.TEMPLATES}

    assert {path for paper in Paper for path in (catalogue.ROOT / paper).glob("*.typ")} == listed
    assert {each.paper for each in catalogue.TEMPLATES} == set(Paper) == set(catalogue.TITLES)


def test_the_version_in_force_is_the_newest_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = catalogue.template(Paper.OFFER_LETTER, 2)
    second = dataclasses.replace(first, version=3, in_force_from=date(2027, 1, 1))
    monkeypatch.setattr(catalogue, "TEMPLATES", (second, *catalogue.TEMPLATES))

    assert catalogue.in_force(Paper.OFFER_LETTER, date(2026, 12, 31)) == first
    assert catalogue.in_force(Paper.OFFER_LETTER, date(2027, 1, 1)) == second
    assert catalogue.in_force(Paper.OFFER_LETTER, date(2026, 11, 28)).version == 1
    assert catalogue.template(Paper.OFFER_LETTER, 2) == first


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoTemplate):
        catalogue.template(Paper.OFFER_LETTER, 99)
    with pytest.raises(NoTemplate):
        catalogue.in_force(Paper.OFFER_LETTER, date(2021, 12, 31))


def test_kept_terms_that_are_not_such_are_refused() -> None:
    template = catalogue.template(Paper.OFFER_LETTER, 1)
    kept = catalogue.dump(make.offer_letter())

    with pytest.raises(msgspec.ValidationError):
        catalogue.load(template, kept | {"amount_fen": "much"})
    with pytest.raises(msgspec.ValidationError):
        catalogue.load(template, kept | {"amount_fen": 0})
