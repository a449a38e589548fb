// Signing in and out. The cookie is the browser's own business: no script ever sees it.

import type { Adviser } from "./protocol";

export const CHANGES = { "Content-Type": "application/json", "X-Startbro-Desk": "1" };

export interface Ways {
  passkey: boolean;
  oidc: boolean;
}

export interface Enrolment {
  secret: string;
  qr: string;
}

/** What signing in led to: the next step, or why not. */
export type Outcome =
  | { step: "done" | "totp" | "password" }
  | ({ step: "enrol" } & Enrolment)
  | { refused: "wrong" | "no_answer" }
  | { refused: "weak"; why: string }
  | { refused: "wait"; seconds: number };

export class Door {
  constructor(private readonly address: (path: string) => string) {}

  /** The adviser who is signed in, else the ways to sign in; null when nobody answers. */
  async who(): Promise<Adviser | Ways | null> {
    try {
      const answer = await fetch(this.address("me"));
      if (answer.ok) return ((await answer.json()) as { adviser: Adviser }).adviser;
      if (answer.status !== 401) return null;
      return { passkey: false, oidc: false, ...((await answer.json().catch(() => ({}))) as Partial<Ways>) };
    } catch {
      return null;
    }
  }

  async enter(given: Record<string, string>): Promise<Outcome> {
    return this.#post("session", given);
  }

  /** The text as it was written, with the numbers the desk overwrites; asking for it is noted. Null when refused. */
  async unmask(
    what: { conversation: string; seq: number } | { conversation: string; question: string },
  ): Promise<string | null> {
    const asked = { method: "POST", headers: CHANGES, body: JSON.stringify(what) };
    const answer = await fetch(this.address("unmask"), asked).catch(() => null);
    return answer?.ok ? ((await answer.json()) as { text: string }).text : null;
  }

  async leave(everywhere = false): Promise<void> {
    await fetch(this.address(everywhere ? "sessions" : "session"), { method: "DELETE", headers: CHANGES }).catch(
      () => undefined,
    );
  }

  async passkey(): Promise<Outcome> {
    try {
      const begun = await fetch(this.address("passkey/begin"), { method: "POST", headers: CHANGES, body: "{}" });
      if (!begun.ok) return { refused: "wrong" };
      const options = (await begun.json()) as PublicKeyCredentialRequestOptionsJSON;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
      return credential ? await this.#post("passkey/finish", credential.toJSON()) : { refused: "wrong" };
    } catch {
      return { refused: "wrong" };
    }
  }

  async #post(path: string, body: unknown): Promise<Outcome> {
    try {
      const answer = await fetch(this.address(path), { method: "POST", headers: CHANGES, body: JSON.stringify(body) });
      const said = (await answer.json().catch(() => ({}))) as {
        step?: string;
        error?: string;
        why?: string;
        retry_after?: number;
      };
      if (answer.ok && said.step) return said as Outcome;
      if (answer.status === 429) return { refused: "wait", seconds: said.retry_after ?? 30 };
      if (answer.status >= 500) return { refused: "no_answer" };
      return said.error === "weak" ? { refused: "weak", why: said.why ?? "guessable" } : { refused: "wrong" };
    } catch {
      return { refused: "no_answer" };
    }
  }
}
