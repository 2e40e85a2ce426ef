"""What is said of a row that was refused, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from backend.kernel import language
from backend.portfolio import service as portfolio
from backend.registry.importing import columns as col

Words = tuple[str, str]

FIELDS: Mapping[str, Words] = {
    col.NUMBER: ("登记号", "Registration number"),
    col.REGISTERED: ("登记日", "Registered on"),
    col.PLEDGORS: ("出质人", "Pledgor"),
    col.PLEDGOR_CODES: ("出质人信用代码", "Pledgor code"),
    col.DIVISION: ("出质人区划", "Pledgor division"),
    col.STREET: ("出质人街镇", "Pledgor street"),
    col.ADDRESS: ("出质人地址", "Pledgor address"),
    col.PLEDGEES: ("质权人", "Pledgee"),
    col.PLEDGEE_CODES: ("质权人信用代码", "Pledgee code"),
    col.PATENTS: ("专利号", "Patent numbers"),
    col.AMOUNT: ("被担保债权数额", "Secured amount"),
    col.CLAIM: ("债权种类", "Kind of claim"),
    col.CANCELLED: ("注销日", "Cancelled on"),
    col.LOAN: ("贷款合同号", "Loan reference"),
}
#: Why, and what would pass.
PROBLEMS: Mapping[str, tuple[Words, Words]] = {
    "missing": (("此项必填", "This is needed"), ("填写此项", "filling it in")),
    "too_long": (("内容过长", "It is too long"), ("不超过 {most} 字", "at most {most} characters")),
    "too_many": (("数量过多", "There are too many"), ("不超过 {most} 个", "at most {most}")),
    "date_wrong": (
        ("不是存在的日期", "It is no day that exists"),
        ("如 2024-03-05、2024年3月5日", "such as 2024-03-05"),
    ),
    "date_ahead": (
        ("日期在今天之后", "The day lies ahead"),
        ("不晚于 {latest}", "a day up to {latest}"),
    ),
    "before_registration": (
        ("早于登记日", "It comes before the registration"),
        ("不早于 {earliest}", "a day from {earliest} on"),
    ),
    "unit_missing": (
        ("看不出金额单位", "Nothing says the unit of the amount"),
        ("列名写明（元）或（万元），或填 500万元", "a heading with 元 or 万元, or 500万元"),
    ),
    "amount_wrong": (
        ("不是大于零、精确到分的金额", "It is no amount above zero, to the fen"),
        ("如 5000000 元或 500 万元", "such as 5000000 元 or 500 万元"),
    ),
    "amount_too_large": (
        ("金额超出上限", "The amount is too large"),
        ("不超过 10 万亿元", "at most 10 million million yuan"),
    ),
    "claim_unknown": (
        ("不是已知的债权种类", "It is no known kind of claim"),
        ("一般债权，或最高额", "一般债权 (single), or 最高额 (maximum amount)"),
    ),
    "codes_and_names_differ": (
        ("{names} 个名称、{codes} 个代码，对不上", "{names} names but {codes} codes"),
        ("每个名称一个代码，用分号隔开", "one code for each name, by semicolons"),
    ),
    "code_wrong": (
        ("不是有效的统一社会信用代码", "It is no valid credit code"),
        ("18 位，末位校验相符；个人留空", "18 characters, the last one right; none of a person"),
    ),
    "division_wrong": (
        ("不是区划代码", "It is no division's code"),
        ("六位数字，如 310115", "six digits, such as 310115"),
    ),
    "rows_differ": (
        (
            "同一登记号的第 {lines} 行内容不一致：{fields}",
            "Rows {lines} of this number differ: {fields}",
        ),
        ("除专利号外各行相同", "the same in every row but the patents"),
    ),
    "row_of_it_refused": (
        ("同一登记号的第 {line} 行未通过", "Row {line} of this number is refused"),
        ("先更正第 {line} 行", "row {line} corrected"),
    ),
    "right_already_pledged": (
        ("已在存续登记 {number} 中", "It stands in the running registration {number}"),
        ("先办理该登记的注销，或填写注销日", "that one cancelled first, or its day here"),
    ),
    "right_twice": (
        ("与第 {line} 行同时质押同一专利", "Row {line} pledges the same patent"),
        ("其中已注销的填写注销日", "a day of cancellation where it has ended"),
    ),
    "not_recorded": (
        ("未能录入", "It could not be recorded"),
        ("在平台逐笔录入并查看原因", "recording it by the form, which says why"),
    ),
}  # fmt: skip


def field(name: str) -> str:
    return language.said(*FIELDS[name])


def told(problem: Mapping[str, Any]) -> tuple[str, str]:
    """Why a row was refused, and what would pass."""
    if problem["code"] == "patent_wrong":
        return portfolio.number_refused(problem["value"]) or ("", "")
    why, passing = PROBLEMS[problem["code"]]
    facts = dict(problem["facts"])
    if "fields" in facts:
        names = [field(name) for name in facts["fields"].split()]
        facts["fields"] = language.said("、".join(names), ", ".join(names))
    return language.said(*why).format_map(facts), language.said(*passing).format_map(facts)
