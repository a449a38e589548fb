"""Settings come from the environment, and one that cannot be used is refused with its name and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.settings import Settings, SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_environment({"STARTBRO_PORT": "", "STARTBRO_ORIGINS": " "})
    assert (settings.host, settings.port, settings.action_port, settings.rasa_port) == ("127.0.0.1", 8080, 8081, 5005)
    assert settings.database_url == "sqlite:///var/startbro.db"
    assert (settings.state, settings.origins, settings.public_url) == (Path("var"), (), "http://127.0.0.1:8080")


def test_the_secret_is_made_anew_and_never_shown() -> None:
    one, two = Settings.from_environment({}), Settings.from_environment({})
    assert one.rasa_secret != two.rasa_secret
    assert len(one.rasa_secret) >= 32
    assert one.rasa_secret not in repr(one)


def test_several_gateways_share_postgresql_and_redis() -> None:
    both = {"STARTBRO_DATABASE_URL": "postgresql+psycopg://x", "STARTBRO_REDIS_URL": "redis://:word@10.0.0.5/1"}
    settings = Settings.from_environment(both)
    assert settings.redis_url == both["STARTBRO_REDIS_URL"]
    assert "word" not in repr(settings)


def test_everything_can_be_set() -> None:
    settings = Settings.from_environment(
        {
            "STARTBRO_HOST": "::1",
            "STARTBRO_PORT": "9000",
            "STARTBRO_STATE": "/srv/state",
            "STARTBRO_ORIGINS": "https://a.example/, http://b.example:8000",
            "STARTBRO_PROXIES": "10.0.0.7, 192.168.0.0/16,2001:db8::/32",
            "STARTBRO_RASA_SECRET": "s",
        }
    )
    assert settings.redis_url == ""
    assert settings.public_url == "http://[::1]:9000"
    assert settings.database_url == "sqlite:////srv/state/startbro.db"
    assert settings.origins == ("https://a.example", "http://b.example:8000")
    assert [*map(str, settings.proxies)] == ["10.0.0.7/32", "192.168.0.0/16", "2001:db8::/32"]
    assert settings.rasa_secret == "s"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("PORT", "http", id="port is a word"),
        pytest.param("PORT", "0", id="port is zero"),
        pytest.param("ACTION_PORT", "65536", id="port is too large"),
        pytest.param("RASA_PORT", "٨٠٨٠", id="digits that are not ASCII"),
        pytest.param("DATABASE_URL", "mysql://x", id="unknown database"),
        pytest.param("REDIS_URL", "127.0.0.1:6379", id="Redis without a scheme"),
        pytest.param("REDIS_URL", "redis://127.0.0.1", id="several gateways on SQLite"),
        pytest.param("ORIGINS", "https://a.example/page", id="origin with a path"),
        pytest.param("ORIGINS", "*", id="every origin"),
        pytest.param("PROXIES", "proxy.example", id="proxy by name"),
        pytest.param("PROXIES", "10.0.0.7/8", id="network with a host's address"),
        pytest.param("PUBLIC_URL", "a.example", id="address without scheme"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"STARTBRO_{name}: "):
        Settings.from_environment({f"STARTBRO_{name}": value})
