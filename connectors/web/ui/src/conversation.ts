// The talk as this browser knows it: the log merged by seq, what is on its way out, the plan, and how the bot is doing.

import { Adviser } from "./adviser";
import { Connection, type Line } from "./connection";
import { newId, Outbox } from "./outbox";
import type { Activity, Asking, Hello, Incoming, Message, Outgoing, Plan, Welcome } from "./protocol";
import { forget, recall, remember, whenChangedElsewhere } from "./storage";
import { ownMessage } from "./typed";
import type { Watcher } from "./watcher";

const GAP_PATIENCE = 400;
const ACK_PATIENCE = 12_000;
const OFFLINE_PATIENCE = 1500;
// Close codes that say "this frame can never be taken": sending it again would end the same way for ever.
const REJECTED = new Set([1002, 1003, 1007, 1008, 1009]);

export class Conversation implements Line<Incoming> {
  readonly outbox = new Outbox<Outgoing>("waiting.");
  readonly adviser = new Adviser(() => this.watcher.changed());
  readonly #connection: Connection<Incoming, Outgoing | Asking>;
  #log = new Map<number, Message>();
  #upTo = 0;
  #conversation = "";
  #gap = 0;
  #offline = 0;
  #seen = 0;
  #unwatch: () => void = () => undefined;

  plan: Plan | null = null;
  activity: Activity = "idle";
  away = false;
  offline = false;
  ready = false;
  started = false;

  constructor(
    address: string,
    private readonly watcher: Watcher,
  ) {
    this.#connection = new Connection(address, "startbro.1", this);
  }

  get messages(): Message[] {
    return [...this.#log.values()].sort((one, other) => one.seq - other.seq);
  }

  get token(): string | null {
    return recall("token");
  }

  /** Watches for what other tabs do, and goes on where the person was. */
  attach(): void {
    this.#unwatch = whenChangedElsewhere("token", (token) => {
      if (token !== null) this.start();
      // A code entered in the other tab puts a new token in place of the old one within the same instant.
      else window.setTimeout(() => this.started && this.token === null && this.#forget("deleted"), 500);
    });
    document.addEventListener("visibilitychange", this.#report);
    if (this.token || this.outbox.all.length) this.start();
  }

  detach(): void {
    this.#unwatch();
    document.removeEventListener("visibilitychange", this.#report);
    this.#connection.stop();
    this.started = false;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    this.#connection.start();
    this.watcher.changed();
  }

  /** Opens the conversation that `token` belongs to, in place of the present one. */
  resume(token: string): void {
    this.#reset();
    remember("token", token);
    this.start();
  }

  say(text: string): void {
    this.#put({ type: "say", client_id: newId(), text }, text);
  }

  press(seq: number, button: number, label: string): void {
    const again = this.outbox.all.some(({ frame }) => frame.type === "press" && frame.seq === seq);
    if (!again) this.#put({ type: "press", client_id: newId(), seq, button }, label);
  }

  chooseLanguage(locale: string): void {
    for (const { frame } of this.outbox.all) if (frame.type === "language") this.outbox.take(frame.client_id);
    if (this.started) this.#put({ type: "language", client_id: newId(), locale }, "");
  }

  /** Gives the client id under which the change is on its way. */
  answer(question: string, text: string): string {
    const clientId = newId();
    this.#put({ type: "answer", client_id: clientId, question, text }, text);
    return clientId;
  }

  askTerm(term: string): void {
    this.#connection.send({ type: "term", term });
  }

  writing(): void {
    if (this.adviser.isNews()) this.#connection.send({ type: "typing" });
  }

  askCode(): void {
    this.#connection.send({ type: "code" });
  }

  hello(): Hello {
    const { watcher } = this;
    return {
      type: "hello",
      token: this.token,
      last_seq: this.#upTo,
      locale: watcher.locale(),
      template: watcher.template(),
    };
  }

  opened(): void {
    this.#online();
    this.ready = true;
    for (const waiting of this.outbox.all) this.#connection.send(waiting.frame);
    this.#expectAck();
    this.watcher.changed();
  }

  lost(code: number): void {
    this.ready = false;
    this.activity = "idle";
    const first = this.outbox.all[0];
    if (first && REJECTED.has(code)) this.watcher.refused(this.outbox.take(first.frame.client_id), null);
    // Counted from the first loss on; each further try that fails must not start the patience anew.
    this.#offline ||= window.setTimeout(() => {
      this.offline = true;
      this.watcher.changed();
    }, OFFLINE_PATIENCE);
    this.watcher.changed();
  }

  frame(frame: Incoming): void {
    switch (frame.type) {
      case "welcome":
        this.#welcome(frame);
        break;
      case "message":
        this.#merge([frame.message], false);
        break;
      case "log":
        if (this.#isKnown(frame.messages)) this.watcher.replaced();
        this.#merge(frame.messages, true);
        break;
      case "ack":
        this.#acknowledged(frame.client_id, frame.seq);
        break;
      case "refused":
        this.watcher.refused(this.outbox.take(frame.client_id), frame);
        break;
      case "status":
        this.activity = frame.state;
        if (frame.state === "away" || frame.state === "ready") this.away = frame.state === "away";
        break;
      case "plan":
        // Before a template is chosen there is nothing to show, and "0 of 0" would only puzzle.
        this.plan = frame.plan.total ? frame.plan : null;
        break;
      case "adviser":
      case "typing":
      case "seen":
        this.adviser.take(frame);
        break;
      case "language":
        this.watcher.switched(frame.locale);
        break;
      case "term":
        this.watcher.term(frame.card);
        break;
      case "code":
        this.watcher.code(frame.code);
        break;
      case "deleted":
        this.#forget("deleted");
        break;
      case "closed":
        if (frame.reason === "unknown_token") this.#forget("unknown_token");
        else this.#connection.slowDown();
        if (frame.reason === "too_many") this.watcher.busy();
        break;
    }
    this.watcher.changed();
  }

  #welcome(frame: Welcome): void {
    if (this.#conversation !== frame.conversation || frame.last_seq < this.#upTo) this.#empty();
    this.#conversation = frame.conversation;
    this.away = frame.bot === "away";
    if (frame.token) remember("token", frame.token);
    const changing = this.outbox.all.some((waiting) => waiting.frame.type === "language");
    if (!changing) this.watcher.switched(frame.locale);
  }

  #merge(messages: Message[], whole: boolean): void {
    for (const message of messages) {
      this.#log.set(message.seq, message);
      this.adviser.said(message.author);
      const waiting = message.client_id ? this.outbox.take(message.client_id) : undefined;
      if (waiting) this.watcher.acknowledged(waiting);
    }
    if (whole) this.#upTo = Math.max(this.#upTo, ...messages.map((message) => message.seq));
    while (this.#log.has(this.#upTo + 1)) this.#upTo += 1;
    clearTimeout(this.#gap);
    if (Math.max(0, ...this.#log.keys()) > this.#upTo) {
      this.#gap = window.setTimeout(() => this.#connection.restart(), GAP_PATIENCE);
    }
    this.#report();
  }

  /** The same lines in another language, or a talk of before; a greeting, or what was missed, is news. */
  #isKnown(messages: Message[]): boolean {
    if (this.#upTo) return messages.some((message) => message.seq <= this.#upTo);
    return messages.some((message) => message.author === "person");
  }

  #acknowledged(clientId: string, seq: number): void {
    const waiting = this.outbox.take(clientId);
    if (!waiting) return;
    const { frame, text } = waiting;
    if ((frame.type === "say" || frame.type === "press") && !this.#log.has(seq)) {
      this.#merge([ownMessage(seq, text, clientId)], false);
    }
    this.watcher.acknowledged(waiting);
  }

  #put(frame: Outgoing, text: string): void {
    this.outbox.add(frame, text);
    this.start();
    if (this.ready) {
      this.#connection.send(frame);
      this.#expectAck();
    }
    this.watcher.changed();
  }

  #expectAck(): void {
    const oldest = this.outbox.all[0];
    if (!oldest) return;
    window.setTimeout(() => {
      if (!this.ready || !this.outbox.all.includes(oldest)) return;
      // A silent line that looks open swallows what is sent: make a new one, the ids keep it from happening twice.
      if (this.#connection.silentFor() >= ACK_PATIENCE) this.#connection.restart();
      else this.#expectAck();
    }, ACK_PATIENCE);
  }

  #report = (): void => {
    clearTimeout(this.#seen);
    this.#seen = window.setTimeout(() => {
      if (!document.hidden && this.ready && this.#upTo) this.#connection.send({ type: "seen", seq: this.#upTo });
    }, 300);
  };

  #forget(reason: "deleted" | "unknown_token"): void {
    const unsent = this.outbox.all.filter(({ frame }) => frame.type === "say").map(({ text }) => text);
    this.#reset();
    this.watcher.forgotten(reason, reason === "deleted" ? [] : unsent);
  }

  #online(): void {
    clearTimeout(this.#offline);
    this.#offline = 0;
    this.offline = false;
  }

  #reset(): void {
    this.#connection.stop();
    this.#empty();
    this.#conversation = "";
    this.#online();
    this.started = this.ready = this.away = false;
    this.activity = "idle";
    forget("token");
    this.outbox.clear();
  }

  #empty(): void {
    this.#log.clear();
    this.#upTo = 0;
    this.plan = null;
    this.adviser.forget();
  }
}
