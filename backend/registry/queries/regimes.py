"""Regimes as they are stored."""

from datetime import date

from backend.kernel.db import fetch_one, loads
from backend.registry.regimes import Papered, Regime
from backend.registry.states import Register

_COLUMNS = (
    "register, version, from_on, registrar, registrar_en, grounds, waivable, notes, papers, "
    "online_days, paper_days, working, fee_fen, source, source_en"
)


async def regime(register: Register, *, on: date) -> Regime:
    """The rules of a register as in force on a day; before the first, the first."""
    row = await fetch_one(
        f"SELECT {_COLUMNS} FROM registry_regime WHERE register = $1 "
        "ORDER BY from_on > $2, abs(from_on - $2) LIMIT 1",
        register.value,
        on,
    )
    if row is None:
        raise RuntimeError(f"The register {register} has no rules.")
    told = dict(row)
    return Regime(
        **{
            **told,
            "register": Register(told["register"]),
            "grounds": {int(n): rule for n, rule in loads(told["grounds"]).items()},
            "waivable": frozenset(told["waivable"]),
            "notes": tuple(told["notes"]),
            "papers": tuple(Papered(**each) for each in loads(told["papers"])),
        }
    )
