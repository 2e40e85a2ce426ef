"""What a stolen database would have to be attacked with."""

import subprocess
import sys

from tests.conftest import ROOT

HASHED = (
    "import asyncio;from backend.kernel.passwords import hash_password;"
    "print(asyncio.run(hash_password('correct horse')))"
)


def test_a_password_is_hashed_as_rfc_9106_asks() -> None:
    out = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", HASHED], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert out.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
