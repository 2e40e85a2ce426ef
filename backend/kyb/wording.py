"""The words of verification cases in the list that leaves as a file."""

from backend.kernel.language import Words
from backend.kyb.states import State

STATES: Words[str] = Words(
    {
        State.DRAFT: ("待提交", "Not submitted"),
        State.SUBMITTED: ("审核中", "Under review"),
        State.APPROVED: ("已认证", "Verified"),
        State.RETURNED: ("已退回", "Returned"),
    }
)
CASES = (
    ("企业", "Firm"),
    ("统一社会信用代码", "Credit code"),
    ("所在区", "District"),
    ("街镇", "Street"),
    ("状态", "State"),
    ("建立时间（北京时间）", "Opened (UTC+8)"),
    ("提交时间（北京时间）", "Submitted (UTC+8)"),
    ("审核时间（北京时间）", "Decided (UTC+8)"),
    ("退回原因", "Reason of return"),
    ("退回说明", "What is wrong"),
)
