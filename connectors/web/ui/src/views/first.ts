// What somebody meets first: which languages there are, and a plain promise.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
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
      ${promise(chat)} ${codeForm(chat)}
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

function codeForm(chat: StartbroChat): TemplateResult {
  const { redeeming, codeProblem } = chat.screen;
  const open = (): void => {
    chat.show({ redeeming: true });
    void chat.focusOn("#code");
  };
  if (!redeeming) return html`<button class="plain" @click=${open}>${chat.t("widget_have_code")}</button>`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = new FormData(event.target as HTMLFormElement).get("code");
    if (typeof code === "string" && code.trim()) void chat.redeemCode(code.trim());
  };
  return html`<form class="code-form" @submit=${submit}>
    <label for="code">${chat.t("widget_code_label")}</label>
    <p class="soft" id="code-hint">${chat.t("widget_code_hint")}</p>
    <input id="code" name="code" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"
      aria-describedby="code-hint code-problem" aria-invalid=${codeProblem !== ""} />
    <p class="problem" id="code-problem" role="alert">${codeProblem ? chat.t(codeProblem) : nothing}</p>
    <button class="strong">${chat.t("widget_code_go")}</button>
  </form>`;
}
