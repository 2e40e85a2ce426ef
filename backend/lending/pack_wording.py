"""The words of an evidence pack: what happened, how it was checked, what a document is."""

from collections.abc import Mapping
from typing import Any

from backend.appraisal.service import FindingView
from backend.documents.service import KIND_WORDS, SetAsideView, TrustView
from backend.documents.states import CheckState, Trust
from backend.kernel.clock import shanghai_date
from backend.kernel.language import Pair, chinese
from backend.kernel.money import Fen
from backend.lending import events
from backend.lending.states import CheckMethod
from backend.papers.states import State as PaperState
from backend.registry.service import wording as register
from contracts.wording import figures, percent

EVENT_WORDS: Mapping[str, Pair] = {
    **register.EVENT_WORDS,
    events.ApplicationDrafted.name: ("起草申请", "Application drafted"),
    events.ApplicationSubmitted.name: ("提交申请与授权", "Application submitted with consent"),
    events.ApplicationTakenIn.name: ("受理申请", "Application taken in"),
    events.ApplicationAssigned.name: ("分派申请", "Application assigned"),
    events.ApplicationHandedOver.name: ("移交申请", "Application handed over"),
    events.NoteWritten.name: ("记录行内备注", "Internal note written"),
    events.MessageWritten.name: ("双方往来消息", "Message between the two sides"),
    events.ApplicationOverdue.name: ("答复超期", "Answer overdue"),
    events.ApplicationReturned.name: ("退回企业", "Returned to the firm"),
    events.DocumentsRequested.name: ("要求补件", "Documents requested"),
    events.DocumentsAnswered.name: ("补交资料", "Documents supplied"),
    events.ValuationChecked.name: ("核查估值", "Valuation checked"),
    events.ValuationOrdered.name: ("银行委托评估", "Appraisal ordered by the bank"),
    events.ValuationAdopted.name: ("改按银行委托的评估", "Case rested on the ordered appraisal"),
    events.ValueStated.name: ("银行内部评估", "Internal value stated by the bank"),
    events.ValueProposed.name: ("提议协商估值", "Negotiated value proposed"),
    events.ValueAgreed.name: ("双方同意协商估值", "Negotiated value agreed by both"),
    events.ValueRefused.name: ("不同意所提议的协商估值", "Negotiated value refused"),
    events.ValueWithdrawn.name: ("收回所提议的协商估值", "Negotiated value taken back"),
    events.EvidenceAdded.name: ("记录权利证据", "Evidence of a right recorded"),
    events.DocumentSetAside.name: ("剔除出具人否认的文件", "Disowned document set aside"),
    events.OpinionGiven.name: ("出具经办意见", "Opinion given"),
    events.OpinionSentBack.name: ("复核退回意见", "Opinion sent back"),
    events.ApplicationApproved.name: ("复核同意，发出批复", "Approved, offer made"),
    events.ApplicationRefused.name: ("复核不予同意", "Refused by the checker"),
    events.OfferAccepted.name: ("企业接受批复", "Offer accepted by the firm"),
    events.OfferDeclined.name: ("企业谢绝批复", "Offer declined by the firm"),
    events.RetractionProposed.name: ("提议撤回批复", "Retraction of the offer proposed"),
    events.OfferRetracted.name: ("撤回批复", "Offer retracted"),
    events.OfferExpired.name: ("批复过期", "Offer expired"),
    events.DrawdownOpened.name: ("质押已核验，可以放款", "Pledge verified, drawdown open"),
    events.PledgeFailed.name: ("质押未成立，回到审查", "Pledge failed, back in review"),
    events.ApplicationClosed.name: ("申请结清", "Application closed"),
    events.ApplicationCommittedElsewhere.name: ("由他行承接", "Taken by another bank"),
    events.ApplicationWithdrawn.name: ("企业撤回申请", "Application withdrawn by the firm"),
    events.LoanDrawn.name: ("放款", "Loan drawn"),
    events.EvidencePackIssued.name: ("签发尽职免责证据包", "Evidence pack issued"),
    # Told by a module above this one.
    "monitoring.value_alert_raised": ("质押物估值预警", "Value alert raised"),
    "monitoring.value_alert_settled": ("处理估值预警", "Value alert settled"),
    "monitoring.revaluation_wanted": ("请企业重新估值", "Firm asked for a new value"),
    "monitoring.rights_revalued": ("企业提交新估值", "New value from the firm"),
}
EVENTS = chinese(EVENT_WORDS)

METHOD_WORDS: Mapping[str, Pair] = {
    "income": ("收益法", "Income"),
    "market": ("市场法", "Market"),
    "cost": ("成本法", "Cost"),
    "internal": ("内部评估（内评）", "Internal value"),
    "negotiated": ("协商估值", "Negotiated value"),
    "combined": ("多种方法综合", "Several combined"),
}
METHODS = chinese(METHOD_WORDS)

CHECK_WORDS: Mapping[CheckMethod, Pair] = {
    CheckMethod.ISSUER_ASKED: ("向出具机构询证", "Asked the issuer"),
    CheckMethod.REPORT_VERIFIED: ("核验报告真伪", "Verified the report"),
    CheckMethod.REGISTER_LOOKED_UP: ("查询备案登记", "Looked up the filing"),
    CheckMethod.OWN_MODEL: ("本行模型复算", "Own model"),
    CheckMethod.SECOND_OPINION: ("另行取得意见", "Second opinion"),
}
CHECKS = chinese(CHECK_WORDS)

_FOUND: Mapping[CheckState, str] = {
    CheckState.UNSEEN: "未看",
    CheckState.CONFORMS: "符合",
    CheckState.DIFFERS: "不符",
    CheckState.NOT_APPLICABLE: "不适用",
}

KINDS = chinese(KIND_WORDS)

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

_SAID: Mapping[str, Pair] = {
    "reason": ("理由", "Reason"),
    "sentence": ("说明", "Explanation"),
    "text": ("内容", "Text"),
    "registration_number": ("登记号", "Registration number"),
    "registered_on": ("登记日", "Registered on"),
    "filed_on": ("提交日", "Filed on"),
    "drawn_on": ("放款日", "Drawn on"),
    "cancelled_on": ("注销日", "Cancelled on"),
    "revoked_on": ("撤销日", "Revoked on"),
    "cure_by": ("期限", "To be cured by"),
}


def line(text: object) -> str:
    """Text of whatever lines as one."""
    return " ".join(str(text or "").split())


def money(fen: int) -> str:
    return f"人民币 {figures(Fen(fen))} 元"


def note_words(payload: Mapping[str, Any]) -> Pair:
    """What an event says besides its name, as far as a reader of the pack needs it."""
    told = [(pair, line(payload[key])) for key, pair in _SAID.items() if payload.get(key)]
    on_paper = [f"{word}：{text}" for (word, _), text in told]
    english = [f"{word}: {text}" for (_, word), text in told]
    if (fen := payload.get("amount_fen")) is not None:
        on_paper.insert(0, f"金额：{money(fen)}")
        english.insert(0, f"Amount: CNY {figures(Fen(fen))}")
    if (rate := payload.get("rate_bp")) is not None:
        on_paper.append(f"年利率：{percent(rate)}")
        english.append(f"Yearly rate: {percent(rate)}")
    return "；".join(on_paper), "; ".join(english)


def note_of(payload: Mapping[str, Any]) -> str:
    """The same on paper."""
    return note_words(payload)[0]


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
