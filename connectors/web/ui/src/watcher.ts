// What a conversation tells whoever shows it.

import type { Waiting } from "./outbox";
import type { Card, Outgoing, Refused } from "./protocol";

export interface Watcher {
  changed(): void;
  /** A log came that holds no news: it is not to be read aloud. */
  replaced(): void;
  locale(): string | null;
  template(): string | null;
  switched(locale: string): void;
  acknowledged(waiting: Waiting<Outgoing>): void;
  refused(waiting: Waiting<Outgoing> | undefined, refusal: Refused | null): void;
  term(card: Card): void;
  code(code: string): void;
  forgotten(reason: "deleted" | "unknown_token", unsent: string[]): void;
  busy(): void;
}
