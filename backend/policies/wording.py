"""The words in which a page explains what is not insured, and names the parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.kernel.spreadsheet import yuan

#: Exclusion → Chinese, English; a code without words of its own is shown as it is.
EXCLUSIONS: Mapping[str, tuple[str, str]] = {
    "wilful": ("明知或故意侵权", "Wilful or knowing infringement"),
    "known_matter": ("投保前已知的纠纷、警告函或事由", "Disputes, letters or facts known before"),
    "criminal_fine": ("刑事罚金", "Criminal fines"),
    "administrative_penalty": ("行政罚款", "Administrative penalties"),
    "contract_performance": ("合同约定的赔偿责任", "Liability under a contract"),
    "credit_risk": ("信用风险", "Credit risk"),
    "certain_loss": ("必然发生的损失", "Losses that are certain"),
    "speculative_risk": ("投机风险", "Speculative risk"),
    "punitive_damages": ("惩罚性赔偿", "Punitive damages"),
    "unpaid_royalties": ("未付的许可使用费", "Unpaid royalties"),
    "employee_entitlement": ("职务发明报酬争议", "Claims of employees to inventions"),
    "own_management_failure": ("被保险人自身管理不善", "The insured's own mismanagement"),
    "sanctions": ("受制裁限制的赔付", "Payments that sanctions forbid"),
    "war": ("战争、军事行动", "War and military action"),
}
COSTS: Mapping[str, str] = {
    "DEF": "抗辩费用",
    "DAM": "损害赔偿",
    "PUR": "维权费用",
    "INV": "无效抗辩",
    "LOSS": "被侵权损失",
    "GUA": "贷款保证",
}
RULES: Mapping[str, str] = {"then": "先扣免赔额", "higher_of": "以高者为准"}
SEVERAL = (
    "各保险人按各自份额承担责任，不负连带责任。",
    "Each insurer is liable for its own share only, severally and not jointly.",
)
PAYMENT = (
    "保险费到账后方出具保单；逾期未付的，承保失效。",
    "The policy is issued when the premium has arrived; unpaid by its date, the cover lapses.",
)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The words of bordereaux and lists of policies in one language."""

    headings: tuple[str, ...]
    lines: Mapping[str, str]
    roles: Mapping[str, str]
    policy_headings: tuple[str, ...]
    states: Mapping[str, str]
    #: What stands on the first sheet of each, in order.
    policy_cover: tuple[str, ...]
    bordereau_cover: tuple[str, ...]


TABLES: Mapping[str, Tables] = {
    "zh-CN": Tables(
        headings=(
            "保单号",
            "投保人",
            "险种",
            "产品",
            "备案编号",
            "费率方案",
            "报价号",
            "起保日",
            "终止日（不含）",
            "承保日",
            "出单日",
            "地域",
            "技术领域",
            "保障部分",
            "累计限额（元）",
            "保险费合计（元，含税）",
            "承保角色",
            "份额",
            "本公司保险费（元，不含税）",
            "本公司增值税（元）",
            "银行",
        ),
        lines={
            "star_composite": "科创板拟上市企业知识产权复合险",
            "overseas_liability": "知识产权海外侵权保险",
            "enforcement": "知识产权维权费用保险",
            "infringement_loss": "知识产权被侵权损失保险",
            "loan_guarantee": "知识产权质押融资保证保险",
        },
        roles={"lead": "首席承保", "follower": "共同承保"},
        policy_headings=(
            "保单号",
            "状态",
            "险种",
            "产品",
            "投保人",
            "首席保险人",
            "银行",
            "起保日",
            "终止日（不含）",
            "保险费（元，含税）",
            "缴费截止日",
            "保障中",
        ),
        states={
            "accepted": "已选定",
            "bind_requested": "申请承保中",
            "bound": "待缴保费",
            "issued": "已出具",
            "lapsed_unpaid": "逾期失效",
            "not_bound": "未承保",
            "yes": "是",
            "no": "否",
        },
        policy_cover=(
            "机构",
            "状态",
            "险种",
            "贷款申请",
            "保障中",
            "截至",
            "搜索",
            "保险费合计（元，含税）",
        ),
        bordereau_cover=(
            "机构",
            "月份",
            "本公司保险费合计（元，不含税）",
            "本公司增值税合计（元）",
        ),
    ),
    "en": Tables(
        headings=(
            "Policy",
            "Policyholder",
            "Line",
            "Product",
            "Filing number",
            "Rating plan",
            "Quote",
            "First day",
            "Ends before",
            "Bound on",
            "Issued on",
            "Territories",
            "Technology",
            "Parts",
            "Aggregate limits (CNY)",
            "Whole premium with tax (CNY)",
            "Role",
            "Share",
            "Own premium net of tax (CNY)",
            "Own tax (CNY)",
            "Bank",
        ),
        lines={
            "star_composite": "Composite for STAR-listing candidates",
            "overseas_liability": "Overseas infringement liability",
            "enforcement": "Enforcement costs",
            "infringement_loss": "Loss by infringement",
            "loan_guarantee": "Pledge-loan guarantee",
        },
        roles={"lead": "Lead", "follower": "Follower"},
        policy_headings=(
            "Policy",
            "State",
            "Line",
            "Product",
            "Policyholder",
            "Lead insurer",
            "Bank",
            "First day",
            "Ends before",
            "Premium with tax (CNY)",
            "To be paid by",
            "In force",
        ),
        states={
            "accepted": "Taken",
            "bind_requested": "Binding requested",
            "bound": "Premium due",
            "issued": "Issued",
            "lapsed_unpaid": "Lapsed unpaid",
            "not_bound": "Not bound",
            "yes": "yes",
            "no": "no",
        },
        policy_cover=(
            "Organisation",
            "State",
            "Line",
            "Loan application",
            "In force",
            "As of",
            "Search",
            "Premiums with tax (CNY)",
        ),
        bordereau_cover=(
            "Organisation",
            "Month",
            "Own premiums net of tax (CNY)",
            "Own tax (CNY)",
        ),
    ),
}


def policy_cells(row: Mapping[str, Any], words: Tables, *, in_force: bool) -> tuple[object, ...]:
    """A policy in the list, in this language."""
    return (
        row["number"],
        words.states[row["state"]],
        words.lines[row["line"]],
        row["product_name"],
        row["firm_name"],
        row["insurer_name"],
        row["bank_name"] or "",
        row["inception_on"],
        row["expires_on"],
        yuan(row["gross_fen"]),
        row["pay_by"],
        words.states["yes" if in_force else "no"],
    )
