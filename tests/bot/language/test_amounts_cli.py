"""The command ``startbro amounts``."""

from __future__ import annotations

import io
import json

import pytest

from bot.language.amounts_cli import main


def test_every_line_gives_one_json_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("konton kun\nin badan\n1.250,50\n\n"))
    assert main(["--locale", "so"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"text": "konton kun", "amount": "50000"},
        {"text": "in badan", "reason": "vague"},
        {"text": "1.250,50", "amount": "1250.5"},
        {"text": "", "reason": "none"},
    ]


def test_an_unknown_language_is_named_and_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--locale", "xx"]) == 2
    assert "xx" in capsys.readouterr().err
