"""Kinds, sources, outcomes and the life of an import, as closed lists and tables."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from backend.kernel.lifecycle import Lifecycle


class PatentKind(StrEnum):
    """Patents by their kind, and the rights that are none and have a register of their own."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    TRADEMARK = "trademark"
    SOFTWARE = "software"
    WORK = "work"
    LAYOUT = "layout"


#: Patents that CNIPA granted.
CHINESE = frozenset({PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN})
#: Rights that are no patents: their key is the number of their registration.
APART = frozenset({PatentKind.TRADEMARK, PatentKind.SOFTWARE, PatentKind.WORK, PatentKind.LAYOUT})


class ApartKind(StrEnum):
    """The kinds of rights that are no patents."""

    TRADEMARK = "trademark"
    SOFTWARE = "software"
    WORK = "work"
    LAYOUT = "layout"


class Author(StrEnum):
    """Whose work it is: its term runs from publication, or from a person's death."""

    ORGANISATION = "organisation"
    PERSON = "person"


#: Of what belongs to none of the key industries, which are reference data.
NO_KEY_INDUSTRY = "other"


class Source(StrEnum):
    """Where a stored value comes from."""

    REGISTER_EXTRACT = "register_extract"
    GAZETTE = "gazette"
    VENDOR_EXPORT = "vendor_export"
    DECLARED = "declared"


# The higher one wins: a lower source never overwrites a higher one.
PRECEDENCE: Mapping[str, int] = MappingProxyType(
    {
        Source.REGISTER_EXTRACT: 4,
        Source.GAZETTE: 3,
        Source.VENDOR_EXPORT: 2,
        Source.DECLARED: 1,
    }
)


class Ownership(StrEnum):
    """How well it is proven that a holder owns the right."""

    EXTRACT = "extract"
    OWNED = "owned"
    DECLARED = "declared"


class GrantedReduction(StrEnum):
    """Who was granted a reduction of fees: one applicant, or several together."""

    SINGLE = "single"
    SEVERAL = "several"


class ReductionGround(StrEnum):
    """Why a part of an annual fee is waived: granted to who pays, or for an open licence."""

    SINGLE = "single"
    SEVERAL = "several"
    OPEN_LICENCE = "open_licence"


class FactKind(StrEnum):
    REGISTER_EXTRACT = "register_extract"
    FEE_RECEIPT = "fee_receipt"
    SAME_DAY_DECLARATION = "same_day_declaration"
    COOWNER_CONSENT = "coowner_consent"
    COOWNER_AGREEMENT = "coowner_agreement"
    PARTIES_STATEMENT = "parties_statement"
    DESK_STATEMENT = "desk_statement"
    GAZETTE_EVENT = "gazette_event"


class AwardKind(StrEnum):
    """The awards that make an invention one of high value."""

    NATIONAL_SCIENCE = "national_science"
    CHINA_PATENT = "china_patent"


class AwardState(StrEnum):
    STATED = "stated"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ReadingState(StrEnum):
    """Where the reading of an extract stands: `lapsed` is a task; it ends done or over."""

    VALID = "valid"
    LAPSED = "lapsed"
    DONE = "done"
    OVER = "over"


class LegalStatus(StrEnum):
    IN_FORCE = "in_force"
    LAPSED_FEE = "lapsed_fee"
    EXPIRED = "expired"
    ABANDONED = "abandoned"
    INVALID = "invalid"


#: The codes of CNIPA's gazette (事务公告) by which a patent ends, and how; and is restored.
ENDINGS: Mapping[str, LegalStatus] = MappingProxyType(
    {
        "CF01": LegalStatus.LAPSED_FEE,
        "CX01": LegalStatus.EXPIRED,
        "AV01": LegalStatus.ABANDONED,
        "IW01": LegalStatus.INVALID,
    }
)
RESTORED = "RR01"


class Format(StrEnum):
    """The files an import can read; `numbers` is a plain list, pasted or uploaded."""

    CNIPA_GAZETTE = "cnipa_gazette"
    GOOGLE_PATENTS = "google_patents"
    NUMBERS = "numbers"
    LENS = "lens"
    CNIPR = "cnipr"
    WIPS = "wips"
    PATSNAP = "patsnap"
    PATSNAP_JSON = "patsnap_json"
    INCOPAT = "incopat"
    BIGQUERY = "bigquery"
    CNKI_CITATIONS = "cnki_citations"
    CNIPA_XML = "cnipa_xml"
    CNIPA_ANSWER = "cnipa_answer"
    EPO_OPS = "epo_ops"
    USPTO_XML = "uspto_xml"
    GOOGLE_PAGE = "google_page"
    TABLE = "table"
    TRADEMARKS = "trademarks"
    SOFTWARE = "software"
    WORKS = "works"
    LAYOUTS = "layouts"


#: Files of rights that are no patents.
OF_APART = frozenset({Format.TRADEMARKS, Format.SOFTWARE, Format.WORKS, Format.LAYOUTS})


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    UPDATED = "updated"
    REFUSED = "refused"


class Warned(StrEnum):
    """The closed list of what an accepted row may be warned about."""

    APPLICATION_NUMBER_DESTROYED = "application_number_destroyed"
    APPLICATION_NUMBER_MISSING = "application_number_missing"
    CHECK_DIGIT_MISSING = "check_digit_missing"
    AUTHORSHIP_BY_OWNER = "authorship_by_owner"


class RunState(StrEnum):
    QUEUED = "queued"
    MAPPING_NEEDED = "mapping_needed"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class RunAction(StrEnum):
    START = "start"
    ASK = "ask"
    MAP = "map"
    FINISH = "finish"
    FAIL = "fail"


RUN: Lifecycle[RunState, RunAction] = Lifecycle(
    "import",
    {
        (RunState.QUEUED, RunAction.START): RunState.RUNNING,
        # The worker died in the middle and takes the run up again.
        (RunState.RUNNING, RunAction.START): RunState.RUNNING,
        (RunState.RUNNING, RunAction.ASK): RunState.MAPPING_NEEDED,
        (RunState.MAPPING_NEEDED, RunAction.MAP): RunState.QUEUED,
        (RunState.RUNNING, RunAction.FINISH): RunState.DONE,
        (RunState.MAPPING_NEEDED, RunAction.FAIL): RunState.FAILED,
        (RunState.QUEUED, RunAction.FAIL): RunState.FAILED,
        (RunState.RUNNING, RunAction.FAIL): RunState.FAILED,
    },
)


class Unreadable(StrEnum):
    """Why a file was not read, in as many words as the web app has for it."""

    EMPTY = "empty"
    BINARY = "binary"
    IMAGE = "image"
    PDF = "pdf"
    ARCHIVE = "archive"
    ENCODING = "encoding"
    ONE_ENDLESS_LINE = "one_endless_line"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNKNOWN_COLUMNS = "unknown_columns"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_PAGE = "unknown_page"
    NO_NUMBER = "no_number"
    SCHOLARLY = "scholarly"
    XML_PROLOG = "xml_prolog"
    XML_ENTITIES = "xml_entities"
    DAMAGED_XML = "damaged_xml"
    DAMAGED_WORKBOOK = "damaged_workbook"
