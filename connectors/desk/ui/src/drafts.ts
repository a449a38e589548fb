// What the adviser has begun to write: one draft for each conversation and kind, kept over reloads and shared by tabs.

import { forget, recall, remember, remembered } from "../../../web/ui/src/storage";

const KEPT = ["message", "note", "aside"] as const;

export type Mode = "message" | "note";
/** Beside what is written, what was put aside to look for a ready answer. */
type Kept = (typeof KEPT)[number];

const CHANNEL = "startbro.desk";

export type Word =
  | { kind: "draft"; adviser: string; name: string; text: string }
  | { kind: "seen"; adviser: string; conversation: string };

export class Drafts {
  #adviser = "";
  #channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
  // What other tabs wrote last: their word may be here before the browser's storage shows it to this tab.
  #heard = new Map<string, string>();

  /** `elsewhere` is called with what another tab of the same adviser did. */
  constructor(elsewhere: (word: Word) => void) {
    this.#channel?.addEventListener("message", (event: MessageEvent<Word>) => {
      if (event.data.adviser !== this.#adviser) return;
      if (event.data.kind === "draft") this.#heard.set(event.data.name, event.data.text);
      elsewhere(event.data);
    });
  }

  use(adviser: string): void {
    this.#adviser = adviser;
  }

  get(conversation: string, mode: Kept): string {
    const name = this.#name(conversation, mode);
    return this.#heard.get(name) ?? recall(name) ?? "";
  }

  set(conversation: string, mode: Kept, text: string): void {
    const name = this.#name(conversation, mode);
    this.#heard.delete(name);
    if (text) remember(name, text);
    else forget(name);
    this.#channel?.postMessage({ kind: "draft", adviser: this.#adviser, name, text } satisfies Word);
  }

  /** Puts refused words back, before whatever has been written since. */
  restore(conversation: string, mode: Mode, text: string): void {
    const now = this.get(conversation, mode);
    if (now !== text) this.set(conversation, mode, now ? `${text}\n${now}` : text);
  }

  has(conversation: string): boolean {
    return Boolean(this.get(conversation, "message") || this.get(conversation, "note"));
  }

  /** The conversations in which something has been begun to be written. */
  get conversations(): string[] {
    const start = `desk.${this.#adviser}.draft.`;
    return [...new Set(remembered(start).map((name) => name.slice(start.length).split(".")[0] ?? ""))];
  }

  /** Forgets what was begun in a conversation that is gone. */
  drop(conversation: string): void {
    for (const mode of KEPT) if (this.get(conversation, mode)) this.set(conversation, mode, "");
  }

  tellSeen(conversation: string): void {
    this.#channel?.postMessage({ kind: "seen", adviser: this.#adviser, conversation } satisfies Word);
  }

  /** After signing out nothing of it stays on a computer that others may use. */
  clear(): void {
    this.#heard.clear();
    for (const name of remembered(`desk.${this.#adviser}.`)) forget(name);
  }

  #name(conversation: string, mode: Kept): string {
    return `desk.${this.#adviser}.draft.${conversation}.${mode}`;
  }
}
