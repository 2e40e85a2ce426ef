"""The command line: what `zhirong` can be told to do; `_parser` lists it."""

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import date
from pathlib import Path

import uvloop

from backend.kernel.settings import Settings, check, kept_secret, settings


def main() -> None:
    arguments = _parser().parse_args()
    _apply(arguments)
    if arguments.command == "verify":
        sys.exit(_verify(arguments.file, arguments.root))
    check(settings())
    settings().home.mkdir(parents=True, exist_ok=True)
    from backend.kernel import logs

    logs.configure(json_lines=settings().production)
    commands: dict[str, Callable[[], Coroutine[None, None, None]]] = {
        "serve": lambda: _serve(worker=not arguments.no_worker),
        "work": _work,
        "migrate": _migrate,
        "seed-demo": _seed_demo,
        "rewrap-keys": _rewrap_keys,
        "remove-second-factor": lambda: _remove_second_factor(arguments.email),
        "import-export": lambda: _import_export(arguments.file),
        "create-operator": lambda: _create_operator(arguments.email, arguments.credit_code),
        "load-field-counts": lambda: _load_field_counts(arguments),
    }
    if arguments.command == "export-openapi":
        _export_openapi(check_only=arguments.check)
        return
    with (
        contextlib.suppress(KeyboardInterrupt),
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(commands[arguments.command]())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhirong", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the API, the web app and the job worker")
    serve.add_argument("--demo", action="store_true", help="seed and show demonstration data")
    serve.add_argument("--no-worker", action="store_true", help="jobs run in another process")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int)
    commands.add_parser("work", help="run the job worker alone")
    commands.add_parser("migrate", help="bring the database to this version")
    verify = commands.add_parser("verify", help="say whether a paper is genuine, offline")
    verify.add_argument("file", type=Path)
    verify.add_argument("--root", type=Path, action="append", help="the authority's PEM")
    export = commands.add_parser("export-openapi", help="write contracts/openapi.json")
    export.add_argument("--check", action="store_true", help="only say whether it is current")
    commands.add_parser("seed-demo", help="seed the demonstration into an empty database")
    commands.add_parser("rewrap-keys", help="wrap every data key under the newest master key")
    factor = commands.add_parser(
        "remove-second-factor",
        help="authenticator and passkeys of whoever has lost his devices and recovery codes",
    )
    factor.add_argument("email")
    archive = commands.add_parser(
        "import-export", help="read an organisation's archive into an empty installation"
    )
    archive.add_argument("file", type=Path)
    counts = commands.add_parser(
        "load-field-counts", help="how many documents each IPC main group holds: group,count"
    )
    counts.add_argument("file", type=Path)
    counts.add_argument("--source", required=True)
    counts.add_argument("--as-of", type=date.fromisoformat, required=True)
    operator = commands.add_parser("create-operator", help="print an operator's one-time link")
    operator.add_argument("email")
    operator.add_argument("--credit-code", help="the operator's own, as its invoices state it")
    return parser


def _apply(arguments: argparse.Namespace) -> None:
    """Options win over the environment; the settings are read after this, once."""
    for option, name in (("host", "ZHIRONG_HOST"), ("port", "ZHIRONG_PORT")):
        if getattr(arguments, option, None) is not None:
            os.environ[name] = str(getattr(arguments, option))
    if getattr(arguments, "demo", False) or arguments.command == "seed-demo":
        os.environ["ZHIRONG_DEMO"] = "true"
        os.environ.setdefault("ZHIRONG_OPERATING_MODE", "licensed_broker")
        os.environ.setdefault("ZHIRONG_LICENCE_HOLDER", "知融保险经纪（演示）")
        os.environ.setdefault("ZHIRONG_LICENCE_NUMBER", "DEMO-LICENCE")


@contextlib.asynccontextmanager
async def _database() -> AsyncIterator[str]:
    """A connected, migrated database for the block; the embedded server stops after it."""
    from backend.kernel import db, embedded
    from backend.kernel.migrating import migrate

    server = None
    dsn = settings().database_url
    if dsn is None:
        server, dsn = await embedded.ensure_database(settings().home)
    await db.connect(dsn)
    try:
        await migrate()
        yield dsn
    finally:
        await db.disconnect()
        if server is not None and not _others_use_it():
            server.stop()


def _others_use_it() -> bool:
    """Whether another process of this HOME still serves or works on the embedded database."""
    mine = os.getpid()
    with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
        pids = json.loads((settings().home / "postgres" / ".handle_pids.json").read_text())
        return any(pid != mine and Path(f"/proc/{pid}").exists() for pid in pids)
    return False


async def _serve(*, worker: bool) -> None:
    import uvicorn

    from backend.app import create_app
    from backend.calendar.service import followed
    from backend.kernel.memory import settle
    from backend.kernel.serving import Protocol
    from backend.worker import running

    started = time.monotonic()
    async with contextlib.AsyncExitStack() as stack:
        dsn = await stack.enter_async_context(_database())
        await _check_fit(settings())
        if settings().demo:
            await _seed_if_empty()
        await stack.enter_async_context(followed())
        if worker:
            await stack.enter_async_context(running(dsn))
        settle()
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(),
                http=Protocol,
                host=settings().host,
                port=settings().port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=10,
            )
        )
        task = asyncio.create_task(server.serve())
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event
            await asyncio.sleep(0.02)
        if server.started:
            _greet(time.monotonic() - started)
        await task


async def _check_fit(current: Settings) -> None:
    """Production refuses a database that holds the demonstration."""
    from backend.kernel.db import fetch_value

    is_demo = await fetch_value(
        "SELECT EXISTS (SELECT 1 FROM identity_member WHERE email LIKE '%.zhirong.test')"
    )
    if current.production and is_demo:
        raise SystemExit("ZHIRONG_ENV=production refuses a database with demonstration data.")


async def _seed_if_empty() -> None:
    from backend.demo import seed_if_empty

    await seed_if_empty(_demo_password(), tell=_tell)


def _tell(text: str) -> None:
    print(text, flush=True)


def _demo_password() -> str:
    given = settings().demo_password
    return given.get_secret_value() if given else kept_secret("demo_password").decode()


def _greet(seconds: float) -> None:
    print(
        f"\nZhirong 知融 → http://{settings().host}:{settings().port}  (ready in {seconds:.1f} s)"
    )
    if settings().demo:
        from backend.demo import ACCOUNTS

        print("演示数据，非官方统计 · demonstration accounts, one password for all:")
        for email, what in ACCOUNTS:
            print(f"  {email:<36} {what}")
        print(f"  password: {_demo_password()}")
    print("Ctrl-C ends everything; the data stay.", flush=True)


async def _work() -> None:
    from backend.calendar.service import followed
    from backend.kernel.memory import settle
    from backend.worker import running

    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    settle()
    async with _database() as dsn, followed(), running(dsn):
        print("The worker runs. Ctrl-C ends it.", flush=True)
        await stop.wait()


async def _migrate() -> None:
    async with _database():
        print("The database is at this version.")


async def _seed_demo() -> None:
    async with _database():
        await _seed_if_empty()


async def _rewrap_keys() -> None:
    from backend.documents import service
    from backend.identity import service as identity

    async with _database():
        done, closed = await service.rotate()
        factors, lost = await identity.rewrap_second_factors()
    print(f"{done} data keys and {factors} second factors are under the newest master key now.")
    if closed or lost:
        raise SystemExit(
            f"{closed} data keys and {lost} second factors are under a master key that is not "
            "given: see README.md"
        )


async def _remove_second_factor(email: str) -> None:
    from backend.identity import service
    from backend.kernel.errors import DomainError

    async with _database():
        try:
            await service.remove_second_factor_of(email)
        except DomainError as refused:
            raise SystemExit(str(refused)) from None
    print(f"{email} signs in with the password alone now.")


async def _import_export(file: Path) -> None:
    from backend.exports import service
    from backend.kernel.errors import DomainError

    async with _database():
        try:
            done = await service.import_archive(file)
        except OSError as error:
            raise SystemExit(f"{file}: {error.strerror}") from None
        except DomainError as refused:
            notes = getattr(refused, "__notes__", [])
            raise SystemExit(" ".join([f"{refused.code}: {refused}", *notes])) from None
    print(
        f"{done.organisation_name}: {done.documents} documents and {done.records} records are "
        f"here; {done.unavailable} documents were not in the archive."
    )
    for each in done.invited:
        print(f"http://{settings().host}:{settings().port}/link/{each.token}  {each.email}")
    print("The organisation has yet to be verified here. Each link: one use, 72 hours.")


async def _load_field_counts(arguments: argparse.Namespace) -> None:
    from backend.valuation import service as valuation

    async with _database():
        try:
            counts = valuation.field_counts_in(arguments.file.read_bytes())
        except ValueError as error:
            raise SystemExit(str(error)) from None
        await valuation.load_field_counts(counts, source=arguments.source, as_of=arguments.as_of)
    print(f"{len(counts)} main groups of {arguments.as_of}.")


async def _create_operator(email: str, credit_code: str | None) -> None:
    from backend.identity import service

    async with _database():
        token, expires_at = await service.create_operator(email, uscc=credit_code)
    print(f"http://{settings().host}:{settings().port}/link/{token}")
    print(f"One use, until {expires_at:%Y-%m-%d %H:%M} UTC.", file=sys.stderr)


def _verify(file: Path, given: list[Path] | None) -> int:
    """0 when the file is genuine, 1 when it is not, 2 when nothing could be decided."""
    from backend.kernel.seal import known_roots
    from contracts.signing import verify
    from contracts.telling import told

    try:
        pdf = file.read_bytes()
        roots = [root.read_bytes() for root in given] if given else known_roots()
        verdict = verify(pdf, roots)
    except (OSError, ValueError) as error:
        print(f"无法核验 Cannot verify: {error}", file=sys.stderr)
        return 2
    if not roots:
        print("没有根证书 No root certificate: --root PEM", file=sys.stderr)
        return 2
    print(f"{file.name}\nSHA-256: {hashlib.sha256(pdf).hexdigest()}")
    print(*told(verdict), sep="\n")
    return 0 if verdict.valid else 1


def _export_openapi(*, check_only: bool) -> None:
    from backend.app import create_litestar

    target = Path(__file__).parent.parent / "contracts" / "openapi.json"
    schema = create_litestar().openapi_schema.to_schema()
    text = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if not check_only:
        target.write_text(text)
        print(f"{target.name} written: {len(schema['paths'])} paths.")
    elif not target.exists() or target.read_text() != text:
        raise SystemExit("contracts/openapi.json is stale: make generate")


if __name__ == "__main__":
    main()
