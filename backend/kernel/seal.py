"""The platform's seal: the PKCS#12 of the settings, or a development authority's in HOME."""

from functools import cache

from backend.kernel.settings import Unfit, settings
from contracts.authority import (
    Authority,
    SealKey,
    UnfitKey,
    development_key,
    development_root,
    key_from_pkcs12,
)


@cache
def seal_key() -> SealKey:
    """What papers are sealed with; Unfit where the settings name no fit key."""
    given, passphrase = settings().seal_pkcs12, settings().seal_passphrase
    if given is None or passphrase is None:
        return development_key(settings().home / "seal")
    try:
        key = key_from_pkcs12(given.read_bytes(), passphrase.get_secret_value())
    except (OSError, UnfitKey) as error:
        raise Unfit(f"ZHIRONG_SEAL_PKCS12: {error}") from None
    if settings().production and key.authority is Authority.DEVELOPMENT:
        raise Unfit("ZHIRONG_ENV=production refuses the seal of a development authority.")
    return key


def known_roots() -> list[bytes]:
    """The roots whose seals this installation vouches for; makes nothing."""
    if settings().seal_pkcs12 is not None:
        return [seal_key().root_pem]
    root = development_root(settings().home / "seal")
    return [] if root is None else [root]
