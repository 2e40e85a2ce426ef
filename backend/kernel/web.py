"""The web app's built files: hashed assets for ever, one page for every address."""

from pathlib import Path

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.response import File
from litestar.types import ControllerRouterHandler

#: File names under assets/ carry a hash of their content.
IMMUTABLE = "public, max-age=31536000, immutable"

#: Named here, since the machine's own table of media types may lack the newer ones.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for the disk is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def web_app(folder: Path) -> list[ControllerRouterHandler]:
    """Handlers that serve `folder`; every other address outside /api gets index.html."""
    root = folder.resolve()

    @get(["/", "/{path:path}"], include_in_schema=False, sync_to_thread=False)
    def page(request: Request) -> File | Response[str]:  # type: ignore[type-arg]
        path = request.url.path
        if path.startswith("/api/"):
            raise NotFoundException("There is no such address in the API.")
        asset = (root / path.lstrip("/")).resolve()
        if asset.is_relative_to(root) and _is_file(asset) and asset.name != "index.html":
            cache = IMMUTABLE if asset.parent.name == "assets" else "no-cache"
            return File(
                asset,
                media_type=MEDIA_TYPES.get(asset.suffix, "application/octet-stream"),
                content_disposition_type="inline",
                headers={"Cache-Control": cache},
            )
        if path.startswith("/assets/"):
            raise NotFoundException("There is no such file.")
        index = root / "index.html"
        if not index.is_file():
            return Response(
                "The web app has not been built: run `make run`, or `npm run build` in frontend/.",
                media_type="text/plain",
                status_code=503,
            )
        return File(
            index,
            media_type="text/html",
            content_disposition_type="inline",
            headers={"Cache-Control": "no-cache"},
        )

    return [page]
