"""What the platform's own data cover of the district's patent targets, over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import date

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream

from backend.kernel import language, listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.portfolio import service
from backend.portfolio.families import country_of
from backend.portfolio.merit import Judged
from backend.portfolio.schemas import (
    CountOut,
    CriterionEvidenceOut,
    CriterionOut,
    HighValuedOut,
    HighValueOut,
    MeasureRuleOut,
    OverseasGrantOut,
    OverseasGrantsOut,
    QualityOut,
    RelativeOut,
)


class CoverageController(Controller):
    path = "/patent-coverage"
    tags = ("Oversight",)

    @get("/overseas-grants", responses=PROBLEMS)
    async def overseas_grants(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> OverseasGrantsOut:
        """Grants abroad in families of the district's firms, each with why it counts or not."""
        found = await service.overseas_grants(
            as_known_on=as_known_on, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return OverseasGrantsOut(
            as_known_on=found.known.on,
            known_since=found.known.since,
            counted=found.counted,
            by_verdict=_counts(found.by),
            rule=rule_out(found.rule),
            items=[
                OverseasGrantOut(
                    number=each.number,
                    country=each.country,
                    published_on=each.published_on,
                    teller=each.teller,
                    verdict=each.verdict,
                    right_label=each.right_label,
                    firm_name=each.firm_name,
                )
                for each in found.page
            ],
            next=found.next,
            total=found.total,
        )

    @get("/overseas-grants.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_overseas_grants(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> Stream:
        """The same grants as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.CoverageAsked(as_known_on=as_known_on)
        return Stream(
            workbook.chunks(await listed.at_once(service.GRANT_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.GRANT_LIST.attachment(),
        )

    @get("/high-value-patents", responses=PROBLEMS)
    async def high_value_patents(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> HighValueOut:
        """Inventions of high value held by the district's proven owners, each once, with why."""
        found, switches = await service.high_value(
            as_known_on=as_known_on, cursor=cursor, limit=limit_of(limit), by=actor
        )
        hundredths = (found.counted * 1_000_000 * 2 + switches.residents) // (
            2 * switches.residents
        )
        return HighValueOut(
            as_known_on=found.known.on,
            known_since=found.known.since,
            counted=found.counted,
            residents=switches.residents,
            residents_on=switches.residents_on,
            per_10000=f"{hundredths // 100}.{hundredths % 100:02d}",
            by_criterion=_counts(found.by),
            rule=rule_out(found.rule),
            items=[
                HighValuedOut(
                    right_id=each.right_id,
                    label=each.label,
                    title=each.title,
                    firm_name=each.firm_name,
                    criteria=_criteria(each.judged),
                )
                for each in found.page
            ],
            next=found.next,
            total=found.total,
        )

    @get("/high-value-patents.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_high_value_patents(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> Stream:
        """The same inventions as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.CoverageAsked(as_known_on=as_known_on)
        return Stream(
            workbook.chunks(await listed.at_once(service.INVENTION_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.INVENTION_LIST.attachment(),
        )


def quality_out(found: service.Quality) -> QualityOut:
    return QualityOut(
        family=[
            RelativeOut(
                number=each.number,
                country=country_of(each.number),
                published_on=each.published_on,
                teller=each.teller,
                abroad=each.abroad,
                granted=each.granted,
            )
            for each in found.relatives
        ],
        in_force=found.in_force,
        high_value=found.high_value,
        criteria=_criteria(found.judged),
        rule=rule_out(found.rule),
        awards_of=found.awards_of,
        awards_decided=found.awards_decided,
    )


def rule_out(rule: service.Rule) -> MeasureRuleOut:
    return MeasureRuleOut(
        version=rule.version,
        from_on=rule.from_on,
        words=language.said(rule.words, rule.words_en),
        source=language.said(rule.source, rule.source_en),
    )


def _criteria(judged: Sequence[Judged]) -> list[CriterionOut]:
    return [
        CriterionOut(
            criterion=each.criterion,
            answer=each.answer,
            evidence=[
                CriterionEvidenceOut(
                    text=e.text, source=e.source, day=e.day, amount_fen=e.amount_fen
                )
                for e in each.evidence
            ],
        )
        for each in judged
    ]


def _counts(by: Mapping[str, int]) -> list[CountOut]:
    return [CountOut(key=key, count=count) for key, count in by.items()]
