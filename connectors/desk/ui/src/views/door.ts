// Signing in: e-mail and password, then the code; the first time also the secret for the code app.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { Enrolment } from "../door";
import type { SignIn } from "../screen";
import { localeChoice } from "./frame";
import { leaf } from "./icons";

/** As in ``passwords.py``; a test holds both to the same. */
export const SHORTEST = 12;

export function doorOf(desk: StartbroDesk, door: SignIn): TemplateResult {
  const problem = door.problem ? desk.t(door.problem, { time: desk.texts.number(door.seconds) }) : "";
  return html`<main class="door">
    <div class="door-card">
      <p class="brand">${leaf}<span>Startbro</span></p>
      <h1>${desk.t(door.step === "enrol" ? "desk_enrol" : "desk_sign_in")}</h1>
      ${door.reason ? html`<p class="soft">${desk.t(door.reason)}</p>` : nothing}
      <p class="problem" role="alert" id="problem">${problem}</p>
      <form @submit=${(event: SubmitEvent) => submit(desk, door, event)}>${fields(desk, door)}</form>
      ${door.step === "password" ? others(desk, door) : again(desk, door)}
    </div>
    ${localeChoice(desk)}
  </main>`;
}

function fields(desk: StartbroDesk, door: SignIn): TemplateResult {
  switch (door.step) {
    case "password":
      return html`
        ${field(desk, { name: "email", type: "email", autocomplete: "username", value: door.email, first: true })}
        ${field(desk, { name: "password", label: "desk_field_password_or_code", type: "password", autocomplete: "current-password" })}
        <p class="soft under" id="password-why">${desk.t("desk_sign_in_first")}</p>
        ${go(desk, door, "desk_sign_in")}`;
    case "new_password":
      return html`<p>${desk.t("desk_new_password_why")}</p>
        <input class="quiet" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${door.email}>
        ${ownPassword(desk)}
        ${go(desk, door, "desk_continue")}`;
    case "enrol":
      return html`<p>${desk.t("desk_enrol_why")}</p><p class="soft">${desk.t("desk_enrol_apps")}</p>
        <img class="qr" alt=${desk.t("desk_enrol_qr")} src=${`data:image/svg+xml,${encodeURIComponent(door.enrolment?.qr ?? "")}`}>
        ${secretOf(desk, door.enrolment)} ${code(desk)} ${go(desk, door, "desk_continue")}`;
    default:
      return html`<p>${desk.t("desk_totp_why")}</p>
        ${code(desk)} ${go(desk, door, "desk_continue")}`;
  }
}

interface Field {
  name: string;
  /** The text beside it, when it is not that of its name. */
  label?: string;
  type: string;
  autocomplete: string;
  value?: string;
  first?: boolean;
}

export function field(
  desk: StartbroDesk,
  { name, label = `desk_field_${name}`, type, autocomplete, value = "", first = false }: Field,
): TemplateResult {
  return html`<label for=${name}>${desk.t(label)}</label>
    <input id=${name} name=${name} type=${type} class=${first ? "first" : ""} autocomplete=${autocomplete} required
      aria-describedby="problem" .value=${value}>`;
}

/** A password somebody chooses: they may look at it, and are told beforehand how long it must be. */
export function ownPassword(desk: StartbroDesk): TemplateResult {
  const look = (event: Event): void => {
    const box = desk.renderRoot.querySelector<HTMLInputElement>("#new_password");
    if (box) box.type = (event.target as HTMLInputElement).checked ? "text" : "password";
  };
  return html`<p class="soft">${desk.t("desk_password_least", { count: SHORTEST })}</p>
    ${field(desk, { name: "new_password", type: "password", autocomplete: "new-password", first: true })}
    <label class="choice look"><input type="checkbox" @change=${look}><span>${desk.t("desk_password_show")}</span></label>`;
}

/** What was refused is written anew, and not mended letter by letter unseen. */
export function emptyPasswords(desk: StartbroDesk, problem: string): void {
  if (!/_(password|wrong)/.test(problem)) return;
  for (const box of desk.renderRoot.querySelectorAll<HTMLInputElement>("#new_password, #password, #totp"))
    box.value = "";
}

/** In groups of four for whoever writes it by hand; what is copied has no gaps, as they are only drawn. */
export function secretOf(desk: StartbroDesk, enrolment: Enrolment | null): TemplateResult {
  const groups = enrolment?.secret.match(/.{1,4}/g) ?? [];
  return html`<p>${desk.t("desk_enrol_secret")} <code class="secret">${groups.map((group) => html`<span>${group}</span>`)}</code></p>`;
}

export function code(desk: StartbroDesk, first = true): TemplateResult {
  return html`<label for="totp">${desk.t("desk_field_totp")}</label>
    <input id="totp" name="totp" class=${first ? "first" : ""} inputmode="numeric" autocomplete="one-time-code" maxlength="7" required aria-describedby="problem">`;
}

function go(desk: StartbroDesk, door: SignIn, name: string): TemplateResult {
  return html`<button class="strong" aria-disabled=${door.busy}>${desk.t(door.busy ? "desk_wait" : name)}</button>`;
}

function others(desk: StartbroDesk, door: SignIn): TemplateResult {
  const passkey = door.ways.passkey && "PublicKeyCredential" in window;
  return html`<div class="other-ways">
    ${passkey ? html`<button class="plain-button" @click=${() => desk.tryDoor(() => desk.door.passkey())}>${desk.t("desk_passkey")}</button>` : nothing}
    ${door.ways.oidc ? html`<a class="plain-button" href="/desk/oidc">${desk.t("desk_oidc")}</a>` : nothing}
  </div>`;
}

function again(desk: StartbroDesk, door: SignIn): TemplateResult {
  const back = (): void => desk.show({ door: { ...door, step: "password", problem: "" } });
  return html`<div class="other-ways"><button class="plain-button" @click=${back}>${desk.t("desk_sign_in_again")}</button></div>`;
}

function submit(desk: StartbroDesk, door: SignIn, event: SubmitEvent): void {
  event.preventDefault();
  const form = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
  const { totp, ...rest } = form;
  desk.show({ door: { ...door, email: rest.email ?? door.email } });
  // The server knows from its cookie whose code this is. People copy codes with a space in the middle.
  const asked = desk.ask({ ...rest, ...(totp ? { totp: totp.replace(/\s/g, "") } : {}) });
  void asked.then(() => emptyPasswords(desk, desk.screen.door?.problem ?? ""));
}
