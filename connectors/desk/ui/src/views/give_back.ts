// The sheet for giving a conversation back: where the bot goes on, found by typing, and a note for the next adviser.

import { html, nothing, type TemplateResult } from "lit";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import type { Question } from "../protocol";
import { folded } from "../ready";
import { form, noteField, title, way } from "./dialog_parts";

export function giveBack(desk: StartbroDesk): TemplateResult {
  const { active, screen } = desk;
  const asked = active?.question(active.plan?.asked ?? null);
  const same = asked ? desk.t("desk_give_back_here", { question: asked.text }) : desk.t("desk_give_back_same");
  return form(
    (fields) => acts.giveBack(desk, String(fields.get("question") ?? ""), String(fields.get("note"))),
    html`${title(desk, "desk_give_back")}<p>${desk.t("desk_give_back_why")}</p>
      <label for="find">${desk.t("desk_give_back_find")}</label>
      <input id="find" type="search" autocomplete="off" .value=${screen.sought} @input=${(event: InputEvent) => desk.show({ sought: (event.target as HTMLInputElement).value })} @keydown=${stay}>
      <fieldset class="where"><legend>${desk.t("desk_give_back_question")}</legend>
        <label class="choice"><input type="radio" name="question" value="" checked><span>${same}</span></label>
        ${sections(desk)}
      </fieldset>
      ${noteField(desk, "desk_give_back_note")} ${way(desk, "desk_give_back")}`,
  );
}

/** Enter in the search means "search", and must not give the conversation back. */
function stay(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}

function sections(desk: StartbroDesk): TemplateResult {
  const words = folded(desk.screen.sought).split(/\s+/).filter(Boolean);
  const fits = ({ text }: Question): boolean => words.every((word) => folded(text).includes(word));
  const all = (desk.active?.plan?.sections ?? []).map((one) => ({ ...one, questions: one.questions.filter(fits) }));
  const shown = all.filter(({ questions }) => questions.length);
  const count = shown.reduce((sum, { questions }) => sum + questions.length, 0);
  return html`<p class="quiet" role="status">${words.length ? desk.t("desk_give_back_found", { count }) : ""}</p>
    ${shown.map(
      ({ title: name, questions }) => html`<fieldset class="where-part"><legend>${name}</legend>
        ${questions.map((one) => choice(desk, one))}</fieldset>`,
    )}`;
}

function choice(desk: StartbroDesk, { question, text, state }: Question): TemplateResult {
  const known = state === "open" ? nothing : desk.t(state === "answered" ? "desk_answered" : "desk_answer_skipped");
  return html`<label class="choice"><input type="radio" name="question" value=${question}>
    <span>${text} ${known === nothing ? nothing : html`<span class="chip">${known}</span>`}</span></label>`;
}
