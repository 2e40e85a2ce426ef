"""What the environment decides: read once, frozen."""

import contextlib
import ipaddress
import os
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting is an environment variable `ZHIRONG_<NAME>`; README.md lists them."""

    model_config = SettingsConfigDict(env_prefix="ZHIRONG_", frozen=True, extra="ignore")

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    env: Literal["development", "production"] = "development"
    database_url: str | None = None
    secret_key: SecretStr | None = None
    #: The keys that the vault's data keys are wrapped under, newest first, by commas.
    master_key: SecretStr | None = None
    #: Host and port of an S3 server; without one, objects are files under HOME.
    s3_endpoint: str | None = None
    s3_access_key: SecretStr | None = None
    s3_secret_key: SecretStr | None = None
    s3_bucket: str = "zhirong"
    s3_secure: bool = True
    #: The PKCS#12 file with the key that papers are sealed with, and what opens it.
    seal_pkcs12: Path | None = None
    seal_passphrase: SecretStr | None = None
    #: Host and port of a virus scanner (clamd); without one, files are marked as not scanned.
    clamd: str | None = Field(default=None, pattern=r"^[^\s:]+:\d{1,5}$")
    #: Who confirms signatures under papers; `platform` is the one that exists.
    signature_provider: Literal["platform"] = "platform"
    #: Who states invoices to the tax platform; `file` makes what a person uploads there.
    invoice_issuer: Literal["file"] = "file"
    #: Under whose licence the platform works: whether it may hold premium.
    operating_mode: Literal["licensed_broker", "insurer_owned", "info_only"] = "info_only"
    #: Who holds the licence, and its number: what every page of insurance says.
    licence_holder: str | None = Field(default=None, max_length=120)
    licence_number: str | None = Field(default=None, max_length=80)
    #: Card payments; without a key there are none, and charges are paid by bank transfer.
    stripe_secret_key: SecretStr | None = None
    stripe_webhook_secret: SecretStr | None = None
    #: Stripe's own address, unless a stand-in on this machine is named.
    stripe_api_base: str | None = None
    #: What Stripe's account was enabled for: `card`, `alipay`, `wechat_pay`, by commas.
    stripe_methods: str = "card"
    demo_password: SecretStr | None = None
    #: Where people find this installation; printed on papers, and what passkeys belong to: under
    #: another host name they are void. By default the address served.
    public_url: str | None = None
    #: Whether the address that people use is https: cookies are then sent over TLS only.
    tls: bool = False
    #: Whether this process shows demonstration data; `--demo` sets it.
    demo: bool = False

    @field_validator(
        "s3_endpoint",
        "stripe_secret_key",
        "stripe_webhook_secret",
        "stripe_api_base",
        mode="before",
    )
    @classmethod
    def _none_if_empty(cls, given: object) -> object:
        return given or None

    @property
    def production(self) -> bool:
        return self.env == "production"


class Unfit(SystemExit):
    """The settings do not allow a start; the message says which and why."""


def check(settings: Settings) -> None:
    """Refuse half an S3 server or seal; in production demonstration data, made-up keys, no TLS."""
    if settings.s3_endpoint and not (settings.s3_access_key and settings.s3_secret_key):
        raise Unfit("ZHIRONG_S3_ENDPOINT needs ZHIRONG_S3_ACCESS_KEY and ZHIRONG_S3_SECRET_KEY.")
    if settings.master_key is not None:
        _check_master_key(settings.master_key.get_secret_value())
    if (settings.seal_pkcs12 is None) != (settings.seal_passphrase is None):
        raise Unfit("ZHIRONG_SEAL_PKCS12 and ZHIRONG_SEAL_PASSPHRASE are given together.")
    _check_stripe(settings)
    if settings.production:
        _check_production(settings)


def _check_master_key(text: str) -> None:
    if not re.fullmatch(r"[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*", text):
        raise Unfit(
            "ZHIRONG_MASTER_KEY is 64 hexadecimal digits; several, newest first, by commas."
        )


STRIPE_METHODS = ("card", "alipay", "wechat_pay")


def _check_stripe(settings: Settings) -> None:
    """Card data and money go to Stripe itself, or to a stand-in on this machine, nowhere else."""
    if (settings.stripe_secret_key is None) != (settings.stripe_webhook_secret is None):
        raise Unfit("ZHIRONG_STRIPE_SECRET_KEY and ZHIRONG_STRIPE_WEBHOOK_SECRET go together.")
    if settings.stripe_api_base is not None and not _is_loopback(settings.stripe_api_base):
        raise Unfit("ZHIRONG_STRIPE_API_BASE is left out, or names this machine (127.0.0.1).")
    methods = settings.stripe_methods.split(",")
    if len(set(methods)) < len(methods) or not set(methods) <= set(STRIPE_METHODS):
        raise Unfit(f"ZHIRONG_STRIPE_METHODS is some of {', '.join(STRIPE_METHODS)}, by commas.")


def _is_loopback(address: str) -> bool:
    """Whether it is a plain http(s) address of this machine, written so that nobody reads it
    otherwise: no user, no path, a number or `localhost`."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or parts.netloc.rpartition("@")[1]:
        return False
    if parts.path.strip("/") or parts.query or parts.fragment:
        return False
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _check_production(settings: Settings) -> None:
    if settings.demo or settings.demo_password:
        raise Unfit("ZHIRONG_ENV=production refuses demonstration data (--demo, demo password).")
    if settings.secret_key is None:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_SECRET_KEY (at least 32 characters).")
    if len(settings.secret_key.get_secret_value()) < 32:  # noqa: PLR2004 - said in the message
        raise Unfit("ZHIRONG_SECRET_KEY has to be at least 32 characters long.")
    if settings.master_key is None:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_MASTER_KEY (64 hexadecimal digits).")
    if settings.seal_pkcs12 is None:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_SEAL_PKCS12 and its passphrase.")
    if not (settings.public_url or "").startswith("https://"):
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_PUBLIC_URL (https://…): papers bear it.")
    if not settings.tls:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_TLS=true: cookies go over TLS only.")


@cache
def settings() -> Settings:
    return Settings()


def public_url() -> str:
    """Where people find this installation, without a slash at the end."""
    given = settings()
    return (given.public_url or f"http://{given.host}:{given.port}").rstrip("/")


@cache
def secret_key() -> bytes:
    """The key for CSRF tokens and body digests; made once into HOME in development."""
    given = settings().secret_key
    if given is not None:
        return given.get_secret_value().encode()
    return kept_secret("secret_key")


@cache
def master_key() -> str:
    """The vault's master keys, in hexadecimal, newest first; made once into HOME in development."""
    given = settings().master_key
    if given is not None:
        return given.get_secret_value()
    return kept_secret("master_key").decode()


def kept_secret(name: str) -> bytes:
    """A secret generated at the first start and kept in HOME, readable by its owner only."""
    path = settings().home / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{name}.{secrets.token_hex(4)}")
        with open(made, "xb", opener=_for_owner_only) as file:
            file.write(secrets.token_hex(32 if name.endswith("_key") else 6).encode())
            file.flush()
            os.fsync(file.fileno())
        # Server and worker may start together: the first link stands, and both read it.
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_bytes()


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
