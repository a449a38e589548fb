// The sheets that open over the desk: giving back, transferring, closing, labels, the keys, and the tour.

import { html, nothing, type TemplateResult } from "lit";
import { remember } from "../../../../web/ui/src/storage";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { SHORTCUTS } from "../keys";
import type { Dialog } from "../screen";
import { accountDialog } from "./account";
import { form, noteField, title, way } from "./dialog_parts";
import { giveBack } from "./give_back";
import { mail } from "./mail";
import { ownDialog } from "./own_answers";
import { targetChoices, targetOf } from "./targets";

const TOUR = 5;

export function dialogOf(desk: StartbroDesk): TemplateResult | typeof nothing {
  const { dialog } = desk.screen;
  if (!dialog) return nothing;
  const close = (): void => (dialog === "tour" ? endTour(desk) : acts.closeDialog(desk));
  return html`<dialog class="dialog dialog-${dialog}" aria-labelledby="dialog-title" @close=${() => desk.screen.dialog && close()}
    @cancel=${(event: Event) => {
      event.preventDefault();
      close();
    }}>${contents[dialog](desk)}</dialog>`;
}

const contents: Record<Dialog, (desk: StartbroDesk) => TemplateResult> = {
  help,
  tour,
  give_back: giveBack,
  transfer,
  close: closing,
  labels,
  assign,
  mail,
  sign_out: signOut,
  account: accountDialog,
  own: ownDialog,
};

function transfer(desk: StartbroDesk): TemplateResult {
  const { me } = desk.store;
  const others = (me?.colleagues ?? []).filter(({ id }) => id !== me?.adviser.id);
  const go = (fields: FormData): void =>
    acts.transfer(desk, targetOf(String(fields.get("to"))), String(fields.get("note")));
  return form(
    go,
    html`${title(desk, "desk_transfer")}<p>${desk.t("desk_transfer_why")}</p>
      <label for="to">${desk.t("desk_transfer_to")}</label>
      <select id="to" name="to" required>${targetChoices(desk, others)}</select>
      ${noteField(desk, "desk_transfer_note")} ${way(desk, "desk_transfer")}`,
  );
}

function closing(desk: StartbroDesk): TemplateResult {
  const outcomes = desk.store.me?.outcomes ?? [];
  return form(
    (fields) => acts.closeTalk(desk, String(fields.get("outcome"))),
    html`${title(desk, "desk_close")}<fieldset><legend>${desk.t("desk_close_how")}</legend>
      ${outcomes.map(({ name, text }) => html`<label class="choice"><input type="radio" name="outcome" value=${name} required><span>${text}</span></label>`)}</fieldset>
      ${way(desk, "desk_close")}`,
  );
}

function labels(desk: StartbroDesk): TemplateResult {
  const now = desk.active?.about?.labels ?? [];
  const all = desk.store.me?.labels ?? [];
  return form(
    (fields) => acts.setLabels(desk, fields.getAll("label").map(String)),
    html`${title(desk, "desk_labels")}<fieldset><legend>${desk.t("desk_labels_which")}</legend>
      ${all.map(({ name, text }) => html`<label class="choice"><input type="checkbox" name="label" value=${name} ?checked=${now.includes(name)}><span>${text}</span></label>`)}</fieldset>
      ${way(desk, "desk_save")}`,
  );
}

function assign(desk: StartbroDesk): TemplateResult {
  const colleagues = desk.store.me?.colleagues ?? [];
  const line = (one: (typeof colleagues)[number]): string =>
    desk.t("desk_colleague", {
      name: one.name,
      languages: one.languages.map((language) => desk.texts.tongue(language)).join(", "),
      open: one.open,
      most: one.most,
      presence: desk.t(one.presence === "here" ? "desk_here" : "desk_away"),
    });
  return form(
    (fields) => acts.assign(desk, String(fields.get("adviser"))),
    html`${title(desk, "desk_assign")}<fieldset><legend>${desk.t("desk_assign_to")}</legend>
      ${colleagues.map((one) => html`<label class="choice"><input type="radio" name="adviser" value=${one.id} required><span>${line(one)}</span></label>`)}</fieldset>
      ${way(desk, "desk_assign")}`,
  );
}

function signOut(desk: StartbroDesk): TemplateResult {
  return form(
    () => void desk.signOut(),
    html`${title(desk, "desk_sign_out")}<p>${desk.t("desk_sign_out_why")}</p>${way(desk, "desk_sign_out")}`,
  );
}

function help(desk: StartbroDesk): TemplateResult {
  const { keys } = desk.screen;
  const toggle = (): void => {
    remember("desk.keys", keys ? "off" : "on");
    desk.show({ keys: !keys });
  };
  return html`<div class="stack">${title(desk, "desk_key_help")}
    <p>${desk.t("desk_keys_why")}</p>
    <label class="choice"><input type="checkbox" .checked=${keys} @change=${toggle}><span>${desk.t("desk_keys_on")}</span></label>
    <dl class="keys">${SHORTCUTS.filter(({ leads }) => !leads || desk.store.me?.leads).map(({ key, name }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${desk.t(name)}</dd></div>`)}
      <div><dt><kbd>Esc</kbd></dt><dd>${desk.t("desk_key_escape")}</dd></div></dl>
    <span class="way end"><button class="small" @click=${() => desk.show({ dialog: "tour", tour: 0 })}>${desk.t("desk_tour_again")}</button>
      <button class="strong" autofocus @click=${() => acts.closeDialog(desk)}>${desk.t("desk_ok")}</button></span></div>`;
}

function tour(desk: StartbroDesk): TemplateResult {
  const { tour: at } = desk.screen;
  const last = at === TOUR - 1;
  const next = (): void => {
    if (last) endTour(desk);
    else desk.show({ tour: at + 1 });
  };
  return html`<div class="stack"><p class="soft">${desk.t("desk_tour_step", { step: at + 1, steps: TOUR })}</p>
    ${title(desk, `desk_tour_${at + 1}_title`)}<p aria-live="polite">${desk.t(`desk_tour_${at + 1}`)}</p>
    <span class="way end">${last ? nothing : html`<button class="small" @click=${() => endTour(desk)}>${desk.t("desk_tour_skip")}</button>`}
      <button class="strong" autofocus @click=${next}>${desk.t(last ? "desk_tour_done" : "desk_tour_next")}</button></span></div>`;
}

function endTour(desk: StartbroDesk): void {
  const id = desk.store.me?.adviser.id;
  if (id) remember(`desk.tour.${id}`, "done");
  desk.show({ dialog: null });
}
