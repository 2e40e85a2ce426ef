"""A real PostgreSQL for all tests: a template per run, a clone per worker, undone or committed."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import asyncpg
import httpx
import hypothesis
import pytest
from argon2 import PasswordHasher

# No test asserts on seconds: a busy machine is no counterexample. Nor on chance: a run is told
# again the same; `--hypothesis-profile=anew` draws other examples.
hypothesis.settings.register_profile(
    "anew", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "again", hypothesis.settings.get_profile("anew"), database=None, derandomize=True
)
hypothesis.settings.load_profile("again")

ROOT = Path(__file__).parent.parent
HOME = ROOT / "var" / "tests"
os.environ["ZHIRONG_HOME"] = str(HOME)
os.environ["ZHIRONG_SECRET_KEY"] = "a secret for tests only, long enough for anything"
for name in ("ZHIRONG_DATABASE_URL", "ZHIRONG_ENV", "ZHIRONG_DEMO", "ZHIRONG_DEMO_PASSWORD"):
    os.environ.pop(name, None)
_S3 = [name for name in os.environ if name.startswith("ZHIRONG_S3_")]
#: The S3 server that `make test-s3` runs the stores' suite against; hidden from everything else.
GIVEN_S3 = {name: os.environ.pop(name) for name in _S3}

from backend.app import create_app  # noqa: E402 - the settings come first
from backend.kernel import clock, db, migrating, passwords  # noqa: E402
from backend.kernel.auth import Actor  # noqa: E402

if TYPE_CHECKING:
    from tests.once import Demonstration

# The same algorithm at a fraction of its work; tests/kernel/test_passwords.py holds the whole.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)

#: The contract as it was exported; tests/test_openapi.py proves that it is the application's.
CONTRACT: dict[str, Any] = json.loads((ROOT / "contracts" / "openapi.json").read_text())

#: Real files for tests; absent on a machine that has only the project.
SHARED_DATA = ROOT.parent / "shared" / "data"

#: Names another server to run the tests on.
GIVEN = "ZHIRONG_TEST_DATABASE_URL"
#: For our own server only: what a power cut would lose was a test's.
FAST_AND_LOOSE = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
)

#: Most tests sign in with a password alone, in whatever role: the first version that counts obliges
#: nobody. tests/identity/test_second_factor_duty.py publishes others.
NOBODY_OBLIGED = """
ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
INSERT INTO reference_version (id, kind, version, valid_from, reason, rules)
SELECT gen_random_uuid(), kind, 2, '2020-01-01', 'tests', (SELECT jsonb_agg(
  each || '{"from_on": null}') FROM jsonb_array_elements(rules) AS each)
FROM reference_version WHERE kind = 'second_factor';
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;
"""

#: Groups and files that take minutes, in whose turn they begin: a run ends when the last does.
LONG = (
    "payments/test_deliveries.py",
    "authorisation",
    "browser-4",
    "browser-2",
    "reach-2",
    "reach-1",
    "browser-3",
    "empty",
    "values",
    "browser",
    "journeys/test_money_desk.py",
    "journeys/test_insurance.py",
    "authorisation-fuzz",
    "journeys/test_money.py",
    "exports/test_installations.py",
)

ClientFor = Callable[[Actor | None], httpx.AsyncClient]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: a workbook holds the second it was made in, and workers would differ."""
    return argname if isinstance(val, bytes) else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The long runs read only files that hold some, or whose conftest makes some of theirs long."""
    if config.option.markexpr != "slow" or collection_path.suffix != ".py":
        return None
    makers = (collection_path, collection_path.with_name("conftest.py"))
    return None if any(m.exists() and "mark.slow" in m.read_text() for m in makers) else True


def _turn(item: pytest.Item) -> int:
    group = item.get_closest_marker("xdist_group")
    name = group.args[0] if group else item.path.relative_to(ROOT / "tests").as_posix()
    return LONG.index(name) if name in LONG else len(LONG)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: it is not looked through again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first; the workers take whole groups in this order."""
    items.sort(key=_turn)


def shared(path: str) -> Path:
    """A real file of the shared folder, or a skip that says why."""
    file = SHARED_DATA / path
    if not file.exists():
        pytest.skip(f"the real file {path} is not on this machine")
    return file


def _replace_database(dsn: str, name: str) -> str:
    head, _, tail = dsn.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{tail}" if tail else "")


async def _in_maintenance(dsn: str, *statements: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def server_dsn() -> str:
    """The address of the server's maintenance database; started by the first who asks.

    `ZHIRONG_TEST_DATABASE_URL` names another server (Debian's PostgreSQL 15, say).
    """
    given = os.environ.get(GIVEN)
    if given:
        return given
    HOME.mkdir(parents=True, exist_ok=True)
    # A process of its own: the server must not die with the first worker that ends.
    script = (
        "import asyncio,sys;from pathlib import Path;from backend.kernel import embedded;"
        "print(asyncio.run(embedded.ensure_database(Path(sys.argv[1]), database='maintenance'))[1])"
    )
    out = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script, str(HOME)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return out.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
async def template(server_dsn: str) -> AsyncIterator[str]:
    """The migrated database of this worker, from which the others are cloned."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"template_{worker}_{os.getpid()}"
    if GIVEN not in os.environ:
        await _in_maintenance(server_dsn, *FAST_AND_LOOSE)
    await _in_maintenance(server_dsn, f'CREATE DATABASE "{name}"')
    dsn = _replace_database(server_dsn, name)
    await db.connect(dsn, size=2)
    await migrating.migrate()
    await db.run_script(NOBODY_OBLIGED)
    await db.disconnect()
    yield name
    await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


def _cloning(name: str, template: str) -> str:
    """Copied as files: through the log it takes three times as long."""
    return f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'


@asynccontextmanager
async def _clone(server_dsn: str, template: str) -> AsyncIterator[str]:
    name = f"clone_{uuid4().hex[:12]}"
    await _in_maintenance(server_dsn, _cloning(name, template))
    try:
        yield _replace_database(server_dsn, name)
    finally:
        await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
async def database(server_dsn: str, template: str) -> AsyncIterator[str]:
    """The worker's database for tests that are undone."""
    async with _clone(server_dsn, template) as dsn:
        await db.connect(dsn, size=12)
        yield dsn
        await db.disconnect()


@pytest.fixture
async def db_transaction(database: str) -> AsyncIterator[None]:
    """A transaction around the test, undone at its end."""
    async with db.DB.transaction() as outer:
        yield
        await outer.rollback()


@pytest.fixture(name="db")
def _db(db_transaction: None) -> None:
    """A transaction around the test, undone at its end."""


@pytest.fixture
async def committed(database: str, server_dsn: str, template: str) -> AsyncIterator[str]:
    """A database of the test's own, in which commits are real; its DSN."""
    pool, config = db.DB.pool, db.DB.config
    db.DB.pool = None
    async with _clone(server_dsn, template) as dsn:
        await db.connect(dsn, size=24)
        try:
            yield dsn
        finally:
            await db.disconnect()
            db.DB.pool, db.DB.config = pool, config


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One for all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
async def demonstrated(
    server_dsn: str, testrun_uid: str, run_folder: Path
) -> AsyncIterator["Demonstration"]:
    """The demonstration as `zhirong serve --demo` makes it, to be copied."""
    from tests.once import tell_once  # noqa: PLC0415

    if GIVEN not in os.environ:
        await _in_maintenance(server_dsn, *FAST_AND_LOOSE)
    async with tell_once(server_dsn, testrun_uid, run_folder) as told:
        yield told


@pytest.fixture(scope="session")
def app() -> object:
    """The application; who is asking stands in the scope, put there by `as_`."""
    asking: dict[str, Actor] = {}

    async def actor_of(token: str, address: str, request_id: str) -> Actor | None:
        return asking.get(token)

    return create_app(actor_of=actor_of), asking


@pytest.fixture
def as_(app: tuple[object, dict[str, Actor]]) -> Iterator[ClientFor]:
    """`as_(actor)` is an HTTP client whose requests are made by that actor; None is the public.

    The transport calls the application in this task, so that requests see the test's
    transaction. Litestar's own test client would run them in another event loop.
    """
    from backend.kernel.sessions import COOKIE, csrf_token  # noqa: PLC0415

    application, asking = app

    def client(actor: Actor | None) -> httpx.AsyncClient:
        headers, cookies = {}, {}
        if actor is not None:
            token = f"test-{actor.user_id}-{'-'.join(sorted(actor.roles))}"
            asking[token] = actor
            cookies[COOKIE] = token
            headers["X-CSRF-Token"] = csrf_token(token)
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(application),  # type: ignore[arg-type]
            base_url="http://test/api/v1",
            headers=headers,
            cookies=cookies,
        )

    yield client
    asking.clear()


@pytest.fixture
def run_jobs() -> Callable[[], Awaitable[int]]:
    """Run the jobs that wait, in this task and transaction, until none is left; how many ran."""
    from backend.worker import handlers  # noqa: PLC0415

    async def run() -> int:
        done = 0
        while True:
            rows = await db.fetch(
                "DELETE FROM pgqueuer WHERE id IN (SELECT id FROM pgqueuer "
                "WHERE status = 'queued' ORDER BY id LIMIT 50) RETURNING id, entrypoint, payload"
            )
            if not rows:
                return done
            for row in sorted(rows, key=lambda r: r["id"]):
                envelope = db.loads(bytes(row["payload"]))
                await handlers()[row["entrypoint"]](envelope["payload"])
                done += 1

    return run


@pytest.fixture(autouse=True)
def _no_frozen_clock_left() -> Iterator[None]:
    yield
    assert clock._frozen.get() is None
