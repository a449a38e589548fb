// Beside the conversation: the hand-over sheet, the plan with comments and proposals, and the budgets.

import { html, nothing, type TemplateResult } from "lit";
import * as acts from "../acts";
import { copy } from "../copying";
import type { StartbroDesk } from "../desk";
import { print } from "../papers";
import type { Plan, Question, SheetRow, Words } from "../protocol";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { reads } from "../tongues";
import { budgetOf } from "./budget";
import { editBox } from "./edit";
import { maskButton } from "./line";

const SIDES = ["sheet", "plan", "budget"] as const;

export function sidePane(desk: StartbroDesk): TemplateResult {
  const talk = desk.active;
  const { side } = desk.screen;
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const step = event.key === "ArrowRight" ? 1 : -1;
    const next = SIDES[(SIDES.indexOf(side) + step + SIDES.length) % SIDES.length];
    if (next) desk.show({ side: next });
    void desk.focusOn(".side [role=tab][aria-selected=true]");
  };
  return html`<section class="pane side" aria-label=${desk.t("desk_pane_plan")}>
    <h2 class="quiet">${desk.t("desk_pane_plan")}</h2>
    <div class="side-tabs" role="tablist" aria-label=${desk.t("desk_pane_plan")} @keydown=${turn}>
      ${SIDES.map(
        (
          one,
        ) => html`<button role="tab" id=${`tab-${one}`} aria-controls="side-panel" aria-selected=${side === one} tabindex=${side === one ? 0 : -1}
          @click=${() => desk.show({ side: one })}>${desk.t(`desk_${one}`)}</button>`,
      )}
    </div>
    <div class="side-panel" id="side-panel" role="tabpanel" tabindex="0" aria-labelledby=${`tab-${side}`}>
      ${talk?.about ? shown(desk, talk) : html`<p class="empty">${desk.t("desk_side_empty")}</p>`}
    </div>
  </section>`;
}

function shown(desk: StartbroDesk, talk: Talk): TemplateResult {
  const { side } = desk.screen;
  if (side === "sheet") return sheetOf(desk, talk.sheet);
  return side === "plan" ? planOf(desk, talk) : budgetOf(desk, talk);
}

function sheetOf(desk: StartbroDesk, rows: SheetRow[]): TemplateResult {
  return html`${sheetRows(desk, rows)}
    <button class="small" @click=${() => void print(desk, "sheet")}>${desk.t("desk_print_sheet")}</button>`;
}

export function sheetRows(desk: StartbroDesk, rows: SheetRow[]): TemplateResult {
  return html`<dl class="sheet">
    ${rows.map(
      ({ label, text, language, direction, original }) => html`<div><dt>${label}</dt>
        <dd><span class="text" lang=${language ? tag(language) : nothing} dir=${direction}>${text}</span>
          ${original && original.text !== text ? personsVersion(desk, original) : nothing}
        </dd></div>`,
    )}
  </dl>`;
}

/** One click away on the screen; on paper the sheet stays on one page, in one language. */
function personsVersion(desk: StartbroDesk, { text, language, direction }: Words): TemplateResult {
  return html`<details class="persons"><summary>${desk.t("desk_show_original", { language: desk.texts.tongue(language) })}</summary>
    <span class="text" lang=${tag(language)} dir=${direction}>${text}</span></details>`;
}

function planOf(desk: StartbroDesk, talk: Talk): TemplateResult {
  const plan = talk.plan;
  if (!plan?.sections.length) return html`<p class="empty">${desk.t("desk_plan_empty")}</p>`;
  return html`${progress(desk, plan)}
    ${plan.sections.map(
      ({ section, title, done, total, questions }) => html`<details class="section" ?open=${done > 0}>
        <summary><h3>${title}</h3><span class="soft">${desk.t("desk_progress", { done, total })}</span></summary>
        ${questions.map((question) => questionOf(desk, talk, question, section))}
      </details>`,
    )}`;
}

function progress(desk: StartbroDesk, { title, done, total }: Plan): TemplateResult {
  return html`<div class="plan-head"><h3>${title}</h3>
    <label class="plan-progress"><span>${desk.t("desk_progress", { done, total })}</span><progress max=${total} value=${done}></progress></label></div>`;
}

function questionOf(desk: StartbroDesk, talk: Talk, question: Question, section: string): TemplateResult {
  const { question: name, text, answer, state } = question;
  const mine = desk.store.isMine(talk);
  const { editing } = desk.screen;
  const editingHere = editing?.question === name && editing.conversation === talk.id ? editing : null;
  const begin = (kind: "comment" | "propose" | "rendering", words: string) => () =>
    acts.edit(desk, { kind, conversation: talk.id, question: name, text: words });
  return html`<div class="question" data-question=${name} data-section=${section} tabindex="-1">
    <p class="question-text">${text}</p>
    ${state === "answered" ? answers(desk, talk, question) : html`<p class="soft">${desk.t(`desk_answer_${state}`)}</p>`}
    ${remarks(desk, talk, name)}
    ${
      editingHere
        ? editBox(desk, editingHere)
        : html`<span class="way">
          ${maskButton(desk, talk.id, name, answer)}
          ${state === "answered" && !reads(desk, question.language) ? html`<button class="tiny" aria-label=${desk.t("desk_copy_line")} @click=${() => void copy(desk, answer)}>${desk.t("desk_copy")}</button>` : nothing}
          <button class="tiny" @click=${begin("comment", "")}>${desk.t("desk_comment")}</button>
          ${mine ? html`<button class="tiny" @click=${begin("propose", answer)}>${desk.t("desk_propose")}</button>` : nothing}
          ${mine && state !== "answered" ? html`<button class="tiny" @click=${() => acts.letBotAsk(desk, name)}>${desk.t("desk_let_bot_ask")}</button>` : nothing}
          ${state === "answered" && question.language !== "sv" ? html`<button class="tiny" @click=${begin("rendering", question.swedish?.text ?? "")}>${desk.t(question.swedish ? "desk_change_rendering" : "desk_write_swedish")}</button>` : nothing}
        </span>`
    }
  </div>`;
}

/** The person's own words, and beside them the Swedish column with where it comes from. */
function answers(desk: StartbroDesk, talk: Talk, question: Question): TemplateResult {
  const { answer, language, direction, swedish } = question;
  const whole = desk.screen.unmasked.get(`${talk.id} ${question.question}`);
  return html`<div class="answer-columns">
    <div><span class="chip">${desk.texts.language(language)}</span><p class="text" lang=${tag(language)} dir=${direction ?? "auto"}>${whole ?? answer}</p></div>
    ${
      language === "sv" && (!swedish || swedish.text === answer)
        ? nothing
        : html`<div><span class="chip ${swedish?.state === "changed" ? "warn" : ""}">${swedish ? desk.t(`desk_swedish_${swedish.state}`) : desk.t("desk_swedish")}</span>
        <p class="text ${swedish ? "" : "soft"}" lang="sv" dir="ltr">${swedish?.text ?? desk.t("desk_swedish_none")}</p></div>`
    }
  </div>`;
}

function remarks(desk: StartbroDesk, talk: Talk, name: string): TemplateResult {
  const comments = talk.comments.filter(({ question }) => question === name);
  const proposals = talk.proposals.filter(({ question, state }) => question === name && state !== "withdrawn");
  return html`${comments.map((one) => html`<p class="remark"><b><bdi>${one.name}</bdi></b> <span class="text" dir="auto">${one.text}</span></p>`)}
    ${proposals.map((one) => html`<p class="remark proposal"><span class="chip">${desk.t(`desk_proposal_${one.state}`)}</span> <span class="text" dir="auto">${one.text}</span></p>`)}`;
}
