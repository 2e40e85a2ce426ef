"""Two stored rights turned out to be one patent. Pure."""

from backend.portfolio.resolution import Right, columns_telling, outranks
from backend.portfolio.states import PRECEDENCE, Source
from backend.portfolio.telling import EARLIER, Telling


def join(winner: Right, loser: Right) -> None:
    """Two rows were one patent: publications and what the winner lacks move over."""
    winner.publications |= loser.publications
    shown = winner.values["publication_no"]
    if shown is None or not winner.publications[shown]:
        granting = [number for number, grants in winner.publications.items() if grants]
        winner.put(publication_no=(granting or [*winner.publications])[0])
    _join_tellings(winner, loser)
    rank = PRECEDENCE[Source(loser.values["source"])]
    if rank > PRECEDENCE[Source(winner.values["source"])]:
        for name in (
            "source", "as_of", "title", "filing_on", "published_on", "ipc_main", "classes",
            "industry", "applicants", "applicant_keys", "inventors", "address",
        ):  # fmt: skip
            winner.put(**{name: loser.values[name]})
    for group in (
        ("granted_on", "grant_source"),
        ("expires_on", "expiry_source"),
        ("patentees", "patentee_keys", "owner_as_of", "owner_source"),
    ):
        stored, own = loser.values[group[-1]], winner.values[group[-1]]
        if stored is not None and outranks(Source(stored), own):
            winner.put(**{name: loser.values[name] for name in group})
    loser.put(merged_into=winner.id, application_body=None, application_source=None)
    loser.put(application_check=None)
    loser.publications.clear()
    winner.changed = loser.changed = True


def _join_tellings(winner: Right, loser: Right) -> None:
    for right in (winner, loser):
        if not right.tellings and right.values["source"] != Source.DECLARED:
            right.tellings[EARLIER] = columns_telling(right.values)
    for teller, each in loser.tellings.items():
        own = winner.tellings.setdefault(teller, Telling(each.source, each.at))
        for name, told in each.told.items():
            own.hear({name: told.value}, as_of=told.as_of, at=each.at)
    loser.tellings.clear()
