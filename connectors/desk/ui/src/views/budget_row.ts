// One row of a budget; chosen, it says why it is so, what has been remarked on it, and what the adviser can do.

import { html, nothing, type TemplateResult } from "lit";
import type { BudgetRow } from "../budget";
import * as acts from "../budget_acts";
import type { StartbroDesk } from "../desk";
import type { Talk } from "../talk";
import { boxOf, figuresProposed, remarksOn } from "./budget_box";
import { hasFigure } from "./budget_numbers";

export function rowOf(desk: StartbroDesk, talk: Talk, row: BudgetRow): TemplateResult {
  const { strong, name, amounts, low, unconfirmed } = row;
  const open = desk.screen.budget.row === row.row;
  const remarks = talk.comments.filter(({ question }) => row.targets.some(({ about }) => about === question)).length;
  return html`<tr class=${strong ? "strong-row" : ""} data-row=${row.row}>
      <th scope="row">
        <button class="row-name" data-at=${row.row} aria-expanded=${open} @click=${() => acts.toggleRow(desk, row.row)}><bdi>${name}</bdi></button>
        ${unconfirmed ? html`<span class="chip warn">${desk.t("desk_budget_not_confirmed")}</span>` : nothing}
        ${remarks ? html`<span class="chip">${desk.t("desk_comment")}: ${desk.texts.number(remarks)}</span>` : nothing}
      </th>
      ${amounts.map((amount, at) => html`<td class=${low[at] ? "low" : ""}>${amount}</td>`)}
    </tr>
    ${open ? html`<tr class="row-open"><td colspan=${amounts.length + 1}>${opened(desk, talk, row)}</td></tr>` : nothing}`;
}

function opened(desk: StartbroDesk, talk: Talk, row: BudgetRow): TemplateResult {
  const { box } = desk.screen.budget;
  const here = box && box.conversation === talk.id && box.at === row.row ? box : null;
  const asked = talk.question(row.question);
  const first = row.targets[0]?.about ?? row.row;
  const at = row.row;
  return html`<div class="row-more">
    ${row.why.length ? html`<h4>${desk.t("desk_budget_why")}</h4>` : nothing}
    ${row.why.map((text) => html`<p class="text why" dir="auto">${text}</p>`)}
    ${asked ? html`<h4>${desk.t("desk_budget_answered")}</h4><p>${asked.text}</p><p class="text" dir="auto">${asked.answer || desk.t(`desk_answer_${asked.state}`)}</p>` : nothing}
    ${remarksOn(talk, row.targets)} ${asked ? figuresProposed(desk, talk, asked.question) : nothing}
    ${
      here
        ? boxOf(desk, here, row.targets)
        : desk.store.isMine(talk)
          ? html`<span class="way">
            <button class="tiny" @click=${() => acts.openBox(desk, { kind: "comment", at, about: first })}>${desk.t("desk_comment")}</button>
            ${asked && hasFigure(asked) ? html`<button class="tiny" @click=${() => acts.openBox(desk, { kind: "propose", at, about: asked.question })}>${desk.t("desk_budget_propose")}</button>` : nothing}
          </span>`
          : nothing
    }
  </div>`;
}
