"""Chooses every word of the papers for a loan: check, numbers, person, plan, budgets, what to bring.

Pure, like the plan's own document that stands in the middle of it. What was assumed and what is not confirmed is said
with the day of the figures and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.advice.budget.assumptions import assumptions
from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Budgets
from bot.advice.budget.unsaid import Unsaid
from bot.advice.budget.values import percent
from bot.advice.dated import Figure
from bot.advice.facts import ANSWERED, Answer
from bot.advice.figures import called
from bot.advice.packet import BRING, MISSING, PRESENT, Checked, check_packet
from bot.advice.parameters import Parameters
from connectors.documents.packet_budgets import budget_parts
from connectors.documents.packet_words import PacketWords
from connectors.documents.plan_document import Wording, plan_document
from connectors.documents.shapes import Columns, Grid, GridRow, Part, PlanDocument, Section
from connectors.record.types import PlanSnapshot

PERSON = ("owner_experience", "owner_education", "owner_languages", "owner_hours")


@dataclass(frozen=True)
class Calculated:
    """Both cases of a plan, or the day for which figures are not decided; with neither there are no numbers yet.

    ``unsaid`` tells what in them nobody has answered.
    """

    likely: Budgets | None = None
    careful: Budgets | None = None
    undecided: date | None = None
    unsaid: Unsaid = field(default_factory=Unsaid)


def packet_document(
    snapshot: PlanSnapshot, wording: Wording, calculated: Calculated, parameters: Parameters, *, day: date
) -> PlanDocument:
    """Word the papers; ``day`` is the day they are made."""
    words = PacketWords(wording)
    answered = {name for name, answer in snapshot.answers.items() if answer.state == ANSWERED}
    given = {name: Answer(one.value, one.text, one.language, one.state) for name, one in snapshot.answers.items()}
    unsaid = Unsaid.of(given, wording.template)
    asked = {question.id for question in wording.template.questions}
    checked = check_packet(answered, calculated.likely, asked)
    document = plan_document(snapshot, wording, day=day)
    person, sections = _person_first(document.sections, snapshot, words)
    after = list(_after(replace(calculated, unsaid=unsaid), parameters, words, checked))
    return replace(
        document,
        frame={**document.frame, "title": words("document_packet_title")},
        sections=(*person, *sections),
        before=(_check(checked, wording, words), _summary(replace(calculated, unsaid=unsaid), words)),
        after=tuple(after),
    )


def _check(checked: Sequence[Checked], wording: Wording, words: PacketWords) -> Part:
    head = ("document_packet_what", "document_packet_state", "document_packet_who", "document_book_status")
    rows = tuple(_checked_row(one, wording, words) for one in checked if one.state != BRING)
    grid = Grid((), tuple(words(name) for name in head), rows, wide=True)
    return Part(words("document_packet_check"), (words("document_packet_check_about"),), (), (grid,))


def _checked_row(one: Checked, wording: Wording, words: PacketWords) -> GridRow:
    state = words("document_packet_present" if one.state == PRESENT else f"document_packet_{one.state}")
    known = {question.id: question for question in wording.template.questions}
    if one.state == MISSING and one.mends in known:
        text = {"type": "message", "name": known[one.mends].names["text"], "values": {}}
        mend = words("document_packet_mend", question=text)
        state = tuple(replace(here, text=f"{here.text}\n{how.text}") for here, how in zip(state, mend, strict=True))
    return GridRow(words(one.wanted.name), (state, _who(one, words), _sure(one, words)), one.state == MISSING)


def _who(one: Checked, words: PacketWords) -> Columns:
    return words(f"document_packet_asked_by_{one.wanted.asked_by}")


def _sure(one: Checked, words: PacketWords) -> Columns:
    if one.wanted.status == "unconfirmed":
        return words("document_packet_unconfirmed", authority={"type": "name", "value": "Almi"})
    return words("document_packet_confirmed" if one.wanted.status == "confirmed" else "document_packet_customary")


def _summary(calculated: Calculated, words: PacketWords) -> Part:
    titles, budgets = words("document_packet_summary"), calculated.likely
    if calculated.undecided is not None:
        return Part(titles, (words("document_packet_undecided", day=_date(calculated.undecided)),))
    if budgets is None:
        return Part(titles, (words("document_packet_no_budget"),))
    figures_day = budgets.inputs.figures_day or budgets.inputs.start
    lines = [words("document_packet_figures_day", day=_date(figures_day)), words("document_book_kronor")]
    grids = [_key_numbers(budgets, calculated.unsaid, words)]
    if calculated.careful is not None:
        grids.append(_cases(budgets, calculated.careful, calculated.unsaid, words))
    if calculated.unsaid.units:
        lines.append(words("document_packet_units_open"))
    return Part(titles, tuple(lines), (), tuple(grids))


def _key_numbers(budgets: Budgets, unsaid: Unsaid, words: PacketWords) -> Grid:
    """Give what is needed, what there is, what is applied for and what is missing; what nobody has said is no 0."""
    start, seek = budgets.start, sum((loan.amount for loan in budgets.inputs.loans), ZERO)
    need, gap = (unsaid.needed, None) if unsaid.start else (start.need, start.gap)
    if unsaid.start and need is not None:
        gap = max(need - start.financing, ZERO)
    as_said = "document_packet_need_as_said" if unsaid.start and need is not None else "document_book_need"
    rows = [
        _number_or_not(words(as_said), need, words),
        _number_or_not(words("document_book_financing"), None if unsaid.sources else start.financing, words),
        _number_or_not(words("document_packet_seek"), None if unsaid.loan else seek, words, strong=True),
    ]
    if gap:
        rows.append(_number_or_not(words("document_book_gap"), gap, words, strong=True))
    return Grid((), (words("document_book_row"), words("document_book_amount")), tuple(rows))


def _number_or_not(label: Columns, amount: Decimal | None, words: PacketWords, *, strong: bool = False) -> GridRow:
    """Give an amount, or say that it is not answered yet."""
    cell = words("document_packet_not_answered") if amount is None else words.number(amount)
    return GridRow(label, (cell,), strong)


def _cases(likely: Budgets, careful: Budgets, unsaid: Unsaid, words: PacketWords) -> Grid:
    both = (likely, careful)
    rows = [
        (words("document_book_revenue"), [case.years[0].revenue for case in both], False),
        (words("document_book_before_tax"), [case.years[0].before_tax for case in both], False),
        (words("document_book_disposable"), [case.years[0].disposable.amount for case in both], False),
        (words("document_packet_lowest"), [case.liquidity.closing[case.liquidity.lowest] for case in both], True),
    ]
    if not unsaid.start:
        rows.append((words("document_book_need"), [case.start.need for case in both], False))
    head = [words("document_packet_likely"), words("document_packet_careful")]
    return words.grid("document_packet_cases", head, rows)


def _person_first(
    sections: Sequence[Section], snapshot: PlanSnapshot, words: PacketWords
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Take what is said of the person out of the plan, so that it stands first and once."""
    texts = {words(f"{name}.text")[0].text for name in _names(words) if name.split(".")[1] in PERSON}
    rows = tuple(row for section in sections for row in section.rows if row[0].question.text in texts)
    if not rows:
        return (), tuple(sections)
    kept = (replace(section, rows=tuple(row for row in section.rows if row not in rows)) for section in sections)
    return (Section(words("document_packet_cv"), rows),), tuple(section for section in kept if section.rows)


def _names(words: PacketWords) -> list[str]:
    return [question.names["text"].removesuffix(".text") for question in words.wording.template.questions]


def _after(
    calculated: Calculated, parameters: Parameters, words: PacketWords, checked: Sequence[Checked]
) -> Iterator[Part]:
    budgets = calculated.likely
    if budgets is not None:
        yield from budget_parts(budgets, words, calculated.unsaid)
        yield Part(words("document_packet_assumptions"), tuple(_assumed(calculated, parameters, words)))
        unconfirmed = [figure for figure in budgets.figures if figure.status == "unconfirmed"]
        if unconfirmed:
            about = words("document_packet_unconfirmed_about")
            lines = (_ask(figure, parameters, words) for figure in _once(unconfirmed))
            yield Part(words("document_packet_unconfirmed_title"), (about, *lines))
    bring = [words(one.wanted.name) for one in checked if one.state == BRING]
    yield Part(words("document_packet_attachments"), tuple(bring))


def _assumed(calculated: Calculated, parameters: Parameters, words: PacketWords) -> Iterator[Columns]:
    budgets, unsaid = calculated.likely, calculated.unsaid
    if budgets is None:
        return
    if budgets.inputs.household.municipal_rate is None:
        yield words("document_packet_assumed_rate", rate=percent(assumptions().municipal_rate))
    if unsaid.form:
        yield words("document_packet_assumed_form")
    if unsaid.season:
        yield words("document_packet_assumed_season")
    yield words("document_packet_cautious")
    yield words("document_packet_cases_about")
    for figure in _once(budgets.assumed):
        yield words("document_packet_assumed", figure=called(figure, parameters))


def _ask(figure: Figure, parameters: Parameters, words: PacketWords) -> Columns:
    authority = {"type": "name", "value": parameters.authorities[figure.authority].name}
    return words("document_packet_ask", figure=called(figure, parameters), authority=authority)


def _once(figures: Sequence[Figure]) -> list[Figure]:
    return list({figure.name: figure for figure in figures}.values())


def _date(day: date) -> dict[str, str]:
    return {"type": "date", "value": day.isoformat()}
