"""What may go wrong with bytes: each failure that a caller can answer has its own class."""


class StorageError(Exception):
    """Something that the object store or the staging of uploads could not do."""


class ObjectMissing(StorageError):
    """There is no object under this key."""


class TooLarge(StorageError):
    """More bytes came than were allowed; nothing of what came beyond the last word is kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"More than {limit} bytes.")
        self.limit = limit


class StoreUnavailable(StorageError):
    """The store does not answer, or answers that it cannot: worth another try later."""


class StoreRefused(StoreUnavailable):
    """The store answers and denies: wrong credentials, or an action that a lock forbids."""


class NoSpace(StorageError):
    """No room is left; what had been acknowledged before is untouched."""


class Damaged(StorageError):
    """Bytes are not those that were sealed, or cannot be proven to be: an incident."""


class UnknownKey(StorageError):
    """The key that sealed this is not among those given: see "A lost master key" in README.md."""


class RetentionUnsupported(StorageError):
    """The store cannot lock an object against deletion."""


class UploadMissing(StorageError):
    """No such upload is staged: it never was, was ended, or has expired."""


class UploadBusy(StorageError):
    """Another request is writing to this upload now."""


class OffsetConflict(StorageError):
    """The bytes do not begin where the upload stands, or it is not at its end yet."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"The upload stands at {offset} bytes.")
        self.offset = offset
