"""The web app's files: one page for every address, hashed assets for ever, nothing outside."""

from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from backend.kernel.web import web_app


@pytest.fixture
def web(tmp_path: Path) -> httpx.AsyncClient:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<title>知融</title>")
    (dist / "assets" / "main-1a2b.js").write_text("export {}")
    (dist / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret").write_text("no")
    app = Litestar(web_app(dist), openapi_config=None, logging_config=None)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),  # type: ignore[arg-type]
        base_url="http://test",
    )


@pytest.mark.parametrize("path", ["/", "/e/ip", "/b/queue/123", "/index.html", "/" + "x" * 5000])
async def test_every_address_is_the_one_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)

    assert answer.status_code == 200
    assert "知融" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "media_type", "cache"),
    [
        ("/assets/main-1a2b.js", "text/javascript", "immutable"),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
    ],
)
async def test_files_have_their_type(
    web: httpx.AsyncClient, path: str, media_type: str, cache: str
) -> None:
    answer = await web.get(path)

    assert answer.headers["content-type"].startswith(media_type)
    assert cache in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/v1/nothing"])
async def test_what_is_not_there_is_not_there(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret"])
async def test_nothing_outside_the_folder_is_served(web: httpx.AsyncClient, path: str) -> None:
    assert "no" not in (await web.get(path)).text.replace("not", "")[:3]
