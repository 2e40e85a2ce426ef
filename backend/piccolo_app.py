"""One Piccolo app: one migration history for the whole database."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

#: Every module that has tables; the drift test compares each with the database.
MODULES = (
    "backend.kernel.tables",
    "backend.identity.tables",
    "backend.calendar.tables",
    "backend.reference.tables",
    "backend.documents.tables",
    "backend.papers.tables",
    "backend.kyb.tables",
    "backend.portfolio.tables",
    "backend.registry.tables",
    "backend.targets.tables",
    "backend.valuation.tables",
    "backend.licensing.tables",
    "backend.listing.tables",
    "backend.payments.tables",
    "backend.insurance.tables",
    "backend.treasury.tables",
    "backend.invoicing.tables",
    "backend.appraisal.tables",
    "backend.lending.tables",
    "backend.underwriting.tables",
    "backend.policies.tables",
    "backend.monitoring.tables",
    "backend.notifications.tables",
    "backend.oversight.tables",
    "backend.exports.tables",
)

APP_CONFIG = AppConfig(
    app_name="zhirong",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[],
    migration_dependencies=[],
)
