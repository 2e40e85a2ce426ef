"""How many papers one process renders, seals and verifies in a second."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from contracts import catalogue
from contracts.authority import development_key
from contracts.rendering import render
from contracts.signing import seal, verify
from tests.bench.figures import Figure, spread
from tests.contracts import make

PAPERS = tuple(catalogue.Paper)
ROUNDS = 5

Given = TypeVar("Given")
Made = TypeVar("Made")


def measure() -> list[Figure]:
    """All ten papers, each five times under another number, so that nothing is remembered."""
    examples = [(catalogue.in_force(paper, make.TODAY), make.EXAMPLES[paper]) for paper in PAPERS]
    given = [
        (template, example(), make.issue(number=f"PC-2026-{turn:06}"))
        for turn in range(ROUNDS)
        for template, example in examples
    ]
    render(*given[0])  # the fonts are read once
    with tempfile.TemporaryDirectory() as folder:
        key = development_key(Path(folder) / "seal")
        rendering, papers = _each(lambda one: render(*one), given)
        sealing, sealed = _each(lambda paper: seal(paper, key, at=make.NOW), papers)
        verifying, verdicts = _each(lambda paper: verify(paper, [key.root_pem]), sealed)
    if not all(verdict.valid for verdict in verdicts):
        raise ValueError("A paper sealed just now does not verify.")
    return [
        _figure("papers rendered (PDF/A-2b, 1 to 6 pages)", rendering),
        _figure("papers sealed (PAdES, P-256)", sealing),
        _figure("sealed papers verified, offline", verifying),
    ]


def _each(do: Callable[[Given], Made], all_given: list[Given]) -> tuple[list[float], list[Made]]:
    """The seconds that each took, and what it gave."""
    seconds, made = [], []
    for given in all_given:
        started = time.perf_counter()
        made.append(do(given))
        seconds.append(time.perf_counter() - started)
    return seconds, made


def _figure(what: str, seconds: list[float]) -> Figure:
    return Figure(what=what, value=1 / statistics.mean(seconds), unit="/s", details=spread(seconds))
