"""Modules use only each other's front, which import-linter cannot say on its own."""

import re
from pathlib import Path

import grimp

MIGRATIONS = Path(__file__).parent.parent / "backend" / "migrations"

#: What a module shows to other modules.
FRONT = {"service", "events", "states"}
#: Foreign keys and joins reach further: these may also import another module's tables.
STORING = {"tables", "queries"}
#: What insurers and firms reckon with together is pure, and shared above insurance.
SHARED = {
    "portfolio": {"validity"},
    "insurance": {
        "checks",
        "guard",
        "mode",
        "plan",
        "product",
        "rating",
        "risk",
        "sharing",
        "tariff",
    }
    | {"underwriting", "wording", "worksheet"},
    "underwriting": {"answers", "asked"},
    #: What a module declares to keep a table there, or a list of reasons.
    "reference": {"kinds", "reasons"},
}
COMPOSING = {"backend.app", "backend.worker", "backend.piccolo_app", "backend.piccolo_conf"}


def is_allowed(importer: str, imported: str) -> bool:
    if importer in COMPOSING or importer.startswith("backend.demo."):
        return True
    if not imported.startswith("backend."):
        return True
    module, _, part = imported.removeprefix("backend.").partition(".")
    own, _, own_part = importer.removeprefix("backend.").partition(".")
    part = part.partition(".")[0]
    if module in {own, "kernel", "criteria"} or not part:
        return True
    if part in SHARED.get(module, set()):
        return True
    return part in FRONT or (part == "tables" and own_part.partition(".")[0] in STORING)


def test_modules_use_only_each_others_front() -> None:
    graph = grimp.build_graph("backend")
    trespasses = [
        f"{importer} imports {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if not is_allowed(importer, imported)
    ]
    assert trespasses == []


def test_migrations_have_an_order_that_is_theirs_alone() -> None:
    """Two of one id would pass for one another, and one of them never run."""
    ids = [
        re.search(r'^ID = "(.+)"$', path.read_text(), re.MULTILINE)
        for path in MIGRATIONS.glob("zhirong_*.py")
    ]
    found = [each[1] for each in ids if each]
    assert len(found) == len(ids) == len(set(found))
