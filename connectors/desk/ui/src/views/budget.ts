// The budgets beside the conversation: verdict and findings on top, then pictures, tables, and the person's numbers.

import { html, nothing, type TemplateResult } from "lit";
import type { Budget, BudgetTable, Chart, Finding } from "../budget";
import * as acts from "../budget_acts";
import type { StartbroDesk } from "../desk";
import type { Talk } from "../talk";
import { hasFigure, numbersOf } from "./budget_numbers";
import { rowOf } from "./budget_row";

const CASES = ["likely", "careful"] as const;
const TONES: Readonly<Record<Finding["weight"], string>> = { fine: "", ask: "faint", warn: "warn", stop: "stop" };
const script = import.meta.url;

export function budgetOf(desk: StartbroDesk, talk: Talk): TemplateResult {
  const { budget } = talk;
  if (!budget) return html`<p class="empty" role="status">${desk.t("desk_wait")}</p>`;
  return html`${caseChoice(desk)}
    ${budget.note ? html`<p class="budget-note">${budget.note}</p>` : nothing}
    ${budget.verdict ? judged(desk, talk, budget) : budget.note ? nothing : html`<p class="empty">${desk.t("desk_budget_empty")}</p>`}
    ${desk.store.isMine(talk) ? nothing : html`<p class="soft">${desk.t("desk_budget_take_first")}</p>`}
    ${budget.tables.length ? html`<p class="soft">${desk.t("desk_budget_kronor")}</p>` : nothing}
    ${budget.tables.map((table) => tableOf(desk, talk, table))}
    ${budget.charts.length ? html`<h3 class="budget-part">${desk.t("desk_budget_pictures")}</h3>` : nothing}
    ${budget.charts.map((chart) => pictureOf(desk, chart))}
    ${listed(desk.t("desk_budget_unsure"), budget.unsure)} ${listed(desk.t("desk_budget_assumed"), budget.assumed)}
    ${numbersOf(desk, talk, budget)}`;
}

function caseChoice(desk: StartbroDesk): TemplateResult {
  const { case: chosen } = desk.screen.budget;
  return html`<div class="budget-case" role="group" aria-label=${desk.t("desk_budget_case")}>
      ${CASES.map((one) => html`<button class="small" aria-pressed=${chosen === one} @click=${() => acts.chooseCase(desk, one)}>${desk.t(`desk_budget_${one}`)}</button>`)}
    </div>
    ${chosen === "careful" ? html`<p class="soft">${desk.t("desk_budget_careful_why")}</p>` : nothing}`;
}

function judged(desk: StartbroDesk, talk: Talk, { verdict, findings }: Budget): TemplateResult {
  return html`<h3 class="budget-part">${desk.t("desk_budget_said")}</h3>
    <section class="verdict" aria-labelledby="budget-verdict">
      <h4 id="budget-verdict">${desk.t("desk_budget_verdict")}</h4>
      ${verdict ? findingOf(desk, talk, verdict) : nothing}
    </section>
    <details class="section">
      <summary><h4>${desk.t("desk_budget_findings")}</h4><span class="soft">${desk.texts.number(findings.length)}</span></summary>
      ${
        findings.length
          ? html`<ul class="findings">${findings.map((one) => html`<li>${findingOf(desk, talk, one)}</li>`)}</ul>`
          : html`<p class="soft">${desk.t("desk_budget_findings_none")}</p>`
      }
    </details>`;
}

function findingOf(desk: StartbroDesk, talk: Talk, { weight, text, question }: Finding): TemplateResult {
  const asked = talk.question(question);
  const mine = desk.store.isMine(talk) && hasFigure(asked);
  return html`<div class="finding">
    <span class="chip ${TONES[weight]}">${desk.t(`desk_budget_weight_${weight}`)}</span>
    <p class="text" dir="auto">${text}</p>
    ${mine && asked ? html`<button class="tiny" @click=${() => acts.mend(desk, asked.question)}>${desk.t("desk_budget_propose")}</button>` : nothing}
  </div>`;
}

function tableOf(desk: StartbroDesk, talk: Talk, { table, title, head, rows }: BudgetTable): TemplateResult {
  return html`<details class="section" ?open=${table === "household" || table === "start"}>
    <summary><h3>${title}</h3></summary>
    <div class="sideways" role="region" tabindex="0" aria-label=${title}>
      <table class="budget" data-table=${table}>
        <thead><tr>${head.map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => rowOf(desk, talk, row))}</tbody>
      </table>
    </div>
  </details>`;
}

function pictureOf(desk: StartbroDesk, { title, head, rows, address }: Chart): TemplateResult {
  return html`<figure class="picture">
    <figcaption>${title}</figcaption>
    <img src=${new URL(address, script).href} alt=${title} loading="lazy" />
    <details class="persons"><summary>${desk.t("desk_budget_as_table")}</summary>
      <table class="budget" aria-label=${title}>
        <thead><tr>${head.map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
        <tbody>${rows.map(([name, ...cells]) => html`<tr><th scope="row"><bdi>${name}</bdi></th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
      </table>
    </details>
  </figure>`;
}

function listed(title: string, texts: string[]): TemplateResult | typeof nothing {
  if (!texts.length) return nothing;
  return html`<details class="section"><summary><h3>${title}</h3></summary>
    <ul class="findings">${texts.map((text) => html`<li class="text">${text}</li>`)}</ul>
  </details>`;
}
