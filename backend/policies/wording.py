"""The words in which a page explains what is not insured, and names the parts."""

from collections.abc import Mapping

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
