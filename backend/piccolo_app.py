"""One Piccolo app listing every table."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

MODULES = (
    "backend.kernel.tables",
    "backend.identity.tables",
    "backend.documents.tables",
    "backend.kyb.tables",
    "backend.portfolio.tables",
    "backend.registry.tables",
    "backend.valuation.tables",
    "backend.listing.tables",
    "backend.lending.tables",
    "backend.notifications.tables",
)


def _existing() -> list[str]:
    root = Path(__file__).parent.parent
    paths = {m: root / m.replace(".", "/") for m in MODULES}
    return [m for m, p in paths.items() if p.with_suffix(".py").exists() or p.is_dir()]


APP_CONFIG = AppConfig(
    app_name="zhirong",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[],
    migration_dependencies=[],
)
