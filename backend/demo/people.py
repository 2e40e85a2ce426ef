"""The fictional organisations of the demonstration and who signs in there.

No real firm, bank or office; mail addresses end in `.test`; credit codes carry valid check
digits over serials that the registry does not give out.
"""

from dataclasses import dataclass

DOMAIN = "demo.zhirong.test"


@dataclass(frozen=True, kw_only=True)
class Person:
    email: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Firm:
    key: str
    name: str
    uscc: str
    street: str
    address_line: str
    email: str
    admin_name: str


@dataclass(frozen=True, kw_only=True)
class Institution:
    key: str
    kind: str
    name: str
    uscc: str | None
    division: str | None
    people: tuple[Person, ...]


FIRMS = (
    Firm(
        key="chips",
        name="上海芯屿微电子有限公司",
        uscc="91310115MAD900017A",
        street="张江镇",
        address_line="演示路 88 号 5 幢",
        email=f"sme@{DOMAIN}",
        admin_name="林知夏",
    ),
    Firm(
        key="bio",
        name="上海澄脉生物医药有限公司",
        uscc="91310115MAD9000255",
        street="张江高科技园区",
        address_line="演示大道 1200 号 3 楼",
        email=f"sme2@{DOMAIN}",
        admin_name="周以宁",
    ),
    Firm(
        key="ai",
        name="上海云杼智能科技有限公司",
        uscc="91310115MAD9000330",
        street="金桥经济技术开发区",
        address_line="样例路 66 弄 2 号",
        email=f"sme3@{DOMAIN}",
        admin_name="沈砚秋",
    ),
    Firm(
        key="aviation",
        name="上海翎舸航空部件有限公司",
        uscc="91310115MAD900041T",
        street="祝桥镇",
        address_line="样例公路 3000 号",
        email=f"sme4@{DOMAIN}",
        admin_name="顾北辰",
    ),
    Firm(
        key="sensors",
        name="上海沐栩传感技术有限公司",
        uscc="91310115MAD90005XJ",
        street="南汇新城镇",
        address_line="示例环路 18 号",
        email=f"sme5@{DOMAIN}",
        admin_name="许微澜",
    ),
    Firm(
        key="robots",
        name="上海砺舟机器人有限公司",
        uscc="91310115MAD900076D",
        street="金桥镇",
        address_line="样例东路 9 号",
        email=f"sme7@{DOMAIN}",
        admin_name="陆行远",
    ),
    Firm(
        key="optics",
        name="上海晴汐光电科技有限公司",
        uscc="91310115MAD9000848",
        street="唐镇",
        address_line="演示科技园 5 号楼",
        email=f"sme8@{DOMAIN}",
        admin_name="叶听澜",
    ),
    Firm(
        key="devices",
        name="上海衡愈医疗器械有限公司",
        uscc="91310115MAD9000923",
        street="周浦镇",
        address_line="示例医学园路 77 号",
        email=f"sme9@{DOMAIN}",
        admin_name="宋其安",
    ),
)

#: Another firm waits for the operator: his queue is not empty, and one can approve it.
APPLICANT = Firm(
    key="applicant",
    name="上海霁川光学仪器有限公司",
    uscc="91310115MAD900068J",
    street="康桥镇",
    address_line="示例路 500 号",
    email=f"sme6@{DOMAIN}",
    admin_name="江照野",
)


def _bank(key: str, host: str, name: str, uscc: str, surnames: tuple[str, str, str]) -> Institution:
    maker, checker, desk = surnames
    return Institution(
        key=key,
        kind="bank",
        name=name,
        uscc=uscc,
        division="310115",
        people=(
            Person(
                email=f"checker@{host}.{DOMAIN}",
                name=f"{checker}复核",
                roles=("admin", "checker"),
            ),
            Person(email=f"maker@{host}.{DOMAIN}", name=f"{maker}经办", roles=("maker",)),
            Person(email=f"desk@{host}.{DOMAIN}", name=f"{desk}质押", roles=("pledge_desk",)),
        ),
    )


#: It signed the reports of the firms, and confirms here those that it is asked about.
APPRAISER = "澄衡资产评估事务所（演示）"


def _insurer(key: str, name: str, uscc: str, names: tuple[str, str]) -> Institution:
    underwriter, checker = names
    return Institution(
        key=key,
        kind="insurer",
        name=name,
        uscc=uscc,
        division="310115",
        people=(
            Person(
                email=f"underwriter@{key}.{DOMAIN}",
                name=underwriter,
                roles=("admin", "underwriter"),
            ),
            Person(email=f"tariff@{key}.{DOMAIN}", name=checker, roles=("tariff_checker",)),
        ),
    )


INSTITUTIONS = (
    _bank("bank", "bank", "汀洲银行上海浦东支行", "91310115MAD90101XM", ("陈", "吴", "郑")),
    _bank(
        "bank2",
        "bank2",
        "云岫银行上海科创支行",
        "91310115MAD901028M",
        ("何", "孙", "朱"),
    ),
    _bank(
        "bank3",
        "bank3",
        "砚湖银行上海自贸区分行",
        "91310115MAD901036G",
        ("秦", "尤", "许"),
    ),
    _bank(
        "bank4",
        "bank4",
        "栎川银行上海张江支行",
        "91310115MAD901124Y",
        ("施", "田", "魏"),
    ),
    Institution(
        key="appraiser",
        kind="appraiser",
        name=APPRAISER,
        uscc="91310115MAD901044B",
        division="310115",
        people=(
            Person(
                email=f"appraiser@{DOMAIN}", name="方评估", roles=("admin", "confirmer", "valuer")
            ),
            Person(
                email=f"signer@appraiser.{DOMAIN}", name="罗签章", roles=("confirmer", "signer")
            ),
        ),
    ),
    Institution(
        key="appraiser2",
        kind="appraiser",
        name="砺石资产评估（演示）",
        uscc="91310115MAD910901H",
        division="310115",
        people=(
            Person(email=f"valuer@appraiser2.{DOMAIN}", name="丁评估", roles=("admin", "valuer")),
            Person(
                email=f"signer@appraiser2.{DOMAIN}", name="严签章", roles=("confirmer", "signer")
            ),
        ),
    ),
    Institution(
        key="insurer",
        kind="insurer",
        name="沧屿财产保险上海分公司（演示）",
        uscc="91310115MAD9010601",
        division="310115",
        people=(
            Person(
                email=f"underwriter@insurer.{DOMAIN}", name="沈核保", roles=("admin", "underwriter")
            ),
            Person(email=f"tariff@insurer.{DOMAIN}", name="韩费率", roles=("tariff_checker",)),
        ),
    ),
    _insurer(
        "insurer2", "屿衡科技财产保险上海分公司（演示）", "91310115MAD901087Q", ("陆核保", "秦费率")
    ),
    _insurer(
        "insurer3", "潮信财产保险上海分公司（演示）", "91310115MAD901095K", ("季核保", "邵费率")
    ),
    Institution(
        key="district",
        kind="district",
        name="浦东新区知识产权主管部门（演示）",
        uscc=None,
        division="310115",
        people=(
            Person(email=f"district@{DOMAIN}", name="冯处长", roles=("admin", "officer")),
            Person(email=f"verifier@{DOMAIN}", name="蒋核验", roles=("verifier",)),
        ),
    ),
)

OPERATOR_USCC = "91310115MAD90099XR"
OPERATOR = Person(email=f"operator@{DOMAIN}", name="平台运营", roles=("admin", "operator"))
#: Answers for what the platform sells as a licensed broker.
BROKER = Person(email=f"broker@{DOMAIN}", name="孟经纪", roles=("broker",))
#: Accepts the words of the notice that the first one proposes, and the other way round.
BROKER_SECOND = Person(email=f"broker2@{DOMAIN}", name="管经纪", roles=("broker",))
#: Confirms what the first one proposes about money.
SECOND = Person(email=f"money@{DOMAIN}", name="资金复核", roles=("operator",))

ACCOUNTS = (
    (f"sme@{DOMAIN}", "企业 · 上海芯屿微电子有限公司（管理员、经办、签署）"),
    (f"sme2@{DOMAIN}", "企业 · 上海澄脉生物医药有限公司（管理员、经办、签署）"),
    (f"sme7@{DOMAIN}", "企业 · 上海砺舟机器人有限公司（八十余件权利；sme8、sme9 同）"),
    (f"maker@bank.{DOMAIN}", "银行 · 汀洲银行 经办"),
    (f"checker@bank.{DOMAIN}", "银行 · 汀洲银行 复核、管理员"),
    (f"desk@bank.{DOMAIN}", "银行 · 汀洲银行 质押登记岗"),
    (f"maker@bank2.{DOMAIN}", "银行 · 云岫银行（另有 checker、desk；bank3、bank4 同）"),
    (f"appraiser@{DOMAIN}", "评估机构 · 澄衡资产评估事务所 评估人员、确认、管理员"),
    (f"signer@appraiser.{DOMAIN}", "评估机构 · 澄衡资产评估事务所 签字评估师"),
    (f"valuer@appraiser2.{DOMAIN}", "评估机构 · 砺石资产评估 评估人员（另有 signer）"),
    (
        f"underwriter@insurer.{DOMAIN}",
        "保险公司 · 沧屿财产保险 核保、管理员（另有 tariff）",
    ),
    (
        f"underwriter@insurer2.{DOMAIN}",
        "保险公司 · 屿衡科技财产保险 核保、管理员（另有 tariff；潮信为 insurer3）",
    ),
    (f"district@{DOMAIN}", "区级部门 · 经办、管理员"),
    (f"verifier@{DOMAIN}", "区级部门 · 核验"),
    (f"operator@{DOMAIN}", "平台运营 · 管理员、经办"),
    (SECOND.email, "平台运营 · 资金复核"),
    (BROKER.email, "平台运营 · 保险经纪（另有 broker2）"),
)
