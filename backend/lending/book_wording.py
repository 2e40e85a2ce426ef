"""What a bank's book says in a workbook. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from backend.kernel.spreadsheet import yuan
from backend.lending.rules import book as rules
from backend.lending.rules.book import AlertState, Exposure
from backend.lending.states import State
from backend.lending.wording import STATE_NAMES

SHEET = ("明细", "Loan book")
HEADINGS = (
    "编号",
    "企业",
    "产品",
    "状态",
    "已批未放（元）",
    "已放款（元）",
    "放款日",
    "到期日",
    "行业",
    "区划",
    "权利类型",
    "价值预警",
)


INDUSTRIES = {
    "integrated_circuits": "集成电路",
    "artificial_intelligence": "人工智能",
    "biomedicine": "生物医药",
    "civil_aviation": "民用航空",
    "other": "其他",
}
KINDS = {
    "invention": "发明",
    "utility_model": "实用新型",
    "design": "外观设计",
    "foreign": "境外专利",
    "unknown": "类型未知",
    "trademark": "商标",
    "software": "软件著作权",
    "work": "作品著作权",
    "layout": "集成电路布图设计",
}
ALERTS = {
    AlertState.ABOVE_LIMIT: "预警未处理，质押率超过产品上限",
    AlertState.WITHIN_LIMIT: "预警未处理，质押率在上限内",
    AlertState.SETTLED: "预警已处理",
    AlertState.NO_ALERT: "无预警",
    AlertState.NOT_WATCHED: "不监测",
}


def cover(bank: str, cases: Sequence[Exposure], *, on: date) -> Iterator[tuple[str, object]]:
    """What the figures are of, and what they come to."""
    yield "机构", bank
    yield "截至", on
    yield "范围", "已接受批复、可放款与已放款的贷款申请；金额为已放款额，未放款的为批复额"
    yield "件数", len(cases)
    yield "已批未放（元）", yuan(rules.committed(cases))
    yield "已放款（元）", yuan(rules.drawn(cases))


def row(case: Exposure) -> tuple[object, ...]:
    return (
        case.number,
        case.firm_name,
        case.product_name,
        STATE_NAMES[State(case.state)],
        yuan(case.granted) if case.drawn is None else None,
        None if case.drawn is None else yuan(case.drawn),
        case.drawn_on,
        case.matures_on,
        INDUSTRIES.get(case.industry or "", case.industry),
        case.division,
        "、".join(KINDS.get(kind, kind) for kind in case.right_kinds),
        ALERTS[case.alert],
    )
