"""The tables in code and the tables that the migrations make are the same."""

import importlib
import pkgutil

import pytest
from piccolo.columns import Array, Column
from piccolo.table import Table

from backend.kernel.db import fetch
from backend.piccolo_app import MODULES

#: How the database names what Piccolo calls otherwise.
NAMES = {
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "TIMESTAMPTZ": "timestamptz",
    "BIGINT": "int8",
    "INTEGER": "int4",
    "SMALLINT": "int2",
    "BOOLEAN": "bool",
    "DOUBLE PRECISION": "float8",
}


def _tables() -> list[type[Table]]:
    found: list[type[Table]] = []
    for name in MODULES:
        module = importlib.import_module(name)
        modules = [module]
        if hasattr(module, "__path__"):
            modules += [
                importlib.import_module(f"{name}.{info.name}")
                for info in pkgutil.iter_modules(module.__path__)
            ]
        for each in modules:
            found += [
                value
                for value in vars(each).values()
                if isinstance(value, type)
                and issubclass(value, Table)
                and value is not Table
                and value.__module__ == each.__name__
            ]
    return found


def _type(column: Column) -> str:
    if isinstance(column, Array):
        return "_" + _type(column.base_column)
    if column.__class__.__name__ == "ForeignKey":
        return "uuid"
    plain = column.column_type.split("(")[0].strip()
    return str(NAMES.get(plain, plain.lower()))


@pytest.mark.parametrize("table", _tables(), ids=lambda t: t._meta.tablename)
async def test_code_and_database_agree(db: None, table: type[Table]) -> None:
    rows = await fetch(
        "SELECT column_name, udt_name, is_nullable = 'YES' AS nullable, "
        "character_maximum_length AS length, is_generated FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = $1",
        table._meta.tablename,
    )
    in_database = {r["column_name"]: (r["udt_name"], r["nullable"]) for r in rows}
    in_code = {c._meta.db_column_name: (_type(c), bool(c._meta.null)) for c in table._meta.columns}
    assert in_code == in_database
