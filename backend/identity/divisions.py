"""Shanghai's districts and Pudong's streets, towns and zones.

Facts of the national division codes (GB/T 2260 and the statistics bureau's table of 2023);
`310115` is Pudong New Area. Other districts' streets are asked for as free text.
"""

from collections.abc import Mapping

PUDONG = "310115"

DIVISIONS: Mapping[str, str] = {
    "310101": "黄浦区",
    "310104": "徐汇区",
    "310105": "长宁区",
    "310106": "静安区",
    "310107": "普陀区",
    "310109": "虹口区",
    "310110": "杨浦区",
    "310112": "闵行区",
    "310113": "宝山区",
    "310114": "嘉定区",
    PUDONG: "浦东新区",
    "310116": "金山区",
    "310117": "松江区",
    "310118": "青浦区",
    "310120": "奉贤区",
    "310151": "崇明区",
}

STREETS: Mapping[str, tuple[str, ...]] = {
    PUDONG: (
        *["潍坊新村街道", "陆家嘴街道", "周家渡街道", "塘桥街道", "上钢新村街道", "南码头路街道"],
        *["沪东新村街道", "金杨新村街道", "洋泾街道", "浦兴路街道", "东明路街道", "花木街道"],
        *[
            "川沙新镇",
            "高桥镇",
            "北蔡镇",
            "合庆镇",
            "唐镇",
            "曹路镇",
            "金桥镇",
            "高行镇",
            "高东镇",
            "张江镇",
            "三林镇",
        ],
        *[
            "惠南镇",
            "周浦镇",
            "新场镇",
            "大团镇",
            "康桥镇",
            "航头镇",
            "祝桥镇",
            "泥城镇",
            "宣桥镇",
            "书院镇",
            "万祥镇",
        ],
        *["老港镇", "南汇新城镇", "芦潮港农场", "东海农场", "朝阳农场"],
        "中国（上海）自由贸易试验区（保税片区）",
        "金桥经济技术开发区",
        "张江高科技园区",
    ),
}


def is_known(division: str, street: str) -> bool:
    """Whether the street may stand in an address of this division."""
    streets = STREETS.get(division)
    return division in DIVISIONS and (streets is None or street in streets)
