"""Forty fictional patents over Pudong's four key industries, told as gazettes tell them.

Serials start at 9000000 (real ones stay below) and carry correct check digits; publication
numbers are taken from a range that the office has not reached.
"""

from dataclasses import dataclass
from datetime import date

from backend.demo.people import FIRMS

_KIND_DIGIT = {"B": "1", "U": "2", "S": "3"}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


@dataclass(frozen=True, kw_only=True)
class Patent:
    firm: str
    letter: str
    title: str
    ipc: str
    filed_on: date
    granted_on: date
    serial: int

    @property
    def application_no(self) -> str:
        """13 characters, the last one computed (ZC 0006-2003)."""
        body = f"{self.filed_on.year}{_KIND_DIGIT[self.letter]}{9_000_000 + self.serial}"
        check = sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11
        return body + ("X" if check == 10 else str(check))  # noqa: PLR2004 - the standard's X

    @property
    def publication_no(self) -> str:
        return f"CN{_KIND_DIGIT[self.letter]}{99_900_000 + self.serial}{self.letter}"


def _patents() -> tuple[Patent, ...]:
    rows = []
    for serial, line in enumerate(_TABLE.strip().splitlines(), start=1):
        firm, letter, filed, granted, ipc, title = (cell.strip() for cell in line.split("|"))
        rows.append(
            Patent(
                firm=firm,
                letter=letter,
                title=title,
                ipc=ipc,
                filed_on=date.fromisoformat(filed),
                granted_on=date.fromisoformat(granted),
                serial=serial,
            )
        )
    return tuple(rows)


_TABLE = """
chips    | B | 2017-03-15 | 2020-06-12 | H10D30/60(2025.01)I   | 低漏电鳍式场效应晶体管的制备方法
chips    | B | 2018-05-22 | 2021-02-19 | H01L21/336(2006.01)I  | 沟槽栅功率器件的栅氧化层生长方法
chips    | B | 2018-11-08 | 2021-09-03 | H03K19/003(2006.01)I  | 抗单粒子翻转的锁存器电路
chips    | B | 2019-04-17 | 2022-01-28 | G11C11/22(2006.01)I   | 铁电存储单元的读出放大电路
chips    | B | 2020-02-26 | 2022-11-11 | H10B41/30(2023.01)I   | 三维存储器的字线台阶结构
chips    | B | 2020-07-09 | 2023-03-24 | H01L23/498(2006.01)I  | 扇出型封装的重布线层结构
chips    | U | 2021-06-30 | 2022-01-14 | H01L21/677(2006.01)I  | 晶圆传送盒的防静电支架
chips    | U | 2019-09-18 | 2020-05-22 | H01L21/67(2006.01)I   | 一种晶圆清洗用喷淋装置
chips    | B | 2016-10-20 | 2019-12-06 | H03M1/12(2006.01)I    | 逐次逼近型模数转换器的失调校准方法
chips    | S | 2022-03-11 | 2022-09-30 | 14-99                 | 芯片测试座
bio      | B | 2015-08-06 | 2018-11-16 | C07K16/28(2006.01)I   | 抗程序性死亡受体的人源化单克隆抗体
bio      | B | 2017-01-19 | 2020-04-24 | A61K39/395(2006.01)I  | 双特异性抗体的冻干制剂
bio      | B | 2018-09-27 | 2021-07-16 | C12N15/85(2006.01)I   | 一种高表达的慢病毒载体系统
bio      | B | 2019-12-03 | 2022-08-19 | A61P35/00(2006.01)I   | 用于实体肿瘤的嵌合抗原受体细胞
bio      | B | 2020-06-15 | 2023-05-05 | C07D401/14(2006.01)I  | 一类激酶抑制剂的晶型及其用途
bio      | B | 2021-03-23 | 2023-12-29 | A61K9/127(2006.01)I   | 可电离脂质纳米颗粒的制备方法
bio      | U | 2020-10-12 | 2021-06-08 | C12M1/00(2006.01)I    | 一次性细胞培养袋的取样接头
bio      | U | 2018-02-07 | 2018-10-19 | A61M5/14(2006.01)I    | 输注泵的气泡检测装置
ai       | B | 2018-04-11 | 2021-05-14 | G06N3/08(2006.01)I    | 基于稀疏化的神经网络训练加速方法
ai       | B | 2019-01-24 | 2021-12-17 | G06T7/00(2017.01)I    | 面向缺陷检测的小样本图像分割方法
ai       | B | 2019-08-29 | 2022-06-10 | G06F16/35(2019.01)I   | 专利文本的语义聚类方法及装置
ai       | B | 2020-03-31 | 2022-12-23 | G10L15/16(2006.01)I   | 多方言语音识别模型的自适应方法
ai       | B | 2020-11-19 | 2023-07-21 | G06V20/58(2022.01)I   | 恶劣天气下的道路目标检测方法
ai       | B | 2021-05-07 | 2024-01-12 | G06N5/04(2006.01)I    | 知识图谱的增量推理方法
ai       | U | 2021-09-02 | 2022-03-25 | G06F1/20(2006.01)I    | 边缘推理服务器的散热结构
ai       | S | 2021-10-15 | 2022-04-08 | 14-02                 | 智能推理一体机
aviation | B | 2016-06-23 | 2019-08-09 | B64C1/06(2006.01)I    | 复合材料机身壁板的加强结构
aviation | B | 2017-11-14 | 2020-09-18 | B64F5/60(2017.01)I    | 起落架载荷的地面标定方法
aviation | B | 2018-08-30 | 2021-11-05 | F02K1/78(2006.01)I    | 发动机短舱的降噪声衬
aviation | B | 2019-05-28 | 2022-04-15 | B64D11/06(2006.01)I   | 客舱座椅的吸能骨架
aviation | B | 2020-09-10 | 2023-06-02 | G05D1/10(2006.01)I    | 倾转旋翼飞行器的姿态控制方法
aviation | B | 2021-04-20 | 2023-10-27 | B64D45/00(2006.01)I   | 机载健康监测系统的故障隔离方法
aviation | U | 2019-03-06 | 2019-12-13 | B64F5/10(2017.01)I    | 蒙皮铆接的柔性夹具
sensors  | B | 2017-07-05 | 2020-03-13 | G01L1/18(2006.01)I    | 压阻式压力传感器的温度补偿电路
sensors  | B | 2018-12-18 | 2021-08-27 | B81C1/00(2006.01)I    | 微机电陀螺的真空封装方法
sensors  | B | 2019-10-09 | 2022-07-01 | G01S17/89(2020.01)I   | 面阵激光雷达的串扰抑制方法
sensors  | B | 2020-12-24 | 2023-08-18 | H10F39/12(2025.01)I   | 背照式图像传感器的深沟槽隔离
sensors  | B | 2021-07-13 | 2024-03-08 | G01N27/414(2006.01)I  | 离子敏感场效应管的漂移校正方法
sensors  | U | 2020-05-21 | 2020-12-11 | G01D11/24(2006.01)I   | 防水传感器的透气外壳
sensors  | U | 2021-11-30 | 2022-06-21 | G01K1/14(2021.01)I    | 多点温度探头的安装座
"""

PATENTS = _patents()


HEADER = (
    "item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,"
    "patentee,designer,address,Int.Cl."
)


def gazette(patents: tuple[Patent, ...] = PATENTS) -> bytes:
    """The rows as a CNIPA gazette export (CSV, GB18030), for the operator's import."""
    names = {firm.key: firm.name for firm in FIRMS}
    lines = [HEADER]
    lines += [
        f"{item},{p.title},{p.publication_no},{p.granted_on:%Y.%m.%d},{p.application_no},"
        f"{p.filed_on:%Y.%m.%d},{names.get(p.firm, p.firm)},演示发明人;,"
        f"201203上海市浦东新区演示路1号,{p.ipc};"
        for item, p in enumerate(patents, start=1)
    ]
    return ("\n".join(lines) + "\n").encode("gb18030")
