"""How the process treats its memory."""

import gc

#: Objects made since the last collection before the youngest, and rounds before the older ones,
#: are looked through. Python's defaults walk every module once in ten answers of a large list.
THRESHOLDS = (50_000, 20, 50)


def settle() -> None:
    """After the imports: what lives as long as the process is never looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
