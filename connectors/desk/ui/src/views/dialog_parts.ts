// What the sheets over the desk are put together from.

import { html, type TemplateResult } from "lit";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";

export function title(desk: StartbroDesk, name: string): TemplateResult {
  return html`<h2 id="dialog-title">${desk.t(name)}</h2>`;
}

export function way(desk: StartbroDesk, name: string): TemplateResult {
  return html`<span class="way end"><button class="small" type="button" @click=${() => acts.closeDialog(desk)}>${desk.t("desk_cancel")}</button>
    <button class="strong">${desk.t(name)}</button></span>`;
}

/** A form inside a dialog; `act` gets its fields. */
export function form(act: (fields: FormData) => void, inside: TemplateResult): TemplateResult {
  return html`<form class="stack" @submit=${(event: SubmitEvent) => {
    event.preventDefault();
    act(new FormData(event.target as HTMLFormElement));
  }}>${inside}</form>`;
}

export function noteField(desk: StartbroDesk, name: string): TemplateResult {
  return html`<label for="note">${desk.t(name)}</label><textarea id="note" name="note" rows="3" maxlength="1000" dir="auto"></textarea>`;
}
