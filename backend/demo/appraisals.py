"""Appraisals of the demonstration: requests in every state that one can have."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.appraisal import service as appraisal
from backend.appraisal.report import Report
from backend.appraisal.service import Offer, Ordered
from backend.appraisal.states import Approach, Purpose
from backend.demo.cast import Cast, deposit
from backend.demo.firms import Holdings
from backend.demo.theatre import moment, working_day
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.money import Fen
from backend.portfolio import service as portfolio
from backend.valuation import service as valuation
from backend.valuation.service import Appraised

YUAN = 100
AGENCIES = ("appraiser", "appraiser2")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An order of a firm so many days ago, and how far it has come."""

    firm: str
    serials: tuple[int, ...]
    ago: int
    until: str
    fee_yuan: int = 0
    note: str = ""


#: The oldest first: what expires does so before the next one is asked for.
SCENES = (
    Scene(firm="chips", serials=(7,), ago=60, until="expired"),
    Scene(firm="chips", serials=(8,), ago=40, until="withdrawn"),
    Scene(firm="ai", serials=(23, 24), ago=36, until="confirmed", fee_yuan=31_400),
    Scene(firm="bio", serials=(14,), ago=24, until="returned", fee_yuan=27_300),
    Scene(firm="chips", serials=(10,), ago=20, until="delivered", fee_yuan=26_700),
    Scene(firm="sensors", serials=(34,), ago=12, until="accepted", fee_yuan=22_900),
    Scene(
        firm="chips",
        serials=(9, 10),
        ago=3,
        until="open",
        fee_yuan=33_600,
        note="请说明各项专利与主营产品的对应关系。",
    ),
)


@dataclass(frozen=True)
class _Stage:
    cast: Cast
    holdings: dict[str, Holdings]
    password: str


async def play(cast: Cast, holdings: dict[str, Holdings], today: date, *, password: str) -> None:
    stage = _Stage(cast, holdings, password)
    for scene in SCENES:
        await _play(scene, working_day(today - timedelta(days=scene.ago)), stage)


async def _play(scene: Scene, on: date, stage: _Stage) -> None:
    firm = stage.cast[scene.firm]
    with clock.at(moment(on)):
        request = await _ask(scene, stage)
    if scene.until == "withdrawn":
        with clock.at(moment(on + timedelta(days=2))):
            await appraisal.withdraw(request, by=firm)
        return
    if scene.until == "expired":
        with clock.at(moment(on + timedelta(days=12))):
            await appraisal.expire()
        return
    with clock.at(moment(on + timedelta(days=1))):
        await _quote(request, scene, stage)
    if scene.until == "open":
        return
    with clock.at(moment(on + timedelta(days=2))):
        await _accept(request, stage, firm=scene.firm)
    with clock.at(moment(on + timedelta(days=6))):
        await _report(request, stage, firm=scene.firm, deliver=scene.until != "accepted")
    if scene.until in {"confirmed", "returned"}:
        with clock.at(moment(on + timedelta(days=8))):
            await _answer(request, scene, stage)


async def _ask(scene: Scene, stage: _Stage) -> UUID:
    held = stage.holdings[scene.firm]
    view = await appraisal.open_request(
        Ordered(
            right_ids=tuple(held.rights[serial] for serial in scene.serials),
            appraiser_ids=tuple(stage.cast.organisation(key) for key in AGENCIES),
            document_ids=(held.papers[Kind.ACCOUNTS],),
            purpose=Purpose.PLEDGE,
            base_date=clock.today(),
            quotes_due_on=clock.today() + timedelta(days=10),
            note=scene.note,
            lender_id=None,
            related_to=(),
        ),
        by=stage.cast[scene.firm],
    )
    return UUID(str(view.row["id"]))


async def _quote(request: UUID, scene: Scene, stage: _Stage) -> None:
    """The first agency quotes; the second does so too, dearer, and of what is open not yet."""
    for place, key in enumerate(AGENCIES[: 1 if scene.until == "open" else 2]):
        await appraisal.quote(
            request,
            Offer(
                fee=Fen((scene.fee_yuan + 2_000 * place) * YUAN),
                days=15 + 5 * place,
                approaches=(Approach.INCOME,),
                valid_until=clock.today() + timedelta(days=30),
                related=False,
                note="含现场勘查与一次答疑。",
            ),
            by=stage.cast[key],
        )


async def _accept(request: UUID, stage: _Stage, *, firm: str) -> None:
    view = await appraisal.request(request, by=stage.cast[firm])
    wanted = stage.cast.organisation(AGENCIES[0])
    (chosen,) = (each for each in view.quotes if each["appraiser"] == wanted)
    await appraisal.accept(request, quote_id=chosen["id"], by=stage.cast[firm])


async def _report(request: UUID, stage: _Stage, *, firm: str, deliver: bool) -> None:
    valuer = stage.cast[AGENCIES[0]]
    view = await appraisal.request(request, by=valuer)
    name = f"评估报告-{view.row['number']}.pdf"
    file_id = await deposit(Kind.VALUATION_REPORT, name, name, by=valuer)
    report = await _written(view.row, stage, firm=firm)
    await appraisal.save(request, report, file_id=file_id, by=valuer)
    if deliver:
        await appraisal.sign(request, password=stage.password, by=valuer)
        await appraisal.deliver(
            request, password=stage.password, by=stage.cast[f"{AGENCIES[0]}.signer"]
        )


async def _answer(request: UUID, scene: Scene, stage: _Stage) -> None:
    firm = stage.cast[scene.firm]
    if scene.until == "confirmed":
        await appraisal.confirm(request, by=firm)
    else:
        await appraisal.send_back(request, reason="请补充第三年收入增长的依据与在手订单。", by=firm)


def _method(on: date) -> dict[str, Any]:
    """Relief from royalty over five years; the same inputs as in the worked example."""
    said = {"source": "经审计的年报与在手订单（演示）", "as_of": on.isoformat()}

    def between(low: str, likely: str, high: str) -> dict[str, Any]:
        spread = {"kind": "triangular", "low": low, "mode": likely, "high": high}
        return {**said, "value": likely, "spread": spread}

    sales = (20_000_000, 24_000_000, 27_600_000, 30_360_000, 31_878_000)
    return {
        "method": "relief_from_royalty",
        "sales_fen": {**said, "values": [each * YUAN for each in sales]},
        "royalty": between("0.035", "0.045", "0.055"),
        "tax": {**said, "value": "0.15"},
        "discount": {"rate": between("0.15", "0.17", "0.19")},
    }


async def _written(row: dict[str, Any], stage: _Stage, *, firm: str) -> Report:
    """What the valuer writes: his result is the engine's own, his range its tenth and ninetieth."""
    agency, owner = stage.cast[AGENCIES[0]], stage.cast[firm]
    view = await appraisal.request(row["id"], by=agency)
    rights = await portfolio.views([each.id for each in view.rights], owner.organisation_id)
    draft: dict[str, Any] = {
        "agency": agency.organisation_name,
        "report_no": f"澄衡评报字〔2026〕第 {row['number'][-3:]} 号（演示）",
        "purpose": row["purpose"],
        "base_date": row["base_date"],
        "rights": [
            {
                "right_id": each.id,
                "number": each.application_no or each.publication_no,
                "owner": "；".join(each.patentees),
                "legal_end": each.expires_on,
            }
            for each in rights.values()
        ],
        "methods": [_method(row["base_date"])],
        "results": [{"method": "relief_from_royalty", "value_fen": 1}],
        "whole": {"low_fen": 1, "central_fen": 1, "high_fen": 1},
        "bundle": len(rights) > 1,
        "assumptions": ["持续经营", "专利权按期缴纳年费"],
        "limits": "仅供质押融资参考（演示）。",
        "signers": [
            {"name": "方评估", "certificate": "31000001"},
            {"name": "罗签章", "certificate": "31000002"},
        ],
    }
    first = Report.model_validate(draft)
    document = await valuation.document_of(
        Appraised(
            firm_id=owner.organisation_id,
            right_ids=tuple(rights),
            base_date=first.base_date,
            valuer=first.agency,
            methods=first.methods,
            reconciliation=None,
            simulation=first.simulation,
        )
    )
    (result,) = (await valuation.rework(document)).methods
    stated = result.stated_fen
    draft["results"][0]["value_fen"] = stated
    draft["whole"] = {
        "low_fen": result.spread.low_fen,
        "central_fen": stated,
        "high_fen": result.spread.high_fen,
    }
    return Report.model_validate(draft)
