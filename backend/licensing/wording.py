"""The words of licensing's workbooks, in the language of whoever reads them. Pure."""

from collections.abc import Mapping

from backend.kernel.language import Pair, Words
from backend.licensing.states import (
    Cause,
    InquiryState,
    LicenceKind,
    PriceForm,
    RateBase,
    State,
)

KINDS: Mapping[LicenceKind, str] = Words(
    {
        LicenceKind.EXCLUSIVE: ("独占许可", "Exclusive"),
        LicenceKind.SOLE: ("排他许可", "Sole"),
        LicenceKind.PLAIN: ("普通许可", "Plain"),
        LicenceKind.OPEN: ("开放许可", "Open licence"),
    }
)
PRICES: Mapping[PriceForm, str] = Words(
    {
        PriceForm.FREE: ("免费", "Free"),
        PriceForm.LUMP: ("一次付清", "Lump sum"),
        PriceForm.RUNNING: ("提成", "Running royalty"),
        PriceForm.UPFRONT_RUNNING: ("入门费加提成", "Upfront and running"),
    }
)
BASES: Mapping[RateBase, str] = Words(
    {
        RateBase.SALES: ("销售额", "Sales"),
        RateBase.PRICE: ("产品价格", "The product's price"),
        RateBase.OUTPUT: ("新增产值", "New output"),
        RateBase.PROFIT: ("利润", "Profit"),
    }
)
STATES: Mapping[State, str] = Words(
    {
        State.DRAFT: ("草稿", "Draft"),
        State.PUBLISHED: ("已发布", "Published"),
        State.UNAVAILABLE: ("暂不可用", "Not available"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
    }
)
CAUSES: Mapping[Cause, str] = Words(
    {
        Cause.PLEDGED: ("专利已质押", "Patent pledged"),
        Cause.LICENSED: ("已许可他人", "Licensed to somebody"),
        Cause.EXPIRED: ("期限已过", "Term over"),
    }
)
INQUIRIES: Mapping[InquiryState, str] = Words(
    {
        InquiryState.OPEN: ("洽谈中", "Open"),
        InquiryState.AGREED: ("已达成", "Agreed"),
        InquiryState.NOT_AGREED: ("未达成", "Not agreed"),
    }
)
PROVINCES: Mapping[str, str] = Words(
    {
        "110000": ("北京", "Beijing"),
        "120000": ("天津", "Tianjin"),
        "130000": ("河北", "Hebei"),
        "140000": ("山西", "Shanxi"),
        "150000": ("内蒙古", "Inner Mongolia"),
        "210000": ("辽宁", "Liaoning"),
        "220000": ("吉林", "Jilin"),
        "230000": ("黑龙江", "Heilongjiang"),
        "310000": ("上海", "Shanghai"),
        "320000": ("江苏", "Jiangsu"),
        "330000": ("浙江", "Zhejiang"),
        "340000": ("安徽", "Anhui"),
        "350000": ("福建", "Fujian"),
        "360000": ("江西", "Jiangxi"),
        "370000": ("山东", "Shandong"),
        "410000": ("河南", "Henan"),
        "420000": ("湖北", "Hubei"),
        "430000": ("湖南", "Hunan"),
        "440000": ("广东", "Guangdong"),
        "450000": ("广西", "Guangxi"),
        "460000": ("海南", "Hainan"),
        "500000": ("重庆", "Chongqing"),
        "510000": ("四川", "Sichuan"),
        "520000": ("贵州", "Guizhou"),
        "530000": ("云南", "Yunnan"),
        "540000": ("西藏", "Tibet"),
        "610000": ("陕西", "Shaanxi"),
        "620000": ("甘肃", "Gansu"),
        "630000": ("青海", "Qinghai"),
        "640000": ("宁夏", "Ningxia"),
        "650000": ("新疆", "Xinjiang"),
    }
)
ALL_FIELDS: Pair = ("全部领域", "Every field")
MAINLAND: Pair = ("中国大陆全境", "The mainland of China")
PATENT_TERM: Pair = ("至专利权期限届满", "As long as the patent lasts")
MADE: Pair = ("我方发出", "Made")
RECEIVED: Pair = ("我方收到", "Received")
GIVEN: Pair = ("我方许可", "Given")
TAKEN: Pair = ("我方取得", "Taken")
YES: Pair = ("是", "Yes")

#: On the first sheet of each.
STATE: Pair = ("状态", "State")
UNRECORDED: Pair = ("仅未备案", "Unrecorded only")

_NUMBER: Pair = ("编号", "Number")
_SIDE: Pair = ("方向", "Way")
_RIGHT: tuple[Pair, ...] = (("专利", "Patent"), ("专利名称", "Title"))
_STARTS: Pair = ("起始日", "First day")
_NOTE: Pair = ("说明", "Note")
TERMS: tuple[Pair, ...] = (
    ("许可方式", "Kind of licence"),
    ("领域", "Field"),
    ("地域", "Territory"),
    ("截止日", "Last day"),
    ("计价方式", "Form of price"),
    ("一次付清（元）", "Lump sum (CNY)"),
    ("入门费（元）", "Upfront fee (CNY)"),
    ("提成比例（%）", "Rate (%)"),
    ("提成基数", "Share of"),
    ("最低使用费（元）", "Lowest royalty (CNY)"),
    ("在先普通许可保留", "Earlier plain licences stay"),
)
OFFERS: tuple[Pair, ...] = (
    _NUMBER,
    *_RIGHT,
    *TERMS,
    STATE,
    ("不可许可原因", "Why not available"),
    ("版本", "Version"),
    _NOTE,
    ("建立时间（北京时间）", "Made at (UTC+8)"),
    ("发布时间（北京时间）", "Published at (UTC+8)"),
)
INQUIRED: tuple[Pair, ...] = (
    _NUMBER,
    _SIDE,
    ("对方", "Other side"),
    ("许可信息", "Licence offer"),
    *_RIGHT,
    STATE,
    ("条款提出方", "Terms proposed by"),
    _STARTS,
    *TERMS,
    ("结束原因", "Why closed"),
    _NOTE,
    ("发起时间（北京时间）", "Begun at (UTC+8)"),
    ("最新动态（北京时间）", "Last word at (UTC+8)"),
)
LICENCES: tuple[Pair, ...] = (
    _NUMBER,
    _SIDE,
    ("许可人", "Licensor"),
    ("被许可人", "Licensee"),
    *_RIGHT,
    _STARTS,
    *TERMS,
    ("达成时间（北京时间）", "Agreed at (UTC+8)"),
    ("备案截止日", "To be recorded by"),
    ("备案号", "Recordal number"),
    ("备案日", "Recorded on"),
)
