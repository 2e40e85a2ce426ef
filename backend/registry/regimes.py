"""Under whose rules a pledge is registered: one regime per register, in versions from a day on.

A regime asks some of the twelve questions, each under its own rule's number. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from backend.kernel import clock
from backend.kernel.errors import RuleBroken
from backend.portfolio.states import PatentKind
from backend.registry.states import Channel, Register

_REGISTERS: Mapping[PatentKind, Register] = MappingProxyType(
    {
        PatentKind.TRADEMARK: Register.TRADEMARK,
        PatentKind.SOFTWARE: Register.COPYRIGHT,
        PatentKind.WORK: Register.COPYRIGHT,
        PatentKind.LAYOUT: Register.LAYOUT,
    }
)


class TwoRegisters(RuleBroken):
    code = "registry.two_registers"
    title = "These rights stand in different registers: each needs a pledge of its own"


@dataclass(frozen=True, kw_only=True)
class Papered:
    """A paper that this registrar asks for, and when."""

    paper: str
    words: str
    words_en: str


@dataclass(frozen=True, kw_only=True)
class Regime:
    register: Register
    version: int
    from_on: date
    registrar: str
    registrar_en: str
    #: By the question's number among the twelve, the number of this regime's own rule.
    grounds: Mapping[int, str]
    #: What the registrar tells the parties of, and they may declare to go on.
    waivable: frozenset[int]
    notes: tuple[str, ...]
    papers: tuple[Papered, ...]
    online_days: int
    paper_days: int
    working: bool
    fee_fen: int
    source: str
    source_en: str

    def due_on(self, day: date, channel: str) -> date:
        """The day by which the registrar answers what was filed by this channel."""
        days = self.online_days if channel == Channel.ONLINE else self.paper_days
        return clock.add_working_days(day, days) if self.working else day + timedelta(days=days)


#: The rules for patents, as the first version of their regime has them; the twelve questions.
PATENT = Regime(
    register=Register.PATENT,
    version=1,
    from_on=date(2021, 11, 15),
    registrar="国家知识产权局",
    registrar_en="CNIPA",
    grounds=MappingProxyType(
        {ground: f"PR-{ground + 2:02d}" for ground in range(1, 12)} | {12: "by_hand"}
    ),
    waivable=frozenset({10, 11}),
    notes=(),
    papers=(),
    online_days=2,
    paper_days=5,
    working=True,
    fee_fen=0,
    source="专利权质押登记办法（国家知识产权局公告第 461 号，2021-11-15）",
    source_en="Patent pledge registration measures (CNIPA announcement 461, 2021-11-15)",
)


def register_of(kind: PatentKind) -> Register:
    """The register that a right of this kind stands in; whatever is no other is a patent."""
    return _REGISTERS.get(kind, Register.PATENT)


def one_register(kinds: Iterable[PatentKind]) -> Register:
    """The register of a bundle; refused when it would need two."""
    found = sorted({register_of(kind) for kind in kinds})
    if len(found) > 1:
        raise TwoRegisters(
            f"They stand in {' and '.join(found)}; rights of one register would pass.",
            registers=[str(each) for each in found],
        )
    return found[0] if found else Register.PATENT
