"""Who stands in the examples, and their patents."""

from datetime import date
from typing import Any

from contracts.blanks import Party, Patent

FIRM = Party(
    name="上海浦芯微电子技术有限公司",
    code="91310115MA1K4B7X2Q",
    address="中国（上海）自由贸易试验区祖冲之路887弄72号4层",
    representative="陈 㛃",
    contact="林晓镕",
    phone="021-5080 6612",
    name_en="Shanghai Puxin Microelectronics Technology Co., Ltd.",
    address_en="4/F, No. 72, Lane 887, Zuchongzhi Road, China (Shanghai) Pilot Free Trade Zone",
)
BANK = Party(
    name="张江科创银行股份有限公司上海浦东支行",
    code="913101155000000000",
    address="上海市浦东新区张江路665号",
    representative="吴𠮷昌",
    contact="周敏",
    phone="021-6867 0001",
    name_en="Zhangjiang Innovation Bank Co., Ltd., Shanghai Pudong Branch",
    address_en="665 Zhangjiang Road, Pudong New Area, Shanghai",
)
AGENCY = Party(
    name="上海浦江专利代理事务所（普通合伙）",
    code="91310115MA1H9Q3T5F",
    address="上海市浦东新区世纪大道1090号",
    phone="021-5878 2200",
)
UNIVERSITY = Party(
    name="华东集成电路研究院", code="12310000425006790X", address="上海市浦东新区盛夏路560号"
)
FOREIGN = Party(
    name="Nordlicht Halbleiter GmbH",
    code="HRB 218844 (Amtsgericht München)",
    address="Leopoldstraße 21, 80802 München",
    representative="Dr. Anna Größe",
    country="德国",
    name_en="Nordlicht Halbleiter GmbH",
)
TITLES = (
    "一种低功耗模数转换电路及其校准方法",
    "用于晶圆级封装的应力补偿结构",
    "基于神经网络的芯片缺陷检测方法、装置及存储介质",
    "一种高精度时钟同步电路",
)


def patents(count: int = 3) -> tuple[Patent, ...]:
    kinds: tuple[Any, ...] = ("invention", "utility_model", "invention", "design")
    return tuple(
        Patent(
            patent_number=f"20{19 + n % 4}{'1213'[n % 4]}0{123456 + n * 79:06d}.{n % 10}",
            title=TITLES[n % 4],
            kind=kinds[n % 4],
            filed_on=date(2019 + n % 4, 3, 14),
            granted_on=date(2021 + n % 4, 6, 8),
            expires_on=date(2039 + n % 4, 3, 14),
            patentees=(FIRM.name,),
        )
        for n in range(count)
    )
