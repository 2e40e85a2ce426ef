"""How many premiums one core reckons in a second, each with its whole worksheet and hash."""

import time

from backend.insurance.rating import rate
from backend.insurance.worksheet import worksheet_hash
from tests.bench.figures import Figure, spread
from tests.insurance.cases import DEMO, E1, M, exposure, risk

ROUNDS = 2000
AIM = 1000


def measure() -> list[Figure]:
    """E1, every time with another revenue, so that nothing is remembered; seconds of the core."""
    if rate(DEMO, risk(E1)).worksheet.net_fen != 16_172_976:
        raise ValueError("E1 is not rated to the fen.")
    risks = [
        risk(E1, exposures=[exposure("US", 180 * M + n), *E1["exposures"][1:]])
        for n in range(ROUNDS)
    ]
    seconds, hashes = [], set()
    for each in risks:
        started = time.process_time()
        hashes.add(worksheet_hash(rate(DEMO, each).worksheet))
        seconds.append(time.process_time() - started)
    if len(hashes) != ROUNDS:
        raise ValueError("Two risks have one worksheet.")
    return [
        Figure(
            what="premiums with worksheet and hash (E1)",
            value=ROUNDS / sum(seconds),
            unit="/s",
            aim=AIM,
            note="seconds of one core, not of the clock",
            details=spread(seconds),
        )
    ]
