// The adviser's account: password, code app, passkeys, and where they are signed in.

import { html, nothing, type TemplateResult } from "lit";
import type { Account, Facts } from "../account";
import type { StartbroDesk } from "../desk";
import { code, emptyPasswords, field, ownPassword, secretOf } from "./door";

export function accountDialog(desk: StartbroDesk): TemplateResult {
  const { account } = desk;
  const problem = account.problem ? desk.t(account.problem, { time: desk.texts.number(account.seconds) }) : "";
  return html`<div class="stack account">
    <h2 id="dialog-title">${desk.t(account.form === "confirm" ? "desk_account_confirm" : "desk_account")}</h2>
    <p class="problem" role="alert" id="problem">${problem}</p>
    <p class="soft" role="status">${account.done ? desk.t(account.done) : ""}</p>
    ${account.form ? formOf(desk, account) : page(desk, account)}
  </div>`;
}

function page(desk: StartbroDesk, account: Account): TemplateResult {
  const { facts } = account;
  return html`${facts ? html`${whose(facts)} ${password(desk, facts)} ${app(desk, facts)} ${passkeys(desk, facts)} ${sessions(desk, facts)}` : html`<p class="soft">${desk.t("desk_wait")}</p>`}
    <span class="way end"><button class="strong" autofocus @click=${() => desk.show({ dialog: null })}>${desk.t("desk_ok")}</button></span>`;
}

function whose({ name, email }: Facts): TemplateResult {
  return html`<p class="whose"><b><bdi>${name}</bdi></b> <span class="soft" dir="ltr">${email}</span></p>`;
}

function password(desk: StartbroDesk, { password }: Facts): TemplateResult {
  return html`<section><h3>${desk.t("desk_account_password")}</h3>
    <p class="soft">${desk.t(password ? "desk_account_password_why" : "desk_account_password_none")}</p>
    ${
      password
        ? html`<button class="small" @click=${() => {
            desk.account.show("password");
            void desk.focusOn(".account .first");
          }}>${desk.t("desk_account_change_password")}</button>`
        : nothing
    }
  </section>`;
}

function app(desk: StartbroDesk, { totp }: Facts): TemplateResult {
  return html`<section><h3>${desk.t("desk_account_totp")}</h3>
    <p class="soft">${totp ? desk.t("desk_account_totp_since", { day: desk.texts.day(totp) }) : desk.t("desk_account_totp_none")}</p>
    <button class="small" @click=${() => run(desk, desk.account.connectApp())}>${desk.t("desk_account_new_totp")}</button>
  </section>`;
}

function passkeys(desk: StartbroDesk, facts: Facts): TemplateResult | typeof nothing {
  if (!facts.passkey_possible || !("PublicKeyCredential" in window)) return nothing;
  return html`<section><h3>${desk.t("desk_account_passkeys")}</h3><p class="soft">${desk.t("desk_account_passkeys_why")}</p>
    ${facts.passkeys.length ? nothing : html`<p>${desk.t("desk_account_passkeys_none")}</p>`}
    <ul class="plain">${facts.passkeys.map(({ id, created, used }) => {
      const made = { day: desk.texts.day(created) };
      return html`<li><span>${desk.t("desk_account_passkey_made", made)}</span>
        <span class="soft">${used ? desk.t("desk_account_passkey_used", { day: desk.texts.day(used) }) : desk.t("desk_account_passkey_unused")}</span>
        <button class="tiny" aria-label=${desk.t("desk_account_remove_passkey_one", made)} @click=${() => run(desk, desk.account.removePasskey(id))}>${desk.t("desk_account_remove_passkey")}</button></li>`;
    })}</ul>
    <button class="small" @click=${() => run(desk, desk.account.addPasskey())}>${desk.t("desk_account_add_passkey")}</button>
  </section>`;
}

function sessions(desk: StartbroDesk, { sessions }: Facts): TemplateResult {
  return html`<section><h3>${desk.t("desk_account_sessions")}</h3>
    <ul class="plain">${sessions.map(({ id, created, used, here }) => {
      const begun = { time: desk.texts.moment(created) };
      return html`<li><span>${desk.t("desk_account_session", begun)}</span>
        <span class="soft">${desk.t("desk_account_session_used", { time: desk.texts.moment(used) })}</span>
        ${here ? html`<span class="chip">${desk.t("desk_account_session_here")}</span>` : html`<button class="tiny" aria-label=${desk.t("desk_account_end_session_one", begun)} @click=${() => run(desk, desk.account.endSession(id))}>${desk.t("desk_account_end_session")}</button>`}</li>`;
    })}</ul>
    <p class="soft">${desk.t("desk_account_everywhere_why")}</p>
    <button class="small" @click=${() => void desk.signOut(true)}>${desk.t("desk_account_everywhere")}</button>
  </section>`;
}

function formOf(desk: StartbroDesk, account: Account): TemplateResult {
  const fields = { confirm, password: newPassword, totp: newApp }[account.form || "password"];
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (account.busy) return;
    const given = new FormData(event.target as HTMLFormElement);
    const said = (name: string): string => String(given.get(name) ?? "");
    const digits = said("totp").replace(/\s/g, "");
    if (account.form === "confirm") run(desk, account.confirm(said("password"), digits));
    else if (account.form === "totp") run(desk, account.finishApp(digits));
    else run(desk, account.changePassword(said("new_password")));
  };
  return html`<form class="stack" @submit=${send}>${fields(desk, account)}
    <span class="way end"><button class="small" type="button" @click=${() => account.show("")}>${desk.t("desk_cancel")}</button>
      <button class="strong" aria-disabled=${account.busy}>${desk.t(account.busy ? "desk_wait" : "desk_continue")}</button></span></form>`;
}

function confirm(desk: StartbroDesk, { facts }: Account): TemplateResult {
  const passkey = facts?.passkeys.length && "PublicKeyCredential" in window;
  return html`<p>${desk.t("desk_account_confirm_why")}</p>
    ${field(desk, { name: "password", type: "password", autocomplete: "current-password", first: true })}
    ${facts?.totp ? code(desk, false) : nothing}
    ${passkey ? html`<button class="plain-button" type="button" @click=${() => run(desk, desk.account.confirmByPasskey())}>${desk.t("desk_account_confirm_passkey")}</button>` : nothing}`;
}

function newPassword(desk: StartbroDesk): TemplateResult {
  return html`<p>${desk.t("desk_new_password_why")}</p> ${ownPassword(desk)}`;
}

function newApp(desk: StartbroDesk, { enrolment }: Account): TemplateResult {
  return html`<p>${desk.t("desk_account_totp_why")}</p>
    <img class="qr" alt=${desk.t("desk_enrol_qr")} src=${`data:image/svg+xml,${encodeURIComponent(enrolment?.qr ?? "")}`}>
    ${secretOf(desk, enrolment)} ${code(desk)}`;
}

/** Goes on when it is done: to the first box of the form that opened, or to the heading of the page. */
function run(desk: StartbroDesk, doing: Promise<void>): void {
  void doing.then(() => {
    emptyPasswords(desk, desk.account.problem);
    return desk.focusOn(desk.account.form ? ".account .first" : ".account .strong");
  });
}
