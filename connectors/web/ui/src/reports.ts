// What the conversation reports, and what the screen does about it.

import type { StartbroChat } from "./chat";
import { openDoor } from "./lazily";
import type { Waiting } from "./outbox";
import type { Outgoing, Refused } from "./protocol";
import { forget, remember } from "./storage";
import type { Watcher } from "./watcher";

export function reportsTo(chat: StartbroChat): Watcher {
  return {
    changed: () => chat.requestUpdate(),
    replaced: () => {
      chat.show({ quiet: true });
      window.setTimeout(() => chat.show({ quiet: false }), 500);
    },
    locale: () => chat.texts.locale,
    template: () => chat.getAttribute("template"),
    switched: (locale) => {
      remember("locale", locale);
      void chat.speak(locale);
    },
    acknowledged: (waiting) => acknowledged(chat, waiting),
    refused: (waiting, refusal) => refused(chat, waiting, refusal),
    term: (card) => {
      if (card.term === chat.screen.asked) chat.show({ card, dialog: "term", asked: "" });
    },
    code: (code) => chat.show({ code, dialog: "code", notice: null }),
    forgotten: (reason, unsent) => forgotten(chat, reason, unsent),
    busy: () => chat.notify("widget_busy"),
  };
}

function acknowledged(chat: StartbroChat, waiting: Waiting<Outgoing>): void {
  const { edit } = chat.screen;
  if (edit?.clientId !== waiting.frame.client_id) return;
  chat.show({ edit: { ...edit, state: "saved" } });
}

/** The words go back into the box, before whatever has been written there since. */
function refused(chat: StartbroChat, waiting: Waiting<Outgoing> | undefined, refusal: Refused | null): void {
  const text = refusal?.text || chat.t("widget_not_sent");
  const language = refusal?.text ? refusal.language : chat.texts.locale;
  const { edit, draft } = chat.screen;
  if (waiting && edit?.clientId === waiting.frame.client_id) {
    chat.show({ edit: { ...edit, state: "refused", text, language } });
    return;
  }
  if (refusal?.reason.endsWith("code")) void openDoor(chat, refusal.code);
  if (refusal?.code) return;
  const back = waiting?.frame.type === "say" ? [waiting.text, draft].filter(Boolean).join("\n") : draft;
  chat.show({ draft: back, notice: { text, language, tone: "warn" } });
}

function forgotten(chat: StartbroChat, reason: "deleted" | "unknown_token", unsent: string[]): void {
  if (reason === "deleted") forget("locale");
  const draft = unsent.join("\n");
  chat.show({ dialog: null, menu: null, card: null, code: "", edit: null, editing: null, draft });
  chat.notify(`widget_${reason}`, reason === "deleted" ? "calm" : "warn");
  void chat.focusOn("#message");
}
