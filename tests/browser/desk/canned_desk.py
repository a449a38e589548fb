"""What the fake desk shows: people who wait, two advisers, ready answers, and the desk's texts from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.browser.catalogue_texts import ROOT, catalogue_texts

Json = dict[str, Any]

SARA: Json = {"id": "a_sara", "name": "Sara Lind", "languages": ["sv", "en"], "presence": "here", "open": 1, "most": 5}
OMAR: Json = SARA | {"id": "a_omar", "name": "Omar Haddad", "languages": ["sv", "ar"], "open": 2, "most": 4}
ADVISERS = {"sara@example.org": SARA, "omar@example.org": OMAR}
NUMBER = "Mitt personnummer är 010101-0000"
OUTCOMES = [{"name": "helped", "text": "Fick hjälp"}, {"name": "left", "text": "Lämnade samtalet"}]
LABELS = [{"name": "loan", "text": "Lån"}, {"name": "permit", "text": "Tillstånd"}]
DIRECTIONS = {"ar": "rtl"}
WHY = {
    "ar": "Ingen rådgivare som talar arabiska är ledig.",
    "so": "Personen bor i Borås, som är din kommun.",
}
WORDS = {
    "hello": {
        "sv": "Hej! Jag är Startbro, en bot. Ska vi göra en affärsplan?",
        "en": "Hi! I am Startbro, a bot. Shall we make a business plan?",
        "ar": "مرحبًا! أنا Startbro، برنامج محادثة. هل نكتب خطة عمل معًا؟",
        "so": "Salaan! Waxaan ahay Startbro, bot. Ma samaynaa qorshe ganacsi?",
    },
    "ask_what": {
        "sv": "Vad vill du göra eller sälja?",
        "en": "What do you want to do or sell?",
        "ar": "ماذا تريد أن تفعل أو تبيع؟",
        "so": "Maxaad rabtaa inaad qabato ama iibiso?",
    },
    "waits": {
        "sv": "Personen bad om en rådgivare.",
        "en": "The person asked for an adviser.",
        "ar": "طلب الشخص مستشارًا.",
        "so": "Qofku wuxuu codsaday la-taliye.",
    },
    "taken": {
        "sv": "En rådgivare är här.",
        "en": "An adviser is here.",
        "ar": "المستشار هنا الآن.",
        "so": "La-taliye ayaa halkan jooga.",
    },
    "greeting": {
        "sv": "Hej, jag är rådgivare och har läst din plan.",
        "en": "Hello, I am an adviser and I have read your plan.",
        "ar": "مرحبًا، أنا مستشار وقد قرأت خطتك.",
        "so": "Salaan, waxaan ahay la-taliye, qorshahaagana waan akhriyay.",
    },
    "meeting": {
        "sv": "Vi kan ses {when}.",
        "en": "We can meet {when}.",
        "ar": "يمكننا أن نلتقي {when}.",
        "so": "Waxaan kulmi karnaa {when}.",
    },
    "papers": {
        "sv": "Ta med hyresavtalet.",
        "en": "Bring the rental agreement.",
        "ar": "أحضر عقد الإيجار.",
    },
    "name": {
        "sv": "Jag heter {adviser}.",
        "en": "I am {adviser}.",
        "ar": "اسمي {adviser}.",
        "so": "Waxaan ahay {adviser}.",
    },
    "yes": {"sv": "Ja", "en": "Yes", "ar": "نعم", "so": "Haa"},
    "later": {"sv": "Senare", "en": "Later", "ar": "لاحقًا", "so": "Goor dambe"},
    "who": {"sv": "Vem ska köpa?", "en": "Who will buy?", "ar": "من سيشتري؟", "so": "Yaa iibsan doona?"},
    "where": {
        "sv": "Var ska det ligga?",
        "en": "Where will it be?",
        "ar": "أين سيكون؟",
        "so": "Xaggee ayay noqon doontaa?",
    },
}
READY: list[Json] = [
    {"name": "greeting", "values": []},
    {"name": "meeting", "values": [{"name": "when", "type": "text", "label": "När"}]},
    {"name": "papers", "values": [], "topics": "lokal, hyra, kommun"},
    {"name": "name", "values": []},
]


def say(name: str, locale: str, values: Json | None = None) -> str:
    """Give a canned text, in English where the language has none; free words stay as they are."""
    forms = WORDS.get(name)
    text = name if forms is None else forms.get(locale, forms["en"])
    for key, value in (values or {}).items():
        text = text.replace("{" + key + "}", str(value["value"]))
    return text


def words(name: str, locale: str, values: Json | None = None) -> Json:
    """Give a text with its language and direction."""
    return {"text": say(name, locale, values), "language": locale, "direction": DIRECTIONS.get(locale, "ltr")}


@dataclass
class Line:
    """One line: a canned name or somebody's own words."""

    author: str
    kind: str
    name: str
    by: str | None = None
    values: Json = field(default_factory=dict)
    buttons: tuple[str, ...] = ()
    client_id: str | None = None
    rendering: Json | None = None
    seen: bool = False
    created: str = "2026-11-22T19:00:00Z"


@dataclass
class Talk:
    """One conversation as the fake desk knows it."""

    id: str
    language: str
    title: str
    municipality: str
    owner: str = "queue"
    adviser: Json | None = None
    fence: int = 1
    log: list[Line] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    proposals: list[Json] = field(default_factory=list)
    call_back: Json | None = None
    unread: int = 0

    def message(self, seq: int, locale: str) -> Json:
        """Give one line as a reader of ``locale`` sees it at the desk."""
        line = self.log[seq - 1]
        free = line.kind in {"text", "note"}
        language = self.language if line.author == "person" else "" if free else locale
        text = say(line.name, locale, line.values)
        return {
            "seq": seq,
            "author": line.author,
            "kind": line.kind,
            "text": text,
            "parts": [text],
            "language": language,
            "direction": "auto" if free else DIRECTIONS.get(locale, "ltr"),
            "buttons": [{"label": say(name, locale), "language": locale} for name in line.buttons],
            "created": line.created,
            "client_id": line.client_id,
            "name": line.by,
            "original": None if free else words(line.name, self.language, line.values),
            "rendering": line.rendering,
            "seen": line.seen,
        }

    def about(self) -> Json:
        """Give the head of the conversation."""
        return {
            "id": self.id,
            "fence": self.fence,
            "owner": self.owner,
            "adviser": self.adviser,
            "language": self.language,
            "direction": DIRECTIONS.get(self.language, "ltr"),
            "title": self.title,
            "municipality": self.municipality,
            "labels": self.labels,
            "present": True,
        }

    def row(self) -> Json:
        """Give the row of the lists."""
        return {
            "conversation": self.id,
            "fence": self.fence,
            "owner": self.owner,
            "adviser": self.adviser,
            "language": self.language,
            "waiting_since": "2026-11-22T18:58:00Z" if self.owner == "queue" else None,
            "municipality": self.municipality,
            "trade": "restaurant",
            "title": self.title,
            "progress": {"done": 3, "total": 12},
            "unread": self.unread,
            "about": "",
            "why": [{"name": "why", "values": {}, "text": WHY.get(self.language, "Du är ledig.")}],
            "labels": self.labels,
            "last_activity": "2026-11-22T19:00:00Z",
            "call_back": self.call_back,
        }

    def found(self, word: str) -> Json | None:
        """Give what a search has found here, if anything."""
        line = next((line.name for line in self.log if line.author == "person" and word in line.name), None)
        if line is None:
            return None
        before, after = line.split(word, 1)
        words = {"before": before, "match": word, "after": after, "language": self.language}
        way = DIRECTIONS.get(self.language, "ltr")
        standing = {"queue": "waiting", "adviser": "others", "closed": "closed", "bot": "others"}[self.owner]
        return {"excerpt": {"place": "person", **words, "direction": way}, "lists": [standing]}

    def plan(self, locale: str) -> Json:
        """Give a plan of one section with three questions, two of them answered."""
        swedish = {"text": "En liten restaurang.", "state": "rendered"} if self.language == "ar" else None
        questions = [
            self._question("ask_what", locale, self.title, swedish),
            self._question("who", locale, "", None),
            self._question("where", locale, self.municipality, None),
        ]
        section = {"section": "idea", "title": "Idén", "done": 2, "total": 3, "questions": questions}
        return {"title": "Affärsplan", "done": 2, "total": 3, "sections": [section], "asked": "ask_what"}

    def _question(self, name: str, locale: str, answer: str, swedish: Json | None) -> Json:
        return {
            "question": name,
            "text": say(name, locale),
            "answer": answer,
            "state": "answered" if answer else "open",
            "language": self.language,
            "direction": "auto",
            "swedish": swedish,
        }

    def sheet(self) -> Json:
        """Give the hand-over sheet."""
        waits = {"queue": "2 minuter, i webbchatten"}.get(self.owner, "Väntar inte på någon just nu.")
        rows = [("Väntar", waits), ("Kommun", self.municipality), ("Planen", "2 av 3 besvarade")]
        plain = [
            {"name": label, "label": label, "text": text, "language": "sv", "direction": "ltr"} for label, text in rows
        ]
        idea = {"name": "idea", "label": "Idén", **words(self.title, self.language)}
        said = {"name": "said", "label": "Boten sa senast", **words("ask_what", "sv")}
        return {"rows": [idea, *plain, {**said, "original": words("ask_what", self.language)}]}


def talks() -> dict[str, Talk]:
    """Give the conversations every test begins with."""
    amina = Talk("c_amina", "ar", "مطعم صغير فيه 12 مقعدًا في Borås", "Borås", unread=1)
    amina.log = [
        Line("bot", "reply", "hello", buttons=("yes", "later")),
        Line("person", "text", "أريد أن أفتح مطعمًا صغيرًا فيه 12 مقعدًا"),
        Line("bot", "reply", "ask_what"),
        Line("person", "text", "هل أستطيع أن أتكلم مع إنسان؟"),
        Line("system", "reply", "waits"),
    ]
    hodan = Talk("c_hodan", "so", "Dukaan dharka carruurta", "Borås", labels=["loan"])
    hodan.log = [
        Line("bot", "reply", "hello"),
        Line("person", "text", "Waxaan rabaa inaan furo dukaan dharka carruurta."),
    ]
    lina = Talk("c_busy", "sv", "Cykelverkstad", "Ulricehamn", owner="adviser", adviser=OMAR)
    lina.log = [Line("bot", "reply", "hello"), Line("person", "text", "Hej, jag vill laga cyklar.")]
    asad = Talk("c_call", "so", "Taxi", "Borås", owner="bot")
    asad.call_back = {
        "id": "cb_1",
        "to": "+46 70 000 00 00",
        "kind": "phone",
        "times": "vardagar efter klockan 15",
        "tries": 1,
        "next_try": "2026-11-23T15:00:00Z",
    }
    done = Talk("c_done", "ar", "محل حلاقة", "Borås", owner="closed")
    return {talk.id: talk for talk in (amina, hodan, lina, asad, done)}


def many(number: int) -> dict[str, Talk]:
    """Give that many more people who wait."""
    made = (Talk(f"c_{at:05}", "so" if at % 2 else "ar", f"Dukaan {at}", "Borås") for at in range(number))
    return {talk.id: talk for talk in made}


def ready_answers(locale: str) -> list[Json]:
    """Give the ready answers; one of them is missing in Somali."""
    rows = []
    for answer in READY:
        forms = WORDS[str(answer["name"])]
        lacking = [code for code in ("sv", "ar", "so") if code not in forms]
        rows.append({**answer, "text": say(str(answer["name"]), locale), "missing": lacking})
    return rows


def texts(locale: str) -> dict[str, str]:
    """Give the desk's own texts as the server does."""
    files = sorted((ROOT / "connectors" / "desk").glob("*_texts.yml"))
    return {
        name: text
        for file in files
        for name, text in catalogue_texts(str(file.relative_to(ROOT)), "desk", locale).items()
    }
