"""What the workbooks of the patent targets' coverage say. Pure."""

from collections.abc import Mapping

TELLERS: Mapping[str, str] = {
    "register_extract": "登记簿副本",
    "earlier": "先前导入",
    "own_file": "本企业文件",
    "cnipa_gazette": "国知局公报文件",
    "cnipa_xml": "国知局 XML",
    "cnipa_answer": "国知局查询结果",
    "google_patents": "Google Patents",
    "google_page": "Google Patents 网页",
    "numbers": "号码清单",
    "lens": "Lens",
    "cnipr": "CNIPR",
    "wips": "WIPS ON",
    "patsnap": "智慧芽",
    "patsnap_json": "智慧芽接口",
    "incopat": "incoPat",
    "bigquery": "BigQuery",
    "cnki_citations": "CNKI 引文",
    "epo_ops": "EPO OPS",
    "uspto_xml": "USPTO XML",
    "table": "自定义表格",
}
CRITERIA: Mapping[str, str] = {
    "emerging_industry": "战略性新兴产业",
    "family_abroad": "境外同族授权",
    "kept_long": "维持超过 10 年",
    "pledged_high": "质押融资金额较高",
    "award": "国家级科技或专利奖",
}
AWARDS: Mapping[str, str] = {
    "national_science": "国家科学技术奖",
    "china_patent": "中国专利奖",
}
AWARD_STATES: Mapping[str, str] = {
    "stated": "待核对",
    "confirmed": "已确认",
    "rejected": "不予确认",
    "withdrawn": "已撤回",
}
VERDICTS: Mapping[str, str] = {
    "counts": "计入",
    "no_grant": "非发明授权文献",
    "office_unlisted": "该局代码未列入口径",
    "day_unknown": "授权日未知",
    "before": "早于计划期",
    "after": "晚于计划期",
    "owner_unproven": "权属未证明",
}

GRANTS = ("境外公开号", "国家或地区", "公开（授权）日", "是否计入", "境内专利", "企业", "来源")
AWARDED = (
    "专利", "专利名称", "权属", "企业", "奖项", "奖项类别", "获奖日", "证书", "状态", "填报人",
    "填报时间（北京时间）", "核对人", "核对单位", "核对时间（北京时间）", "说明",
)  # fmt: skip
INVENTIONS = ("专利", "名称", "企业", "满足的条件", "依据")
