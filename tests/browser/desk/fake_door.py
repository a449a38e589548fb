"""The door of the fake desk: its page, its texts, signing in, and showing a masked number."""

from __future__ import annotations

from aiohttp import web

from connectors.desk.passwords import SHORTEST
from connectors.web.security import OWN_PAGE
from tests.browser.catalogue_texts import ROOT
from tests.browser.desk import canned_desk as canned
from tests.browser.desk.canned_desk import ADVISERS, Json

BUILT = ROOT / "connectors" / "desk" / "ui" / "dist" / "desk.js"
PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Startbro</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><script type="module" src="/desk/desk.js"></script></head>
<body><startbro-desk locale="{locale}"></startbro-desk></body></html>"""
POLICY = OWN_PAGE.replace("connect-src 'self'", "connect-src 'self' ws:")
CODE = "123456"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"


class FakeDoor:
    """Lets in who knows password and code; ``signed`` holds who is inside."""

    def __init__(self) -> None:
        self.signed: set[str] = set()
        self.frames: list[Json] = []
        self.enrol = False
        self.first = False
        """Whether somebody signs in for the first time: then they choose a password of their own."""

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses of the door."""
        app.router.add_get("/desk", self._page)
        app.router.add_get("/desk/desk.js", self._script)
        app.router.add_get("/desk/texts/{locale}.json", self._texts)
        app.router.add_get("/desk/me", self._me)
        app.router.add_post("/desk/session", self._sign_in)
        app.router.add_delete("/desk/session", self._sign_out)
        app.router.add_post("/desk/unmask", self._unmask)

    async def _page(self, request: web.Request) -> web.Response:
        english = request.headers.get("Accept-Language", "").startswith("en")
        text = PAGE.format(locale=request.query.get("lang", "en" if english else "sv"))
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def _script(self, _request: web.Request) -> web.Response:
        return web.Response(text=BUILT.read_text(), content_type="text/javascript")

    async def _texts(self, request: web.Request) -> web.Response:
        return web.json_response(canned.texts(request.match_info["locale"]))

    async def _me(self, request: web.Request) -> web.Response:
        adviser = self.who(request)
        if adviser is None:
            return web.json_response({"passkey": True, "oidc": False}, status=401)
        return web.json_response({"adviser": adviser})

    async def _sign_in(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Startbro-Desk") != "1":
            return web.json_response({"error": "header"}, status=403)
        given = await request.json()
        if "password" in given:
            if given["password"] != PASSWORD or given["email"] not in ADVISERS:
                return web.json_response({"error": "wrong"}, status=401)
            picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h2v2z"/></svg>'
            step = {"step": "enrol", "secret": SECRET, "qr": picture} if self.enrol else {"step": "totp"}
            response = web.json_response({"step": "password"} if self.first else step)
            response.set_cookie("half", given["email"], path="/desk")
            return response
        if "new_password" in given:
            short = len(given["new_password"]) < SHORTEST
            answer = {"error": "weak", "why": "too_short"} if short else {"step": "totp"}
            return web.json_response(answer, status=422 if short else 200)
        email = request.cookies.get("half", "")
        if given.get("totp") != CODE or email not in ADVISERS:
            return web.json_response({"error": "wrong"}, status=401)
        self.signed.add(email)
        response = web.json_response({"step": "done"})
        response.set_cookie("desk", email, path="/desk", httponly=True, samesite="Strict")
        return response

    async def _sign_out(self, request: web.Request) -> web.Response:
        self.signed.discard(request.cookies.get("desk", ""))
        return web.json_response({"step": "out"})

    async def _unmask(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.frames.append({"type": "unmask", **asked})
        return web.json_response({"text": canned.NUMBER})

    def who(self, request: web.Request) -> Json | None:
        """Tell who sends a request."""
        email = request.cookies.get("desk", "")
        return ADVISERS[email] if email in self.signed else None
