"""Names, persons, addresses, classes and the key industries."""

from importlib import import_module

import pytest

from backend.portfolio.importing import cells
from backend.portfolio.industries import Industries, IndustryRow
from backend.portfolio.names import is_organisation, key, looks_like_address

#: The classes that came with the product.
SHIPPED = Industries(
    IndustryRow(ipc=ipc, industry=industry)
    for industry, classes in import_module(
        "backend.migrations.zhirong_212_industries"
    ).CLASSES.items()
    for ipc in classes.split()
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("腾讯科技（深圳）有限公司", "腾讯科技(深圳)有限公司"),
        ("ＡＢＣ 有限公司", "abc有限公司"),
        ("Idemitsu Kosan Co., Ltd.", "IDEMITSU KOSAN CO.,LTD."),
        ("某某【上海】有限公司", "某某（上海）有限公司"),
    ],
)
def test_width_brackets_and_case_do_not_count(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_different_name_stays_different() -> None:
    assert key("腾讯科技(深圳)有限公司") != key("腾讯科技(北京)有限公司")


@pytest.mark.parametrize(
    "name",
    ["清华大学", "中国科学院物理研究所", "3M创新有限公司", "TCL集团", "国网上海市电力公司",
     "夏普株式会社", "湖口县武山镇富基生态农庄", "Hyundai Motor Company", "上海市公安局",
     "罗伯特·博世有限公司", "Idemitsu Kosan Co., Ltd."],
)  # fmt: skip
def test_organisations_are_known_as_such(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name",
    ["张鹏", "陈霞", "肖行勇", "王院文", "聂会", "欧阳修文", "布赖恩·V·亨特", "John Smith",
     "S.艾伦", "阿卜杜热合曼·买买提", "张厂"],
)  # fmt: skip
def test_in_doubt_a_name_is_a_person(name: str) -> None:
    assert not is_organisation(name)


def test_addresses_are_found_by_their_form() -> None:
    assert looks_like_address("312400浙江省绍兴市嵊州经济开发区普田大道157号")
    assert looks_like_address("上海市浦东新区张衡路500弄1号楼")
    assert not looks_like_address("张路")
    assert not looks_like_address("一种多功能水槽")


def test_classes_lose_their_edition_and_level() -> None:
    assert cells.read_classes("E03C1/182(2006.01)I; H01L 21/336 (2006.01)I") == [
        "E03C 1/182",
        "H01L 21/336",
    ]
    assert cells.read_classes("12-16 (12)  ") == ["12-16"]
    assert cells.read_classes("nothing") == []


def test_names_joined_by_semicolons_lose_lost_blanks() -> None:
    assert cells.read_names("布赖恩·V·亨特;??埃里克·W·纳尔逊;") == [
        "布赖恩·V·亨特",
        "埃里克·W·纳尔逊",
    ]


def test_a_comma_before_ltd_joins_no_second_name() -> None:
    assert cells.read_comma_names("Idemitsu Kosan Co., Ltd., Kia Motors Corporation") == [
        "Idemitsu Kosan Co., Ltd.",
        "Kia Motors Corporation",
    ]


@pytest.mark.parametrize(
    "text", ["2019.07.12", "2019-07-12", "20190712", "2019/7/12", "2019年7月12日"]
)
def test_days_in_the_usual_forms(text: str) -> None:
    assert str(cells.read_date(text)) == "2019-07-12"


@pytest.mark.parametrize("text", ["2019-02-30", "12/07/2019", "43658", "", "2019"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert cells.read_date(text) is None


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("H01L 21/336", "integrated_circuits"),
        ("H10D 30/60", "integrated_circuits"),
        ("G06N 3/08", "artificial_intelligence"),
        ("G06K 9/62", "artificial_intelligence"),
        ("G06K 19/07", "other"),
        ("A61K 31/00", "biomedicine"),
        ("A61K 8/02", "other"),
        ("A61L 9/03", "other"),
        ("C12N 15/11", "biomedicine"),
        ("B64C 1/00", "civil_aviation"),
        ("B64G 1/10", "other"),
        ("E03C 1/182", "other"),
        ("12-16", "other"),
        (None, "other"),
    ],
)
def test_the_key_industries(symbol: str | None, expected: str) -> None:
    assert SHIPPED.of(symbol) == expected
