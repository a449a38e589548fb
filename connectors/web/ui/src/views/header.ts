// The top: name, progress, language control, menu.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
import { openDoor } from "../lazily";
import type { Plan } from "../protocol";
import { tag } from "../texts";
import { check, cross, dots, globe, leaf, list } from "./icons";
import { type Entry, menu } from "./menu";

export function header(chat: StartbroChat, close: () => void): TemplateResult {
  return html`<header class="top">
    <div class="bar">
      <span class="brand">${leaf}<span>${chat.t("widget_name")}</span></span>
      <span class="spring"></span>
      ${languageMenu(chat)} ${moreMenu(chat)}
      ${
        chat.page
          ? nothing
          : html`<button class="round" aria-label=${chat.t("widget_close")} @click=${close}>${cross}</button>`
      }
    </div>
    ${chat.talk.started && chat.talk.plan ? progress(chat, chat.talk.plan) : nothing}
  </header>`;
}

function languageMenu(chat: StartbroChat): TemplateResult {
  const { texts } = chat;
  const entries: Entry[] = texts.languages.map(({ locale, name, direction }) => ({
    content: html`<span lang=${tag(locale)} dir=${direction}>${name}</span>`,
    chosen: locale === texts.locale,
    run: () => void chat.chooseLanguage(locale),
  }));
  const name = texts.nameOf(texts.locale);
  const label = html`${globe}<span class="menu-name">${name}</span>`;
  return menu(chat, "language", label, chat.t("widget_language_now", { language: name }), entries);
}

function moreMenu(chat: StartbroChat): TemplateResult {
  const sizes: Entry[] = ["1", "2", "3"].map((size) => ({
    content: html`<span class="size-${size}">${chat.t(`widget_text_size_${size}`)}</span>`,
    chosen: size === chat.screen.size,
    run: () => chat.resize(size),
  }));
  const door: Entry = { content: html`${chat.t("widget_have_code")}`, run: () => void openDoor(chat) };
  const rest: Entry[] = [
    { content: html`${chat.t("widget_print_talk")}`, run: () => void chat.print("talk") },
    { content: html`${chat.t("widget_get_code")}`, run: () => chat.talk.askCode() },
    door,
    {
      content: html`${chat.t("widget_delete_everything")}`,
      run: () => chat.sayWords("widget_delete_everything_words"),
      grave: true,
    },
  ];
  return menu(chat, "more", dots, chat.t("widget_menu"), [...sizes, ...(chat.talk.started ? rest : [door])]);
}

function progress(chat: StartbroChat, plan: Plan): TemplateResult {
  const first = plan.core_done < plan.core_total;
  const [done, total] = first ? [plan.core_done, plan.core_total] : [plan.done, plan.total];
  const words = chat.t("widget_progress", { done, total });
  const name = chat.t(first ? "widget_progress_first" : "widget_progress_all");
  return html`<div class="progress">
    <label class="progress-words" for="progress">${done === total ? check : nothing}<span class="progress-name">${name}:</span> <b>${words}</b></label>
    <progress id="progress" max=${total || 1} .value=${done}></progress>
    <button class="small" aria-expanded=${chat.planAside ? chat.screen.side : nothing} @click=${() => chat.openPlan()}>
      ${list}${chat.t("widget_plan")}
    </button>
  </div>`;
}
