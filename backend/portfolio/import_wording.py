"""The words of imports in the lists that leave as files."""

from backend.kernel.language import Words
from backend.portfolio.states import RunState

STATES: Words[str] = Words(
    {
        RunState.QUEUED: ("排队中", "Queued"),
        RunState.MAPPING_NEEDED: ("待映射", "Mapping needed"),
        RunState.RUNNING: ("导入中", "Running"),
        RunState.DONE: ("已完成", "Done"),
        RunState.FAILED: ("失败", "Failed"),
    }
)

RUNS = (
    ("文件", "File"),
    ("状态", "State"),
    ("总行数", "Rows"),
    ("接受", "Accepted"),
    ("更新", "Updated"),
    ("重复", "Duplicate"),
    ("拒绝", "Refused"),
    ("有提醒", "Warned"),
    ("经手人", "By"),
    ("发起时间（北京时间）", "Begun (UTC+8)"),
    ("结束时间（北京时间）", "Ended (UTC+8)"),
)
