// What somebody meets first: which languages there are, and a plain promise.

import { html, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
import { openDoor } from "../lazily";
import { tag } from "../texts";
import { heart, lock, person, robot } from "./icons";

export function firstScreen(chat: StartbroChat): TemplateResult {
  return html`<div class="log first" tabindex="0" role="region" aria-label=${chat.t("widget_name")}>
    <div class="welcome">
      <h2>${chat.t("widget_hello")}</h2>
      <p class="lead">${chat.t("widget_promise_what")}</p>
      <div class="languages" role="group" aria-label=${chat.t("widget_choose_language")}>
        ${chat.texts.languages.map(
          ({ locale, name, direction }) =>
            html`<button class="language" lang=${tag(locale)} dir=${direction} @click=${() => void chat.startIn(locale)}>${name}</button>`,
        )}
      </div>
      <p class="soft">${chat.t("widget_or_write")}</p>
      ${promise(chat)}
      <button class="plain" @click=${() => void openDoor(chat)}>${chat.t("widget_have_code")}</button>
    </div>
  </div>`;
}

export function promise(chat: StartbroChat): TemplateResult {
  const line = (icon: TemplateResult, name: string): TemplateResult =>
    html`<li>${icon}<span>${chat.t(name)}</span></li>`;
  return html`<ul class="promise" role="list">
    ${line(heart, "widget_promise_free")} ${line(robot, "widget_promise_bot")}
    ${line(lock, "widget_promise_private")} ${line(person, "widget_promise_name")}
  </ul>`;
}
