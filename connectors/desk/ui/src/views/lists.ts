// The lists. However long they are, only the rows on the screen (and a few around them) exist.

import { html, nothing, type TemplateResult } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { type Filters, type Row, VIEWS, type View } from "../protocol";
import type { CallBack } from "../work";
import { excerptOf, listsOf, nothingThere, searchBox } from "./found";
import { phone } from "./icons";
import { interpreterFacts, interpreterForm } from "./interpreter";

const SPARE = 6;
/** In rem, as the style sheet has them. */
const HEIGHTS: Partial<Record<View, number>> = {
  waiting: 8.25,
  mine: 7.5,
  callbacks: 10.5,
  interpreters: 12,
  found: 8.75,
};
const NEAR_END = 20;

/** Sets a style by script: the page's policy allows no style written as an attribute. */
class Styled extends Directive {
  render(_name: string, _value: string): void {}

  override update(part: ElementPart, [name, value]: [string, string]): void {
    (part.element as HTMLElement).style.setProperty(name, value);
  }
}
const styled = directive(Styled);

export function listPane(desk: StartbroDesk): TemplateResult {
  const view = listed(desk);
  const { rows, total } = desk.store.lists.of(view);
  const name = desk.t(view === "found" ? "desk_found" : `desk_view_${view}`);
  return html`<section class="pane lists" aria-label=${desk.t("desk_pane_lists")}>
    <div class="views" role="group" aria-label=${desk.t("desk_views")}>
      ${VIEWS.map((one) => viewButton(desk, one))}
    </div>
    ${filters(desk)}
    <h2 class="list-title">${name} <span class="soft">${desk.texts.number(total)}</span></h2>
    ${rows.length ? windowed(desk, rows, total) : html`<p class="empty" role="status">${nothingThere(desk)}</p>`}
  </section>`;
}

/** What the rows are of: the chosen list, or what a search has found in all of them. */
function listed(desk: StartbroDesk): View {
  return desk.store.lists.shown(desk.screen.view);
}

function viewButton(desk: StartbroDesk, view: View): TemplateResult {
  const { total } = desk.store.lists.of(view);
  return html`<button class="view" aria-pressed=${listed(desk) === view} @click=${() => acts.showView(desk, view)}>
    <span>${desk.t(`desk_view_${view}`)}</span><span class="number ${(view === "waiting" || view === "approvals") && total ? "urgent" : ""}">${desk.texts.number(total)}</span>
  </button>`;
}

function filters(desk: StartbroDesk): TemplateResult {
  const { filters: chosen } = desk.store.lists;
  const set = (part: Filters): void => {
    const all = Object.entries({ ...chosen, ...part }).filter(([, value]) => value);
    desk.store.lists.filters = Object.fromEntries(all) as Filters;
    desk.store.follow();
    desk.show({ cursor: 0, top: 0 });
  };
  const languages = new Set(VIEWS.flatMap((view) => desk.store.lists.of(view).rows.map((row) => row.language)));
  if (chosen.language) languages.add(chosen.language);
  return html`<div class="filters" role="search">
    ${searchBox(desk)}
    ${select(
      desk,
      "language",
      [...languages].filter(Boolean).map((one) => [one, desk.texts.language(one)]),
      chosen.language,
      (language) => set({ language }),
    )}
    ${select(
      desk,
      "label",
      (desk.store.me?.labels ?? []).map(({ name, text }) => [name, text]),
      chosen.label,
      (label) => set({ label }),
    )}
    <label class="choice filter-choice"><input type="checkbox" id="filter-mentioned" .checked=${live(Boolean(chosen.mentioned))}
      @change=${(event: Event) => set({ mentioned: (event.target as HTMLInputElement).checked })}><span>${desk.t("desk_filter_mentioned")}</span></label>
  </div>`;
}

function select(
  desk: StartbroDesk,
  name: string,
  choices: [string, string][],
  now = "",
  set: (value: string) => void,
): TemplateResult {
  return html`<label class="quiet" for=${`filter-${name}`}>${desk.t(`desk_filter_${name}`)}</label>
    <select id=${`filter-${name}`} @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${!now}>${desk.t(`desk_filter_${name}_all`)}</option>
      ${choices.map(([value, text]) => html`<option value=${value} ?selected=${live(value === now)}>${text}</option>`)}
    </select>`;
}

function rowHeight(desk: StartbroDesk): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem * (HEIGHTS[listed(desk)] ?? 6.75);
}

function windowed(desk: StartbroDesk, rows: Row[], total: number): TemplateResult {
  const height = rowHeight(desk);
  const { top } = desk.screen;
  const first = Math.max(0, Math.floor(top / height) - SPARE);
  const last = Math.min(rows.length, Math.ceil((top + window.innerHeight) / height) + SPARE);
  const focus = Math.min(desk.screen.cursor, rows.length - 1);
  const shown = rows.slice(first, last).map((row, at) => ({ row, at: first + at }));
  // The row that has the focus must not vanish when the list is scrolled past it.
  const held = rows[focus];
  if (held && (focus < first || focus >= last)) shown.push({ row: held, at: focus });
  if (last >= rows.length - NEAR_END) desk.store.more(listed(desk));
  return html`<div class="rows" @scroll=${(event: Event) => scrolled(desk, event.target as Element, height)}>
    <ul class="rows-all ${listed(desk)}" role="list" ${styled("block-size", `${rows.length * height}px`)}>
      ${repeat(
        shown,
        ({ row }) => row.call_back?.id ?? row.conversation,
        ({
          row,
          at,
        }) => html`<li class="place" aria-setsize=${total} aria-posinset=${at + 1} ${styled("inset-block-start", `${at * height}px`)}>
          ${inPlace(desk, row, at)}
        </li>`,
      )}
    </ul>
  </div>`;
}

function inPlace(desk: StartbroDesk, row: Row, at: number): TemplateResult {
  const view = listed(desk);
  if (view === "callbacks" && row.call_back) return callBack(desk, row, row.call_back, at);
  if (view === "interpreters" && row.interpreter) {
    return html`<div class="call">${rowOf(desk, row, at, interpreterFacts(desk, row.interpreter))}${interpreterForm(desk, row, row.interpreter)}</div>`;
  }
  return rowOf(desk, row, at);
}

/** Draws anew only when another row comes into sight. */
function scrolled(desk: StartbroDesk, rows: Element, height: number): void {
  const { scrollTop } = rows;
  if (Math.floor(scrollTop / height) !== Math.floor(desk.screen.top / height)) desk.show({ top: scrollTop });
}

function rowOf(desk: StartbroDesk, row: Row, at: number, told = facts(desk, row)): TemplateResult {
  const { screen, texts } = desk;
  const open = screen.active === row.conversation;
  return html`<button class="row ${open ? "open" : ""}" data-at=${at} tabindex=${at === screen.cursor ? 0 : -1}
      aria-current=${open ? "true" : nothing} @focus=${() => screen.cursor !== at && desk.show({ cursor: at })}
      @click=${() => acts.openTalk(desk, row.conversation)} @keydown=${(event: KeyboardEvent) => arrows(desk, event)}>
    <span class="row-head"><span class="chip">${texts.language(row.language)}</span>${row.urgent ? html`<span class="chip warn">${desk.t("desk_urgent")}</span>` : nothing}${row.held_until ? html`<span class="chip warn">${desk.t("desk_held")}</span>` : nothing}${unread(desk, row)}<span class="spring"></span>${when(desk, row)}</span>
    <span class="row-title" dir="auto">${row.title || row.about || desk.t("desk_no_title")}</span>
    ${row.title && row.about ? html`<span class="row-about">${desk.t("desk_about", { about: row.about })}</span>` : nothing}
    ${excerptOf(desk, row)}
    <span class="row-facts">${told}</span>
    <span class="row-why" dir="auto">${row.why.map(({ text }) => text).join(" ")}</span>
  </button>`;
}

function unread(desk: StartbroDesk, row: Row): TemplateResult | typeof nothing {
  const talk = desk.store.talk(row.conversation);
  const count = talk?.unread ?? row.unread;
  const named = (talk ?? row).mentioned
    ? html`<span class="chip warn named">${desk.t("desk_mentioned")}</span>`
    : nothing;
  const draft = desk.drafts.has(row.conversation)
    ? html`<span class="chip faint">${desk.t("desk_draft")}</span>`
    : nothing;
  return html`${count ? html`<b class="count">${desk.t("desk_unread", { count })}</b>` : nothing}${named}${draft}`;
}

function when(desk: StartbroDesk, row: Row): TemplateResult {
  if (row.waiting_since && row.owner === "queue") {
    const waited = desk.store.now - Date.parse(row.waiting_since);
    return html`<span class="when urgent">${desk.t("desk_waited", { time: desk.texts.duration(waited) })}</span>`;
  }
  return html`<span class="when">${desk.texts.clock(row.last_activity)}</span>`;
}

function facts(desk: StartbroDesk, row: Row): TemplateResult {
  const { done, total } = row.progress;
  const labels = row.labels.map((name) => desk.store.me?.labels.find((one) => one.name === name)?.text ?? name);
  const answered = total ? desk.t("desk_progress", { done, total }) : "";
  const said = [listsOf(desk, row), whoHas(desk, row), row.municipality, answered, ...labels].filter(Boolean);
  return html`${said.map((fact, at) => html`${at ? html`<span aria-hidden="true"> · </span>` : nothing}<bdi>${fact}</bdi>`)}`;
}

function whoHas(desk: StartbroDesk, { owner, adviser }: Row): string {
  if (owner === "bot") return desk.t("desk_row_bot");
  return owner === "adviser" && adviser?.id !== desk.store.me?.adviser.id ? (adviser?.name ?? "") : "";
}

function callBack(desk: StartbroDesk, row: Row, call: CallBack, at: number): TemplateResult {
  const done = (outcome: "reached" | "not_reached" | "wrong_number") => () => acts.calledBack(desk, call, outcome);
  const link =
    call.kind === "phone" ? `tel:${call.to.replace(/[^+\d]/g, "")}` : `mailto:${encodeURIComponent(call.to)}`;
  return html`<div class="call">
    <button class="row" data-at=${at} tabindex=${at === desk.screen.cursor ? 0 : -1} @focus=${() => desk.screen.cursor !== at && desk.show({ cursor: at })}
      @click=${() => acts.openTalk(desk, row.conversation)} @keydown=${(event: KeyboardEvent) => arrows(desk, event)}>
      <span class="row-head"><span class="chip">${desk.texts.language(row.language)}</span><span class="spring"></span><span class="when">${call.times ? html`<bdi>${call.times}</bdi>` : nothing}</span></span>
      <span class="row-title" dir="auto">${row.title || row.about || desk.t("desk_no_title")}</span>
      <span class="row-facts">${call.tries ? desk.t("desk_call_tries", { count: call.tries }) : desk.t("desk_call_first")}</span>
    </button>
    <a class="call-to" href=${link} dir="ltr">${phone}<bdi>${call.to}</bdi></a>
    <span class="call-outcomes" role="group" aria-label=${desk.t("desk_call_outcome")}>
      <button class="small" @click=${done("reached")}>${desk.t("desk_call_reached")}</button>
      <button class="small" @click=${done("not_reached")}>${desk.t("desk_call_not_reached")}</button>
      <button class="small" @click=${done("wrong_number")}>${desk.t("desk_call_wrong_number")}</button>
    </span>
  </div>`;
}

function arrows(desk: StartbroDesk, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e6, End: 1e6 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  moveCursor(desk, step);
}

/** Moves to another row and brings it into sight. */
export function moveCursor(desk: StartbroDesk, step: number): void {
  const { rows } = desk.store.lists.of(listed(desk));
  if (!rows.length) return;
  const inList = (desk.renderRoot as ShadowRoot).activeElement?.classList.contains("row");
  const from = desk.screen.cursor;
  const cursor = Math.min(rows.length - 1, Math.max(0, inList ? from + step : from));
  const height = rowHeight(desk);
  desk.show({ cursor, pane: "lists" });
  void desk.updateComplete.then(() => {
    const box = desk.renderRoot.querySelector(".rows");
    if (!box) return;
    const top = cursor * height;
    if (top < box.scrollTop) box.scrollTo(0, top);
    else if (top + height > box.scrollTop + box.clientHeight) box.scrollTo(0, top + height - box.clientHeight);
    desk.show({ top: box.scrollTop });
    void desk.focusOn(`.row[data-at="${cursor}"]`);
  });
}

export function openCursor(desk: StartbroDesk): void {
  const row = desk.store.lists.of(listed(desk)).rows[desk.screen.cursor];
  if (row) acts.openTalk(desk, row.conversation);
}
