// What the person has sent and the server has not confirmed yet. It survives a reload; one entry of storage for each, so
// that two tabs never overwrite each other's.

import { forget, recall, remember, remembered } from "./storage";

export interface Waiting<Frame> {
  frame: Frame;
  /** What the person sees of it. */
  text: string;
  since: number;
}

export class Outbox<Frame extends { client_id: string }> {
  #waiting = new Map<string, Waiting<Frame>>();
  #latest = 0;

  /** `prefix` begins the names of its entries in the storage. */
  constructor(private readonly prefix: string) {
    const kept = remembered(prefix).flatMap((name) => read<Frame>(name));
    for (const waiting of kept.sort((one, other) => one.since - other.since)) {
      this.#waiting.set(waiting.frame.client_id, waiting);
    }
  }

  get all(): Waiting<Frame>[] {
    return [...this.#waiting.values()];
  }

  add(frame: Frame, text: string): Waiting<Frame> {
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    const waiting = { frame, text, since: this.#latest };
    this.#waiting.set(frame.client_id, waiting);
    remember(this.prefix + frame.client_id, JSON.stringify(waiting));
    return waiting;
  }

  take(clientId: string): Waiting<Frame> | undefined {
    const waiting = this.#waiting.get(clientId);
    this.#waiting.delete(clientId);
    forget(this.prefix + clientId);
    return waiting;
  }

  clear(): void {
    for (const name of remembered(this.prefix)) forget(name);
    this.#waiting.clear();
  }
}

function read<Frame>(name: string): Waiting<Frame>[] {
  try {
    return [JSON.parse(recall(name) ?? "") as Waiting<Frame>];
  } catch {
    forget(name);
    return [];
  }
}

/** A random id; `randomUUID` is missing where the page came without TLS. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
