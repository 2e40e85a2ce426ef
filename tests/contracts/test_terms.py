"""What the blanks refuse, each with the field and what would pass."""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from contracts.blanks import LARGEST_FEN, Blanks, Party, Unfit
from contracts.licence_contract.terms import ExportScreen, Instalment, RoyaltyTier
from contracts.verification_statement.terms import ComparedField
from contracts.wording import grouped
from tests.contracts import make

DIFFERS = (ComparedField(name="质押登记号", filed="1", found="2", agrees=False),)
TIER = RoyaltyTier(rate_bp=400)
BOUNDED = RoyaltyTier(rate_bp=400, up_to_fen=100)

UNENDING = (dataclasses.replace(make.patents(1)[0], expires_on=None),)
SHARED = (
    dataclasses.replace(make.patents(1)[0], patentees=(make.FIRM.name, make.UNIVERSITY.name)),
)

REFUSED: list[tuple[Callable[..., Blanks], dict[str, Any], str]] = [
    (make.pledge_contract, {"secured_fen": 0}, "secured_fen"),
    (make.pledge_contract, {"secured_fen": -1}, "secured_fen"),
    (make.pledge_contract, {"secured_fen": LARGEST_FEN + 1}, "secured_fen"),
    (make.pledge_contract, {"claim_type": " "}, "claim_type"),
    (make.pledge_contract, {"claim_kind": "mortgage"}, "claim_kind"),
    (make.pledge_contract, {"performance_to": date(2026, 11, 30)}, "performance_to"),
    (make.pledge_contract, {"patents": ()}, "patents"),
    (make.pledge_contract, {"patents": make.patents(1) * 2001}, "patents"),
    (make.pledge_contract, {"pledgors": (Party(name="甲"),)}, "address"),
    (make.pledge_contract, {"disputes": "字" * 2001}, "disputes"),
    (make.pledge_contract, {"further": ("",)}, "further"),
    (make.registration_application, {"appraiser": ""}, "appraiser"),
    (make.registration_application, {"performance_to": date(2026, 1, 1)}, "performance_to"),
    (make.change_form, {"applied_on": date(2027, 2, 28)}, "applied_on"),
    (make.change_form, {"attachments": ()}, "attachments"),
    (make.cancellation_form, {"ground": "bank mood"}, "ground"),
    (make.cancellation_form, {"attachments": ()}, "attachments"),
    (make.cancellation_form, {"ground": "other_law", "statement": ()}, "statement"),
    (make.offer_letter, {"amount_fen": 0}, "amount_fen"),
    (make.offer_letter, {"valid_until": date(2026, 11, 23)}, "valid_until"),
    (make.decision_notice, {"decision": "granted"}, "granted_fen"),
    (make.decision_notice, {"reason_code": ""}, "reason_code"),
    (make.decision_notice, {"reason": ()}, "reason"),
    (make.licence_contract, {"ends_on": date(2026, 12, 31)}, "ends_on"),
    (make.licence_contract, {"ends_on": date(2039, 3, 15)}, "ends_on"),
    (make.licence_contract, {"royalty_base": None}, "tiers"),
    (make.licence_contract, {"tiers": (TIER, BOUNDED)}, "tiers"),
    (
        make.licence_contract,
        {"tiers": (), "royalty_base": None, "upfront_creditable_bp": 0},
        "minimum_fen",
    ),
    (
        make.licence_contract,
        {"tiers": (), "royalty_base": None, "minimum_fen": 0},
        "upfront_creditable_bp",
    ),
    (make.licence_contract, {"export": None}, "export"),
    (make.licence_contract, {"licensees": (Party(name="甲"),)}, "address"),
    (make.licence_contract, {"patents": UNENDING}, "patents"),
    (make.licence_contract, {"patents": SHARED}, "coowners"),
    (make.licence_contract, {"patents": SHARED, "kind": "exclusive"}, "coowners"),
    (make.verification_statement, {"outcome": "mismatch"}, "reason"),
    (make.verification_statement, {"fields": DIFFERS}, "outcome"),
    (make.verification_statement, {"notice_sha256": "AB"}, "notice_sha256"),
    (make.signature_log, {"paper_sha256": ""}, "paper_sha256"),
    (make.signature_log, {"issued_at": datetime(2026, 1, 1)}, "issued_at"),  # noqa: DTZ001
]


@pytest.mark.parametrize(("make_terms", "changes", "field"), REFUSED)
def test_unfit_terms_are_refused_by_field(
    make_terms: Callable[..., Blanks], changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Unfit) as refusal:
        make_terms(**changes)

    assert refusal.value.field == field
    assert refusal.value.passes
    assert str(refusal.value).startswith(f"{field}: ")


def test_a_mandate_does_not_end_before_it_is_given() -> None:
    given = make.registration_application().power_of_attorney
    assert given is not None

    with pytest.raises(Unfit) as refusal:
        dataclasses.replace(given, given_on=date(2027, 7, 1))

    assert refusal.value.field == "valid_until"


def test_an_instalment_needs_a_day_or_a_milestone() -> None:
    with pytest.raises(Unfit) as refusal:
        Instalment(amount_fen=1)

    assert refusal.value.field == "due_on"


@pytest.mark.parametrize(
    "number", ["ZL202010123456.7", "20201012345", "２０２０１０１２３４５６.7", "abc"]
)
def test_a_patent_number_is_digits_alone(number: str) -> None:
    patent = make.patents(1)[0]

    with pytest.raises(Unfit) as refusal:
        type(patent)(
            patent_number=number,
            title=patent.title,
            kind=patent.kind,
            filed_on=patent.filed_on,
            granted_on=patent.granted_on,
        )

    assert refusal.value.field == "patent_number"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("202010123456.7", "ZL 2020 1 0123456.7"),
        ("202010123456X", "ZL 2020 1 0123456.X"),
        ("202010123456.X", "ZL 2020 1 0123456.X"),
        ("98123456.7", "ZL 98 1 23456.7"),
        ("981234567", "ZL 98 1 23456.7"),
        ("85100123", "ZL 85 1 00123"),
        ("202010123456", "ZL 2020 1 0123456"),
    ],
)
def test_patent_numbers_are_printed_in_groups(number: str, printed: str) -> None:
    assert grouped(number) == printed


@pytest.mark.parametrize("upfront", [0, 100])
def test_a_free_licence_is_possible(upfront: int) -> None:
    terms = make.licence_contract(
        tiers=(),
        royalty_base=None,
        minimum_fen=0,
        instalments=(),
        upfront_fen=upfront,
        upfront_creditable_bp=0,
    )

    assert terms.committed_fen == terms.upfront_fen == upfront


def test_a_coowner_may_grant_a_plain_licence_alone_and_any_other_with_all() -> None:
    assert make.licence_contract(patents=SHARED, kind="plain").coowners == ()
    assert make.licence_contract(patents=SHARED, coowners=(make.UNIVERSITY,)).kind == "sole"


@pytest.mark.parametrize(
    ("changes", "committed"),
    [
        # 200,000 upfront, credited; 500,000 fixed; five years of 300,000
        ({}, 20_000_000 + 50_000_000 + 5 * 30_000_000 - 20_000_000),
        ({"upfront_creditable_bp": 0}, 20_000_000 + 50_000_000 + 5 * 30_000_000),
        ({"ends_on": date(2032, 1, 1)}, 50_000_000 + 6 * 30_000_000),
        ({"minimum_fen": 0}, 20_000_000 + 50_000_000),
        ({"minimum_fen": 1}, 20_000_000 + 50_000_000),
    ],
)
def test_what_a_licensee_owes_whatever_he_sells(changes: dict[str, Any], committed: int) -> None:
    assert make.licence_contract(**changes).committed_fen == committed


def test_restricted_technology_needs_its_permit() -> None:
    with pytest.raises(Unfit) as refusal:
        ExportScreen(catalogue="目录", screened_on=make.DAY, result="restricted")

    assert refusal.value.field == "permit_number"
