"""What the workbooks of a bank's queue and of one case say. Pure."""

from backend.documents.service import KIND_WORDS
from backend.kernel.language import Pair, Words, said
from backend.kernel.spreadsheet import yuan
from backend.lending import pack_wording as pack
from backend.lending import wording
from backend.registry.service import wording as register

#: What the papers say in Chinese, as the reader reads it.
USES = Words(wording.USE_WORDS)
REASONS = Words(wording.REASON_WORDS)
KINDS = Words(KIND_WORDS)
METHODS = Words(pack.METHOD_WORDS)
CHECK_METHODS = Words(pack.CHECK_WORDS)
EVENTS = Words(pack.EVENT_WORDS)
GROUNDS = Words(register.GROUND_WORDS)

VIEWS = Words(
    {
        "all": ("全部", "All"),
        "mine": ("我的", "Mine"),
        "group": ("我的小组", "My groups"),
        "unassigned": ("待领取", "Unassigned"),
    }
)
SORTS = Words(
    {
        "deadline": ("时限最近", "Deadline"),
        "amount": ("金额最大", "Amount"),
        "updated": ("最近更新", "Updated"),
    }
)

ANSWERS = Words(
    {
        "pass": ("符合", "Pass"),
        "fail": ("不符", "Fail"),
        "unknown": ("待查明", "Unknown"),
    }
)
OWNERSHIP = Words(
    {
        "extract": ("登记簿核实", "By register extract"),
        "owned": ("公报名称一致", "By the gazette"),
        "declared": ("企业申报", "Declared"),
    }
)
SOURCES = Words(
    {
        "register_extract": ("登记簿副本", "Register extract"),
        "gazette": ("专利公报", "Gazette"),
        "vendor_export": ("数据商导出", "Vendor export"),
        "declared": ("企业申报", "Declared"),
    }
)
TAGS = Words(
    {
        "hnte": ("高新技术企业", "High-tech enterprise"),
        "specialised_sme": ("专精特新", "Specialised SME"),
        "tech_sme": ("科技型中小企业", "Tech SME"),
        "talent_led": ("人才企业", "Talent-led"),
        "star_candidate": ("科创板培育库", "STAR candidate"),
    }
)
CRITERIA = Words(
    {
        "amount_range": ("金额范围", "Amount"),
        "tenor_range": ("期限范围", "Term"),
        "use_of_funds": ("资金用途", "Use of funds"),
        "region": ("适用区域", "Region"),
        "firm_age": ("成立年限", "Age of the firm"),
        "revenue": ("营业收入", "Revenue"),
        "revenue_growth": ("营业收入增长", "Growth of revenue"),
        "tax_grade": ("纳税信用等级", "Tax credit grade"),
        "credit_grade": ("信用等级", "Credit grade"),
        "headcount": ("员工人数", "Headcount"),
        "tags_any_of": ("企业资质", "Qualifications"),
        "sectors": ("行业", "Sector"),
        "first_time_borrower": ("首贷户", "First-time borrower"),
        "basic_account": ("本行基本户", "Basic account with us"),
        "right_kinds": ("专利类型", "Kinds of right"),
        "min_rights": ("专利数量", "Number of rights"),
        "max_rights": ("专利数量上限", "Number of rights, at most"),
        "granted": ("均已授权", "All granted"),
        "in_force": ("均维持有效", "All in force"),
        "remaining_life": ("剩余保护期", "Remaining life"),
        "used_for": ("实施时间", "In use"),
        "owned": ("权属证明", "Proof of ownership"),
        "not_pledged": ("无在先质押", "Not pledged"),
        "cover": ("质押物承载力", "Cover"),
        "documents": ("材料齐备", "Documents"),
        "consents": ("授权", "Consents"),
        "ipc": ("技术领域（IPC）", "Field (IPC)"),
        "fees_current": ("年费无逾期", "Annual fees current"),
        "not_disputed": ("无无效宣告程序", "No invalidation pending"),
        "valuation_methods": ("估值方法", "Valuation method"),
        "other": ("其他条件", "Another criterion"),
    }
)
OUTCOMES = Words(
    {
        None: ("待复核", "Awaiting review"),
        "approved": ("复核同意", "Approved"),
        "refused": ("复核否决", "Refused"),
        "sent_back": ("退回经办", "Sent back"),
    }
)
OFFERS = Words(
    {
        "open": ("待企业答复", "Waiting for the firm"),
        "accepted": ("企业接受", "Accepted by the firm"),
        "declined": ("企业谢绝", "Declined by the firm"),
        "retracted": ("已撤回", "Retracted"),
        "expired": ("已过期", "Expired"),
        "withdrawn": ("企业撤回申请", "Application withdrawn by the firm"),
        "committed_elsewhere": ("由他行承接", "Taken by another bank"),
        "pledge_failed": ("质押未成立", "Pledge failed"),
    }
)
BASES = Words(
    {
        "low": ("低值", "Low end"),
        "central": ("中值", "Central"),
    }
)

PARTIES = (
    ("所属", "Of"),
    ("项目", "Item"),
    ("内容", "Content"),
)
RIGHTS = (
    ("编号", "Number"),
    ("名称", "Title"),
    ("类型", "Kind"),
    ("权利人", "Patentees"),
    ("主分类号", "Main class"),
    ("申请日", "Filed on"),
    ("授权日", "Granted on"),
    ("届满日", "Expires on"),
    ("权属证明", "Proof of ownership"),
    ("在先质押", "Pledged before"),
    ("下次年费应缴日", "Next annual fee due"),
    ("年费（元）", "Annual fee (CNY)"),
    ("滞纳", "Late"),
    ("来源", "Source"),
    ("截至", "As of"),
)
CHECKS = (
    ("类别", "Group"),
    ("项目", "Item"),
    ("结论", "Answer"),
    ("说明", "Note"),
)
VALUES = (
    ("对象", "Of"),
    ("低值（元）", "Low (CNY)"),
    ("中值（元）", "Central (CNY)"),
    ("高值（元）", "High (CNY)"),
    ("方法", "Method"),
    ("基准日", "Base date"),
    ("估值人", "Valuer"),
    ("出具评估报告", "Formal appraisal"),
)
FINDINGS = (
    ("项目", "Item"),
    ("内容", "Content"),
)
DECISIONS = (
    ("序号", "No."),
    ("类别", "Kind"),
    ("金额（元）", "Amount (CNY)"),
    ("年利率", "Yearly rate"),
    ("期限（月）", "Term (months)"),
    ("条件", "Conditions"),
    ("原因", "Reason"),
    ("给企业的说明", "Sentence for the firm"),
    ("附言", "Note"),
    ("提出人", "By"),
    ("提出时间（北京时间）", "At (UTC+8)"),
    ("结论", "Outcome"),
    ("决定人", "Decided by"),
    ("决定时间（北京时间）", "Decided at (UTC+8)"),
    ("决定说明", "Note on the decision"),
)
HISTORY = (
    ("时间（北京时间）", "At (UTC+8)"),
    ("机构", "Organisation"),
    ("人员", "Person"),
    ("事项", "What happened"),
    ("说明", "Note"),
)

#: What each sheet is called.
PARTIES_SHEET: Pair = ("当事人与申请", "Parties and application")
RIGHTS_SHEET: Pair = ("权利", "Rights")
CHECKS_SHEET: Pair = ("核对清单", "Checklist")
VALUES_SHEET: Pair = ("估值", "Valuation")
FINDINGS_SHEET: Pair = ("估值的使用与核查", "Use and check of the value")
DECISIONS_SHEET: Pair = ("决定", "Decisions")
HISTORY_SHEET: Pair = ("经过", "History")
#: Whose the facts of the first are.
FIRM: Pair = ("企业", "Firm")
BANK: Pair = ("银行", "Bank")
CASE: Pair = ("申请", "Application")
LOAN: Pair = ("放款", "Loan")
CRITERIA_GROUP: Pair = ("产品条件", "Product criteria")
PLEDGE_GROUP: Pair = ("质押登记", "Pledge")
PAPERS_GROUP: Pair = ("材料", "Documents")
BANKS_CHECK: Pair = ("本行核查", "Check by the bank")
NOT_IN_IT: Pair = (
    "行内备注；他行的任何信息",
    "Internal notes; anything of other banks",
)


def yes(*, value: bool) -> str:
    return said("是", "Yes") if value else said("否", "No")


def yuan_or_none(fen: int | None) -> object:
    return None if fen is None else yuan(fen)
