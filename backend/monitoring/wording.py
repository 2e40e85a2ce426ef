"""The words of value alerts in the list that leaves as a file."""

from backend.kernel.language import Words
from backend.monitoring.states import Cause, State
from backend.valuation.states import Method

CAUSES: Words[str] = Words(
    {
        Cause.INVALIDATION: ("无效宣告审理中", "Invalidation pending"),
        Cause.ENDED: ("权利终止", "Right ended"),
        Cause.TRANSFER: ("权利人变更", "Owner changed"),
        Cause.EXPIRY: ("保护期届满", "Term over"),
        Cause.AGE: ("估值过期", "Value too old"),
    }
)
STATES: Words[str] = Words({State.OPEN: ("待处理", "Open"), State.SETTLED: ("已处理", "Settled")})
METHODS: Words[str] = Words(
    {
        Method.INCOME: ("收益法", "Income"),
        Method.MARKET: ("市场法", "Market"),
        Method.COST: ("成本法", "Cost"),
        Method.INTERNAL: ("内部评估（内评）", "Internal value"),
        Method.NEGOTIATED: ("协商估值", "Negotiated value"),
        Method.COMBINED: ("多种方法综合", "Several methods"),
    }
)

ALERTS = (
    ("贷款申请", "Loan application"),
    ("企业", "Firm"),
    ("原因", "Cause"),
    ("权利", "Right"),
    ("发生日", "Since"),
    ("预警时间（北京时间）", "Raised (UTC+8)"),
    ("规则版本", "Rules version"),
    ("折减（%）", "Cut (%)"),
    ("估值方法", "Method"),
    ("估值基准日", "Base date"),
    ("估值方", "Valuer"),
    ("估值下限（元）", "Value, low (CNY)"),
    ("估值上限（元）", "Value, high (CNY)"),
    ("折减后下限（元）", "After the cut, low (CNY)"),
    ("折减后上限（元）", "After the cut, high (CNY)"),
    ("已放款（元）", "Drawn (CNY)"),
    ("折减前质押率（%）", "Loan to value before (%)"),
    ("折减后质押率（%）", "Loan to value after (%)"),
    ("重新估值", "Valued again"),
    ("状态", "State"),
    ("处理情况", "What was done"),
    ("处理人", "Settled by"),
    ("处理时间（北京时间）", "Settled (UTC+8)"),
)
