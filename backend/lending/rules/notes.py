"""Who corrects a bank's note on a case: its author, and once. Pure."""

from uuid import UUID

from backend.kernel.errors import Conflict, RuleBroken


class NoteOfAnother(RuleBroken):
    code = "lending.note_of_another"
    title = "A note is corrected by the person who wrote it"


class NoteCorrected(Conflict):
    code = "lending.note_corrected"
    title = "The note has been corrected already; correct the newer one"


def check_correction(*, author: UUID, corrected: bool, by: UUID) -> None:
    """Others write a note of their own; what was corrected is corrected in its newest wording."""
    if author != by:
        raise NoteOfAnother("Write a note of your own instead.")
    if corrected:
        raise NoteCorrected("Open the list again and correct the newest wording.")
