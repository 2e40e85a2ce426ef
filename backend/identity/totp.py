"""Time-based one-time passwords (RFC 6238: SHA-1, six figures, 30 seconds). Pure.

One step of clock difference either way is allowed (RFC 6238, 5.2).
"""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime

from pyotp import TOTP

ISSUER = "知融 Zhirong"
SECRET_BYTES = 20
RECOVERY_CODES = 10
#: Of a recovery code: 80 bits, so that its digest needs no salt.
_RECOVERY_BYTES = 10
_DRIFT = (0, -1, 1)


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def shown(secret: bytes) -> str:
    """The secret as it is typed into an authenticator: 32 letters and figures (base 32)."""
    return b32encode(secret).decode()


def address(secret: bytes, *, account: str) -> str:
    """The `otpauth://` address that the QR code holds."""
    return TOTP(shown(secret)).provisioning_uri(name=account, issuer_name=ISSUER)


def step_of(secret: bytes, code: str, *, at: datetime) -> int | None:
    """The step whose code this is, at that moment or next to it; None for any other code."""
    totp = TOTP(shown(secret))
    now = totp.timecode(at)
    for step in (now + each for each in _DRIFT):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def plain(code: str) -> str:
    """A code as it is compared: without spaces and dashes, in lower case."""
    return "".join(code.split()).replace("-", "").lower()


def new_recovery_codes() -> list[str]:
    """Ten codes of four groups of four letters and figures."""
    return [_grouped(secrets.token_bytes(_RECOVERY_BYTES)) for _ in range(RECOVERY_CODES)]


def _grouped(code: bytes) -> str:
    letters = b32encode(code).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
