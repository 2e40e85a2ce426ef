"""The words of the lists of pledges that leave as files, in the reader's language."""

from collections.abc import Mapping

from backend.kernel.language import Pair, Words
from backend.registry.states import Cause, Stage, State

REGISTER: tuple[Pair, ...] = (
    ("登记号", "Registration number"),
    ("登记日", "Registered on"),
    ("出质人", "Pledgor"),
    ("质权人", "Pledgee"),
    ("权利", "Rights"),
    ("状态", "State"),
    ("终止日", "Ended on"),
    ("区级核验", "District's verification"),
    ("被担保债权（元）", "Secured amount (CNY)"),
)
PLEDGES: tuple[Pair, ...] = (
    ("编号", "Number"),
    ("出质人", "Pledgor"),
    ("质权人", "Pledgee"),
    ("被担保债权（元）", "Secured amount (CNY)"),
    ("权利件数", "Number of rights"),
    ("权利", "Rights"),
    ("状态", "State"),
    ("办理", "Made"),
    ("提交日", "Filed on"),
    ("国知局答复期限", "CNIPA answers by"),
    ("双方答复期限", "Parties answer by"),
    ("登记号", "Registration number"),
    ("登记日", "Registered on"),
    ("银行核验", "Bank's verification"),
    ("建立时间（北京时间）", "Created at (UTC+8)"),
)
WAITING: tuple[Pair, ...] = (
    ("登记号", "Registration number"),
    ("登记日", "Registered on"),
    ("生效日", "Effective on"),
    ("事项", "Matter"),
    ("出质人", "Pledgor"),
    ("质权人", "Pledgee"),
    ("被担保债权（元）", "Secured amount (CNY)"),
    ("办理", "Made"),
    ("阶段", "Stage"),
    ("录入人", "Recorded by"),
    ("录入时间（北京时间）", "Recorded at (UTC+8)"),
    ("已等工作日", "Working days waited"),
)

STATES: Mapping[State, str] = Words(
    {
        State.DRAFT: ("条款拟定", "Drafting"),
        State.READY: ("已签署", "Signed"),
        State.FILED: ("已提交登记", "Filed"),
        State.DEFECT: ("补正", "Defect"),
        State.WARNED: ("待声明", "Warned"),
        State.REGISTERED: ("已登记", "Registered"),
        State.CHANGE_FILED: ("变更审查中", "Change filed"),
        State.CANCEL_FILED: ("注销审查中", "Cancellation filed"),
        State.CANCELLED: ("已注销", "Cancelled"),
        State.REFUSED: ("不予登记", "Refused"),
        State.REVOKED: ("已撤销", "Revoked"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
    }
)
STAGES: Mapping[Stage, str] = Words(
    {
        Stage.CLAIMED: ("已填报", "Claimed"),
        Stage.EVIDENCED: ("有凭证", "Evidenced"),
        Stage.MISMATCH: ("不一致", "Mismatch"),
    }
)
CAUSES: Mapping[Cause, str] = Words(
    {
        Cause.REGISTRATION: ("登记", "Registration"),
        Cause.CHANGE: ("变更", "Change"),
        Cause.CORRECTION: ("核验更正", "Correction"),
        Cause.REVOCATION: ("撤销冲减", "Revocation"),
    }
)
#: By whether it was made outside the platform.
MADE: Mapping[bool, str] = Words(
    {True: ("平台外办理", "Elsewhere"), False: ("平台内办理", "On the platform")}
)
#: What the bank has verified, and what waits for it.
BANK_VERIFIED: Mapping[bool, str] = Words(
    {True: ("已核验", "Verified"), False: ("待核验", "To be verified")}
)
VERIFIED: Mapping[bool, str] = Words(
    {True: ("已核验", "Verified"), False: ("未核验", "Not verified")}
)
YES: Mapping[bool, str] = Words({True: ("是", "Yes"), False: ("否", "No")})
#: A person's name is not published.
PERSON: Pair = ("自然人", "Natural person")
