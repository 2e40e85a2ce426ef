"""The words of papers in the list that leaves as a file."""

from backend.kernel.language import Words
from backend.papers.states import Paper, State

KINDS: Words[str] = Words(
    {
        Paper.PLEDGE_CONTRACT: ("专利权质押合同", "Patent pledge contract"),
        Paper.REGISTRATION_APPLICATION: ("专利权质押登记申请表", "Pledge registration application"),
        Paper.CHANGE_FORM: ("质押登记变更申请表", "Pledge change form"),
        Paper.CANCELLATION_FORM: ("质押登记注销申请表", "Pledge cancellation form"),
        Paper.POLICY_SCHEDULE: ("保险单", "Policy schedule"),
        Paper.OFFER_LETTER: ("融资要约函", "Offer letter"),
        Paper.DECISION_NOTICE: ("审批结果通知书", "Decision notice"),
        Paper.LICENCE_CONTRACT: ("专利实施许可合同", "Patent licence contract"),
        Paper.VERIFICATION_STATEMENT: ("质押登记核验说明", "Verification statement"),
        Paper.EVIDENCE_PACK: ("尽职免责证据包", "Evidence pack"),
        Paper.SIGNATURE_LOG: ("签署日志", "Signature log"),
    }
)
STATES: Words[str] = Words(
    {
        State.QUEUED: ("正在出具", "Being made"),
        State.ISSUED: ("已出具", "Issued"),
        State.SIGNING: ("签署中", "Being signed"),
        State.SIGNED: ("已签署", "Signed"),
        State.REFUSED: ("已拒签", "Signature refused"),
        State.LAPSED: ("已失效", "Lapsed"),
    }
)
#: Of the place of one signer.
PLACES: Words[str] = Words(
    {
        "waiting": ("未轮到", "Not yet asked"),
        "asked": ("待签署", "Asked to sign"),
        "moot": ("无需再签", "No longer needed"),
        "signed": ("已签署", "Signed"),
        "refused": ("已拒签", "Refused"),
    }
)

PAPERS = (
    ("编号", "Number"),
    ("文书", "Paper"),
    ("状态", "State"),
    ("出具方", "Issuer"),
    ("金额（元）", "Amount (CNY)"),
    ("出具日", "Issued on"),
    ("签发时间（北京时间）", "Sealed (UTC+8)"),
    ("签署方", "Signers"),
    ("待我方签署", "Waits for our signature"),
    ("内容指纹（SHA-256）", "SHA-256"),
)
