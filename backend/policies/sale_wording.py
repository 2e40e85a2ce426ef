"""The words of a broker's sales in the list that leaves as a file."""

from backend.kernel.language import Words
from backend.policies.states import State

STATES: Words[str] = Words(
    {
        State.ACCEPTED: ("已选定", "Taken"),
        State.BIND_REQUESTED: ("申请承保中", "Binding requested"),
        State.BOUND: ("待缴保费", "Premium due"),
        State.ISSUED: ("已出具", "Issued"),
        State.LAPSED_UNPAID: ("逾期失效", "Lapsed unpaid"),
        State.NOT_BOUND: ("未承保", "Not bound"),
    }
)
SALES = (
    ("投保单", "Proposal"),
    ("客户", "Client"),
    ("险种", "Line"),
    ("发出时间（北京时间）", "Sent (UTC+8)"),
    ("保险人数", "Insurers"),
    ("已报价保险人数", "Insurers that quoted"),
    ("确认客户告知书（北京时间）", "Notice confirmed (UTC+8)"),
    ("确认需求说明（北京时间）", "Note of needs confirmed (UTC+8)"),
    ("保单", "Policy"),
    ("保单状态", "State of the policy"),
    ("选定报价（北京时间）", "Quote taken (UTC+8)"),
)
