"""The words of the register on paper: the twelve grounds, their reasons, what happened."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.language import Pair, chinese
from backend.registry import events
from backend.registry.states import Answer, Checker, Compared, Outcome

ANSWERS: Mapping[Answer, str] = {
    Answer.PASS: "通过",
    Answer.FAIL: "不通过",
    Answer.UNKNOWN: "待查明",
}

#: What holds where a ground passes.
GROUND_WORDS: Mapping[int, Pair] = {
    1: ("出质人为登记簿上的专利权人", "The pledgor is the patentee in the register"),
    2: ("专利权未终止、未被宣告无效", "The patent has not ended or been invalidated"),
    3: ("专利申请已授权", "The patent has been granted"),
    4: ("年费按规定缴纳", "Annual fees are paid as required"),
    5: ("无权属中止、无保全", "No suspension, no preservation"),
    6: ("债务履行期限不超过专利权期限", "The debt ends before the patent does"),
    7: ("合同具备五项必备条款", "The contract has its five mandatory terms"),
    8: ("共有人全部同意", "Every co-owner agrees"),
    9: ("无在先有效质押", "No running pledge"),
    10: ("无同日申请的发明", "No same-day twin invention"),
    11: ("无效宣告程序未启动", "No invalidation proceedings"),
    12: ("无其他不宜办理的情形", "No other unfitness"),
}
GROUNDS = chinese(GROUND_WORDS)

REASON_WORDS: Mapping[str, Pair] = {
    "nothing_known": ("没有任何可用的证据", "Nothing is known yet"),
    "not_proven": ("现有消息不足以证明", "What is known does not prove it"),
    "evidence_stale": ("证据已过有效期", "The evidence is too old to count"),
    "pledgor_not_owner": ("登记簿上的权利人不是出质人", "The register names another owner"),
    "transferred_since": ("公报显示此后发生过转移", "The gazette announced a transfer since"),
    "term_over": ("专利权期限已届满", "The patent's term is over"),
    "not_in_force": ("登记簿显示专利权不再有效", "The register says it is not in force"),
    "not_granted": ("登记簿显示尚未授权", "The register says it is not granted"),
    "grant_only_declared": ("授权日期仅由企业申报", "The grant date is only declared"),
    "fee_late_period": ("处于年费滞纳期", "In the late period of the annual fee"),
    "fee_unpaid": ("年费未缴", "The annual fee is unpaid"),
    "preserved": ("专利权被保全", "The patent is preserved by a court"),
    "suspended": ("专利权处于中止程序", "Proceedings are suspended"),
    "term_not_agreed": ("履行期限尚未约定", "The term is not agreed yet"),
    "expiry_unknown": ("专利权届满日未知", "The expiry date is unknown"),
    "term_past_expiry": ("履行期限晚于专利权届满日", "The debt runs past the patent's expiry"),
    "no_terms_yet": ("质押条款尚未拟定", "There are no terms yet"),
    "terms_missing": ("必备条款不齐", "Mandatory terms are missing"),
    "coowner_has_not_consented": ("共有人未同意", "A co-owner has not agreed"),
    "live_in_own_register": ("本平台登记显示已有在先质押", "Our own register holds a live pledge"),
    "pledge_running": ("登记簿显示质押正在存续", "The register shows a running pledge"),
    "same_day_twin": ("存在同日申请的发明", "There is a same-day invention application"),
    "invalidation_pending": ("无效宣告程序已启动", "Invalidation proceedings are pending"),
    "cannot_be_pledged_at_cnipa": (
        "该权利不能在国家知识产权局办理质押",
        "It cannot be pledged at CNIPA",
    ),
    "stated_unfit": ("本行声明有不宜办理的情形", "The desk stated that it is unfit"),
    "gazette": ("专利公报载有不利事项", "The gazette announced something adverse"),
}
REASONS = chinese(REASON_WORDS)

#: As the statement of a verification names each field.
COMPARED: Mapping[Compared, str] = {
    Compared.PLEDGOR: "出质人",
    Compared.PLEDGEE: "质权人",
    Compared.REGISTRATION_NUMBER: "质押登记号",
    Compared.REGISTERED_ON: "质押登记日",
    Compared.PATENTS: "专利号",
    Compared.GRANTED_ON: "授权公告日",
    Compared.CLAIM_KIND: "被担保债权的种类",
    Compared.SECURED_FEN: "被担保债权的数额",
    Compared.PERFORMANCE_FROM: "债务履行期限起始日",
    Compared.PERFORMANCE_TO: "债务履行期限届满日",
    Compared.SCOPE: "担保范围",
}
#: Where a verifier looks; who looked elsewhere says so in his own words.
LOOKED: Mapping[str, str] = {
    "notice": "专利权质押登记通知书",
    "gazette": "专利公报",
    "gazette_pe01": "专利公报 PE01",
    "register_extract": "专利登记簿副本",
    "extract": "专利登记簿副本",
}

CHECKERS: Mapping[Checker, str] = {Checker.BANK: "银行核验", Checker.DISTRICT: "区级核验"}
OUTCOMES: Mapping[Outcome, str] = {Outcome.CONFIRMED: "一致", Outcome.MISMATCH: "不一致"}

EVENT_WORDS: Mapping[str, Pair] = {
    events.PledgeDrafted.name: ("起草质押", "Pledge drafted"),
    events.PledgeTermsSet.name: ("拟定质押条款", "Pledge terms set"),
    events.PledgeEvidenceAdded.name: ("补充质押材料", "Pledge evidence added"),
    events.PledgeSigned.name: ("确认质押条款", "Pledge terms confirmed"),
    events.PledgeReopened.name: ("重新拟定质押", "Pledge terms reopened"),
    events.PledgeFiled.name: ("提交质押登记", "Pledge filed with CNIPA"),
    events.PledgeDefectNoted.name: ("国知局通知补正", "Defect noted by CNIPA"),
    events.PledgeCured.name: ("补正完成", "Defect cured"),
    events.PledgeWarned.name: (
        "国知局告知，须声明后继续",
        "Warned by CNIPA; goes on after a declaration",
    ),
    events.PledgeDeclared.name: ("声明继续办理", "Declared to go on"),
    events.PledgeRefused.name: ("国知局不予登记", "Registration refused by CNIPA"),
    events.PledgeWithdrawn.name: ("撤回质押", "Pledge withdrawn"),
    events.PledgeRegistered.name: ("录入质押登记", "Registration of the pledge entered"),
    events.PledgeRegistrationCorrected.name: ("更正登记信息", "Registration corrected"),
    events.PledgeVerified.name: ("银行核验登记，一致", "Registration verified by the bank"),
    events.PledgeMismatchFound.name: ("核验不一致", "Mismatch found"),
    events.PledgeCounted.name: ("区级核验，计入统计", "Verified by the district and counted"),
    events.PledgeCountCorrected.name: ("更正计入", "Counting corrected"),
    events.PledgeChangeFiled.name: ("申请变更质押", "Change of the pledge filed"),
    events.PledgeChangeDecided.name: ("变更审查结果", "Change decided"),
    events.PledgeCancellationFiled.name: ("申请注销质押", "Cancellation filed"),
    events.PledgeCancellationRejected.name: ("注销未获准", "Cancellation rejected"),
    events.PledgeCancelled.name: ("质押注销", "Pledge cancelled"),
    events.PledgeRevoked.name: ("质押被撤销", "Pledge revoked"),
    events.PledgeFlagged.name: ("质押风险提示", "Pledge flagged"),
    events.RegistrationRecorded.name: ("录入平台外的登记", "Outside registration recorded"),
}
EVENTS = chinese(EVENT_WORDS)


def reason_words(answer: Mapping[str, Any]) -> Pair:
    """Why a ground does not pass, each reason once; of a ground's answer as JSON."""
    codes = dict.fromkeys(str(each["code"]) for each in answer["reasons"])
    pairs = [REASON_WORDS.get(code, (code, code)) for code in codes]
    return "；".join(pair[0] for pair in pairs), "; ".join(pair[1] for pair in pairs)


def reasons(answer: Mapping[str, Any]) -> str:
    """The same on paper."""
    return reason_words(answer)[0]
