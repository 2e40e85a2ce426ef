"""The words of licensing's workbooks. Pure."""

from collections.abc import Mapping

from backend.licensing.states import (
    Cause,
    InquiryState,
    LicenceKind,
    PriceForm,
    RateBase,
    State,
)

KINDS: Mapping[LicenceKind, str] = {
    LicenceKind.EXCLUSIVE: "独占许可",
    LicenceKind.SOLE: "排他许可",
    LicenceKind.PLAIN: "普通许可",
    LicenceKind.OPEN: "开放许可",
}
PRICES: Mapping[PriceForm, str] = {
    PriceForm.FREE: "免费",
    PriceForm.LUMP: "一次付清",
    PriceForm.RUNNING: "提成",
    PriceForm.UPFRONT_RUNNING: "入门费加提成",
}
BASES: Mapping[RateBase, str] = {
    RateBase.SALES: "销售额",
    RateBase.PRICE: "产品价格",
    RateBase.OUTPUT: "新增产值",
    RateBase.PROFIT: "利润",
}
STATES: Mapping[State, str] = {
    State.DRAFT: "草稿",
    State.PUBLISHED: "已发布",
    State.UNAVAILABLE: "暂不可用",
    State.WITHDRAWN: "已撤回",
}
CAUSES: Mapping[Cause, str] = {
    Cause.PLEDGED: "专利已质押",
    Cause.LICENSED: "已许可他人",
    Cause.EXPIRED: "期限已过",
}
INQUIRIES: Mapping[InquiryState, str] = {
    InquiryState.OPEN: "洽谈中",
    InquiryState.AGREED: "已达成",
    InquiryState.NOT_AGREED: "未达成",
}
PROVINCES: Mapping[str, str] = {
    "110000": "北京",
    "120000": "天津",
    "130000": "河北",
    "140000": "山西",
    "150000": "内蒙古",
    "210000": "辽宁",
    "220000": "吉林",
    "230000": "黑龙江",
    "310000": "上海",
    "320000": "江苏",
    "330000": "浙江",
    "340000": "安徽",
    "350000": "福建",
    "360000": "江西",
    "370000": "山东",
    "410000": "河南",
    "420000": "湖北",
    "430000": "湖南",
    "440000": "广东",
    "450000": "广西",
    "460000": "海南",
    "500000": "重庆",
    "510000": "四川",
    "520000": "贵州",
    "530000": "云南",
    "540000": "西藏",
    "610000": "陕西",
    "620000": "甘肃",
    "630000": "青海",
    "640000": "宁夏",
    "650000": "新疆",
}
ALL_FIELDS, MAINLAND, PATENT_TERM = "全部领域", "中国大陆全境", "至专利权期限届满"

TERMS = (
    "许可方式", "领域", "地域", "截止日", "计价方式", "一次付清（元）", "入门费（元）",
    "提成比例（%）", "提成基数", "最低使用费（元）",
)  # fmt: skip
OFFERS = (
    "编号", "专利", "专利名称", *TERMS, "状态", "不可许可原因", "版本", "说明",
    "建立时间（北京时间）", "发布时间（北京时间）",
)  # fmt: skip
INQUIRED = (
    "编号", "方向", "对方", "许可信息", "专利", "专利名称", "状态", "条款提出方", "起始日", *TERMS,
    "结束原因", "说明", "发起时间（北京时间）", "最新动态（北京时间）",
)  # fmt: skip
LICENCES = (
    "编号", "方向", "许可人", "被许可人", "专利", "专利名称", "起始日", *TERMS,
    "达成时间（北京时间）", "备案截止日", "备案号", "备案日",
)  # fmt: skip
