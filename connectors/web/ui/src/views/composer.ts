// Where the person writes, and above it the one line that says what is going on.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Notice, StartbroChat } from "../chat";
import { tag } from "../texts";
import { COUNT_FROM, lengthOf, MOST } from "../typed";
import { arrow } from "./icons";

export function composer(chat: StartbroChat): TemplateResult {
  const { draft } = chat.screen;
  const length = lengthOf(draft);
  return html`<div class="bottom"><div class="bottom-middle">
    ${status(chat)}
    <form class="composer" @submit=${(event: SubmitEvent) => submit(chat, event)}>
      <label class="quiet" for="message">${chat.t("widget_message")}</label>
      <textarea id="message" rows="1" dir="auto" enterkeyhint=${chat.touch.matches ? "enter" : "send"}
        placeholder=${chat.t("widget_message")} aria-describedby="hint"
        .value=${live(draft)} @input=${(event: InputEvent) => written(chat, event)}
        @keydown=${(event: KeyboardEvent) => typed(chat, event)}></textarea>
      <button class="send" aria-label=${chat.t("widget_send")}>${arrow}</button>
    </form>
    <p class="hint" id="hint">
      <span class="keys">${chat.touch.matches ? nothing : chat.t("widget_enter_hint")}</span>
      ${length > COUNT_FROM ? html`<b class=${length > MOST ? "over" : ""}>${chat.t("widget_characters_left", { count: MOST - length })}</b>` : nothing}
    </p>
  </div></div>`;
}

function status(chat: StartbroChat): TemplateResult {
  const now = happening(chat);
  return html`<p class="status ${now?.tone ?? ""}" role="status" aria-atomic="true">${now ? html`<span lang=${tag(now.language)}>${now.text}</span>` : nothing}</p>`;
}

/** What the person most needs to know at this moment; null when all is well. */
function happening(chat: StartbroChat): Notice | null {
  const { talk, screen } = chat;
  const say = (name: string, tone: Notice["tone"] = "calm"): Notice => ({
    text: chat.t(name),
    language: chat.texts.locale,
    tone,
  });
  if (screen.notice?.tone === "warn") return screen.notice;
  if (talk.started && talk.offline) return say("widget_offline", "warn");
  if (screen.notice) return screen.notice;
  if (talk.away) return say("widget_away", "warn");
  if (talk.adviser.writing) return { ...say(""), text: chat.t("widget_adviser_writing", { name: talk.adviser.name }) };
  if (talk.activity === "late") return say("widget_late");
  return talk.activity === "thinking" ? say("widget_thinking") : null;
}

function submit(chat: StartbroChat, event: SubmitEvent): void {
  event.preventDefault();
  chat.send();
  chat.renderRoot.querySelector<HTMLElement>("#message")?.focus();
}

function written(chat: StartbroChat, event: InputEvent): void {
  chat.show({ draft: (event.target as HTMLTextAreaElement).value });
  chat.talk.writing();
}

function typed(chat: StartbroChat, event: KeyboardEvent): void {
  // While an input method is composing, Enter picks a word; 229 is how older browsers say so.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  if (chat.touch.matches) return;
  event.preventDefault();
  chat.send();
}
