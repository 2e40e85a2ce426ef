"""Scores of rights: schemes and weight sets as stored, signals as known, reviews as given."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.portfolio import service as portfolio
from backend.portfolio.service import FactView, RightView
from backend.portfolio.states import FactKind
from backend.valuation.events import WeightSetMade
from backend.valuation.queries import scores as queries
from backend.valuation.rules import NoScheme
from backend.valuation.scoring.scores import Review, Score, score
from backend.valuation.scoring.signals import Signals
from backend.valuation.scoring.trees import (
    Indicator,
    Scene,
    Scheme,
    WeightSet,
    check_kind,
    check_weights,
)
from backend.valuation.tables import WeightSetRow

_DAYS_OF_A_YEAR = Decimal("365.25")
_DESIGN_YEARS = 15
_GROUP = re.compile(r"[A-H]\d{2}[A-Z]\d{1,4}/\d{2,6}")
_DEALS = ("EE", "TR")
_DISPUTES_AND_PLEDGES = ("PE", "PP", "IP", "IW")


@dataclass(frozen=True, kw_only=True)
class WeightSetView:
    """A weight set with who made it; `organisation_id` None: the platform's."""

    weight_set: WeightSet
    scheme: Scheme
    organisation_id: UUID | None
    author_name: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class ScoreAsked:
    """One right to be scored: the scene's newest platform set, or one that is named."""

    right_id: UUID
    scene: Scene
    weight_set_id: UUID | None
    #: Facts that the firm states, by the name of the signal.
    stated: Mapping[str, Any]
    reviews: tuple[Review, ...]


async def schemes() -> dict[str, Scheme]:
    """Every scheme by its code."""
    trees: dict[UUID, list[Indicator]] = {}
    for row in await queries.indicators():
        trees.setdefault(row["scheme"], []).append(
            Indicator(
                code=row["code"],
                parent=row["parent"],
                level=row["level"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                signal=row["signal"],
            )
        )
    return {
        row["code"]: Scheme(
            code=row["code"],
            edition=row["edition"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            source=row["source"],
            kinds=tuple(row["kinds"]),
            indicators=tuple(trees[row["id"]]),
        )
        for row in await queries.schemes()
    }


async def weight_sets(
    *, scheme: str | None, scene: Scene | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[WeightSetView], str | None, int | str]:
    """The platform's sets and the organisation's own, newest first."""
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id, scheme=scheme, scene=scene, after=after, limit=limit
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    known = await schemes()
    return [_view(row, known) for row in cut], following, pages.total_of(total)


async def make_weight_set(
    *, scheme: str, scene: Scene, weights: Mapping[str, int], reason: str, by: Actor
) -> WeightSetView:
    """The next version of a scene's weights: the platform's by its operator, else one's own."""
    by.require(Permission.IMPORT_REFERENCE, Permission.WORK_APPLICATIONS)
    owner = None if by.may(Permission.IMPORT_REFERENCE) else by.organisation_id
    async with transaction():
        scheme_id = await queries.lock_scheme(scheme)
        if scheme_id is None:
            raise NotFound
        known = await schemes()
        check_weights(known[scheme], weights)
        row = WeightSetRow(
            id=uuid4(),
            created_at=clock.now(),
            scheme=scheme_id,
            scene=scene,
            version=await queries.next_version(scheme_id, scene, organisation_id=owner),
            organisation=owner,
            author=by.user_id,
            author_name=by.name,
            reason=reason,
            weights=dumps(dict(weights)),
        )
        await queries.add(row)
        await emit(
            WeightSetMade(
                subject_id=row.id,
                parties=(by.organisation_id,),
                scheme=scheme,
                scene=scene,
                version=row.version,
            ),
            by=by,
        )
        stored = await queries.weight_set(row.id, organisation_id=by.organisation_id)
    assert stored is not None  # noqa: S101 - just written
    return _view(stored, known)


def _view(row: Mapping[str, Any], known: Mapping[str, Scheme]) -> WeightSetView:
    return WeightSetView(
        weight_set=_weights(row),
        scheme=known[row["scheme_code"]],
        organisation_id=row["organisation"],
        author_name=row["author_name"],
        reason=row["reason"],
        made_at=row["created_at"],
    )


def _weights(row: Mapping[str, Any]) -> WeightSet:
    return WeightSet(
        id=row["id"],
        scheme=row["scheme_code"],
        scene=Scene(row["scene"]),
        version=row["version"],
        weights=loads(row["weights"]),
    )


async def scores_of(
    asked: Sequence[ScoreAsked], rights: Mapping[UUID, RightView], *, on: date, by: Actor
) -> dict[UUID, Score]:
    """The score of each right asked for, on the base date."""
    if not asked:
        return {}
    known = await schemes()
    facts = await portfolio.facts([each.right_id for each in asked])
    groups = {right.id: main_group(right.ipc_main) for right in rights.values()}
    counts = await queries.field_counts([g for g in groups.values() if g is not None], on=on)
    found = {}
    for each in asked:
        right = rights[each.right_id]
        weights = await _chosen(each, right.kind, known, by=by)
        scheme = known[weights.scheme]
        check_kind(scheme, right.kind)
        group = groups[right.id]
        imported = imported_signals(
            right,
            facts.get(each.right_id, []),
            field_documents=None if group is None else counts.get(group),
            on=on,
        )
        found[each.right_id] = score(
            scheme, weights, replace(imported, **each.stated), each.reviews, imported=imported
        )
    return found


async def _chosen(
    asked: ScoreAsked, kind: str, known: Mapping[str, Scheme], *, by: Actor
) -> WeightSet:
    if asked.weight_set_id is not None:
        row = await queries.weight_set(asked.weight_set_id, organisation_id=by.organisation_id)
        if row is None:
            raise NotFound("There is no such weight set.")
        return _weights(row)
    scheme = next((each for each in known.values() if kind in each.kinds), None)
    if scheme is None:
        raise NoScheme(kind=kind)
    row = await queries.newest(scheme.code, asked.scene)
    if row is None:
        raise NotFound("There is no weight set of this scene.")
    return _weights(row)


def imported_signals(
    right: RightView, facts: Sequence[FactView], *, field_documents: int | None, on: date
) -> Signals:
    """What the imported data say; of what they do not tell, nothing is assumed."""
    extract = portfolio.newest_saying(facts, "invalidation_pending")
    codes = [str(each.payload["code"]) for each in facts if each.kind is FactKind.GAZETTE_EVENT]
    subclasses = {each[:4] for each in (*right.classes, right.ipc_main or "") if len(each) >= 4}  # noqa: PLR2004
    return Signals(
        kind=right.kind,
        invalidation_pending=None
        if extract is None
        else bool(extract.payload["invalidation_pending"]),
        owners=len(right.patentees) if right.owner_source is not None else None,
        ipc_subclasses=len(subclasses) or None,
        remaining_years=None
        if right.expires_on is None
        else max(Decimal(0), (right.expires_on - on).days / _DAYS_OF_A_YEAR),
        full_term_years=_DESIGN_YEARS if right.kind == "design" else 20,
        field_documents=field_documents,
        deals=_count(codes, _DEALS),
        disputes_and_pledges=_count(codes, _DISPUTES_AND_PLEDGES),
    )


def _count(codes: Sequence[str], letters: tuple[str, ...]) -> int | None:
    """Of a right whose gazette events nobody imported, nothing is known."""
    return sum(code.startswith(letters) for code in codes) if codes else None


def main_group(ipc: str | None) -> str | None:
    """G03F7/20 → G03F7/00."""
    return None if not ipc or "/" not in ipc else ipc.partition("/")[0].replace(" ", "") + "/00"


def field_counts_in(content: bytes) -> dict[str, int]:
    """Main groups and counts in CSV, UTF-8 or GB18030, below one line of headers.

    Subgroups, of which such lists hold a few, are parts of their main groups and left out.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    counts = {}
    for line, row in enumerate(csv.reader(text.splitlines()), 1):
        if line == 1 or not row:
            continue
        if len(row) != 2 or not _GROUP.fullmatch(row[0]) or not row[1].isdecimal():  # noqa: PLR2004
            raise ValueError(f"Line {line}: expected a main group such as G03F7/00 and a count.")
        if main_group(row[0]) == row[0]:
            counts[row[0]] = int(row[1])
    return counts


async def load_field_counts(counts: Mapping[str, int], *, source: str, as_of: date) -> None:
    """Keep how many documents each main group holds on a day."""
    async with transaction():
        await queries.add_field_counts(
            list(counts), list(counts.values()), source=source, as_of=as_of
        )
