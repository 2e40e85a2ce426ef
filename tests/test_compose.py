"""docker-compose.yml cannot be run here; its form and what it names are checked."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from backend.kernel.settings import Settings, Unfit, check

ROOT = Path(__file__).parent.parent
SECRET = "x" * 32
MASTER = "0f" * 32


def test_compose_names_services_that_exist_and_settings_that_are_known() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    known = {f"ZHIRONG_{name.upper()}" for name in Settings.model_fields}

    for name, service in services.items():
        for needed in service.get("depends_on", {}):
            assert needed in services, name
        given = {k for k in service.get("environment", {}) if k.startswith("ZHIRONG_")}
        assert given <= known, name
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"], name
        for secret in service.get("secrets", []):
            assert secret in compose["secrets"], name
            assert f"/run/secrets/{secret}" in service["environment"].values(), name


def test_compose_starts_commands_that_the_program_knows() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    program = (ROOT / "backend" / "__main__.py").read_text()

    for service in compose["services"].values():
        if "build" not in service:
            continue
        for word in service.get("command", []):
            assert f'"{word}"' in program, word


def test_the_image_copies_what_exists_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text()
    sources = [
        word
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, flags=re.M)
        for word in line.split()[:-1]
    ]

    for source in sources:
        assert (ROOT / source).exists(), source
    assert re.search(r"^USER zhirong$", text, flags=re.M)


def settings(**values: object) -> Settings:
    given = {
        "env": "production",
        "tls": True,
        "secret_key": SECRET,
        "master_key": MASTER,
        "seal_pkcs12": "seal.p12",
        "seal_passphrase": "x",
        "public_url": "https://zhirong.example",
    }
    return Settings(**{**given, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unfit",
    [
        {"demo": True},
        {"demo_password": SecretStr("x")},
        {"secret_key": None},
        {"secret_key": SecretStr("short")},
        {"tls": False},
        {"public_url": None},
        {"public_url": "http://zhirong.example"},
        {"master_key": None},
        {"master_key": SecretStr(MASTER[:-1])},
        {"master_key": SecretStr(f"{MASTER},")},
        {"seal_pkcs12": None, "seal_passphrase": None},
        {"seal_passphrase": None},
        {"seal_pkcs12": None},
        {"s3_endpoint": "objects:9000"},
        {"s3_endpoint": "objects:9000", "s3_access_key": "zhirong"},
    ],
)
def test_production_refuses_what_is_for_development(unfit: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        check(settings(**unfit))


@pytest.mark.parametrize(
    "fit",
    [
        {},
        {"master_key": f"{MASTER},{MASTER[::-1]}"},
        {"s3_endpoint": "objects:9000", "s3_access_key": "zhirong", "s3_secret_key": "x"},
        {"s3_endpoint": ""},
    ],
)
def test_production_starts_when_everything_is_given(fit: dict[str, object]) -> None:
    check(settings(**fit))


def test_compose_pins_its_images_and_waits_for_the_object_store() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert all(":" in service["image"] for service in services.values())
    assert "latest" not in {service["image"].rpartition(":")[2] for service in services.values()}
    assert services["objects"]["healthcheck"]
    for name in ("server", "worker"):
        assert services[name]["depends_on"]["objects"] == {"condition": "service_healthy"}
        assert services[name]["environment"]["ZHIRONG_S3_ENDPOINT"] == "objects:9000"
