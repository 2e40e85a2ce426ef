"""A bank's standing words and their proposals, as they are stored."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, OnDelete, Varchar
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified, Proposed


class PhraseProposal(Proposed, Table, tablename="lending_phrase_proposal"):
    """The next version of a bank's words, as one person proposes it."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)


class PhraseSet(Identified, Table, tablename="lending_phrase_set"):
    """One version of a bank's words; the database refuses any change."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None)
    valid_from = Date(default=None)
    author = UUID(default=None)
    author_name = Varchar(length=120, default=None)
    reason = Varchar(length=1000, default=None)
    rules = JSONB(default=None)
    proposal = ForeignKey(PhraseProposal, default=None, null=False, on_delete=OnDelete.restrict)
