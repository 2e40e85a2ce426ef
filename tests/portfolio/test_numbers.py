"""Every settled reading of application, patent and publication numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.portfolio import numbers
from backend.portfolio.numbers import Application, NumberInvalid, Publication, Reason
from backend.portfolio.states import PatentKind

YEAR = 2026


def read(text: str) -> numbers.Number:
    return numbers.read(text, this_year=YEAR)


@pytest.mark.parametrize(
    "number",
    [
        "202010566088.9", "202322865413.3", "201811564288.X", "201510958772.0", "202510942578.7",
        "200510096239.4", "201910603565.1", "202411064734.6", "201820557176.0", "201730127354.7",
        "201830072131.X", "201830634839.X", "201830634838.5", "201930288275.3", "201930071397.7",
        "99117225.6", "02139508.X",
    ],
)  # fmt: skip
def test_real_numbers_are_read_in_every_usual_spelling(number: str) -> None:
    body, check = number.split(".")
    year, kind, serial = (body[:4], body[4], body[5:]) if len(body) == 12 else (
        body[:2], body[2], body[3:],
    )  # fmt: skip
    full_width = str.maketrans("0123456789X.", "０１２３４５６７８９Ｘ．")
    spellings = [
        number,
        body + check,
        f"ZL{number}",
        f"zl {number.lower()}",
        f"CN{number}",
        f"CN{body}{check}" if len(body) == 12 else number,
        f"ZL {year} {kind} {serial}.{check}",
        f"{year}-{kind}-{serial}-{check}",
        number.translate(full_width),
        f"专利号：ZL{number}",
        f"'{body}{check}",
        f'="{body}{check}"',
        f"  {number}\t",
    ]

    for text in spellings:
        assert read(text) == Application(body, check), text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("202010566088.9", PatentKind.INVENTION),
        ("202322865413.3", PatentKind.UTILITY_MODEL),
        ("201730127354.7", PatentKind.DESIGN),
        ("99117225.6", PatentKind.INVENTION),
        ("2015900012810", PatentKind.UTILITY_MODEL),
    ],
)
def test_the_type_digit_says_the_kind(text: str, kind: PatentKind) -> None:
    assert read(text).kind is kind


@pytest.mark.parametrize("body", ["201811564288", "99117225", "02139508"])
def test_a_missing_check_digit_is_worked_out_and_marked(body: str) -> None:
    assert read(body) == Application(body, numbers.check_digit(body), check_given=False)


def test_a_number_from_before_1989_keeps_its_body_without_a_check_digit() -> None:
    number = read("85100041")

    assert number == Application("85100041", None, check_given=False)
    assert isinstance(number, Application)
    assert number.text == "85100041"
    assert numbers.label(number.body, number.check) == "ZL 85 1 00041"


@pytest.mark.parametrize(
    "text",
    ["CN 201320717143 U", "CN201320717143U", "CN 2013207171435 U", "CN201320717143.5U"],
)
def test_an_application_number_in_docdb_form_is_an_application_number(text: str) -> None:
    number = read(text)

    assert isinstance(number, Application)
    assert (number.body, number.check) == ("201320717143", "5")


@pytest.mark.parametrize("text", ["CN02139508A", "CN 02139508 X A", "CN02139508.XA"])
def test_where_an_application_stands_a_short_one_may_bear_the_kind(text: str) -> None:
    number = numbers.read_application(text, this_year=YEAR)

    assert (number.body, number.check) == ("02139508", "X")
    with pytest.raises(NumberInvalid):
        numbers.read_application("CN209102019U", this_year=YEAR)


@pytest.mark.parametrize("text", ["CN201811564288XA", "CN 201811564288 X B", "CN201811564288.XA"])
def test_a_check_digit_x_before_the_kind_is_no_kind(text: str) -> None:
    assert read(text) == Application("201811564288", "X")


@pytest.mark.parametrize(
    ("text", "plain", "kind", "granting"),
    [
        ("CN209102019U", "CN209102019U", PatentKind.UTILITY_MODEL, True),
        ("cn 213072711 u", "CN213072711U", PatentKind.UTILITY_MODEL, True),
        ("CN-114583807-B", "CN114583807B", PatentKind.INVENTION, True),
        ("CN107000001A", "CN107000001A", PatentKind.INVENTION, False),
        ("CN1075384C", "CN1075384C", PatentKind.INVENTION, True),
        ("CN85100001A", "CN85100001A", PatentKind.INVENTION, False),
        ("CN305252224S", "CN305252224S", PatentKind.DESIGN, True),
        ("CN109999443B8", "CN109999443B8", PatentKind.INVENTION, False),
        ("US-11355780-B2", "US11355780B2", PatentKind.FOREIGN, False),
        ("JP-WO2019044517-A1", "JPWO2019044517A1", PatentKind.FOREIGN, False),
        ("EP 3502051 A1", "EP3502051A1", PatentKind.FOREIGN, False),
    ],
)
def test_publication_numbers(text: str, plain: str, kind: PatentKind, granting: bool) -> None:  # noqa: FBT001
    assert read(text) == Publication(plain, kind, granting)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("   ", Reason.EMPTY),
        ("ZL", Reason.MALFORMED),
        ("2.02E+12", Reason.DESTROYED),
        ("2.0098E+12", Reason.DESTROYED),
        ("２．０２Ｅ＋１２", Reason.DESTROYED),
        ("202310123456.7", Reason.CHECK_DIGIT_WRONG),
        ("202410123456.7", Reason.CHECK_DIGIT_WRONG),
        ("85100041.5", Reason.CHECK_DIGIT_WRONG),
        ("202310xxxxxx.x", Reason.MALFORMED),
        ("20151071127.6", Reason.DOT_MISPLACED),
        ("2015107112765.0", Reason.DOT_MISPLACED),
        ("2018.11564288.X", Reason.DOT_MISPLACED),
        ("CN209102019", Reason.KIND_MISSING),
        ("CN1234567", Reason.KIND_MISSING),
        ("CN209078969B", Reason.KIND_CONTRADICTS),
        ("CN109078969U", Reason.KIND_CONTRADICTS),
        ("CN 201320717143 A", Reason.KIND_CONTRADICTS),
        ("CN209078969Q", Reason.KIND_UNKNOWN),
        ("198410123456", Reason.YEAR_UNKNOWN),
        ("202710123456", Reason.YEAR_UNKNOWN),
        ("84100041", Reason.YEAR_UNKNOWN),
        ("04100041", Reason.YEAR_UNKNOWN),
        ("201841123456", Reason.TYPE_UNKNOWN),
        ("201811564288.X;202010566088.9", Reason.TWO_NUMBERS),
        ("201811564288.X 202010566088.9", Reason.TWO_NUMBERS),
        ("ZL 2015 1 0958772.0 ZL 2018 1 1564288.X", Reason.TWO_NUMBERS),
        ("CN209102019U\nCN209099453U", Reason.TWO_NUMBERS),
        ("²01811564288.X", Reason.MALFORMED),
        ("①01811564288.X", Reason.MALFORMED),
        ("٢٠١٨١١٥٦٤٢٨٨.X", Reason.MALFORMED),
        ("209102019U", Reason.MALFORMED),
        ("1" * 1000, Reason.MALFORMED),
        ("=cmd|' /C calc'!A0", Reason.MALFORMED),
    ],
)
def test_a_refusal_says_why_and_what_would_pass(text: str, reason: Reason) -> None:
    with pytest.raises(NumberInvalid) as refusal:
        read(text)

    assert refusal.value.reason is reason
    assert "{" not in str(refusal.value.facts["would_pass"])
    assert refusal.value.facts["reason"] == reason


def test_a_wrong_check_digit_names_the_right_one() -> None:
    with pytest.raises(NumberInvalid, match=r"202310123456\.6"):
        read("202310123456.7")


def test_a_number_is_shown_in_groups() -> None:
    assert numbers.label("201811564288", "X") == "ZL 2018 1 1564288.X"
    assert numbers.label("99117225", "6") == "ZL 99 1 17225.6"
    assert numbers.label("201811564288", "X", granted=False) == "2018 1 1564288.X"


def test_only_the_asked_sort_of_number_is_read() -> None:
    with pytest.raises(NumberInvalid):
        numbers.read_application("CN209102019U", this_year=YEAR)
    with pytest.raises(NumberInvalid):
        numbers.read_publication("201811564288.X", this_year=YEAR)


@given(
    year=st.integers(1985, YEAR),
    kind=st.sampled_from("12389"),
    serial=st.integers(0, 9_999_999),
)
def test_what_is_shown_is_read_back(year: int, kind: str, serial: int) -> None:
    body = f"{year}{kind}{serial:07d}"
    check = numbers.check_digit(body)

    assert read(numbers.label(body, check)) == Application(body, check)
    assert read(f"{body}{check}") == Application(body, check)


@given(
    body=st.from_regex(r"20[01][0-9][12389][0-9]{7}", fullmatch=True),
    wrong=st.sampled_from("0123456789X"),
)
def test_exactly_one_check_digit_passes(body: str, wrong: str) -> None:
    if wrong == numbers.check_digit(body):
        assert read(f"{body}.{wrong}") == Application(body, wrong)
    else:
        with pytest.raises(NumberInvalid):
            read(f"{body}.{wrong}")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = read(text)
    except NumberInvalid as refusal:
        assert refusal.facts["would_pass"]  # noqa: PT017
    else:
        assert number.text.isascii()
