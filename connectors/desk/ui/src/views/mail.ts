// The sheet that sends somebody their conversation: what goes out, and to which address.

import { html, type TemplateResult } from "lit";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { sendMail } from "../papers";

export function mail(desk: StartbroDesk): TemplateResult {
  const address = desk.active?.address;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    sendMail(desk);
  };
  return html`<form class="stack" @submit=${send}><h2 id="dialog-title">${desk.t("desk_mail")}</h2>
    <p>${desk.t("desk_mail_why")}</p>
    <p role="status">${address === undefined ? desk.t("desk_wait") : where(desk, address)}</p>
    <span class="way end"><button class="small" type="button" @click=${() => acts.closeDialog(desk)}>${desk.t("desk_cancel")}</button>
      <button class="strong" ?disabled=${!address}>${desk.t("desk_send")}</button></span></form>`;
}

function where(desk: StartbroDesk, address: string | null): string {
  return address === null ? desk.t("desk_mail_nobody") : desk.t("desk_mail_to", { address });
}
