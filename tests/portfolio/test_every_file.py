"""No file of the shared folder is left out: each is in a test that states its counts."""

from tests.conftest import shared
from tests.portfolio.test_formats import FILES

#: Stated elsewhere than in the table of formats: gazettes and exports of Google by the operator's
#: imports, and what names no patent by its refusal.
ELSEWHERE = (
    "cn_patents/cnipa_gazette_20190712_design.gb18030.csv",
    "cn_patents/cnipa_gazette_20190712_invention_granted.gb18030.csv",
    "cn_patents/cnipa_gazette_20190712_invention_published.gb18030.csv",
    "cn_patents/cnipa_gazette_20190712_shanghai_organisations.csv",
    "cn_patents/cnipa_gazette_20190712_utility_model.gb18030.csv",
    "exports/cnipa_cpquery_fee_info.json",
    "exports/google_patents_search_4264.csv",
    "exports/google_patents_search_single.csv",
    "exports/google_patents_variant_headers_zh.csv",
    "xml/cnipa_e_application_dtd2008/*/*.xml",
    "xml/epo_ops/get_classification_schema.xml",
    "xml/epo_ops/get_register_procedural_steps.xml",
    "xml/uspto/*.zip",
)


def test_every_file_is_in_a_test_that_states_its_counts() -> None:
    root = shared("README.md").parent
    files = {
        path.relative_to(root).as_posix()
        for folder in ("cn_patents", "exports", "xml")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    elsewhere = {
        path.relative_to(root).as_posix() for named in ELSEWHERE for path in root.glob(named)
    }
    assert files == {path for path, *_ in FILES} | elsewhere
