"""How an amount is split among co-insurers (insurance.md §4.3)."""

from collections.abc import Sequence

from backend.insurance.rules import WHOLE_PPM, SharesDoNotSum
from backend.kernel.money import Fen


def check_shares(shares_ppm: Sequence[int]) -> None:
    """Refuse shares that are not positive or do not sum to 1,000,000 ppm."""
    total = sum(shares_ppm)
    if total != WHOLE_PPM or min(shares_ppm, default=0) <= 0:
        raise SharesDoNotSum(
            f"The shares sum to {total} ppm; each is above 0 and they sum to {WHOLE_PPM}.",
            path="shares_ppm",
            sum_ppm=total,
            wanted_ppm=WHOLE_PPM,
        )


def split(amount: Fen, shares_ppm: Sequence[int]) -> list[Fen]:
    """By largest remainder, so that the fen add up; of equal remainders the earlier goes first.

    An amount that is paid back is split as the same amount paid.
    """
    check_shares(shares_ppm)
    sign = -1 if amount < 0 else 1
    parts = [divmod(abs(amount) * share, WHOLE_PPM) for share in shares_ppm]
    left = abs(amount) - sum(whole for whole, _ in parts)
    first = sorted(range(len(parts)), key=lambda i: -parts[i][1])[:left]
    return [Fen(sign * (whole + (i in first))) for i, (whole, _) in enumerate(parts)]
