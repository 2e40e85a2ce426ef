"""The keys that seal what organisations deposit, wrapped under a master key."""

from piccolo.columns import UUID, Boolean, Bytea
from piccolo.table import Table

from backend.kernel.tables import Identified


class DataKey(Identified, Table, tablename="documents_data_key"):
    """An organisation's data key; only the master key, which is not stored here, opens it."""

    organisation = UUID(default=None)
    wrapped = Bytea(default=None)
    current = Boolean(default=None, help_text="Whether it seals what is deposited now.")
