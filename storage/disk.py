"""Plain files that are on disk before anyone hears of them, and what the disk's refusals mean."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from storage.errors import NoSpace, StoreUnavailable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """What the file system refuses, as `NoSpace` or `StoreUnavailable`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace(str(error)) from error
        raise StoreUnavailable(str(error)) from error


def write_all(descriptor: int, *parts: bytes) -> None:
    """Every byte of every part, whatever a single write takes."""
    for part in parts:
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view) :]


def replace_file(path: Path, content: bytes) -> None:
    """Give the file this content: it has the old or the new one, whatever happens."""
    new = path.with_name(f"{path.name}.new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed or removed in the folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
