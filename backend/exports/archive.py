"""A ZIP archive that is written while it is sent, with the SHA-256 of each entry. Pure."""

import hashlib
import zipfile
from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime


class Sink:
    """What zipfile writes to: nothing to seek in, emptied after every piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        self._held += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


class Archive:
    """Entries one after the other; what `add` and `end` give is the archive, in order."""

    def __init__(self, at: datetime) -> None:
        self._sink = Sink()
        self._zip = zipfile.ZipFile(self._sink, "w")  # type: ignore[call-overload] # a sink will do
        self._at = at
        #: Name, size and SHA-256 of every entry so far.
        self.entries: list[dict[str, object]] = []

    async def add(
        self, name: str, content: AsyncIterable[bytes], *, packed: bool
    ) -> AsyncIterator[bytes]:
        about = zipfile.ZipInfo(name, self._at.timetuple()[:6])
        about.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(about, "w", force_zip64=True) as entry:
                async for piece in content:
                    digest.update(piece)
                    size += len(piece)
                    entry.write(piece)
                    yield self._sink.taken()
        finally:  # what broke off stands as far as it came
            self.entries.append({"name": name, "size": size, "sha256": digest.hexdigest()})
        yield self._sink.taken()

    def end(self) -> bytes:
        self._zip.close()
        return self._sink.taken()
