"""The words of an evidence pack: what happened, how it was checked, what a document is."""

from collections.abc import Mapping
from typing import Any

from backend.appraisal.service import FindingView
from backend.documents.service import SetAsideView, TrustView
from backend.documents.states import CheckState, Kind, Trust
from backend.kernel.clock import shanghai_date
from backend.kernel.money import Fen
from backend.lending import events
from backend.lending.states import CheckMethod
from backend.papers.states import State as PaperState
from backend.registry.service import wording as register
from contracts.wording import figures, percent

EVENTS: Mapping[str, str] = {
    **register.EVENTS,
    events.ApplicationDrafted.name: "起草申请",
    events.ApplicationSubmitted.name: "提交申请与授权",
    events.ApplicationTakenIn.name: "受理申请",
    events.ApplicationAssigned.name: "分派申请",
    events.ApplicationHandedOver.name: "移交申请",
    events.NoteWritten.name: "记录行内备注",
    events.MessageWritten.name: "双方往来消息",
    events.ApplicationOverdue.name: "答复超期",
    events.ApplicationReturned.name: "退回企业",
    events.DocumentsRequested.name: "要求补件",
    events.DocumentsAnswered.name: "补交资料",
    events.ValuationChecked.name: "核查估值",
    events.ValuationOrdered.name: "银行委托评估",
    events.ValuationAdopted.name: "改按银行委托的评估",
    events.ValueStated.name: "银行内部评估",
    events.ValueProposed.name: "提议协商估值",
    events.ValueAgreed.name: "双方同意协商估值",
    events.ValueRefused.name: "不同意所提议的协商估值",
    events.ValueWithdrawn.name: "收回所提议的协商估值",
    events.EvidenceAdded.name: "记录权利证据",
    events.DocumentSetAside.name: "剔除出具人否认的文件",
    events.OpinionGiven.name: "出具经办意见",
    events.OpinionSentBack.name: "复核退回意见",
    events.ApplicationApproved.name: "复核同意，发出批复",
    events.ApplicationRefused.name: "复核不予同意",
    events.OfferAccepted.name: "企业接受批复",
    events.OfferDeclined.name: "企业谢绝批复",
    events.RetractionProposed.name: "提议撤回批复",
    events.OfferRetracted.name: "撤回批复",
    events.OfferExpired.name: "批复过期",
    events.DrawdownOpened.name: "质押已核验，可以放款",
    events.PledgeFailed.name: "质押未成立，回到审查",
    events.ApplicationClosed.name: "申请结清",
    events.ApplicationCommittedElsewhere.name: "由他行承接",
    events.ApplicationWithdrawn.name: "企业撤回申请",
    events.LoanDrawn.name: "放款",
    events.EvidencePackIssued.name: "签发尽职免责证据包",
    # Told by a module above this one.
    "monitoring.value_alert_raised": "质押物估值预警",
    "monitoring.value_alert_settled": "处理估值预警",
    "monitoring.revaluation_wanted": "请企业重新估值",
    "monitoring.rights_revalued": "企业提交新估值",
}

METHODS: Mapping[str, str] = {
    "income": "收益法",
    "market": "市场法",
    "cost": "成本法",
    "internal": "内部评估（内评）",
    "negotiated": "协商估值",
    "combined": "多种方法综合",
}

CHECKS: Mapping[CheckMethod, str] = {
    CheckMethod.ISSUER_ASKED: "向出具机构询证",
    CheckMethod.REPORT_VERIFIED: "核验报告真伪",
    CheckMethod.REGISTER_LOOKED_UP: "查询备案登记",
    CheckMethod.OWN_MODEL: "本行模型复算",
    CheckMethod.SECOND_OPINION: "另行取得意见",
}

_FOUND: Mapping[CheckState, str] = {
    CheckState.UNSEEN: "未看",
    CheckState.CONFORMS: "符合",
    CheckState.DIFFERS: "不符",
    CheckState.NOT_APPLICABLE: "不适用",
}

KINDS: Mapping[Kind, str] = {
    Kind.LICENCE: "营业执照",
    Kind.REGISTER_EXTRACT: "专利登记簿副本",
    Kind.FEE_RECEIPT: "年费缴费收据",
    Kind.CERTIFICATE: "专利证书",
    Kind.VALUATION_REPORT: "评估报告",
    Kind.ACCOUNTS: "财务报表",
    Kind.CONTRACT: "业务合同",
    Kind.PLEDGE_CONTRACT: "质押合同",
    Kind.CONSENT: "共有人同意书",
    Kind.DECLARATION: "声明",
    Kind.REGISTRATION_NOTICE: "登记通知书",
    Kind.CHANGE_NOTICE: "变更通知书",
    Kind.CANCELLATION_NOTICE: "注销通知书",
    Kind.REFUSAL_NOTICE: "不予登记通知书",
    Kind.APPLICATION_FORM: "登记申请表",
    Kind.POWER_OF_ATTORNEY: "委托书",
    Kind.IDENTITY_PROOF: "身份证明",
    Kind.USE_EVIDENCE: "资金用途证明",
    Kind.PAPER: "平台签发文件",
    Kind.OTHER: "其他材料",
}

PAPER_STATES: Mapping[PaperState, str] = {
    PaperState.QUEUED: "正在出具",
    PaperState.ISSUED: "已出具",
    PaperState.SIGNING: "签署中",
    PaperState.SIGNED: "已签署",
    PaperState.REFUSED: "已拒签",
    PaperState.LAPSED: "已失效",
}

_TRUSTS: Mapping[Trust, str] = {
    Trust.CONFIRMED: "确认与其所出具的一致",
    Trust.ALTERED: "答复与其所出具的不一致",
    Trust.DENIED: "答复并非其出具",
}

_SAID: Mapping[str, str] = {
    "reason": "理由",
    "sentence": "说明",
    "text": "内容",
    "registration_number": "登记号",
    "registered_on": "登记日",
    "filed_on": "提交日",
    "drawn_on": "放款日",
    "cancelled_on": "注销日",
    "revoked_on": "撤销日",
    "cure_by": "期限",
}


def line(text: object) -> str:
    """Text of whatever lines as one."""
    return " ".join(str(text or "").split())


def money(fen: int) -> str:
    return f"人民币 {figures(Fen(fen))} 元"


def note_of(payload: Mapping[str, Any]) -> str:
    """What an event says besides its name, as far as a reader of the pack needs it."""
    said = [f"{word}：{line(payload[key])}" for key, word in _SAID.items() if payload.get(key)]
    if payload.get("amount_fen") is not None:
        said.insert(0, f"金额：{money(payload['amount_fen'])}")
    if payload.get("rate_bp") is not None:
        said.append(f"年利率：{percent(payload['rate_bp'])}")
    return "；".join(said)


def size_of(octets: int) -> str:
    """`1.2 MB`; in steps of a thousand, as the vault's screens say it."""
    for unit, step in (("MB", 10**6), ("kB", 10**3)):
        if octets >= step:
            return f"{octets // step}.{octets % step * 10 // step} {unit}"
    return f"{octets} B"


def confirmation_of(trust: TrustView | None) -> str:
    """What the document's issuer answered; empty where he did not."""
    if trust is None or trust.trust not in _TRUSTS or trust.answered_at is None:
        return ""
    day = shanghai_date(trust.answered_at).isoformat()
    return f"出具人 {trust.issuer_name} 于 {day} {_TRUSTS[trust.trust]}"


def small_deal_of(found: FindingView) -> str:
    """How large a deal may rest on an internal or negotiated value, and how large this one is."""
    facts, day = found.facts, shanghai_date(found.found_at).isoformat()
    within = facts["amount_fen"] <= facts["up_to_fen"]
    return (
        f"小额业务：本笔 {money(facts['amount_fen'])}，{'不超过' if within else '超过'}"
        f"{METHODS[facts['method']]}的上限 {money(facts['up_to_fen'])}（"
        f"{'本行' if found.own else '平台'}规则第 {found.rule_set_version} 版，自 "
        f"{found.valid_from} 起），{day} 核对。"
    )


def aside_of(aside: SetAsideView | None) -> str:
    """Why nothing rests on it any more; empty where it was not set aside."""
    if aside is None:
        return ""
    day = shanghai_date(aside.at).isoformat()
    return f"已剔除，审批不以其为依据（{line(aside.reason)}），{aside.person} {day}"


def finding_of(found: Mapping[str, Any] | None) -> str:
    """What the lender's reader found of it; empty where nobody said anything."""
    if found is None:
        return ""
    said = f"（{line(found['reason'])}）" if found["reason"] else ""
    day = shanghai_date(found["checked_at"]).isoformat()
    return f"本行阅核{_FOUND[CheckState(found['state'])]}{said}，{found['member_name']} {day}"
