"""Which seal the settings give."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from backend.kernel import seal
from backend.kernel.settings import Settings, Unfit
from contracts.authority import Authority, development_key


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    seal.seal_key.cache_clear()
    yield
    seal.seal_key.cache_clear()


def given(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    settings = Settings(**values)  # type: ignore[arg-type]
    monkeypatch.setattr(seal, "settings", lambda: settings)


def with_passphrase(folder: Path) -> Path:
    """A development authority's key as a deployment would bring it."""
    development_key(folder / "seal")
    private, certificate, others = pkcs12.load_key_and_certificates(
        (folder / "seal" / "seal.p12").read_bytes(), None
    )
    file = folder / "given.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal",
            private,  # type: ignore[arg-type] # a key is what was loaded
            certificate,
            others,
            BestAvailableEncryption(b"correct horse"),
        )
    )
    return file


def test_development_makes_its_own_authority(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, home=tmp_path)
    assert seal.known_roots() == []

    key = seal.seal_key()

    assert key.authority is Authority.DEVELOPMENT
    assert seal.known_roots() == [key.root_pem]


def test_the_given_key_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = with_passphrase(tmp_path)
    given(monkeypatch, home=tmp_path / "h", seal_pkcs12=file, seal_passphrase="correct horse")

    assert seal.seal_key().root_pem == development_key(tmp_path / "seal").root_pem
    assert seal.known_roots() == [seal.seal_key().root_pem]
    assert not (tmp_path / "h").exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"seal_passphrase": "wrong"}, "passphrase"),
        ({"seal_pkcs12": "absent.p12"}, "No such file"),
        ({"env": "production"}, "development authority"),
    ],
)
def test_an_unfit_key_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, values: dict[str, object], said: str
) -> None:
    file = with_passphrase(tmp_path)
    fit: dict[str, object] = {
        "home": tmp_path,
        "seal_pkcs12": file,
        "seal_passphrase": "correct horse",
    }
    given(monkeypatch, **fit | values)

    with pytest.raises(Unfit, match=said):
        seal.seal_key()
