"""What the workbooks of a bank's queue and of one case say. Pure."""

from collections.abc import Mapping

from backend.kernel.spreadsheet import yuan

VIEWS: Mapping[str, str] = {
    "all": "全部",
    "mine": "我的",
    "group": "我的小组",
    "unassigned": "待领取",
}
SORTS: Mapping[str, str] = {"deadline": "时限最近", "amount": "金额最大", "updated": "最近更新"}

ANSWERS: Mapping[str, str] = {"pass": "符合", "fail": "不符", "unknown": "待查明"}
OWNERSHIP: Mapping[str, str] = {
    "extract": "登记簿核实",
    "owned": "公报名称一致",
    "declared": "企业申报",
}
SOURCES: Mapping[str, str] = {
    "register_extract": "登记簿副本",
    "gazette": "专利公报",
    "vendor_export": "数据商导出",
    "declared": "企业申报",
}
TAGS: Mapping[str, str] = {
    "hnte": "高新技术企业",
    "specialised_sme": "专精特新",
    "tech_sme": "科技型中小企业",
    "talent_led": "人才企业",
    "star_candidate": "科创板培育库",
}
CRITERIA: Mapping[str, str] = {
    "amount_range": "金额范围",
    "tenor_range": "期限范围",
    "use_of_funds": "资金用途",
    "region": "适用区域",
    "firm_age": "成立年限",
    "revenue": "营业收入",
    "revenue_growth": "营业收入增长",
    "tax_grade": "纳税信用等级",
    "credit_grade": "信用等级",
    "headcount": "员工人数",
    "tags_any_of": "企业资质",
    "sectors": "行业",
    "first_time_borrower": "首贷户",
    "basic_account": "本行基本户",
    "right_kinds": "专利类型",
    "min_rights": "专利数量",
    "max_rights": "专利数量上限",
    "granted": "均已授权",
    "remaining_life": "剩余保护期",
    "used_for": "实施时间",
    "owned": "权属证明",
    "not_pledged": "无在先质押",
    "cover": "质押物承载力",
    "documents": "材料齐备",
    "consents": "授权",
    "ipc": "技术领域（IPC）",
    "fees_current": "年费无逾期",
    "not_disputed": "无无效宣告程序",
    "valuation_methods": "估值方法",
    "other": "其他条件",
}
OUTCOMES: Mapping[str | None, str] = {
    None: "待复核",
    "approved": "复核同意",
    "refused": "复核否决",
    "sent_back": "退回经办",
}
OFFERS: Mapping[str, str] = {
    "open": "待企业答复",
    "accepted": "企业接受",
    "declined": "企业谢绝",
    "retracted": "已撤回",
    "expired": "已过期",
    "withdrawn": "企业撤回申请",
    "committed_elsewhere": "由他行承接",
    "pledge_failed": "质押未成立",
}
BASES: Mapping[str, str] = {"low": "低值", "central": "中值"}

PARTIES = ("所属", "项目", "内容")
RIGHTS = (
    "编号", "名称", "类型", "权利人", "主分类号", "申请日", "授权日", "届满日", "权属证明",
    "在先质押", "下次年费应缴日", "年费（元）", "滞纳", "来源", "截至",
)  # fmt: skip
CHECKS = ("类别", "项目", "结论", "说明")
VALUES = (
    "对象", "低值（元）", "中值（元）", "高值（元）", "方法", "基准日", "估值人", "出具评估报告",
)  # fmt: skip
FINDINGS = ("项目", "内容")
DECISIONS = (
    "序号", "类别", "金额（元）", "年利率", "期限（月）", "条件", "原因", "给企业的说明", "附言",
    "提出人", "提出时间（北京时间）", "结论", "决定人", "决定时间（北京时间）", "决定说明",
)  # fmt: skip
HISTORY = ("时间（北京时间）", "机构", "人员", "事项", "说明")

NOT_IN_IT = "行内备注；他行的任何信息"


def yes(*, value: bool) -> str:
    return "是" if value else "否"


def yuan_or_none(fen: int | None) -> object:
    return None if fen is None else yuan(fen)
