// The box for a remark or another figure, with what the figure would change before it is sent; and what was sent before.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Box, Target, Tried } from "../budget";
import * as acts from "../budget_acts";
import type { StartbroDesk } from "../desk";
import type { Talk } from "../talk";

const MOST = 2000;

export function boxOf(desk: StartbroDesk, box: Box, targets: Target[]): TemplateResult {
  const figure = box.kind === "propose";
  const submit = (event: Event): void => {
    event.preventDefault();
    acts.sendBox(desk);
  };
  const input = (event: InputEvent): void =>
    acts.fillBox(desk, { text: (event.target as HTMLTextAreaElement).value, tried: null });
  return html`<form class="edit" @submit=${submit}>
    ${figure ? nothing : aboutChoice(desk, box, targets)}
    <label for="figure">${desk.t(figure ? "desk_budget_figure" : "desk_budget_comment")}</label>
    <textarea id="figure" rows=${figure ? 1 : 3} maxlength=${MOST} dir="auto" .value=${live(box.text)} @input=${input}></textarea>
    <div role="status">${box.tried ? triedOf(desk, box.tried) : nothing}</div>
    <span class="way">
      ${figure ? html`<button class="small" type="button" @click=${() => acts.tryFigure(desk)}>${desk.t("desk_budget_try")}</button>` : nothing}
      <button class="small filled">${desk.t(figure ? "desk_send_proposal" : "desk_send")}</button>
      <button class="small" type="button" @click=${() => acts.closeBox(desk)}>${desk.t("desk_cancel")}</button>
    </span>
  </form>`;
}

function aboutChoice(desk: StartbroDesk, box: Box, targets: Target[]): TemplateResult | typeof nothing {
  if (targets.length < 2) return nothing;
  const choose = (event: Event): void => acts.fillBox(desk, { about: (event.target as HTMLSelectElement).value });
  return html`<label for="about">${desk.t("desk_budget_cell")}</label>
    <select id="about" @change=${choose}>
      ${targets.map(({ about, text }) => html`<option value=${about} ?selected=${about === box.about}>${text || desk.t("desk_budget_whole_row")}</option>`)}
    </select>`;
}

function triedOf(desk: StartbroDesk, { problem, answer, note, lines, verdict }: Tried): TemplateResult {
  if (problem) return html`<p class="text tried-problem">${problem}</p>`;
  return html`<div class="tried">
    <p><b>${desk.t("desk_budget_tried", { answer: answer ?? "" })}</b></p>
    ${note ? html`<p class="text">${note}</p>` : nothing}
    ${lines?.length ? changes(desk, lines) : note ? nothing : html`<p>${desk.t("desk_budget_tried_none")}</p>`}
    ${verdict ? saidThen(desk, verdict) : nothing}
  </div>`;
}

function changes(desk: StartbroDesk, lines: NonNullable<Tried["lines"]>): TemplateResult {
  const cell = (text: string): TemplateResult =>
    text ? html`<td>${text}</td>` : html`<td class="soft">${desk.t("desk_budget_unknown")}</td>`;
  return html`<table class="budget" aria-label=${desk.t("desk_budget_figures")}>
    <thead><tr><th scope="col">${desk.t("desk_budget_figures")}</th><th scope="col">${desk.t("desk_budget_now")}</th><th scope="col">${desk.t("desk_budget_then")}</th></tr></thead>
    <tbody>${lines.map(({ name, before, after }) => html`<tr><th scope="row">${name}</th>${cell(before)}${cell(after)}</tr>`)}</tbody>
  </table>`;
}

/** The verdict is worded to the person; the same one twice would look as if something had changed. */
function saidThen(desk: StartbroDesk, { before, after }: NonNullable<Tried["verdict"]>): TemplateResult {
  if (before?.text === after.text) return html`<p class="soft">${desk.t("desk_budget_verdict_same")}</p>`;
  return html`<p><b>${desk.t("desk_budget_said_then")}</b></p><p class="text">${after.text}</p>`;
}

export function figuresProposed(desk: StartbroDesk, talk: Talk, name: string): TemplateResult {
  const proposals = talk.proposals.filter(({ question, state }) => question === name && state !== "withdrawn");
  return html`${proposals.map((one) => html`<p class="remark proposal"><span class="chip">${desk.t(`desk_proposal_${one.state}`)}</span> <span class="text" dir="auto">${one.text}</span></p>`)}`;
}

export function remarksOn(talk: Talk, targets: Target[]): TemplateResult {
  const remarks = talk.comments.flatMap((one) => {
    const target = targets.find(({ about }) => about === one.question);
    return target ? [{ ...one, cell: target.text }] : [];
  });
  return html`${remarks.map((one) => html`<p class="remark"><b><bdi>${one.name}</bdi></b> ${one.cell ? html`<span class="soft">${one.cell}</span> ` : nothing}<span class="text" dir="auto">${one.text}</span></p>`)}`;
}
