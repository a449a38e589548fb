// What the person has sent and the server has not confirmed yet. It survives a reload; one entry of storage for each, so
// that two tabs never overwrite each other's.

import type { Outgoing } from "./protocol";
import { forget, recall, remember, remembered } from "./storage";

const PREFIX = "waiting.";

export interface Waiting {
  frame: Outgoing;
  /** What the person sees of it. */
  text: string;
  since: number;
}

export class Outbox {
  #waiting = new Map<string, Waiting>();
  #latest = 0;

  constructor() {
    const kept = remembered(PREFIX).flatMap((name) => read(name));
    for (const waiting of kept.sort((one, other) => one.since - other.since)) {
      this.#waiting.set(waiting.frame.client_id, waiting);
    }
  }

  get all(): Waiting[] {
    return [...this.#waiting.values()];
  }

  add(frame: Outgoing, text: string): Waiting {
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    const waiting = { frame, text, since: this.#latest };
    this.#waiting.set(frame.client_id, waiting);
    remember(PREFIX + frame.client_id, JSON.stringify(waiting));
    return waiting;
  }

  take(clientId: string): Waiting | undefined {
    const waiting = this.#waiting.get(clientId);
    this.#waiting.delete(clientId);
    forget(PREFIX + clientId);
    return waiting;
  }

  clear(): void {
    for (const name of remembered(PREFIX)) forget(name);
    this.#waiting.clear();
  }
}

function read(name: string): Waiting[] {
  try {
    return [JSON.parse(recall(name) ?? "") as Waiting];
  } catch {
    forget(name);
    return [];
  }
}

/** A random id; `randomUUID` is missing where the page came without TLS. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
