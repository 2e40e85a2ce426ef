"""Which archives are read in, and where. Pure: values in, a refusal or nothing out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backend.exports.contents import FORMAT, MANIFEST, ManifestIn
from backend.kernel.errors import Conflict, Forbidden, RuleBroken

MAX_ENTRIES = 200_000
MAX_MANIFEST_BYTES = 256 * 1024 * 1024
MAX_RECORD_BYTES = 4 * 1024 * 1024
#: What our own records pack to is far below; beyond it an entry is a bomb.
MAX_RATIO = 200
SMALL_BYTES = 1024 * 1024


class InstallationNotEmpty(Conflict):
    code = "exports.installation_not_empty"
    title = "An archive is read into an empty installation only: no organisation, no document"


class OperatorArchive(Conflict):
    code = "exports.operator_archive"
    title = "The platform's operator is made here (create-operator), never read in"


class ArchiveUnreadable(RuleBroken):
    code = "exports.archive_unreadable"
    title = "This is not an archive that this program wrote"


class ArchiveVersionUnknown(RuleBroken):
    code = "exports.archive_version_unknown"
    title = "The archive is of a version that this program does not read"


class ArchiveAltered(RuleBroken):
    code = "exports.archive_altered"
    title = "The archive is not what its manifest says"


class ArchivePath(RuleBroken):
    code = "exports.archive_path"
    title = "An entry of the archive has a name that leads elsewhere"


class ArchiveExcessive(RuleBroken):
    code = "exports.archive_excessive"
    title = "Unpacked, the archive is more than it says or than is taken"


@dataclass(frozen=True, kw_only=True)
class Packed:
    """What an archive's own index says of an entry."""

    name: str
    size: int
    packed_size: int
    stored: bool
    plain_file: bool


def check_entry(entry: Packed) -> None:
    """Refuse a name that could lead anywhere, a link, and what unpacks into far too much."""
    parts = entry.name.split("/")
    unsafe = re.search(r"[\\\x00-\x1f:]", entry.name)
    if unsafe or any(part in {"", ".", ".."} for part in parts) or not entry.plain_file:
        raise ArchivePath(f"The entry {entry.name!r} is refused.", entry=entry.name)
    limit = max(SMALL_BYTES, MAX_RATIO * entry.packed_size)
    if entry.name == MANIFEST:
        limit = min(limit, MAX_MANIFEST_BYTES)
    if entry.size > limit or (entry.stored and entry.size != entry.packed_size):
        raise ArchiveExcessive(
            f"{entry.name} would unpack to {entry.size} bytes.", entry=entry.name, limit_bytes=limit
        )


def check_index(entries: Sequence[Packed], *, archive_bytes: int) -> None:
    """Refuse an index of too much, of one name twice, or of entries that lie in one another."""
    if len(entries) > MAX_ENTRIES or sum(each.packed_size for each in entries) > archive_bytes:
        raise ArchiveExcessive(
            f"{len(entries)} entries in {archive_bytes} bytes.", limit_entries=MAX_ENTRIES
        )
    for entry in entries:
        check_entry(entry)
    names = [each.name for each in entries]
    if len(set(names)) != len(names):
        raise ArchiveAltered("One name stands twice.")
    if MANIFEST not in names:
        raise ArchiveUnreadable(f"There is no {MANIFEST}.")


def check_format(manifest: Mapping[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise ArchiveVersionUnknown(
            f"The archive is {manifest.get('format')!r}; this program reads {FORMAT!r}. "
            "Export again with the version that reads it.",
            format=str(manifest.get("format"))[:40],
            read=FORMAT,
        )


def check_manifest(manifest: ManifestIn, *, names: set[str], records: Sequence[str]) -> None:
    """Refuse unless index and manifest name the same entries, each for what it is."""
    listed = {each.name: each for each in manifest.entries}
    expected = {f"records/{name}.{suffix}" for name in records for suffix in ("json", "csv")}
    expected |= {each.path for each in manifest.documents}
    partial = {each.path for each in manifest.unavailable if each.path is not None}
    if len(listed) != len(manifest.entries) or listed.keys() != names - {MANIFEST}:
        raise ArchiveAltered("The entries are not those of the manifest.")
    if not expected <= listed.keys() <= expected | partial:
        raise ArchiveAltered("Documents and records are not those of the manifest.")
    for each in manifest.documents:
        entry = listed[each.path]
        if (entry.size, entry.sha256) != (each.size, each.sha256):
            raise ArchiveAltered(f"The manifest contradicts itself on {each.path}.")
    if len({each.id for each in manifest.documents}) != len(manifest.documents):
        raise ArchiveAltered("One document stands twice.")


#: For so long a finished export can be downloaded; its bytes are removed then.
KEPT = timedelta(days=7)
#: A worker that was not heard of for so long is taken for dead.
UNHEARD = timedelta(seconds=25)
#: An export that could not be written so often is given up.
MAX_ATTEMPTS = 3
#: What one person may have under way.
MAX_UNDER_WAY = 5


class TooManyUnderWay(Conflict):
    code = "exports.too_many_under_way"
    title = "Wait for one of your exports to end"


class FormUnknown(RuleBroken):
    code = "exports.form_unknown"
    title = "This list does not leave in this form"


class NotDone(Conflict):
    code = "exports.not_done"
    title = "This export is not written yet, or was not"


class Expired(Conflict):
    code = "exports.expired"
    title = "This export was kept for seven days; ask for it again"


class RightsLost(Forbidden):
    """Why an export failed: its asker may no longer read what he asked for."""

    code = "exports.rights_lost"
    title = "Whoever asked for it may no longer read this list"


class NotWritten(Conflict):
    """Why an export failed: it was tried several times; the log has the cause."""

    code = "exports.not_written"
    title = "The export could not be written"
