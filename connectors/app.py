"""The gateway: one process that stores what people say, answers it with Rasa's help, and shows it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from aiohttp import web

from bot.advice.facts import Facts
from bot.language.catalogue import default_catalogue
from bot.language.identity_numbers import mask
from bot.language.rendering import render
from connectors.desk.door import keep_guard
from connectors.desk.routes import add_desk_routes
from connectors.desk.service import run_desk
from connectors.desk.translation import run_translation
from connectors.keys import Keys
from connectors.logs import configure_log, describe
from connectors.record.attempts import Look, LookAt, Minds
from connectors.record.degraded import Menu
from connectors.record.lately import Lately
from connectors.record.turns import TurnEngine
from connectors.record.types import Tools
from connectors.record.understander import RasaUnderstander, Understander
from connectors.settings import Settings
from connectors.store.database import Database
from connectors.store.schema import is_current
from connectors.web import patience, security
from connectors.web.advisers import run_windows
from connectors.web.hub import Hub
from connectors.web.knowledge import Shelf
from connectors.web.routes import add_routes
from connectors.web.service import SERVICE, Service, Stage

SETTINGS = web.AppKey("SETTINGS", Settings)
UNDERSTANDER = web.AppKey("UNDERSTANDER", Understander)
SECONDS_TO_STOP = 3.0
LARGEST_BODY = 64 * 1024

log = logging.getLogger("startbro")


def build_app(settings: Settings, understander: Understander | None = None) -> web.Application:
    """Build the public application; tests give an understander of their own."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app[SETTINGS] = settings
    app[UNDERSTANDER] = understander or RasaUnderstander(settings.rasa_url, settings.rasa_secret)
    security.set_up(app, settings.public_url, settings.origins)
    patience.set_up(app)
    add_routes(app)
    add_desk_routes(app, settings)
    app.cleanup_ctx.append(run_service)
    app.cleanup_ctx.append(run_windows)
    app.cleanup_ctx.append(keep_guard)
    app.cleanup_ctx.append(run_desk)
    app.cleanup_ctx.append(run_translation)
    app.cleanup_ctx.append(serve_actions)
    app.on_shutdown.append(close_sockets)
    return app


async def run_service(app: web.Application) -> AsyncIterator[None]:
    """Own the database, the turn engine and the watch over Rasa for as long as the application runs."""
    settings, understander = app[SETTINGS], app[UNDERSTANDER]
    database, catalogue, shelf = Database(settings.database_url), default_catalogue(), Shelf()
    hub = Hub()
    stage = Stage(hub)
    tools = Tools(render, catalogue.version, Keys.load(settings.state), mask, lambda: datetime.now(UTC))
    minds = Minds(understander, Menu(shelf.get), look_at(shelf))
    engine = TurnEngine(database, tools, minds=minds, audience=stage)
    service = Service(settings, database, tools, catalogue, shelf, understander, engine, hub)
    links = _tie(service)
    app[SERVICE] = service
    stage.serve(service)

    def changed() -> None:
        stage.understander_changed(understander.boot is not None)
        engine.understander_changed()

    async def take_up() -> None:
        try:
            await shelf.loaded()
        except Exception as error:
            log.error("what the bot knows cannot be loaded; run startbro check: %s", describe(error))
            raise
        gc.freeze()  # what is loaded now stays; looking through it for garbage would hold up messages
        await engine.start()

    async with understander.watch(changed), links:
        taking_up = asyncio.create_task(take_up())
        yield
        taking_up.cancel()
        await asyncio.gather(taking_up, return_exceptions=True)
        await engine.stop()
    await shelf.close()
    await database.close()


def _tie(service: Service) -> AbstractAsyncContextManager[None]:
    """Give what ties a gateway to others while it lasts: nothing unless there is a Redis between them."""
    if not service.settings.redis_url:
        return contextlib.nullcontext()
    from connectors.fanout.links import Links  # a third of a second that one gateway alone can do without

    links = Links(service.settings.redis_url, service.tools.keys)
    service.fanout = links.fanout
    service.engine.share(links.leases)
    return links.running(service, service.understander.forget)


def look_at(shelf: Shelf) -> LookAt:
    """Give what tells how a text stands to the question now asked."""

    async def look(facts: Facts, text: str, lately: Lately) -> Look:
        return (await shelf.get()).look_at(facts, text, lately)

    return look


async def serve_actions(app: web.Application) -> AsyncIterator[None]:
    """Serve Rasa's action calls on the internal port as soon as the actions are loaded."""
    service = app[SERVICE]
    starting = asyncio.create_task(_start_actions(service))
    yield
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await (await starting).cleanup()


async def _start_actions(service: Service) -> web.AppRunner:
    executor = (await service.shelf.loaded()).executor
    from bot.actions.server import build_app as build_actions

    runner = web.AppRunner(build_actions(executor), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", service.settings.action_port)
    while True:
        try:
            await site.start()
        except OSError:
            log.warning("the port for actions is taken; trying again")
            await asyncio.sleep(1)
        else:
            return runner


async def close_sockets(app: web.Application) -> None:
    """Tell every window that we go; they come back by themselves."""
    for connection in app[SERVICE].hub.everyone():
        connection.end()


def serve(arguments: Sequence[str]) -> int:
    """Run the gateway until it is told to stop; the command ``startbro serve``."""
    configure_log()
    settings = Settings.from_environment()
    settings.state.mkdir(parents=True, exist_ok=True)
    if not is_current(settings.database_url):
        from connectors.store.migrate import migrate  # half a second that a restart can do without

        migrate(settings.database_url)
    asyncio.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    runner = web.AppRunner(build_app(settings), access_log=None, shutdown_timeout=SECONDS_TO_STOP)
    await runner.setup()
    listening = await _listen(runner, settings)
    log.info("gateway is up on %s", settings.public_url)
    await stopped.wait()
    listening.close()
    await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: Settings) -> asyncio.Server:
    if runner.server is None:
        raise RuntimeError("set the runner up before listening")
    accept = patience.impatient(runner.server, runner.app)
    loop = asyncio.get_running_loop()
    return await loop.create_server(accept, settings.host, settings.port, reuse_address=True, backlog=1024)
