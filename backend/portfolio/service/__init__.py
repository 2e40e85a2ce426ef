"""The front of the portfolio: what other modules and the API may ask of it."""

from backend.portfolio.importing.mapping import FIELDS as MAPPABLE
from backend.portfolio.key_industries import KeyIndustries, key_industries
from backend.portfolio.key_industries import check_listed as check_industries
from backend.portfolio.kinds import Declaration
from backend.portfolio.measures import Rule
from backend.portfolio.service.awards import (
    AwardView,
    awards,
    decide_award,
    state_award,
    withdraw_award,
)
from backend.portfolio.service.declaring import declare_right
from backend.portfolio.service.empty_sheets import import_template
from backend.portfolio.service.evidence import facts, openable, record_fact
from backend.portfolio.service.exporting import (
    AWARD_LIST,
    GRANT_LIST,
    INVENTION_LIST,
    AwardsAsked,
    CoverageAsked,
)
from backend.portfolio.service.extracts import (
    Reading,
    end_extract_task,
    extract_validity,
    extracts,
    raise_extract_tasks,
)
from backend.portfolio.service.families import (
    Coverage,
    HighValued,
    Quality,
    high_value,
    overseas_grants,
    quality,
)
from backend.portfolio.service.fee_tasks import (
    FeeTask,
    complete_fee_task,
    fee_tasks,
    raise_fee_tasks,
)
from backend.portfolio.service.fees import FEE_LIST, FeeRow, FeesAsked, fees
from backend.portfolio.service.held import HeldRight
from backend.portfolio.service.holdings import (
    Added,
    Addition,
    Detail,
    Sort,
    Wanted,
    add_assets,
    assets,
    detail,
    remove,
    suggestions,
    supply_application_number,
)
from backend.portfolio.service.imported import import_rows, import_run, imports, refused_rows
from backend.portfolio.service.importing import (
    import_file,
    import_numbers,
    map_columns,
    run_import,
    sweep_uploads,
)
from backend.portfolio.service.imports_leaving import IMPORT_LIST, PATENT_IMPORT_LIST
from backend.portfolio.service.leaving import ASSET_LIST, AssetsAsked
from backend.portfolio.service.papers import Stated, patents
from backend.portfolio.service.provenance import sources
from backend.portfolio.service.rights import (
    check_holdings,
    known_rights,
    lock_rights,
    name_key,
    number_refused,
    number_told,
    right_by_number,
    search,
    views,
)
from backend.portfolio.service.summing import Summary, summary
from backend.portfolio.service.tables import (
    NoTable,
    check_columns,
    day,
    heading_key,
    name_columns,
    named_columns,
    table_rows,
)
from backend.portfolio.service.views import (
    FactView,
    FeeDue,
    FeeYearView,
    Holding,
    RightView,
    is_in_force,
    newest_saying,
    shows_pledge,
)
from backend.portfolio.terms import expires_on, last_day
from backend.portfolio.wording import KIND_WORDS

__all__ = [
    "ASSET_LIST",
    "AWARD_LIST",
    "FEE_LIST",
    "GRANT_LIST",
    "IMPORT_LIST",
    "INVENTION_LIST",
    "KIND_WORDS",
    "MAPPABLE",
    "PATENT_IMPORT_LIST",
    "Added",
    "Addition",
    "AssetsAsked",
    "AwardView",
    "AwardsAsked",
    "Coverage",
    "CoverageAsked",
    "Declaration",
    "Detail",
    "FactView",
    "FeeDue",
    "FeeRow",
    "FeeTask",
    "FeeYearView",
    "FeesAsked",
    "HeldRight",
    "HighValued",
    "Holding",
    "KeyIndustries",
    "NoTable",
    "Quality",
    "Reading",
    "RightView",
    "Rule",
    "Sort",
    "Stated",
    "Summary",
    "Wanted",
    "add_assets",
    "assets",
    "awards",
    "check_columns",
    "check_holdings",
    "check_industries",
    "complete_fee_task",
    "day",
    "decide_award",
    "declare_right",
    "detail",
    "end_extract_task",
    "expires_on",
    "extract_validity",
    "extracts",
    "facts",
    "fee_tasks",
    "fees",
    "heading_key",
    "high_value",
    "import_file",
    "import_numbers",
    "import_rows",
    "import_run",
    "import_template",
    "imports",
    "is_in_force",
    "key_industries",
    "known_rights",
    "last_day",
    "lock_rights",
    "map_columns",
    "name_columns",
    "name_key",
    "named_columns",
    "newest_saying",
    "number_refused",
    "number_told",
    "openable",
    "overseas_grants",
    "patents",
    "quality",
    "raise_extract_tasks",
    "raise_fee_tasks",
    "record_fact",
    "refused_rows",
    "remove",
    "right_by_number",
    "run_import",
    "search",
    "shows_pledge",
    "sources",
    "state_award",
    "suggestions",
    "summary",
    "supply_application_number",
    "sweep_uploads",
    "table_rows",
    "views",
    "withdraw_award",
]
