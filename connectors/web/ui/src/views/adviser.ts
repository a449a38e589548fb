// The line under the header that says who answers, and the faces with which the help is rated.

import { html, nothing, type TemplateResult } from "lit";
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
          place ? chat.t("widget_adviser_place", { place }) : chat.t("widget_adviser_waiting"),
          minutes ? chat.t("widget_adviser_minutes", { minutes }) : "",
        ];
  return html`<div class="answers">
    ${person}<p>${words.join(" ")}
    ${
      state === "waiting"
        ? html`<button class="plain" @click=${() => chat.sayWords("widget_leave_queue_words")}>${chat.t("widget_leave_queue")}</button>`
        : nothing
    }</p>
  </div>`;
}

/** A face that smiles the more, the more stars. */
export function face(stars: number): TemplateResult {
  const ends = 17.5 - stars * 0.6;
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <circle cx="12" cy="12" r="9.5"/><path d="M9 9.500h.01M15 9.500h.01" class="dots"/>
    <path d="M8 ${ends}Q12 ${10.6 + stars * 1.8} 16 ${ends}"/>
  </svg>`;
}
