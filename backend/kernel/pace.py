"""How often one address may ask something that costs nothing to ask: counted in memory."""

import math
import time
from collections import OrderedDict

from backend.kernel.errors import TooMany

#: Addresses that are remembered; the one that asked longest ago is forgotten first.
REMEMBERED = 10_000


class Pace:
    """At most `limit` calls per key in any window of `per_seconds`, each window from its start."""

    def __init__(self, *, limit: int, per_seconds: int) -> None:
        self._limit = limit
        self._window = per_seconds
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, key: str) -> None:
        """Count this call; TooMany with `retry_after_seconds` when there were too many."""
        now = time.monotonic()
        start, count = self._counts.pop(key, (now, 0))
        if now - start >= self._window:
            start, count = now, 0
        self._counts[key] = (start, count + 1)
        if len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)
        if count >= self._limit:
            raise TooMany(retry_after_seconds=math.ceil(start + self._window - now))
