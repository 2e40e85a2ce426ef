"""Plans, targets with their figures, and what the public sees of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.kernel import language
from backend.kernel.language import Language
from backend.kernel.schemas import Output
from backend.oversight import measures
from backend.oversight.measures import Cell, Figures, Pace, PaceStatus, Point
from backend.oversight.queries import RuleRow, Stage, TargetRow
from backend.oversight.schemas.stated import MeasureOut
from backend.oversight.service import Measured, PlanView, TargetView


class CountingRuleOut(Output, frozen=True):
    """What counts, as dated data and in words: the reader's language where there is a translation.

    The Chinese words decide.
    """

    version: int
    from_on: date
    switches: dict[str, Any]
    words: str
    words_language: Language
    source: str

    @classmethod
    def of(cls, rule: RuleRow) -> "CountingRuleOut":
        english = rule.words_en if language.current() is Language.ENGLISH else None
        return cls(
            version=rule.version,
            from_on=rule.from_on,
            switches=rule.switches,
            words=english or rule.words,
            words_language=Language.ENGLISH if english else Language.CHINESE,
            source=language.said(rule.source, rule.source_en),
        )


class TargetOut(Output, frozen=True):
    """What a plan promises, in the reader's language; `value` in the unit, yuan targets in fen."""

    code: str
    name: str
    quote: str
    unit: str
    value: int
    source: str

    @classmethod
    def of(cls, target: TargetRow) -> "TargetOut":
        return cls(
            code=target.code,
            name=language.said(target.name, target.name_en),
            quote=language.said(target.quote, target.quote_en),
            unit=target.unit,
            value=target.value,
            source=language.said(target.source, target.source_en),
        )


class PlanOut(Output, frozen=True):
    """`adopted` is false for a demonstration; `rules` newest first."""

    code: str
    name: str
    from_on: date
    to_on: date
    adopted: bool
    closed: bool
    source: str
    targets: list[TargetOut]
    rules: list[CountingRuleOut]

    @classmethod
    def of(cls, view: PlanView) -> "PlanOut":
        plan = view.plan
        return cls(
            code=plan.code,
            name=language.said(plan.name, plan.name_en),
            from_on=plan.from_on,
            to_on=plan.to_on,
            adopted=plan.adopted,
            closed=view.closed,
            source=language.said(plan.source, plan.source_en),
            targets=[TargetOut.of(target) for target in view.targets],
            rules=[CountingRuleOut.of(rule) for rule in view.rules],
        )


class PaceOut(Output, frozen=True):
    """`elapsed` in per cent of the plan's days, as a decimal number in text.

    `months_left` are calendar months, that of the day included; `needed_per_month_fen` is null
    when nothing is missing or no month is left.
    """

    expected_fen: int
    status: PaceStatus
    elapsed: str
    elapsed_days: int
    total_days: int
    missing_fen: int
    months_left: int
    needed_per_month_fen: int | None

    @classmethod
    def of(cls, pace: Pace) -> "PaceOut":
        return cls(
            expected_fen=pace.expected_fen,
            status=pace.status,
            elapsed=measures.percent(pace.elapsed_days, pace.total_days),
            elapsed_days=pace.elapsed_days,
            total_days=pace.total_days,
            missing_fen=pace.missing_fen,
            months_left=pace.months_left,
            needed_per_month_fen=pace.needed_per_month_fen,
        )


class HeadlineOut(Output, frozen=True):
    """`ratio` is per cent of the target, a decimal number in text such as `26.67`."""

    target_fen: int
    counted_fen: int
    ratio: str
    pace: PaceOut
    deals: int
    firms: int
    mean_fen: int

    @classmethod
    def of(cls, measured: Measured, *, target_fen: int) -> "HeadlineOut":
        figures = measured.figures
        return cls(
            target_fen=target_fen,
            counted_fen=figures.counted_fen,
            ratio=measured.ratio,
            pace=PaceOut.of(measured.pace),
            deals=figures.deals,
            firms=figures.firms,
            mean_fen=figures.mean_fen,
        )


class TargetHeadlineOut(Output, frozen=True):
    """`headline` of what count entries measure; `measure` of what is stated or in the library."""

    target: TargetOut
    plan: str
    headline: HeadlineOut | None
    measure: MeasureOut | None

    @classmethod
    def of(cls, view: TargetView) -> "TargetHeadlineOut":
        measured = view.measured
        return cls(
            target=TargetOut.of(view.target),
            plan=view.plan.plan.code,
            headline=None
            if measured is None
            else HeadlineOut.of(measured, target_fen=view.target.value),
            measure=None if view.stated is None else MeasureOut.of(view.stated),
        )


class StageOut(Output, frozen=True):
    deals: int
    amount_fen: int

    @classmethod
    def of(cls, stage: Stage) -> "StageOut":
        return cls(deals=stage.deals, amount_fen=stage.amount_fen)


class CellOut(Output, frozen=True):
    """A part of the headline; the parts of one breakdown sum to it, in amount and in deals.

    `key` is what the entries are asked by; `unknown` stands for what nobody stated. `share` is per
    cent of the headline as a decimal number in text; null while the headline is not above zero.
    """

    key: str
    label: str
    amount_fen: int
    deals: int
    share: str | None

    @classmethod
    def of(cls, cell: Cell, *, whole: int) -> "CellOut":
        return cls(
            key=cell.key,
            label="未知" if cell.key == measures.UNKNOWN else cell.key,
            amount_fen=cell.amount_fen,
            deals=cell.deals,
            share=measures.percent(cell.amount_fen, whole) if whole > 0 else None,
        )

    @classmethod
    def all(cls, cells: Sequence[Cell]) -> list["CellOut"]:
        whole = sum(cell.amount_fen for cell in cells)
        return [cls.of(cell, whole=whole) for cell in cells]


class PathPointOut(Output, frozen=True):
    """A month of the plan: what it brought, and how far the sum had come at its end.

    `reached` (null of months to come) and `expected` (the even path) are per cent of the target.
    """

    month: str
    amount_fen: int
    deals: int
    reached_fen: int | None
    reached: str | None
    expected_fen: int
    expected: str

    @classmethod
    def of(cls, point: Point, *, target_fen: int) -> "PathPointOut":
        reached = point.reached_fen
        return cls(
            month=point.month,
            amount_fen=point.amount_fen,
            deals=point.deals,
            reached_fen=reached,
            reached=None if reached is None else measures.percent(reached, target_fen),
            expected_fen=point.expected_fen,
            expected=measures.percent(point.expected_fen, target_fen),
        )


class TargetDetailOut(Output, frozen=True):
    """Everything about one target as known at the end of a day (Shanghai)."""

    code: str
    name: str
    quote: str
    unit: str
    source: str
    plan: PlanOut
    as_known_on: date
    target_fen: int | None
    counted_fen: int | None
    ratio: str | None
    pace: PaceOut | None
    deals: int | None
    firms: int | None
    mean_fen: int | None
    claimed: StageOut | None
    evidenced: StageOut | None
    verified: StageOut | None
    path: list[PathPointOut]
    by_month: list[CellOut]
    by_bank: list[CellOut]
    by_industry: list[CellOut]
    by_street: list[CellOut]
    measure: MeasureOut | None
    rule: CountingRuleOut | None
    method_version: int
    definitions: dict[str, str]

    @classmethod
    def of(cls, view: TargetView) -> "TargetDetailOut":
        measured, target = view.measured, view.target
        figures = measured.figures if measured else measures.figures([])
        return cls(
            code=target.code,
            name=language.said(target.name, target.name_en),
            quote=language.said(target.quote, target.quote_en),
            unit=target.unit,
            source=language.said(target.source, target.source_en),
            plan=PlanOut.of(view.plan),
            as_known_on=view.as_known_on,
            target_fen=target.value if measured else None,
            counted_fen=figures.counted_fen if measured else None,
            ratio=measured.ratio if measured else None,
            pace=PaceOut.of(measured.pace) if measured else None,
            deals=figures.deals if measured else None,
            firms=figures.firms if measured else None,
            mean_fen=figures.mean_fen if measured else None,
            claimed=StageOut.of(measured.stages["claimed"]) if measured else None,
            evidenced=StageOut.of(measured.stages["evidenced"]) if measured else None,
            verified=_verified(figures) if measured else None,
            path=[PathPointOut.of(each, target_fen=target.value) for each in measured.path]
            if measured
            else [],
            by_month=CellOut.all(figures.by_month),
            by_bank=CellOut.all(figures.by_bank),
            by_industry=CellOut.all(figures.by_industry),
            by_street=CellOut.all(figures.by_street),
            measure=None if view.stated is None else MeasureOut.of(view.stated),
            rule=CountingRuleOut.of(measured.rule) if measured and measured.rule else None,
            method_version=measures.METHOD_VERSION,
            definitions=measures.DEFINITIONS[language.current()],
        )


def _verified(figures: Figures) -> StageOut:
    return StageOut(deals=figures.deals, amount_fen=figures.counted_fen)


class PublicCellOut(Output, frozen=True):
    """A part of the total; `null` where it would tell of too few firms."""

    key: str
    amount_fen: int | None
    deals: int | None


class PublicTotalOut(Output, frozen=True):
    """What everybody may know of a plan. Figures of fewer than three firms are left out."""

    plan: str
    name: str
    from_on: date
    to_on: date
    adopted: bool
    closed: bool
    target: str
    quote: str
    target_fen: int
    as_of: date
    suppressed: bool
    counted_fen: int | None
    ratio: str | None
    deals: int | None
    firms: int | None
    by_industry: list[PublicCellOut]
    rule: CountingRuleOut | None
    method_version: int
    smallest_cell: int

    @classmethod
    def of(cls, view: TargetView, measured: Measured) -> "PublicTotalOut":
        figures, plan = measured.figures, view.plan.plan
        few = 0 < figures.firms < measures.SMALLEST_CELL
        return cls(
            plan=plan.code,
            name=language.said(plan.name, plan.name_en),
            from_on=plan.from_on,
            to_on=plan.to_on,
            adopted=plan.adopted,
            closed=view.plan.closed,
            target=view.target.code,
            quote=language.said(view.target.quote, view.target.quote_en),
            target_fen=view.target.value,
            as_of=view.as_known_on,
            suppressed=few,
            counted_fen=None if few else figures.counted_fen,
            ratio=None if few else measured.ratio,
            deals=None if few else figures.deals,
            firms=None if few else figures.firms,
            by_industry=[] if few else _public(figures.by_industry),
            rule=CountingRuleOut.of(measured.rule) if measured.rule else None,
            method_version=measures.METHOD_VERSION,
            smallest_cell=measures.SMALLEST_CELL,
        )


def _public(cells: Sequence[Cell]) -> list[PublicCellOut]:
    hidden = measures.suppressed(cells)
    return [
        PublicCellOut(
            key=cell.key,
            amount_fen=None if cell.key in hidden else cell.amount_fen,
            deals=None if cell.key in hidden else cell.deals,
        )
        for cell in sorted(cells, key=lambda cell: cell.key)
    ]


class PublicTotalsOut(Output, frozen=True):
    items: list[PublicTotalOut]
    definitions: dict[str, str]

    @classmethod
    def of(cls, views: Sequence[TargetView]) -> "PublicTotalsOut":
        return cls(
            items=[PublicTotalOut.of(view, view.measured) for view in views if view.measured],
            definitions=measures.DEFINITIONS[language.current()],
        )
