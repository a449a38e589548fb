// The adviser's own account: how they sign in and where. Whatever changes it may want them to show first that it is them.

import type { StartbroDesk } from "./desk";
import { CHANGES, type Enrolment } from "./door";

export interface Facts {
  name: string;
  email: string;
  password: boolean;
  /** Since when a code app is connected. */
  totp: string | null;
  passkeys: { id: string; created: string; used: string | null }[];
  sessions: { id: string; created: string; used: string; here: boolean }[];
  passkey_possible: boolean;
}

interface Told {
  step?: string;
  error?: string;
  why?: string;
  retry_after?: number;
  secret?: string;
  qr?: string;
}

type Answer = { status: number; told: Told };
type Method = "POST" | "DELETE";

export class Account {
  facts: Facts | null = null;
  /** The form that is open over the page. */
  form: "confirm" | "password" | "totp" | "" = "";
  enrolment: Enrolment | null = null;
  /** Names of texts: what went wrong, and what has been done. */
  problem = "";
  seconds = 0;
  done = "";
  busy = false;
  #then: (() => Promise<void>) | null = null;

  constructor(
    private readonly address: (path: string) => string,
    private readonly changed: () => void,
  ) {}

  async open(): Promise<void> {
    this.#settle("");
    this.facts = null;
    await this.#load();
  }

  /** Opens a form, or closes it with "". */
  show(form: "password" | ""): void {
    this.#settle("");
    this.form = form;
    this.changed();
  }

  changePassword(password: string): Promise<void> {
    return this.#change("POST", "password", { new_password: password }, "desk_account_password_changed");
  }

  removePasskey(id: string): Promise<void> {
    return this.#change("DELETE", `passkeys/${id}`, null, "desk_account_passkey_removed");
  }

  endSession(id: string): Promise<void> {
    return this.#change("DELETE", `sessions/${id}`, null, "desk_account_session_ended");
  }

  async connectApp(): Promise<void> {
    const { status, told } = await this.#ask("POST", "totp/begin", {});
    if (this.#mustConfirm(status, told, () => this.connectApp())) return;
    if (status !== 200 || !told.secret) {
      this.#fail(status, told);
      return;
    }
    this.#settle("");
    this.enrolment = { secret: told.secret, qr: told.qr ?? "" };
    this.form = "totp";
    this.changed();
  }

  finishApp(code: string): Promise<void> {
    return this.#change("POST", "totp/finish", { totp: code }, "desk_account_totp_changed");
  }

  async addPasskey(): Promise<void> {
    const { status, told } = await this.#ask("POST", "passkey/add/begin", {});
    if (this.#mustConfirm(status, told, () => this.addPasskey())) return;
    try {
      const options = told as unknown as PublicKeyCredentialCreationOptionsJSON;
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
      if (made) await this.#change("POST", "passkey/add/finish", made.toJSON(), "desk_account_passkey_added");
    } catch {
      this.#fail(0, {}); // not made, or the question was put away
    }
  }

  async confirm(password: string, code: string): Promise<void> {
    await this.#confirmed(await this.#ask("POST", "confirm", { password, totp: code }));
  }

  async confirmByPasskey(): Promise<void> {
    const { told } = await this.#ask("POST", "passkey/begin", {});
    try {
      const options = told as unknown as PublicKeyCredentialRequestOptionsJSON;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
      if (given) await this.#confirmed(await this.#ask("POST", "confirm/passkey", given.toJSON()));
    } catch {
      this.#fail(0, {});
    }
  }

  async #confirmed({ status, told }: Answer): Promise<void> {
    if (status !== 200) {
      this.#fail(status, told);
      return;
    }
    const then = this.#then;
    this.#settle("");
    this.changed();
    await then?.();
  }

  async #change(method: Method, path: string, body: unknown, done: string): Promise<void> {
    const { status, told } = await this.#ask(method, path, body);
    if (this.#mustConfirm(status, told, () => this.#change(method, path, body, done))) return;
    if (status !== 200) {
      this.#fail(status, told);
      return;
    }
    this.#settle(done);
    await this.#load();
  }

  /** Asks for password and code, and goes on with `then` once they were right. */
  #mustConfirm(status: number, told: Told, then: () => Promise<void>): boolean {
    if (status !== 403 || told.error !== "confirm") return false;
    this.#settle("");
    this.#then = then;
    this.form = "confirm";
    this.changed();
    return true;
  }

  #fail(status: number, told: Told): void {
    const known: Record<string, string> = { wrong: "desk_account_wrong", last_way: "desk_account_last_way" };
    this.seconds = told.retry_after ?? 0;
    if (status === 429) this.problem = "desk_sign_in_wait";
    else if (told.error === "weak") this.problem = `desk_password_${told.why ?? "guessable"}`;
    else this.problem = known[told.error ?? ""] ?? "desk_account_failed";
    this.changed();
  }

  #settle(done: string): void {
    this.form = this.problem = "";
    this.enrolment = this.#then = null;
    this.done = done;
  }

  async #load(): Promise<void> {
    const asked = ["account", "me"].map((path) => fetch(this.address(path)).catch(() => null));
    const [account, me] = await Promise.all(asked);
    if (account?.ok && me?.ok) this.facts = { ...(await me.json()).adviser, ...(await account.json()) } as Facts;
    else this.problem = "desk_account_failed";
    this.changed();
  }

  async #ask(method: Method, path: string, body: unknown): Promise<Answer> {
    this.busy = true;
    this.problem = this.done = "";
    this.changed();
    const given = body === null ? {} : { body: JSON.stringify(body) };
    try {
      const answer = await fetch(this.address(path), { method, headers: CHANGES, ...given });
      return { status: answer.status, told: (await answer.json().catch(() => ({}))) as Told };
    } catch {
      return { status: 0, told: {} };
    } finally {
      this.busy = false;
    }
  }
}

export function openAccount(desk: StartbroDesk): void {
  void desk.account.open();
  desk.show({ dialog: "account" });
}
