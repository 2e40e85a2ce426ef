"""The words of the lists that leave as files, in the reader's language."""

from collections.abc import Mapping

from backend.kernel.language import Pair, Words
from backend.targets.states import Outcome

FIRMS: tuple[Pair, ...] = (
    ("企业", "Firm"),
    ("统一社会信用代码", "Unified social credit code"),
    ("级别", "Tier"),
    ("状态", "Standing"),
    ("首次入库日", "First entry"),
    ("现状起始日", "Standing since"),
    ("证券代码", "Stock code"),
)
_CHECKED: tuple[Pair, ...] = (
    ("状态", "State"),
    ("来源", "Source"),
    ("录入人", "Recorded by"),
    ("录入时间（北京时间）", "Recorded at (UTC+8)"),
    ("核对人", "Checked by"),
    ("核对时间（北京时间）", "Checked at (UTC+8)"),
    ("查阅处", "Looked in"),
    ("说明", "Explanation"),
    ("撤回人", "Withdrawn by"),
    ("撤回时间（北京时间）", "Withdrawn at (UTC+8)"),
    ("撤回原因", "Reason for withdrawing"),
)
STATED: tuple[Pair, ...] = (
    ("起始日", "From"),
    ("截止日", "To"),
    ("件数", "Patents"),
    ("常住人口", "Residents"),
    *_CHECKED,
)
REPORTED: tuple[Pair, ...] = (
    ("部门", "Department"),
    ("截止日", "As of"),
    ("已完成", "Reached"),
    *_CHECKED,
)
VERSIONS: tuple[Pair, ...] = (
    ("版本", "Version"),
    ("起始日", "In force from"),
    ("状态", "State"),
    ("级别", "Tiers"),
    ("依据", "Basis"),
    ("提出人", "Proposed by"),
    ("提出时间（北京时间）", "Proposed at (UTC+8)"),
    ("决定人", "Decided by"),
    ("决定时间（北京时间）", "Decided at (UTC+8)"),
    ("退回原因", "Reason for returning"),
)

STANDINGS: Mapping[str, str] = Words(
    {
        "inside": ("在库", "In the library"),
        "left": ("已退出", "Left"),
        "listed": ("已上市", "Listed"),
    }
)
OUTCOMES: Mapping[str | None, str] = Words(
    {
        None: ("待核对", "To be checked"),
        Outcome.CONFIRMED: ("已核对", "Checked"),
        Outcome.MISMATCH: ("不一致", "Mismatch"),
    }
)
WITHDRAWN: Pair = ("已撤回", "Withdrawn")

#: Where a version of the tiers stands.
WAITING: Pair = ("待另一人确认", "Waits for another person")
RETURNED: Pair = ("已退回", "Returned")
IN_FORCE: Pair = ("现行", "In force")
COMING: Pair = ("待生效", "To come")
EARLIER: Pair = ("先前版本", "Earlier")
