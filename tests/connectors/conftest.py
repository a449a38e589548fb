"""The running gateway, for tests of the turn engine as well as of the web channel."""

from __future__ import annotations

from tests.connectors.web.conftest import rasa, server, session, settings, window

__all__ = ["rasa", "server", "session", "settings", "window"]
