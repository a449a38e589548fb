"""What the person says about their own data, whoever has the conversation: the gateway itself hears this.

Only the very words that the bot was taught count, in any language, so that no ordinary sentence is taken for the wish.
"""

from __future__ import annotations

from bot.components.words import phrase_key
from bot.language.catalogue import Catalogue
from bot.language.locales import offered
from connectors.record.degraded import LONGEST_COMMAND, Commands
from connectors.record.handover.deleting import WISH, Heeded, heed_words
from connectors.record.handover.reading import offered_before
from connectors.record.types import UnknownConversationError
from connectors.web.fanout import Event, News
from connectors.web.service import Service

SLASH = "/"
"""Words after it are no wish anywhere in the program."""
WORDS_OF_OUR_MENU = "widget_delete_everything_words"


async def heed(service: Service, conversation: str, *, seq: int, text: str) -> bool:
    """Ask, delete or leave all as it is, when the line ``seq`` says so; false for any other words."""
    meaning = read_meaning((await service.shelf.get()).commands, service.catalogue, text)
    if meaning is None:
        return False
    tools = service.tools
    try:
        heeded = await service.database.write(
            lambda session: heed_words(session, conversation, seq=seq, meaning=meaning, tools=tools)
        )
    except UnknownConversationError:
        return True  # another window has deleted it meanwhile
    if heeded is Heeded.ERASED:
        await tell_erased(service, conversation)
    elif heeded is not None:
        service.fanout.to_person(Event(News.GROWN, conversation))
        service.fanout.to_desks(Event(News.GROWN, conversation))
    return heeded is not None


def read_meaning(commands: Commands, catalogue: Catalogue, text: str) -> str | None:
    """Name the wish to delete, a yes or a no; None for all that is not one of these to the letter."""
    key = _key(text)
    if key and (key in commands.deletions or key in _said_by_menu(catalogue)):
        return WISH
    return commands.phrases.get(key)


async def read_yes_no(service: Service, conversation: str, text: str) -> str | None:
    """Name a plain yes or no in any language, for the question whether advisers may read an answer.

    While the words are being loaded only those wait who have just been asked that; others are told None.
    """
    if len(text.split()) > LONGEST_COMMAND:
        return None
    if not service.shelf.is_ready and not await service.database.read(
        lambda session: offered_before(session, conversation)
    ):
        return None
    return (await service.shelf.get()).commands.phrases.get(_key(text))


def _key(text: str) -> str:
    return "" if text.lstrip().startswith(SLASH) else phrase_key(text)


def _said_by_menu(catalogue: Catalogue) -> set[str]:
    """Give what the window writes for somebody who chooses to delete everything in its menu."""
    return {phrase_key(catalogue.text(WORDS_OF_OUR_MENU, locale).text) for locale in offered()}


async def tell_erased(service: Service, conversation: str) -> None:
    """Let every window and desk know that a conversation is gone, and let Rasa forget it."""
    service.show_erased(conversation)
    await service.understander.forget(conversation)
