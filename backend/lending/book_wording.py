"""What a bank's book says in a workbook. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from backend.kernel.language import Words, joined, said
from backend.kernel.spreadsheet import yuan
from backend.lending.rules import book as rules
from backend.lending.rules.book import AlertState, Exposure
from backend.lending.states import State
from backend.lending.wording import STATE_NAMES
from backend.portfolio.service import KIND_WORDS

SHEET = ("贷款台账", "Loan book")
HEADINGS = (
    ("编号", "Number"),
    ("企业", "Firm"),
    ("产品", "Product"),
    ("状态", "State"),
    ("已批未放（元）", "Committed, not drawn (CNY)"),
    ("已放款（元）", "Drawn (CNY)"),
    ("放款日", "Drawn on"),
    ("到期日", "Last day"),
    ("行业", "Industry"),
    ("区划", "Division"),
    ("权利类型", "Kinds of right"),
    ("价值预警", "Value alert"),
)


INDUSTRIES = Words(
    {
        "integrated_circuits": ("集成电路", "Integrated circuits"),
        "artificial_intelligence": ("人工智能", "Artificial intelligence"),
        "biomedicine": ("生物医药", "Biomedicine"),
        "civil_aviation": ("民用航空", "Civil aviation"),
        "other": ("其他", "Other"),
    }
)
KINDS = Words({str(kind): words for kind, words in KIND_WORDS.items()})
ALERTS = Words(
    {
        AlertState.ABOVE_LIMIT: (
            "预警未处理，质押率超过产品上限",
            "Open alert, loan to value above the product's limit",
        ),
        AlertState.WITHIN_LIMIT: (
            "预警未处理，质押率在上限内",
            "Open alert, loan to value within the limit",
        ),
        AlertState.SETTLED: ("预警已处理", "Alert settled"),
        AlertState.NO_ALERT: ("无预警", "No alert"),
        AlertState.NOT_WATCHED: ("不监测", "Not watched"),
    }
)


SCOPE = (
    "已接受批复、可放款与已放款的贷款申请；金额为已放款额，未放款的为批复额",
    "Loan applications accepted, ready to draw and drawn; amounts as drawn, or as granted before",
)


def cover(bank: str, cases: Sequence[Exposure], *, on: date) -> Iterator[tuple[str, object]]:
    """What the figures are of, and what they come to."""
    yield said("机构", "Organisation"), bank
    yield said("截至", "As of"), on
    yield said("范围", "What it holds"), said(*SCOPE)
    yield said("件数", "Cases"), len(cases)
    yield said("已批未放（元）", "Committed, not drawn (CNY)"), yuan(rules.committed(cases))
    yield said("已放款（元）", "Drawn (CNY)"), yuan(rules.drawn(cases))


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
        joined(KINDS.get(kind, kind) for kind in case.right_kinds),
        ALERTS[case.alert],
    )
