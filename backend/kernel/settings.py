"""What the environment decides: read once, frozen."""

import secrets
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
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
    demo_password: SecretStr | None = None
    #: Whether the address that people use is https: cookies are then sent over TLS only.
    tls: bool = False
    #: Whether this process shows demonstration data; `--demo` sets it.
    demo: bool = False

    @property
    def production(self) -> bool:
        return self.env == "production"


class Unfit(SystemExit):
    """The settings do not allow a start; the message says which and why."""


def check(settings: Settings) -> None:
    """Refuse to start in production with demonstration data, a generated secret, plain cookies."""
    if not settings.production:
        return
    if settings.demo or settings.demo_password:
        raise Unfit("ZHIRONG_ENV=production refuses demonstration data (--demo, demo password).")
    if settings.secret_key is None:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_SECRET_KEY (at least 32 characters).")
    if len(settings.secret_key.get_secret_value()) < 32:  # noqa: PLR2004 - said in the message
        raise Unfit("ZHIRONG_SECRET_KEY has to be at least 32 characters long.")
    if not settings.tls:
        raise Unfit("ZHIRONG_ENV=production needs ZHIRONG_TLS=true: cookies go over TLS only.")


@cache
def settings() -> Settings:
    return Settings()


@cache
def secret_key() -> bytes:
    """The key for CSRF tokens and body digests; made once into HOME in development."""
    given = settings().secret_key
    if given is not None:
        return given.get_secret_value().encode()
    return kept_secret("secret_key")


def kept_secret(name: str) -> bytes:
    """A secret generated at the first start and kept in HOME, readable by its owner only."""
    path = settings().home / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32 if name == "secret_key" else 6))
    return path.read_text().encode()
