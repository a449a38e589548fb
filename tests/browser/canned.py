"""What the fake gateway says, in four languages, and the texts of the window from the real catalogues."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.catalogue_texts import catalogue_texts

CODE = "7K3M-Q9TR-2XWD-8HVN"
LASTS = "idea"
LANGUAGES = [
    {"locale": "sv", "name": "Svenska", "direction": "ltr"},
    {"locale": "en", "name": "English", "direction": "ltr"},
    {"locale": "ar", "name": "العربية", "direction": "rtl"},
    {"locale": "so", "name": "Soomaali", "direction": "ltr"},
]
WORDS = {
    "hello": {
        "en": "Hi! I am Startbro, a bot. Shall we make a business plan?",
        "sv": "Hej! Jag är Startbro, en bot. Ska vi göra en affärsplan?",
        "ar": "مرحبًا! أنا Startbro، برنامج محادثة. هل نكتب خطة عمل معًا؟",
        "so": "Salaan! Waxaan ahay Startbro, bot. Ma samaynaa qorshe ganacsi?",
    },
    "question": {
        "en": "What do you want to do or sell? Prices are often given with {term}. One portion can cost 95 kr.",
        "sv": "Vad vill du göra eller sälja? Priser anges ofta med {term}. En portion kan kosta 95 kr.",
        "ar": "ماذا تريد أن تفعل أو تبيع؟ تُذكر الأسعار غالبًا مع {term}. قد تكلّف الوجبة الواحدة \u206695 kr\u2069.",
        "so": "Maxaad rabtaa inaad qabato ama iibiso? Qiimaha waxaa badanaa lagu sheegaa {term}. Hal qado 95 kr.",
    },
    "start": {"en": "Start", "sv": "Börja", "ar": "ابدأ", "so": "Bilow"},
    "help": {"en": "What can you do?", "sv": "Vad kan du?", "ar": "ماذا يمكنك أن تفعل؟", "so": "Maxaad samayn kartaa?"},
    "yes": {"en": "Yes", "sv": "Ja", "ar": "نعم", "so": "Haa"},
    "skip": {"en": "Skip this question", "sv": "Hoppa över frågan", "ar": "تخطَّ هذا السؤال", "so": "Ka bood su'aashan"},
    "example": {"en": "Give me an example", "sv": "Ge ett exempel", "ar": "أعطني مثالًا", "so": "Tusaale i sii"},
    "refused": {
        "en": "That is a lot at once. Wait a little, then send it again.",
        "sv": "Det var mycket på en gång. Vänta lite och skicka igen.",
        "ar": "هذا كثير دفعة واحدة. انتظر قليلًا ثم أرسل من جديد.",
        "so": "Waa wax badan hal mar. Yara sug, dabadeed mar kale dir.",
    },
    "plan": {"en": "Business plan", "sv": "Affärsplan", "ar": "خطة عمل", "so": "Qorshe ganacsi"},
    "idea": {"en": "The idea", "sv": "Idén", "ar": "الفكرة", "so": "Fikradda"},
    "place": {"en": "The place", "sv": "Platsen", "ar": "المكان", "so": "Goobta"},
    "what": {
        "en": "What do you want to do or sell?",
        "sv": "Vad vill du göra eller sälja?",
        "ar": "ماذا تريد أن تفعل أو تبيع؟",
        "so": "Maxaad rabtaa inaad qabato ama iibiso?",
    },
    "who": {"en": "Who will buy?", "sv": "Vem ska köpa?", "ar": "من سيشتري؟", "so": "Yaa iibsan doona?"},
    "where": {
        "en": "Where will it be?",
        "sv": "Var ska det ligga?",
        "ar": "أين سيكون؟",
        "so": "Xaggee ayay noqon doontaa?",
    },
    "meaning": {
        "en": "A tax that the customer pays as a part of the price.",
        "sv": "En skatt som kunden betalar som en del av priset.",
        "ar": "ضريبة يدفعها الزبون كجزء من السعر.",
        "so": "Canshuur uu macmiilku bixiyo oo qiimaha ka mid ah.",
    },
}


def say(name: str, locale: str) -> str:
    """Give a canned text; a person's own words, which have no name, stay as they are."""
    return WORDS[name][locale] if name in WORDS else name


def direction(locale: str) -> str:
    """Give ``ltr`` or ``rtl``."""
    return next(language["direction"] for language in LANGUAGES if language["locale"] == locale)


@dataclass(frozen=True)
class Line:
    """One line of a log: a canned name or, from a person, the words themselves."""

    author: str
    name: str
    buttons: tuple[str, ...] = ()
    client_id: str | None = None

    def text(self, locale: str) -> str:
        """Give the words a reader of ``locale`` sees."""
        return say(self.name, locale).replace("{term}", "moms")

    def show(self, seq: int, locale: str) -> dict[str, object]:
        """Give the message of the socket's contract."""
        before, term, after = say(self.name, locale).partition("{term}")
        parts: list[object] = [before, {"term": "moms", "text": "moms"}, after] if term else [before]
        return {
            "seq": seq,
            "author": self.author,
            "kind": "text" if self.author == "person" else "reply",
            "text": self.text(locale),
            "parts": parts,
            "language": locale,
            "direction": direction(locale),
            "buttons": [_button(name, locale) for name in self.buttons],
            "created": "2026-11-22T19:00:00Z",
            "client_id": self.client_id,
        }


def _button(name: str, locale: str) -> dict[str, object]:
    """Give a button; the one called ``LASTS`` is one that lasts."""
    button: dict[str, object] = {"label": say(name, locale), "language": locale}
    return button | {"lasts": True} if name == LASTS else button


def plan(locale: str, answers: dict[str, str]) -> dict[str, object]:
    """Give a small plan of two sections."""
    sections = [_section("idea", ("what", "who"), locale, answers), _section("place", ("where",), locale, answers)]
    counts = {"done": len(answers), "total": 48, "core_done": len(answers), "core_total": 12}
    return {"template": "general", "title": say("plan", locale), **counts, "sections": sections}


def _section(name: str, names: tuple[str, ...], locale: str, answers: dict[str, str]) -> dict[str, object]:
    questions = [
        {
            "question": question,
            "text": say(question, locale),
            "answer": answers.get(question, ""),
            "state": "answered" if question in answers else "open",
            "language": locale,
            "editable": True,
        }
        for question in names
    ]
    done = len(answers.keys() & set(names))
    return {"section": name, "title": say(name, locale), "done": done, "total": len(names), "questions": questions}


def card(locale: str) -> dict[str, str]:
    """Give the card of the one term the canned replies use."""
    meaning = say("meaning", locale)
    return {"term": "moms", "word": "moms", "meaning": meaning, "example": "", "say": "momms", "language": locale}


def texts(locale: str) -> dict[str, str]:
    """Give the window's texts as the server does; none in a language that is not offered."""
    if locale not in {language["locale"] for language in LANGUAGES}:
        return {}
    title = catalogue_texts("connectors/web/texts.yml", "gateway", locale)["page_title"]
    return catalogue_texts("connectors/web/widget_texts.yml", "gateway", locale) | {"page_title": title}
