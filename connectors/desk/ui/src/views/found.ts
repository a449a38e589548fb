// Searching all conversations: the box, what is shown of a conversation that was found, and what when there is none.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { Row } from "../protocol";
import { tag } from "../texts";

const PATIENCE = 250;
let searching = 0;

export function searchBox(desk: StartbroDesk): TemplateResult {
  const search = (event: InputEvent): void => {
    const text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(searching);
    searching = window.setTimeout(() => seek(desk, text), PATIENCE);
  };
  return html`<label class="quiet" for="search">${desk.t("desk_search")}</label>
    <input id="search" type="search" dir="auto" placeholder=${desk.t("desk_search")} maxlength="200" @input=${search}>`;
}

export function endSearch(desk: StartbroDesk): void {
  clearTimeout(searching);
  const box = desk.renderRoot.querySelector<HTMLInputElement>("#search");
  if (box) box.value = "";
  if (desk.store.lists.search) desk.store.search("");
}

function seek(desk: StartbroDesk, text: string): void {
  desk.store.search(text);
  desk.show({ cursor: 0, top: 0 });
}

/** Says that nothing was found, or that nothing fits what was chosen; only a whole list that is empty is called empty. */
export function nothingThere(desk: StartbroDesk): string {
  const { lists } = desk.store;
  const { view } = desk.screen;
  if (!lists.of(lists.shown(view)).known) return desk.t("desk_wait");
  const narrowed = Object.keys(lists.filters).length > 0;
  if (!lists.search) return desk.t(narrowed ? "desk_empty_chosen" : `desk_empty_${view}`);
  return desk.t(narrowed ? "desk_found_none_chosen" : "desk_found_none", { text: lists.search });
}

/** The words that were found, in their own direction, and where they stand. */
export function excerptOf(desk: StartbroDesk, { excerpt }: Row): TemplateResult | typeof nothing {
  if (!excerpt) return nothing;
  const { place, before, match, after, language, direction } = excerpt;
  return html`<span class="row-excerpt"><span class="soft">${desk.t(`desk_found_${place}`)}:</span>
    <bdi lang=${language ? tag(language) : nothing} dir=${direction}>${before}<mark>${match}</mark>${after}</bdi></span>`;
}

export function listsOf(desk: StartbroDesk, { lists = [] }: Row): string {
  return lists.length
    ? desk.t("desk_found_in", { lists: lists.map((one) => desk.t(`desk_view_${one}`)).join(", ") })
    : "";
}
