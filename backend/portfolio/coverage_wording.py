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
INVENTIONS = ("专利", "名称", "企业", "满足的条件", "依据")
