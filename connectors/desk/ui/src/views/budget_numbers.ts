// The person's own numbers, section by section, each with what has been proposed instead and a way to propose more.

import { html, nothing, type TemplateResult } from "lit";
import type { Budget } from "../budget";
import * as acts from "../budget_acts";
import type { StartbroDesk } from "../desk";
import type { Question } from "../protocol";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { boxOf, figuresProposed, remarksOn } from "./budget_box";

export function numbersOf(desk: StartbroDesk, talk: Talk, { inputs }: Budget): TemplateResult {
  const { number } = desk.screen.budget;
  return html`<h3 class="budget-part">${desk.t("desk_budget_inputs")}</h3>
    <p class="soft">${desk.t("desk_budget_worded")}</p>
    ${inputs.map(({ section, title, questions }) => {
      const asked = questions.flatMap((name) => talk.question(name) ?? []);
      // A box that is opened from a finding stands in here, so the section must be open.
      const open = asked.some(({ question }) => question === number);
      return asked.length
        ? html`<details class="section" data-inputs=${section} ?open=${open}><summary><h4>${title}</h4></summary>
            ${asked.map((question) => numberOf(desk, talk, question))}
          </details>`
        : nothing;
    })}`;
}

/** Whether there is a number in whose place another one can be proposed. */
export function hasFigure(question: Question | undefined): boolean {
  return Boolean(question?.figure) && question?.state === "answered";
}

function numberOf(desk: StartbroDesk, talk: Talk, question: Question): TemplateResult {
  const { question: name, text, answer, state, language, direction } = question;
  const { box } = desk.screen.budget;
  const here = box && box.conversation === talk.id && box.at === name ? box : null;
  return html`<div class="question" data-number=${name}>
    <p class="question-text">${text}</p>
    ${
      state === "answered"
        ? html`<p class="text" lang=${tag(language)} dir=${direction ?? "auto"}>${answer}</p>`
        : html`<p class="soft">${desk.t(`desk_answer_${state}`)}</p>`
    }
    ${remarksOn(talk, [{ about: name, text: "" }])} ${figuresProposed(desk, talk, name)}
    ${
      here
        ? boxOf(desk, here, [])
        : desk.store.isMine(talk)
          ? html`<span class="way">
            <button class="tiny" @click=${() => acts.openBox(desk, { kind: "comment", at: name, about: name })}>${desk.t("desk_comment")}</button>
            ${hasFigure(question) ? html`<button class="tiny" data-at=${name} @click=${() => acts.mend(desk, name)}>${desk.t("desk_budget_propose")}</button>` : nothing}
          </span>`
          : nothing
    }
  </div>`;
}
