"""Writes a talk as a letter: what the person read in the first column, the Swedish in the second. Pure.

Whatever somebody wrote is text in it and nothing else, and keeps its direction to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.language.locales import direction, native_name
from bot.language.rendering import render
from connectors.mail.shapes import Mail

SWEDISH = "sv"
CELL = "padding:8px;vertical-align:top;text-align:start;border-bottom:1px solid #ccc;white-space:pre-wrap"


@dataclass(frozen=True)
class Words:
    """A text as somebody reads it. ``machine`` marks what a translation program wrote."""

    text: str
    language: str
    direction: str
    machine: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the talk. ``swedish`` is None where nobody has put it into Swedish."""

    author: str
    time: str
    own: Words
    swedish: Words | None


@dataclass(frozen=True)
class Letter:
    """All that a letter with a talk is made of. ``locale`` is the person's; ``address`` is where the chat is."""

    to: str
    locale: str
    adviser: str
    organisation: str
    address: str
    lines: Sequence[Line]


def write(letter: Letter) -> Mail:
    """Write the letter, as text and as a table."""
    before, after = _before(letter), _after(letter)
    subject = render("mail_transcript_subject", {}, locale=letter.locale).text
    talk = [_as_text(line, letter.locale) for line in letter.lines]
    text = "\n\n".join([*before, *talk, *after]) + "\n"
    return Mail(letter.to, subject, text, _as_page(letter, subject, before, after), letter.locale)


def _before(letter: Letter) -> list[str]:
    names = {"adviser": letter.adviser, "organisation": letter.organisation}
    values = {name: {"type": "name", "value": value} for name, value in names.items()}
    return [render("mail_transcript_why", values, locale=letter.locale).text]


def _after(letter: Letter) -> list[str]:
    where = {"address": {"type": "name", "value": letter.address}}
    return [
        render("mail_transcript_masked", {}, locale=letter.locale).text,
        render("mail_transcript_do_not_answer", where, locale=letter.locale).text,
    ]


def _has_second(line: Line, locale: str) -> bool:
    return locale != SWEDISH and line.swedish is not None and line.swedish.text != line.own.text


def _as_text(line: Line, locale: str) -> str:
    written = [f"{line.author}, {line.time}", line.own.text]
    if line.swedish is not None and _has_second(line, locale):
        written.append(f"{native_name(SWEDISH)}{_mark(line.swedish, locale)}: {line.swedish.text}")
    return "\n".join(written)


def _mark(words: Words, locale: str) -> str:
    return f" ({render('mail_transcript_machine', {}, locale=locale).text})" if words.machine else ""


def _as_page(letter: Letter, subject: str, before: Sequence[str], after: Sequence[str]) -> str:
    columns = [letter.locale] if letter.locale == SWEDISH else [letter.locale, SWEDISH]
    heads = "".join(
        f'<th scope="col" lang="{_tag(one)}" dir="{direction(one)}" style="{CELL}">{escape(native_name(one))}</th>'
        for one in columns
    )
    rows = "\n".join(_row(line, letter.locale, len(columns)) for line in letter.lines)
    return (
        f'<!doctype html>\n<html lang="{_tag(letter.locale)}" dir="{direction(letter.locale)}">\n'
        f'<head><meta charset="utf-8"><title>{escape(subject)}</title></head>\n'
        f'<body style="font-family:sans-serif;line-height:1.5">\n<h1>{escape(subject)}</h1>\n{_paragraphs(before)}\n'
        f'<table style="border-collapse:collapse;width:100%"><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n'
        f"</tbody></table>\n{_paragraphs(after)}\n</body>\n</html>\n"
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def _row(line: Line, locale: str, columns: int) -> str:
    head = f"<b><bdi>{escape(line.author)}</bdi></b>, {escape(line.time)}<br>"
    cells = [_cell(line.own, head)]
    if columns > 1:
        swedish = line.swedish
        mark = f"<i>{escape(_mark(swedish, locale).strip())}</i> " if swedish is not None and swedish.machine else ""
        cells.append(f'<td style="{CELL}"></td>' if swedish is None else _cell(swedish, mark))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(words: Words, before: str) -> str:
    text = f'<span lang="{_tag(words.language)}" dir="{escape(words.direction)}">{escape(words.text)}</span>'
    return f'<td style="{CELL}">{before}{text}</td>'


def _tag(language: str) -> str:
    return escape(language.replace("_", "-"))
