"""Realistic terms for every paper."""

from datetime import UTC, date, datetime
from typing import Any

from contracts.blanks import Blanks, Party, Patent
from contracts.catalogue import Paper, in_force
from contracts.pledge_contract.terms import PledgeContract
from contracts.rendering import Issue, render

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 30, 5, tzinfo=UTC)

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
            patent_number=f"20{19 + n % 4}{(1, 2, 1, 3)[n % 4]}0{123456 + n * 7919:06d}.{n % 10}",
            title=TITLES[n % 4],
            kind=kinds[n % 4],
            filed_on=date(2019 + n % 4, 3, 14),
            granted_on=date(2021 + n % 4, 6, 8),
            expires_on=date(2039 + n % 4, 3, 14),
            patentees=(FIRM.name,),
        )
        for n in range(count)
    )


def issue(**changes: Any) -> Issue:
    given: dict[str, Any] = {
        "number": "PC-2026-000123",
        "issued_on": TODAY,
        "url": "https://zhirong.example/papers/PC-2026-000123",
    }
    return Issue(**given | changes)


def pledge_contract(**changes: Any) -> PledgeContract:
    given: dict[str, Any] = {
        "pledgors": (FIRM,),
        "pledgees": (BANK,),
        "claim_kind": "single",
        "claim_type": "流动资金贷款",
        "secured_fen": 1_350_000_000,
        "loan_contract": "《流动资金借款合同》（编号 ZJ-LD-2026-0817）",
        "performance_from": date(2026, 12, 1),
        "performance_to": date(2027, 11, 30),
        "patents": patents(),
    }
    return PledgeContract(**given | changes)


def pdf(terms: Blanks, **changes: Any) -> bytes:
    """The terms rendered with the version in force."""
    paper = next(each for each in Paper if in_force(each, TODAY).terms is type(terms))
    return render(in_force(paper, TODAY), terms, issue(**changes))
