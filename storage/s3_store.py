"""Any S3 server as an object store, by the `minio` client, which blocks: every call has a thread.

No retries: the caller is told that the store is down, at once. An object is looked up before it is
sent; should two senders pass each other, the bucket's versioning keeps both, and both open to the
same bytes, since the key is made from them. (`If-None-Match` is left out: the client sends it for
no upload in parts, and some servers ignore it.)
"""

import contextlib
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from uuid import uuid4
from xml.etree.ElementTree import ParseError

import urllib3
from minio import Minio
from minio.commonconfig import COMPLIANCE, ENABLED, Filter
from minio.error import MinioException, S3Error
from minio.lifecycleconfig import AbortIncompleteMultipartUpload, LifecycleConfig, Rule
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from storage.errors import (
    NoSpace,
    ObjectMissing,
    RetentionUnsupported,
    StoreRefused,
    StoreUnavailable,
)
from storage.keys import check_key
from storage.objects import Guard, Powers, StoredObject
from storage.threads import in_batches, in_thread

T = TypeVar("T")

PIECE = 1024 * 1024
#: An upload is sent in parts of this size, three at a time and a fourth being read: in memory.
PART = 8 * 1024 * 1024
REGION = "us-east-1"
PROBES = "probe/"
#: How long a probe's object is locked: longer than the clocks of two machines are apart.
PROBE_SECONDS = 60
#: Parts of uploads that never ended are dropped by the server after this.
TORN_DAYS = 3

_MISSING = {"NoSuchKey", "NoSuchVersion"}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"}
_SERVER_ERROR = 500
_INSUFFICIENT_STORAGE = 507


class S3Store:
    """Objects in one bucket, which is made with object lock and versioning if it is not there."""

    def __init__(
        self,
        endpoint: str,
        *,
        access_key: str,
        secret_key: str,
        bucket: str,
        secure: bool = True,
        connect_seconds: float = 5,
        read_seconds: float = 30,
    ) -> None:
        """`endpoint` is host and port; the server's certificate is checked if `secure`."""
        timeout = urllib3.Timeout(connect=connect_seconds, read=read_seconds)
        self._client = Minio(
            endpoint,
            access_key,
            secret_key,
            secure=secure,
            region=REGION,
            http_client=urllib3.PoolManager(
                timeout=timeout, retries=False, maxsize=16, cert_reqs="CERT_REQUIRED"
            ),
        )
        self._bucket = bucket
        self._ready = False
        self._making = threading.Lock()
        self._locks: bool | None = None

    async def put(self, key: str, source: Path) -> StoredObject:
        check_key(key)
        return await self._call(key, self._put, key, source)

    def _put(self, key: str, source: Path) -> StoredObject:
        with contextlib.suppress(ObjectMissing):
            return StoredObject(key, self._size(key))
        with source.open("rb") as file:
            size = source.stat().st_size
            self._client.put_object(self._bucket, key, file, size, part_size=PART)
        return StoredObject(key, size)

    async def size(self, key: str) -> int:
        check_key(key)
        return await self._call(key, self._size, key)

    def _size(self, key: str) -> int:
        with _answers(key):
            return self._client.stat_object(self._bucket, key).size or 0

    async def read(
        self, key: str, start: int = 0, end: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        check_key(key)
        response = await self._call(key, self._get, key, start, end)
        if response is None:
            return
        try:
            while piece := await self._call(key, response.read, PIECE):
                yield piece
        finally:
            await in_thread(_let_go, response)

    def _get(self, key: str, start: int, end: int | None) -> BaseHTTPResponse | None:
        """The answer that holds the range; `None` if the object ends before it."""
        if end is not None and start >= end:
            self._size(key)
            return None
        length = 0 if end is None else end - start
        try:
            return self._client.get_object(self._bucket, key, start, length)
        except S3Error as error:
            if error.code == "InvalidRange":
                return None
            raise

    async def list(self, prefix: str = "") -> AsyncGenerator[StoredObject, None]:
        await self._call(prefix, self._prepare)
        with _answers(prefix):
            found = self._client.list_objects(self._bucket, prefix, recursive=True)
            async for each in in_batches(found):
                if not each.object_name.startswith(PROBES):
                    yield StoredObject(each.object_name, each.size, each.last_modified)

    async def retain(self, key: str, until: datetime) -> None:
        check_key(key)
        if self._locks is None:
            await self.probe()
        if not self._locks:
            raise RetentionUnsupported("The server was seen not to lock objects.")
        retention = Retention(COMPLIANCE, until)
        await self._call(key, self._client.set_object_retention, self._bucket, key, retention)

    async def forget(self, key: str) -> None:
        check_key(key)
        await self._call(key, self._forget, key)

    def _forget(self, key: str) -> None:
        with _answers(key):
            for each in self._client.list_objects(
                self._bucket, key, recursive=True, include_version=True
            ):
                if each.object_name == key:
                    self._client.remove_object(self._bucket, key, each.version_id)

    async def probe(self) -> Powers:
        return await self._call(PROBES, self._probe)

    def _probe(self) -> Powers:
        self._clear_probes()
        versioning = self._client.get_bucket_versioning(self._bucket).status == ENABLED
        self._locks, detail = self._try_lock()
        guard = Guard.VERSIONS if versioning else Guard.APPLICATION
        return Powers(
            store="s3",
            guard=Guard.LOCK if self._locks else guard,
            versioning=versioning,
            object_lock=self._locks,
            detail=detail,
        )

    def _try_lock(self) -> tuple[bool, str]:
        """Whether the server keeps a locked object from us: only an attempt tells."""
        key = f"{PROBES}{uuid4()}"
        retention = Retention(COMPLIANCE, datetime.now(UTC) + timedelta(seconds=PROBE_SECONDS))
        try:
            made = self._client.put_object(
                self._bucket, key, BytesIO(b"probe"), 5, retention=retention
            )
        except S3Error as error:
            _check_up(error)
            made = self._client.put_object(self._bucket, key, BytesIO(b"probe"), 5)
            self._client.remove_object(self._bucket, key, made.version_id)
            return False, f"Retention was refused: {error.code}."
        with contextlib.suppress(S3Error):
            self._client.remove_object(self._bucket, key, made.version_id)
        try:
            self._client.stat_object(self._bucket, key, version_id=made.version_id)
        except S3Error as error:
            _check_up(error)
            return False, "An object under COMPLIANCE retention could be deleted."
        return True, "An object under COMPLIANCE retention could not be deleted."

    def _clear_probes(self) -> None:
        """Remove what earlier probes left locked, where the lock has ended."""
        for each in self._client.list_objects(
            self._bucket, PROBES, recursive=True, include_version=True
        ):
            with contextlib.suppress(S3Error):
                self._client.remove_object(self._bucket, each.object_name, each.version_id)

    async def _call(self, key: str, work: Callable[..., T], *args: object) -> T:
        def prepared() -> T:
            with _answers(key):
                self._prepare()
                return work(*args)

        return await in_thread(prepared)

    def _prepare(self) -> None:
        with self._making:
            if not self._ready and not self._client.bucket_exists(self._bucket):
                self._make()
            self._ready = True

    def _make(self) -> None:
        try:
            self._client.make_bucket(self._bucket, object_lock=True)
        except S3Error as error:
            _check_up(error)
            if error.code != "BucketAlreadyOwnedByYou":
                self._client.make_bucket(self._bucket)
        torn = Rule(
            ENABLED,
            rule_filter=Filter(prefix=""),
            rule_id="torn-uploads",
            abort_incomplete_multipart_upload=AbortIncompleteMultipartUpload(TORN_DAYS),
        )
        # What a server lacks, `probe` says or its keeper sees to: neither keeps us from storing.
        with _unless_down():
            self._client.set_bucket_versioning(self._bucket, VersioningConfig(ENABLED))
        with _unless_down():
            self._client.set_bucket_lifecycle(self._bucket, LifecycleConfig([torn]))


def _let_go(response: BaseHTTPResponse) -> None:
    response.close()
    response.release_conn()


def _check_up(error: S3Error) -> None:
    """Pass on what is the server's trouble and not its answer."""
    if error.response.status >= _SERVER_ERROR and error.code != "NotImplemented":
        raise error


@contextlib.contextmanager
def _unless_down() -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        _check_up(error)


@contextlib.contextmanager
def _answers(key: str) -> Iterator[None]:
    """What the server answers, or that it does not, in the words of `storage.errors`."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise ObjectMissing(key) from None
        if error.code in _FULL or error.response.status == _INSUFFICIENT_STORAGE:
            raise NoSpace(str(error)) from error
        if error.response.status >= _SERVER_ERROR or error.code == "SlowDown":
            raise StoreUnavailable(str(error)) from error
        raise StoreRefused(str(error)) from error
    except (MinioException, HTTPError, ParseError, ValueError) as error:
        raise StoreUnavailable(str(error)) from error
