"""The licence contract prints what licensing asks of it, by kind, price, pledge and border."""

from datetime import date
from typing import Any

import pytest

from contracts.licence_contract.terms import PledgeConsent
from tests.contracts import make
from tests.contracts.test_rendering import text_of

#: The standard clauses of licensing.md, section 3, by words that each one prints.
CLAUSES = [
    "许可人Licensor",
    "许可的专利",
    "独占许可",
    "实施领域",
    "地域",
    "期限自",
    "分许可",
    "技术资料与指导",
    "入门费",
    "含增值税",
    "提成报表",
    "查账",
    "最低使用费",
    "里程碑",
    "后续改进",
    "保密",
    "年费与维持",
    "维权",
    "保证其是许可专利的合法权利人",
    "承担责任",
    "赔偿责任合计不超过",
    "专利权被宣告无效",
    "质押",
    "解除",
    "备案",
    "进出口合规",
    "调解",
]


def _licence(**changes: Any) -> str:
    return text_of(make.pdf(make.licence_contract(**changes)))


def test_a_licence_contract_prints_every_standard_clause_in_both_languages() -> None:
    text = _licence(kind="exclusive")

    assert [each for each in CLAUSES if each not in text] == []
    for patent in make.licence_contract().patents:
        assert patent.expires_on is not None
        assert patent.expires_on.isoformat() in text
    assert "interestat6.00%ayear;iftheyarestillunpaid" in text
    for n in range(1, 15):
        assert f"Article{n}." in text


@pytest.mark.parametrize(
    ("kind", "alone"),
    [
        ("exclusive", "被许可人可以单独提起诉讼"),
        ("sole", "许可人不起诉的，被许可人可以自行提起诉讼"),
        ("plain", "经许可人书面授权，被许可人可以提起诉讼"),
    ],
)
def test_who_may_sue_follows_the_kind(kind: str, alone: str) -> None:
    assert alone in _licence(kind=kind)


def test_a_free_licence_has_neither_statements_nor_interest() -> None:
    text = _licence(
        tiers=(),
        royalty_base=None,
        minimum_fen=0,
        instalments=(),
        upfront_fen=0,
        upfront_creditable_bp=0,
    )

    assert "本许可不收取使用费" in text
    assert "报表、付款与查账" not in text


def test_a_pledged_patent_is_licensed_with_the_pledgees_consent_and_account() -> None:
    consent = PledgeConsent(
        pledgee=make.BANK,
        registration_number="Y2026310000517",
        document="《同意许可的函》",
        given_on=date(2026, 12, 20),
        price_floor_fen=20_000_000,
        proceeds_account="张江科创银行 6222 0000 0817 0009",
    )

    text = _licence(pledge_consent=consent, coowners=(make.UNIVERSITY,))

    assert "登记号Y2026310000517" in text
    assert "使用费不低于人民币200,000.00元" in text
    assert "张江科创银行622200000817" in text
    assert "办理质押登记。" not in text.split("Disclosures")[1].split("Pledge:")[0]
    assert text.count(make.UNIVERSITY.name) == 2
