"""What the workbooks of the patent targets' coverage say. Pure."""

from backend.kernel.language import Words

TELLERS = Words(
    {
        "register_extract": ("登记簿副本", "Register extract"),
        "earlier": ("先前导入", "Earlier import"),
        "own_file": ("本企业文件", "Own file"),
        "cnipa_gazette": ("国知局公报文件", "CNIPA gazette file"),
        "cnipa_xml": ("国知局 XML", "CNIPA XML"),
        "cnipa_answer": ("国知局查询结果", "CNIPA query result"),
        "google_patents": ("Google Patents", "Google Patents"),
        "google_page": ("Google Patents 网页", "Google Patents page"),
        "numbers": ("号码清单", "List of numbers"),
        "lens": ("Lens", "Lens"),
        "cnipr": ("CNIPR", "CNIPR"),
        "wips": ("WIPS ON", "WIPS ON"),
        "patsnap": ("智慧芽", "PatSnap"),
        "patsnap_json": ("智慧芽接口", "PatSnap API"),
        "incopat": ("incoPat", "incoPat"),
        "bigquery": ("BigQuery", "BigQuery"),
        "cnki_citations": ("CNKI 引文", "CNKI citations"),
        "epo_ops": ("EPO OPS", "EPO OPS"),
        "uspto_xml": ("USPTO XML", "USPTO XML"),
        "table": ("自定义表格", "Table mapped by hand"),
    }
)
CRITERIA = Words(
    {
        "emerging_industry": ("战略性新兴产业", "Strategic emerging industry"),
        "family_abroad": ("境外同族授权", "Family granted abroad"),
        "kept_long": ("维持超过 10 年", "Kept for over 10 years"),
        "pledged_high": ("质押融资金额较高", "Pledged for a high amount"),
        "award": ("国家级科技或专利奖", "National award"),
    }
)
AWARDS = Words(
    {
        "national_science": ("国家科学技术奖", "National science and technology award"),
        "china_patent": ("中国专利奖", "China Patent Award"),
    }
)
AWARD_STATES = Words(
    {
        "stated": ("待核对", "To be checked"),
        "confirmed": ("已确认", "Confirmed"),
        "rejected": ("不予确认", "Rejected"),
        "withdrawn": ("已撤回", "Withdrawn"),
    }
)
VERDICTS = Words(
    {
        "counts": ("计入", "Counts"),
        "no_grant": ("非发明授权文献", "Not the grant of an invention"),
        "office_unlisted": ("该局代码未列入口径", "Office not listed in the rule"),
        "day_unknown": ("授权日未知", "Day of grant unknown"),
        "before": ("早于计划期", "Before the plan's term"),
        "after": ("晚于计划期", "After the plan's term"),
        "owner_unproven": ("权属未证明", "Ownership unproven"),
    }
)

GRANTS = (
    ("境外公开号", "Publication abroad"),
    ("国家或地区", "Country or region"),
    ("公开（授权）日", "Published (granted)"),
    ("是否计入", "Counts"),
    ("境内专利", "Chinese patent"),
    ("企业", "Firm"),
    ("来源", "Source"),
)
AWARDED = (
    ("专利", "Patent"),
    ("专利名称", "Title of the patent"),
    ("权属", "Ownership"),
    ("企业", "Firm"),
    ("奖项", "Award"),
    ("奖项类别", "Kind of award"),
    ("获奖日", "Awarded on"),
    ("证书", "Certificate"),
    ("状态", "State"),
    ("填报人", "Stated by"),
    ("填报时间（北京时间）", "Stated at (UTC+8)"),
    ("核对人", "Checked by"),
    ("核对单位", "For"),
    ("核对时间（北京时间）", "Checked at (UTC+8)"),
    ("说明", "Note"),
)
INVENTIONS = (
    ("专利", "Patent"),
    ("名称", "Title"),
    ("企业", "Firm"),
    ("满足的条件", "Criteria met"),
    ("依据", "What they rest on"),
)
SCOPE = (
    "只含平台掌握的数据，不代替主管部门的官方数字",
    "Only what the platform holds; it does not replace the office's own figures",
)
#: Between criteria, some of which rest on several things.
BETWEEN = ("；", "; ")
