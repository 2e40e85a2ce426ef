"""What the three larger firms hold: patents as a gazette tells them, and what they state by hand.

Put together from what the firms make and what one protects of it, so that every title is another.
"""

from datetime import date, timedelta

from backend.demo.marks import Row, made, mark
from backend.demo.patents import Patent
from backend.portfolio.states import PatentKind

#: Above those of the table, below what it would take a registration made elsewhere to reach.
FIRST_SERIAL = 5_001
#: What a firm makes, each with the class and the design class that it falls into.
_THINGS = {
    "robots": (
        ("协作机械臂", "B25J9/00(2006.01)I", "15-99"),
        ("谐波减速器", "F16H49/00(2006.01)I", "15-99"),
        ("移动底盘", "B62D57/02(2006.01)I", "12-05"),
        ("视觉抓取工位", "B25J9/16(2006.01)I", "15-99"),
        ("力控末端执行器", "B25J15/08(2006.01)I", "15-99"),
        ("激光导航叉车", "G05D1/02(2020.01)I", "12-05"),
        ("双臂装配单元", "B25J9/18(2006.01)I", "15-99"),
        ("管廊巡检机器人", "G01M3/00(2006.01)I", "12-99"),
        ("伺服驱动器", "H02P21/00(2016.01)I", "13-03"),
        ("示教手持终端", "G05B19/42(2006.01)I", "14-02"),
    ),
    "optics": (
        ("微透镜阵列", "G02B3/00(2006.01)I", "16-99"),
        ("光纤耦合器", "G02B6/26(2006.01)I", "13-99"),
        ("硅光收发模块", "H04B10/40(2013.01)I", "14-03"),
        ("车载投影灯", "F21S41/20(2018.01)I", "26-06"),
        ("红外热像仪", "G01J5/48(2022.01)I", "10-04"),
        ("晶圆检测光源", "G01N21/88(2006.01)I", "26-05"),
        ("波导显示镜片", "G02B27/01(2006.01)I", "16-06"),
        ("可调谐激光器", "H01S5/06(2006.01)I", "13-99"),
        ("光谱共焦测头", "G01B11/06(2006.01)I", "10-04"),
        ("掩模对准平台", "G03F9/00(2006.01)I", "15-99"),
    ),
    "devices": (
        ("电动吻合器", "A61B17/072(2006.01)I", "24-02"),
        ("可降解支架", "A61F2/82(2013.01)I", "24-03"),
        ("血液净化滤器", "A61M1/34(2006.01)I", "24-01"),
        ("内镜手术臂", "A61B34/30(2016.01)I", "24-01"),
        ("持续血糖监测贴", "A61B5/145(2006.01)I", "24-01"),
        ("超声探头", "A61B8/00(2006.01)I", "24-01"),
        ("注射泵", "A61M5/142(2006.01)I", "24-02"),
        ("睡眠呼吸机", "A61M16/00(2006.01)I", "24-01"),
        ("核酸提取仪", "C12M1/00(2006.01)I", "24-01"),
        ("康复外骨骼", "A61H3/00(2006.01)I", "24-04"),
    ),
}
#: What is protected of each: the kind, days from filing to grant, the end of the title.
_PROTECTED = (
    ("B", 1_010, "的标定方法"),
    ("B", 1_120, "的故障诊断方法及系统"),
    ("B", 905, "的控制电路及其控制方法"),
    ("U", 236, "的密封结构"),
    ("U", 251, "的线缆固定装置"),
    ("U", 224, "的装配工装"),
    ("S", 187, ""),
)


def _patents() -> tuple[Patent, ...]:
    rows: list[Patent] = []
    for firm, things in _THINGS.items():
        for at, (thing, ipc, design) in enumerate(things):
            for nth, (letter, days, rest) in enumerate(_PROTECTED):
                filed_on = date(2017, 9, 4) + timedelta(days=151 * at + 97 * nth)
                rows.append(
                    Patent(
                        firm=firm,
                        letter=letter,
                        title=f"{thing}{rest}",
                        ipc=design if letter == "S" else ipc,
                        filed_on=filed_on,
                        granted_on=filed_on + timedelta(days=days),
                        serial=FIRST_SERIAL + len(rows),
                    )
                )
    return tuple(rows)


PATENTS = _patents()

#: Trademarks with their classes, software, works, layouts: the number that the registers' numbers
#: of the firm begin from, and what is registered.
_STATED = {
    "robots": (
        70,
        (("砺舟", 7), ("LIZHOU", 7), ("舟臂", 9), ("砺行小舟", 12)),
        ("砺舟运动控制平台", "砺舟离线编程软件", "砺舟产线调度系统", "砺舟视觉标定软件",
         "砺舟远程运维平台"),
        ("协作机械臂产品图册", "机器人安全操作动画"),
        ("伺服驱动芯片版图", "编码器接口芯片版图"),
    ),
    "optics": (
        80,
        (("晴汐", 9), ("QINGXI", 9), ("汐光", 11), ("晴汐云镜", 42)),
        ("晴汐光谱分析软件", "晴汐热像处理软件", "晴汐镜头设计辅助系统", "晴汐光模块测试平台",
         "晴汐缺陷分类软件"),
        ("光学实验科普图集", "波导显示技术讲解片"),
        ("激光驱动芯片版图", "跨阻放大器版图"),
    ),
    "devices": (
        90,
        (("衡愈", 10), ("HENGYU", 10), ("衡愈安", 5), ("愈行", 44)),
        ("衡愈内镜影像处理软件", "衡愈血糖趋势分析软件", "衡愈呼吸数据管理系统",
         "衡愈设备质控平台", "衡愈康复评估软件"),
        ("吻合器操作示教插画", "糖尿病管理科普手册"),
        ("超声前端芯片版图", "生物电采集芯片版图"),
    ),
}  # fmt: skip


def _rows() -> tuple[Row, ...]:
    rows: list[Row] = []
    for firm, (first, marks, software, works, layouts) in _STATED.items():
        for n, (title, nice) in enumerate(marks):
            on = date(2018, 3, 7) + timedelta(days=211 * n + first)
            rows.append(
                (firm, PatentKind.TRADEMARK, f"990001{first + n}", title, mark(nice, on=on))
            )
        for n, title in enumerate(software):
            done = date(2019, 4, 10) + timedelta(days=263 * n + first)
            registered = done + timedelta(days=96)
            rows.append(
                (firm, PatentKind.SOFTWARE, f"{registered.year}SR99001{first + n}", title,
                 made(done, registered, version=f"V{n + 1}.0"))
            )  # fmt: skip
        for n, title in enumerate(works):
            done = date(2021, 2, 2) + timedelta(days=318 * n + first)
            registered = done + timedelta(days=140)
            rows.append(
                (firm, PatentKind.WORK, f"沪作登字-{registered.year}-F-990001{first + n}", title,
                 made(done, registered))
            )  # fmt: skip
        for n, title in enumerate(layouts):
            done = date(2019, 8, 1) + timedelta(days=287 * n + first)
            asked = done + timedelta(days=150)
            rows.append(
                (firm, PatentKind.LAYOUT, f"BS.{asked:%y}99001{first + n}", title,
                 {"completed_on": done, "filing_on": asked,
                  "granted_on": asked + timedelta(days=88)})
            )  # fmt: skip
    return tuple(rows)


ROWS = _rows()
