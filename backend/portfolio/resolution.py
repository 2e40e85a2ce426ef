"""Which stored right a row means and what it changes there, by precedence of sources. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from backend.portfolio import telling, terms
from backend.portfolio.importing.cells import is_ipc
from backend.portfolio.importing.rows import Refusal, Row
from backend.portfolio.industries import Industries
from backend.portfolio.names import keys
from backend.portfolio.numbers import Application, Publication
from backend.portfolio.passing import Form, passing
from backend.portfolio.states import NO_KEY_INDUSTRY, PRECEDENCE, PatentKind, Source
from backend.portfolio.telling import EARLIER, Telling


@dataclass(slots=True)
class Right:
    """A right as an import knows it: its columns, and its publications by number."""

    id: UUID
    values: dict[str, Any]
    publications: dict[str, bool] = field(default_factory=dict)
    fresh: bool = False
    changed: bool = False
    added: list[tuple[str, bool, date | None, Source]] = field(default_factory=list)
    #: By teller; see `telling`.
    tellings: dict[str, Telling] = field(default_factory=dict)

    @property
    def body(self) -> str | None:
        body: str | None = self.values["application_body"]
        return body

    def put(self, **values: object) -> bool:
        """Set columns; whether any of them differed."""
        stored, differs = self.values, False
        for name, value in values.items():
            if stored[name] != value:
                stored[name] = value
                differs = True
        self.changed = self.changed or differs
        return differs


EMPTY: dict[str, Any] = {
    "application_body": None,
    "application_check": None,
    "application_source": None,
    "publication_no": None,
    "registration_no": None,
    "kind": PatentKind.UNKNOWN,
    "source": Source.DECLARED,
    "as_of": None,
    "title": "",
    "filing_on": None,
    "published_on": None,
    "ipc_main": None,
    "classes": [],
    "industry": NO_KEY_INDUSTRY,
    "applicants": [],
    "applicant_keys": [],
    "inventors": [],
    "address": None,
    "granted_on": None,
    "grant_source": None,
    "expires_on": None,
    "expiry_source": None,
    "patentees": [],
    "patentee_keys": [],
    "owner_source": None,
    "owner_as_of": None,
    "merged_into": None,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The right a row means: found, to be made, found twice (join), or none (refused)."""

    right: Right | None = None
    joined: Right | None = None
    # A lower source had given the number to another right, which loses it.
    robbed: Right | None = None
    refusal: Refusal | None = None
    # Only what other firms declared stands against the row: the numbers are not put together.
    apart: bool = False


def blank(right_id: UUID) -> Right:
    return Right(right_id, dict(EMPTY), fresh=True)


def outranks(source: Source, other: str | None) -> bool:
    return other is None or PRECEDENCE[source] > PRECEDENCE[other]


def may_overwrite(
    source: Source, as_of: date | None, *, stored: str | None, stored_as_of: date | None
) -> bool:
    """A higher source always; the same source when it is not older."""
    if outranks(source, stored):
        return True
    if stored is None or source != stored:
        return False
    return stored_as_of is None or (as_of is not None and as_of >= stored_as_of)


def meaning(
    row: Row, *, by_application: Right | None, by_publication: Right | None, source: Source
) -> Meaning:
    """Which right the row means, given what its two numbers find."""
    if by_application is None or by_application is by_publication:
        return _by_publication(row, by_publication, source)
    contradicting = _contradicting_publication(row, by_application)
    if contradicting is not None:
        if _may_rob(by_application, source):
            return Meaning(right=by_publication, robbed=by_application)
        return Meaning(refusal=_contradiction(row, contradicting))
    if by_publication is None:
        return Meaning(right=by_application)
    if by_publication.body is None:
        return Meaning(right=by_application, joined=by_publication)
    return Meaning(refusal=_contradiction(row, by_publication.body))


def meaning_for_holder(
    row: Row, *, by_application: Right | None, by_publication: Right | None
) -> Meaning:
    """Which right a firm's row means; another firm's declaration never stands in its way."""
    meant = meaning(
        row,
        by_application=by_application,
        by_publication=by_publication,
        source=Source.DECLARED,
    )
    if meant.refusal is None and meant.joined is None:
        return meant
    found = [right for right in (by_application, by_publication) if right is not None]
    if meant.refusal is not None and any(_is_numbered_by_reference(right) for right in found):
        return meant
    described = [right for right in found if right.values["source"] != Source.DECLARED]
    return Meaning(right=(*described, by_application)[0], apart=True)


def _is_numbered_by_reference(right: Right) -> bool:
    return right.values["application_source"] not in {None, Source.DECLARED}


def give_up_number(right: Right) -> None:
    """The number turned out to be another right's."""
    right.put(application_body=None, application_check=None, application_source=None)


def _by_publication(row: Row, right: Right | None, source: Source) -> Meaning:
    if right is None or row.application is None or right.body in {None, row.application.body}:
        return Meaning(right=right)
    if outranks(source, right.values["application_source"]):
        return Meaning(right=right)  # the number given so far was only a lower source's
    return Meaning(refusal=_contradiction(row, str(right.body)))


def _may_rob(right: Right, source: Source) -> bool:
    return outranks(source, right.values["application_source"]) and bool(right.publications)


def _contradicting_publication(row: Row, right: Right) -> str | None:
    """A grant is announced under one number: another one is another patent's."""
    if row.publication is None or not row.publication.granting:
        return None
    granted = (number for number, granting in right.publications.items() if granting)
    return next((number for number in granted if number != row.publication.text), None)


def _contradiction(row: Row, other: str) -> Refusal:
    number = row.application.text if row.application is not None else ""
    return Refusal(
        "numbers_contradict",
        "application_no",
        number,
        passing(Form.NUMBER_OF_ANOTHER, key=row.key or "", number=number, other=other),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """Who says it, in a document of which day, brought in when."""

    source: Source
    as_of: date
    teller: str
    #: As ISO text.
    at: str


def apply(row: Row, right: Right, said: Said, *, industries: Industries) -> bool:
    """Bring into the right what the row knows better, field by field; whether anything changed."""
    source, as_of = said.source, said.as_of
    changed = right.fresh and not right.changed
    hear(row, right, said)
    changed |= _numbers(row, right, source)
    changed |= _description(right, said, industries)
    changed |= _grant(row, right, source, as_of)
    changed |= _owners(row, right, source, as_of)
    right.changed |= changed
    return changed


def _numbers(row: Row, right: Right, source: Source) -> bool:
    changed = False
    if row.application is not None:
        changed |= supply(right, row.application, source)
    if row.publication is not None:
        changed |= add_publication(right, row.publication, row.published_on, source)
    if right.values["kind"] == PatentKind.UNKNOWN:
        changed |= right.put(kind=row.kind)
    return changed


def supply(right: Right, application: Application, source: Source) -> bool:
    """Give the right its application number unless a source as high has given one."""
    if not outranks(source, right.values["application_source"]):
        return False
    return right.put(
        application_body=application.body,
        application_check=application.check,
        application_source=source,
    )


def add_publication(
    right: Right, publication: Publication, published_on: date | None, source: Source
) -> bool:
    if publication.text in right.publications:
        return False
    shown = right.values["publication_no"]
    if shown is None or (publication.granting and not right.publications.get(shown, False)):
        right.put(publication_no=publication.text)
    right.publications[publication.text] = publication.granting
    right.added.append((publication.text, publication.granting, published_on, source))
    right.changed = True
    return True


def hear(row: Row, right: Right, said: Said) -> None:
    """Keep what the row says under its teller's name."""
    if not right.tellings and right.values["source"] != Source.DECLARED:
        right.tellings[EARLIER] = columns_telling(right.values)
    heard = right.tellings.setdefault(said.teller, Telling(said.source, said.at))
    heard.hear(_told(row, said.source), as_of=said.as_of.isoformat(), at=said.at)
    if row.applicants and not row.address and heard.told["applicants"].value == row.applicants:
        heard.told.pop("address", None)  # the address went with other applicants


def columns_telling(values: Mapping[str, Any]) -> Telling:
    """What a right says of itself that was stored before tellings were kept."""
    source = Source(values["source"])
    own = {name: values[name] for name in _DESCRIBED}
    if values["grant_source"] == source:
        own["granted_on"] = values["granted_on"]
    if values["owner_source"] == source:
        own["patentees"] = values["patentees"]
    day = (values["as_of"] or values["published_on"] or _FIRST_DAY).isoformat()
    found = Telling(source, f"{day}T00:00:00+00:00")
    found.hear(
        {name: _plain(value) for name, value in own.items() if value}, as_of=day, at=found.at
    )
    return found


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


#: The Patent Law takes effect.
_FIRST_DAY = date(1985, 4, 1)
_DESCRIBED = (
    "title", "filing_on", "published_on", "inventors", "classes", "applicants", "address",
)  # fmt: skip


def _description(right: Right, said: Said, industries: Industries) -> bool:
    """Each field from the highest source that says anything of it."""
    values: dict[str, object] = {}
    for name in _DESCRIBED:
        best = telling.standing(right.tellings, name)
        if best is None or name == "address":
            continue
        teller, told = best
        values[name] = date.fromisoformat(told.value) if name in telling.DAYS else told.value
        if name == "classes":
            values |= classes_of(told.value, industries)
        if name == "applicants":
            address = right.tellings[teller].told.get("address")
            values["applicant_keys"] = keys(told.value)
            values["address"] = None if address is None else address.value
        if name == "filing_on":
            values |= _expiry(right, values, right.tellings[teller].source)
    highest = max((each.source for each in right.tellings.values()), key=PRECEDENCE.__getitem__)
    changed = right.put(**values, source=highest)
    if changed:
        right.put(as_of=said.as_of if said.source is highest else right.values["as_of"])
    return changed


def _told(row: Row, source: Source) -> dict[str, object]:
    """What the row says, days as ISO text; its empty cells say nothing."""
    told: dict[str, object] = {
        "title": row.title,
        "filing_on": _plain(row.filing_on),
        "inventors": row.inventors,
        "classes": row.classes,
        "applicants": row.applicants,
        "address": row.address if row.applicants else None,
        "granted_on": _plain(row.granted_on),
    }
    if row.publication is None or not row.publication.granting:
        told["published_on"] = _plain(row.published_on)
    if source is Source.GAZETTE and row.granted_on is not None:
        told["patentees"] = row.applicants
    return {name: value for name, value in told.items() if value}


def classes_of(classes: list[str], industries: Industries) -> dict[str, object]:
    main = classes[0] if is_ipc(classes[0]) else None
    return {"classes": classes, "ipc_main": main, "industry": industries.of(main)}


def _expiry(right: Right, told: dict[str, object], source: Source) -> dict[str, object]:
    """The day the term ends by the filing date, unless an extract has said it."""
    if right.values["expiry_source"] == Source.REGISTER_EXTRACT:
        return {}
    filed = told.get("filing_on", right.values["filing_on"])
    if not isinstance(filed, date):
        return {}
    expiry = terms.expires_on(PatentKind(right.values["kind"]), filed)
    return {} if expiry is None else {"expires_on": expiry, "expiry_source": source}


def _grant(row: Row, right: Right, source: Source, as_of: date | None) -> bool:
    values = right.values
    if row.granted_on is None or source is Source.DECLARED:
        return False
    if not may_overwrite(
        source, as_of, stored=values["grant_source"], stored_as_of=values["granted_on"]
    ):
        return False
    return right.put(granted_on=row.granted_on, grant_source=source)


def _owners(row: Row, right: Right, source: Source, as_of: date | None) -> bool:
    """Only the patentee of a granted gazette entry says who owns; never an applicant column."""
    values = right.values
    if source is not Source.GAZETTE or row.granted_on is None or not row.applicants:
        return False
    if not may_overwrite(
        source, as_of, stored=values["owner_source"], stored_as_of=values["owner_as_of"]
    ):
        return False
    changed = right.put(patentees=row.applicants, patentee_keys=keys(row.applicants))
    changed |= right.put(owner_source=source)
    if changed:
        right.put(owner_as_of=as_of)
    return changed


def declared(row: Row) -> dict[str, Any]:
    """What a firm's own row says of a right: kept with the holding, it proves nothing."""
    told: dict[str, Any] = {
        "application_no": None if row.application is None else row.application.text,
        "publication_no": None if row.publication is None else row.publication.text,
        "title": row.title or None,
        "filing_on": row.filing_on and row.filing_on.isoformat(),
        "published_on": row.published_on and row.published_on.isoformat(),
        "granted_on": row.granted_on and row.granted_on.isoformat(),
        "applicants": row.applicants or None,
        "classes": row.classes or None,
    }
    return {name: value for name, value in told.items() if value is not None}
