"""A large document taken in, sealed and kept, against `dd` and the bare S3 client; ranges read."""

import asyncio
import os
import random
import statistics
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from storage.keys import object_key
from storage.local_store import LocalStore
from storage.objects import ObjectStore
from storage.reading import open_object
from storage.s3_store import S3Store
from storage.staging import Staging
from tests.bench.figures import Figure, percentile, spread, timed
from tests.storage.keyring import Keyring
from tests.storage.radosgw import Gateway, Unobtainable, install

MIB = 1024 * 1024
SIZE = 1024 * MIB
#: How a body arrives from the server's socket.
CHUNK = 64 * 1024
ROUNDS = 3
S3_ROUNDS = 2
RANGES = 200
RANGE = 64 * 1024
OWNER = UUID(int=1)
AIM_DISK = 0.3
AIM_S3 = 0.7
AIM_MEMORY_MIB = 100


@dataclass(frozen=True)
class Kept:
    key: str
    seconds: float
    #: The most memory that was resident meanwhile, beyond what was before.
    memory_mib: float


@dataclass(frozen=True)
class Vault:
    store: ObjectStore
    staging: Staging
    keys: Keyring

    @classmethod
    def on(cls, store: ObjectStore, folder: Path) -> "Vault":
        keys = Keyring()
        return cls(store, Staging(folder / "uploads", keys), keys)

    async def keep(self) -> Kept:
        """One upload from its first byte to the object that is kept."""
        upload_id, later = uuid4(), datetime.now(UTC) + timedelta(hours=1)
        await self.staging.create(upload_id, owner=OWNER, size=SIZE, expires_at=later)
        before, started = _peak(reset=True), time.perf_counter()
        await self.staging.append(upload_id, offset=0, chunks=_body(os.urandom(MIB)))
        async with self.staging.finished(upload_id) as staged:
            key = object_key(owner=OWNER, kind="bench", sha256=staged.sha256)
            await self.store.put(key, staged.path)
        seconds = time.perf_counter() - started
        memory = _peak() - before
        await self.staging.terminate(upload_id)
        return Kept(key, seconds, memory)

    async def read(self, key: str, start: int, end: int) -> None:
        opened = await open_object(self.store, key, size=SIZE, keys=self.keys, start=start, end=end)
        async with aclosing(opened):
            read = sum([len(piece) async for piece in opened])
        if read != end - start:
            raise RuntimeError(f"{read} bytes came of {end - start}.")


async def _body(block: bytes) -> AsyncIterator[bytes]:
    pieces = [block[at : at + CHUNK] for at in range(0, MIB, CHUNK)]
    for _ in range(SIZE // MIB):
        for piece in pieces:
            yield piece


def _peak(*, reset: bool = False) -> float:
    """The most memory this process has had resident (since a reset, what it has), in MiB."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


async def embedded(folder: Path) -> list[Figure]:
    """The embedded store, against `dd` writing as much with an fsync at its end."""
    vault = Vault.on(LocalStore(folder), folder)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(await timed(lambda: asyncio.to_thread(_dd, folder / "dd")))
        ours.append(await vault.keep())
    mib = SIZE / MIB
    return [
        Figure(
            what="1 GiB hashed, sealed, fsynced, kept",
            value=mib / statistics.median(each.seconds for each in ours),
            unit="MiB/s",
            peer="dd conv=fsync",
            peer_value=mib / statistics.median(theirs),
            aim=AIM_DISK,
            aim_on="ratio",
            details={"rounds": ROUNDS},
        ),
        Figure(
            what="memory meanwhile, above rest",
            value=max(each.memory_mib for each in ours),
            unit="MiB",
            aim=AIM_MEMORY_MIB,
            better="less",
        ),
        *await _reads(vault, ours[-1].key, "the embedded store"),
    ]


def _dd(target: Path) -> None:
    command = ["dd", "if=/dev/zero", f"of={target}", "bs=1M", f"count={SIZE // MIB}", "conv=fsync"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    target.unlink()


async def _reads(vault: Vault, key: str, where: str) -> list[Figure]:
    whole = await timed(lambda: vault.read(key, 0, SIZE))
    samples = []
    for _ in range(RANGES):
        start = random.randrange(SIZE - RANGE)  # noqa: S311 - where to read
        samples.append(await timed(lambda at=start: vault.read(key, at, at + RANGE)))  # type: ignore[misc]
    return [
        Figure(what=f"1 GiB read from {where}", value=SIZE / MIB / whole, unit="MiB/s"),
        Figure(
            what=f"64 KiB range of it, p95, {where}",
            value=percentile(samples, 0.95) * 1000,
            unit="ms",
            details=spread(samples),
        ),
    ]


async def s3(folder: Path) -> list[Figure]:
    """A real S3 server on this machine, against its bare client sending a file as large."""
    try:
        await asyncio.to_thread(install)
    except Unobtainable as reason:
        return [Figure(what="S3", value=None, unit="", note=f"no server: {reason}")]
    gateway = Gateway(folder / "ceph")
    try:
        await asyncio.to_thread(gateway.start)
        return await _against(gateway, folder)
    finally:
        await asyncio.to_thread(gateway.stop)


async def _against(gateway: Gateway, folder: Path) -> list[Figure]:
    bucket = "bench"
    store = S3Store(
        gateway.endpoint,
        access_key=gateway.access_key,
        secret_key=gateway.secret_key,
        bucket=bucket,
        secure=False,
    )
    await store.probe()
    vault, source = Vault.on(store, folder), folder / "source"
    source.write_bytes(os.urandom(SIZE))

    def bare() -> None:
        store._client.fput_object(bucket, f"bare/{uuid4()}", str(source))

    kept, theirs = [], []
    for _ in range(S3_ROUNDS):
        theirs.append(await timed(lambda: asyncio.to_thread(bare)))
        kept.append(await vault.keep())
    mib = SIZE / MIB
    return [
        Figure(
            what="1 GiB hashed, sealed, fsynced, sent to S3",
            value=mib / statistics.median(each.seconds for each in kept),
            unit="MiB/s",
            peer="bare client",
            peer_value=mib / statistics.median(theirs),
            aim=AIM_S3,
            aim_on="ratio",
            details={"rounds": S3_ROUNDS},
        ),
        *await _reads(vault, kept[-1].key, "S3"),
    ]
