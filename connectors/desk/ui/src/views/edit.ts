// The small box beside a line or an answer: a Swedish rendering, a comment, or a proposed change.

import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import type { Editing } from "../screen";

const MOST = 2000;

export function editBox(desk: StartbroDesk, editing: Editing): TemplateResult {
  const input = (event: InputEvent): void =>
    desk.show({ editing: { ...editing, text: (event.target as HTMLTextAreaElement).value } });
  const typed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    acts.saveEdit(desk);
  };
  return html`<form class="edit" @submit=${(event: Event) => {
    event.preventDefault();
    acts.saveEdit(desk);
  }}>
    <label for="edit">${desk.t(`desk_edit_${editing.kind}`)}</label>
    <textarea id="edit" rows="3" maxlength=${MOST} dir="auto" lang=${editing.kind === "rendering" ? "sv" : ""} .value=${live(editing.text)} @input=${input} @keydown=${typed}></textarea>
    <span class="way">
      <button class="small filled">${desk.t(editing.kind === "propose" ? "desk_send_proposal" : "desk_save")}</button>
      <button class="small" type="button" @click=${() => acts.edit(desk, null)}>${desk.t("desk_cancel")}</button>
    </span>
  </form>`;
}
