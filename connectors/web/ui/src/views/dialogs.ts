// One sheet at a time over everything else: the plan on a phone, a term card, the code. The browser's own dialog keeps
// the focus inside, closes on Esc and gives the focus back.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
import type { Card } from "../protocol";
import { tag } from "../texts";
import { cross, sound } from "./icons";
import { planPanel } from "./plan";

export function sheet(chat: StartbroChat): TemplateResult {
  const { dialog } = chat.screen;
  const close = (): void => chat.show({ dialog: null, edit: null });
  const outside = (event: MouseEvent): void => {
    // The code is shown once; a slip of the finger must not put it away.
    if (event.target === event.currentTarget && dialog !== "code") close();
  };
  return html`<dialog class="sheet sheet-${dialog ?? "none"}" aria-label=${title(chat)} @close=${close} @click=${outside}>
    ${
      dialog
        ? html`<div class="sheet-body">
            <button class="round sheet-close" aria-label=${chat.t("widget_close")} @click=${close}>${cross}</button>
            ${content(chat)}
          </div>`
        : nothing
    }
  </dialog>`;
}

function title(chat: StartbroChat): string {
  const names = { plan: "widget_plan", term: "widget_term", code: "widget_code_title" };
  const { dialog } = chat.screen;
  return dialog ? chat.t(names[dialog]) : "";
}

function content(chat: StartbroChat): TemplateResult | typeof nothing {
  const { dialog, card } = chat.screen;
  if (dialog === "plan") return planPanel(chat, true);
  if (dialog === "code") return code(chat);
  return dialog === "term" && card ? termCard(chat, card) : nothing;
}

function termCard(chat: StartbroChat, card: Card): TemplateResult {
  const direction = chat.texts.directionOf(card.language);
  const part = (name: string, text: string): TemplateResult | typeof nothing =>
    text ? html`<dt>${chat.t(name)}</dt><dd lang=${tag(card.language)} dir=${direction}>${text}</dd>` : nothing;
  const read = (): void => chat.reader.toggle("term", card.word, "sv");
  return html`<h2><bdi lang="sv">${card.word}</bdi></h2>
    ${chat.reader.can("sv") ? html`<button class="small" @click=${read}>${sound}${chat.t("widget_term_listen")}</button>` : nothing}
    <dl class="card">
      ${part("widget_term_meaning", card.meaning)} ${part("widget_term_example", card.example)} ${part("widget_term_say", card.say)}
    </dl>`;
}

function code(chat: StartbroChat): TemplateResult {
  const { code: digits, notice } = chat.screen;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(digits);
    chat.notify("widget_copied");
  };
  return html`<h2>${chat.t("widget_code_title")}</h2>
    <p class="code" dir="ltr" tabindex="0">${digits}</p>
    <p>${chat.t("widget_code_write_down")}</p>
    <p>${chat.t("widget_code_secret")}</p>
    <p class="status" role="status">${notice?.text}</p>
    <p class="way">
      ${"clipboard" in navigator ? html`<button class="small" @click=${() => void copy()}>${chat.t("widget_copy")}</button>` : nothing}
      <button class="small" @click=${() => void chat.print("code")}>${chat.t("widget_print")}</button>
    </p>
    <button class="strong" @click=${() => chat.show({ dialog: null, code: "" })}>${chat.t("widget_code_done")}</button>`;
}
