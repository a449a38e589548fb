// The line under the header that says who answers, and the faces with which the help is rated.

import { html, nothing, svg, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
import { person } from "./icons";

/** Who answers now, when it is not the bot alone. The log tells a screen reader of every change. */
export function whoAnswers(chat: StartbroChat): TemplateResult | typeof nothing {
  const { state, name, place, minutes } = chat.talk.adviser;
  if (state === "gone") return nothing;
  const words =
    state === "here"
      ? [chat.t("widget_adviser_here", { name })]
      : [
          chat.t("widget_adviser_waiting"),
          place === undefined ? "" : chat.t("widget_adviser_place", { place }),
          minutes === undefined ? "" : chat.t("widget_adviser_minutes", { minutes }),
        ];
  return html`<div class="answers ${state}">
    ${person}<p dir="auto">${words.join(" ")}</p>
    ${
      state === "waiting"
        ? html`<button class="small" @click=${() => chat.sayWords("widget_leave_queue_words")}>${chat.t("widget_leave_queue")}</button>`
        : nothing
    }
  </div>`;
}

const MOUTHS = [
  "",
  "8 17Q12 12.5 16 17",
  "8.5 16.5Q12 14.5 15.5 16.5",
  "8.5 15.8h7",
  "8.5 15Q12 17.500 15.5 15",
  "7.500 14.5Q12 20 16.5 14.5",
];

export function face(stars: number): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<circle cx="12" cy="12" r="9.5"/><path d="M9 9.500h.01M15 9.500h.01" class="dots"/><path d="M${MOUTHS[stars]}"/>`}</svg>`;
}
