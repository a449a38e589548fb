// The plan so far: read, change one answer at a time, print, download.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { StartbroChat } from "../chat";
import type { Format } from "../files";
import { downloadPlan, openPictures } from "../lazily";
import type { Budget, Row, Section } from "../protocol";
import { tag } from "../texts";
import { textOf, writer } from "./talk";

const FORMATS: [Format, string][] = [
  ["pdf", "PDF"],
  ["docx", "Word"],
];

/** `announce` is set where the panel is a sheet, which hides the status line of the talk from screen readers. */
export function planPanel(chat: StartbroChat, announce: boolean): TemplateResult {
  const { plan } = chat.talk;
  if (!plan) return html`<h2>${chat.t("widget_plan")}</h2><p class="soft">${chat.t("widget_plan_empty")}</p>`;
  const next = plan.sections.find((section) => section.done < section.total);
  return html`
    <h2>${chat.t("widget_plan")}</h2>
    <p class="soft">${plan.title}</p>
    ${announce ? html`<p class="to-take"><button class="small" @click=${() => void chat.focusOn(".sheet .take")}>${chat.t("widget_download")}</button></p>` : nothing}
    ${announce ? html`<p class="status ${chat.screen.notice?.tone ?? ""}" role="status">${chat.screen.notice?.text}</p>` : nothing}
    ${plan.budget ? budgetOf(chat, plan.budget) : nothing}
    ${plan.sections.map((section) => sectionOf(chat, section, section === next))} ${takeAway(chat)}`;
}

/** A table for the few numbers and one for the months, whose bars say the same to the eye. */
function budgetOf(chat: StartbroChat, budget: Budget): TemplateResult {
  return html`<details class="plan-section budget" open>
    <summary><h3>${budget.title}</h3></summary>
    <table>
      ${budget.rows.map(({ name, amount }) => html`<tr><th scope="row">${name}</th><td>${amount}</td></tr>`)}
    </table>
    ${
      budget.cash.length
        ? html`<table class="cash"><caption>${budget.cash_title}</caption>
      ${budget.cash.map(
        ({ day, amount, length, short }) => html`<tr class=${short ? "short" : ""}><th scope="row">${day}</th>
        <td>${amount}<progress aria-hidden="true" max="100" value=${length}></progress></td></tr>`,
      )}
    </table>`
        : nothing
    }
    <p class="soft">${budget.note}</p>
    <button class="small" @click=${() => void openPictures(chat)}>${budget.pictures}</button>
  </details>`;
}

/** A section opens by itself when it is begun or next, and closes only by the person's hand. */
function sectionOf(chat: StartbroChat, section: Section, next: boolean): TemplateResult {
  return html`<details class="plan-section" ?open=${next || section.done > 0}>
    <summary><h3><span>${section.title}</span> <span class="count">${chat.t("widget_progress", { done: section.done, total: section.total })}</span></h3></summary>
    <dl>
      ${repeat(
        section.questions,
        (row) => row.question,
        (row) => rowOf(chat, row),
      )}
    </dl>
  </details>`;
}

function rowOf(chat: StartbroChat, row: Row): TemplateResult {
  const editing = chat.screen.editing === row.question;
  return html`<div class="row ${row.state}">
    <dt>${row.text}</dt>
    <dd>${editing ? editor(chat, row) : html`${answer(chat, row)} ${row.editable ? changer(chat, row) : nothing}`} ${outcome(chat, row)}</dd>
  </div>`;
}

function answer(chat: StartbroChat, row: Row): TemplateResult {
  if (row.state === "skipped") return html`<span class="soft">${chat.t("widget_skipped")}</span>`;
  if (row.state === "open") return html`<span class="soft">${chat.t("widget_not_answered")}</span>`;
  return html`<span class="answer" lang=${row.language ? tag(row.language) : nothing} dir="auto">${row.answer}</span>`;
}

function changer(chat: StartbroChat, row: Row): TemplateResult {
  const name = row.state === "answered" ? "widget_change" : "widget_answer";
  const start = (): void => {
    chat.show({ editing: row.question, edit: null });
    void chat.focusOn("#edit");
  };
  return html`<button class="plain" data-change=${row.question}
    aria-label=${`${chat.t(name)}: ${row.text}`} @click=${start}>${chat.t(name)}</button>`;
}

function editor(chat: StartbroChat, row: Row): TemplateResult {
  const stop = (): void => {
    chat.show({ editing: null });
    void chat.focusOn(`[data-change="${row.question}"]`);
  };
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get("answer");
    if (typeof text === "string" && text.trim()) chat.saveAnswer(row.question, text);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    stop();
  };
  return html`<form class="editor" @submit=${save} @keydown=${leave}>
    <textarea id="edit" name="answer" rows="3" dir="auto" aria-label=${`${chat.t("widget_your_answer")}: ${row.text}`} .value=${row.answer}></textarea>
    <button class="strong">${chat.t("widget_save")}</button>
    <button class="plain" type="button" @click=${stop}>${chat.t("widget_cancel")}</button>
  </form>`;
}

function outcome(chat: StartbroChat, row: Row): TemplateResult | typeof nothing {
  const { edit } = chat.screen;
  if (edit?.question !== row.question) return nothing;
  const text = edit.state === "refused" ? edit.text : chat.t(`widget_${edit.state}`);
  return html`<span class="outcome ${edit.state}" role="status" lang=${tag(edit.language || chat.texts.locale)}>${text}</span>`;
}

function takeAway(chat: StartbroChat): TemplateResult {
  const { texts } = chat;
  const own = texts.locale;
  const ways =
    own === "sv" || !texts.languages.some(({ locale }) => locale === "sv") ? [[own]] : [[own], ["sv"], [own, "sv"]];
  return html`<div class="take" tabindex="-1">
    <h3>${chat.t("widget_download")}</h3>
    ${ways.map((locales) => {
      const [first, second] = locales.map((locale) => texts.nameOf(locale));
      const languages = second ? chat.t("widget_both_languages", { first: first ?? "", second }) : (first ?? "");
      return html`<p class="way"><span>${languages}</span>
        ${FORMATS.map(
          ([format, name]) =>
            html`<button class="small" aria-label=${chat.t("widget_download_as", { format: name, languages })}
              @click=${() => void downloadPlan(chat, format, locales)}>${name}</button>`,
        )}</p>`;
    })}
    <button class="small" @click=${() => void chat.print("plan")}>${chat.t("widget_print")}</button>
  </div>`;
}

/** What goes to the printer: the plan, the talk, or the code to come back with. */
export function planPrint(chat: StartbroChat): TemplateResult | typeof nothing {
  const { plan } = chat.talk;
  const { printing, code } = chat.screen;
  if (printing === "code" && code) {
    return html`<h1>${chat.t("widget_code_title")}</h1><p class="code" dir="ltr">${code}</p><p>${chat.t("widget_code_secret")}</p>`;
  }
  if (printing === "talk") {
    return html`<h1>${chat.t("widget_talk")}</h1>
      ${chat.talk.messages.map((message) => html`<div class="row"><b>${writer(chat, message)}</b>${textOf(chat, message)}</div>`)}`;
  }
  if (!plan) return nothing;
  return html`<h1>${plan.title}</h1>
    ${plan.sections.map(
      (section) => html`<h2>${section.title}</h2>
        ${section.questions.map((row) => html`<div class="row"><b>${row.text}</b><p>${answer(chat, row)}</p></div>`)}`,
    )}`;
}
