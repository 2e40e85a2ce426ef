"""The words of submissions and proposals in the lists that leave as files."""

from backend.kernel.language import Words
from backend.underwriting.states import DeclineCode, Level, State, Whose

STATES: Words[str] = Words(
    {
        State.IN_UNDERWRITING: ("核保中", "In underwriting"),
        State.INFO_REQUESTED: ("待答复", "Information requested"),
        State.INDICATED: ("已参考报价", "Indicated"),
        State.REFERRED: ("已转核", "Referred"),
        State.QUOTED: ("已报价", "Quoted"),
        State.ACCEPTED: ("已接受", "Accepted"),
        State.DECLINED: ("已拒保", "Declined"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
        State.EXPIRED: ("已过期", "Expired"),
    }
)
LEVELS: Words[str] = Words(
    {
        Level.L1: ("一级权限", "Level 1"),
        Level.L2: ("二级权限", "Level 2"),
        Level.L3: ("三级权限", "Level 3"),
        Level.HEAD_OFFICE: ("总公司权限", "Head office"),
    }
)
DECLINES: Words[str] = Words(
    {
        DeclineCode.KNOCK_OUT: ("触发除外条件", "Knock-out"),
        DeclineCode.OUTSIDE_APPETITE: ("不在承保意愿内", "Outside appetite"),
        DeclineCode.CLAIMS_HISTORY: ("历史纠纷过多", "Claims history"),
        DeclineCode.CLEARANCE_WEAK: ("自由实施意见不足", "Weak clearance"),
        DeclineCode.TERRITORY: ("地域不承保", "Territory"),
        DeclineCode.CAPACITY: ("承保能力不足", "Capacity"),
        DeclineCode.SANCTIONS: ("制裁限制", "Sanctions"),
        DeclineCode.INFORMATION_MISSING: ("资料不足", "Information missing"),
    }
)
WHOSE: Words[str] = Words({Whose.MINE: ("我的", "Mine"), Whose.NOBODY: ("未领取", "Nobody's")})

SUBMISSIONS = (
    ("编号", "Number"),
    ("投保企业", "Firm"),
    ("保险人", "Insurer"),
    ("险种", "Line"),
    ("产品", "Product"),
    ("投保单", "Proposal"),
    ("答复版本", "Version of the answers"),
    ("状态", "State"),
    ("规则结果", "By the rules"),
    ("所需权限", "Authority needed"),
    ("经办人", "Underwriter"),
    ("办理期限", "Deadline"),
    ("停走时尚余工作日", "Working days left while the clock stands"),
    ("提交时间（北京时间）", "Sent (UTC+8)"),
    ("首次报价时间（北京时间）", "First quoted (UTC+8)"),
    ("拒保原因", "Reason of decline"),
    ("拒保说明", "Note of decline"),
)
PROPOSALS = (
    ("编号", "Number"),
    ("险种", "Line"),
    ("答复版本", "Version of the answers"),
    ("最近填写人", "Last answered by"),
    ("最近填写时间（北京时间）", "Last answered (UTC+8)"),
    ("声明人", "Declared by"),
    ("声明时间（北京时间）", "Declared (UTC+8)"),
    ("未答问题数", "Questions open"),
    ("已发保险人", "Sent to"),
    ("建立人", "Drafted by"),
    ("建立时间（北京时间）", "Drafted (UTC+8)"),
)
