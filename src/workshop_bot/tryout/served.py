"""What a browser may load, and whence: the page's own files and those that the bot has sent, on this machine alone (P24)."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

from workshop_bot.tryout.double import Double

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_NOTHING_ELSE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Served:
    """The files and the guard before them, which lets nobody in until it is told at which port the page is."""

    def __init__(self, double: Double) -> None:
        self._double = double
        self._files = dict(_packaged(files("workshop_bot.tryout") / "static", "static"))
        self._here: frozenset[str] = frozenset()

    def at(self, port: int) -> None:
        """The page is at this port of the machine."""
        self._here = frozenset(f"{name}:{port}" if port != 80 else name for name in ("127.0.0.1", "localhost"))

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """What can be asked for."""
        return [web.get("/", self._index), web.get("/files/{chat}/{message}", self._file), web.get("/{path:static/.+}", self._static)]

    @web.middleware
    async def guard(self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        """Only this machine's own page may ask: neither another name for us nor another page in the same browser."""
        origin = request.headers.get("Origin")
        elsewhere = origin not in {f"http://{here}" for here in self._here} and (origin is not None or request.path == "/ws")
        if request.host not in self._here or elsewhere:
            return web.Response(status=403, text="This page is for this computer alone.", headers=_SAFE)
        lines = " ".join(f"ws://{here}" for here in sorted(self._here))  # some browsers do not count them to 'self'
        safe = {**_SAFE, "Content-Security-Policy": f"default-src 'self'; connect-src 'self' {lines}; {_NOTHING_ELSE}"}
        try:
            response = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(safe)
            raise
        if not response.prepared:
            response.headers.update(safe)
        return response

    async def _index(self, request: web.Request) -> web.Response:
        return self._own("static/index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return self._own(request.match_info["path"])

    def _own(self, path: str) -> web.Response:
        if path not in self._files:
            return web.Response(status=404)
        kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        return web.Response(body=self._files[path], content_type=kind, charset="utf-8")

    async def _file(self, request: web.Request) -> web.Response:
        """What the bot has sent up: to be saved, never shown."""
        try:
            found = self._double.world.find(int(request.match_info["chat"]), int(request.match_info["message"]))
        except ValueError:
            found = None
        if found is None or found.file is None or "data" not in found.file:
            return web.Response(status=404)
        name = "".join(letter for letter in found.file["name"] if letter.isalnum() or letter in "._- ")
        headers = {"Content-Disposition": f'attachment; filename="{name.encode("ascii", "replace").decode()}"'}
        return web.Response(body=found.file["data"], content_type="application/octet-stream", headers=headers)


def _packaged(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Path → bytes of every file of the page, read once: nothing else on the disk can be asked for."""
    for found in folder.iterdir():
        if found.is_dir():
            yield from _packaged(found, f"{path}/{found.name}")
        elif found.name.rpartition(".")[2] in _TYPES:
            yield f"{path}/{found.name}", found.read_bytes()
