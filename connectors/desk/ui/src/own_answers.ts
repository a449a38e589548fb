// The organisation's own ready answers: the list, one that is being written, and what each reads like to the person.

import type { StartbroDesk } from "./desk";
import { CHANGES } from "./door";
import type { Words } from "./protocol";

export const STATES = ["written", "checked", "machine", "outdated"] as const;
export type State = (typeof STATES)[number];
export const SOURCE = "sv";
const PREVIEW_AFTER = 300;

export interface Translation {
  text: string;
  state: State;
}

export interface OwnAnswer {
  /** Empty for one that is not kept yet. */
  id: string;
  version: string;
  name: string;
  text: string;
  translations: Record<string, Translation>;
}

interface Answers {
  answers: OwnAnswer[];
  languages: string[];
  values: string[];
  may_change: boolean;
}

/** The name of a text, and what belongs in it. */
export interface Problem {
  name: string;
  locale: string;
  value: string;
}

export class OwnAnswers {
  known: Answers | null = null;
  writing: OwnAnswer | null = null;
  /** Whether it is asked if the answer is to be taken away. */
  retiring = false;
  problem: Problem | null = null;
  done = "";
  preview: Words | null = null;
  /** The language whose text the cursor is in. */
  at = SOURCE;
  #timer = 0;

  constructor(
    private readonly address: (path: string) => string,
    private readonly desk: StartbroDesk,
  ) {}

  async open(): Promise<void> {
    this.#settle("");
    this.known = null;
    await this.#load();
  }

  begin(answer?: OwnAnswer): void {
    this.#settle("");
    this.at = SOURCE;
    this.writing = structuredClone(answer ?? { id: "", version: "", name: "", text: "", translations: {} });
    this.look(SOURCE);
  }

  back(): void {
    this.#settle("");
    this.desk.requestUpdate();
  }

  retire(sure: boolean): void {
    this.retiring = sure;
    this.desk.requestUpdate();
  }

  textIn(locale: string): string {
    return (locale === SOURCE ? this.writing?.text : this.writing?.translations[locale]?.text) ?? "";
  }

  write(locale: string, text: string): void {
    const { writing } = this;
    if (!writing) return;
    if (locale === SOURCE) writing.text = text;
    // Whatever the text was before, now somebody has written it.
    else writing.translations[locale] = { text, state: "written" };
    this.look(locale);
  }

  rate(locale: string, state: State): void {
    const translation = this.writing?.translations[locale];
    if (translation) translation.state = state;
    this.desk.requestUpdate();
  }

  /** Shows soon how the text in a language reads. */
  look(locale: string): void {
    if (this.at !== locale) this.preview = null;
    this.at = locale;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#look(locale), PREVIEW_AFTER);
    this.desk.requestUpdate();
  }

  async save(): Promise<void> {
    const { writing } = this;
    if (!writing) return;
    const { id, version, ...words } = writing;
    const answer = await this.#send("POST", "answers", { ...words, ...(id ? { id, version } : {}) });
    if (answer.ok) await this.#finish("desk_own_saved");
    else await this.#refused(answer);
  }

  async takeAway(): Promise<void> {
    const answer = await this.#send("DELETE", `answers/${this.writing?.id}`, null);
    if (answer.ok) await this.#finish("desk_own_retired");
    else await this.#refused(answer);
  }

  async #finish(done: string): Promise<void> {
    this.#settle(done);
    await this.#load();
  }

  async #refused(answer: Response): Promise<void> {
    const told = (await answer.json().catch(() => ({}))) as { error?: string; locale?: string; value?: string };
    const name = `desk_own_refused_${told.error}`;
    const known = answer.status === 422 && this.desk.texts.has(name);
    this.problem = {
      name: known ? name : "desk_own_refused_failed",
      locale: told.locale ?? SOURCE,
      value: told.value ?? "",
    };
    this.desk.requestUpdate();
  }

  #settle(done: string): void {
    this.writing = this.problem = this.preview = null;
    this.retiring = false;
    this.done = done;
  }

  async #look(locale: string): Promise<void> {
    const text = this.textIn(locale);
    const answer = text.trim() ? await this.#send("POST", "answers/preview", { text, locale }) : null;
    const words = answer?.ok ? ((await answer.json()) as Words) : null;
    if (this.at !== locale || this.textIn(locale) !== text) return;
    this.preview = words;
    this.desk.requestUpdate();
  }

  async #load(): Promise<void> {
    const answer = await fetch(this.address("answers")).catch(() => null);
    if (answer?.ok) this.known = (await answer.json()) as Answers;
    else this.problem = { name: "desk_own_refused_failed", locale: SOURCE, value: "" };
    this.desk.requestUpdate();
  }

  async #send(method: string, path: string, body: unknown): Promise<Response> {
    const given = body === null ? {} : { body: JSON.stringify(body) };
    const failed = (): Response => Response.error();
    return fetch(this.address(path), { method, headers: CHANGES, ...given }).catch(failed);
  }
}

export function openOwn(desk: StartbroDesk): void {
  void desk.own.open();
  desk.show({ dialog: "own" });
}
