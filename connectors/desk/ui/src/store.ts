// What this desk knows: who is signed in, the lists, the open conversations, and what is on its way out.

import { Connection, type Line } from "../../../web/ui/src/connection";
import { newId, Outbox } from "../../../web/ui/src/outbox";
import { Lists } from "./lists";
import {
  type Adviser,
  type Asking,
  type Incoming,
  type Message,
  VIEWS,
  type View,
  type Welcome,
  type Written,
} from "./protocol";
import { Talk } from "./talk";
import type { Watcher } from "./watcher";

const GAP_PATIENCE = 500;
const OFFLINE_PATIENCE = 1500;

/** What is asked of `write`: a frame without the id it gets. */
type Without<Frame> = Frame extends unknown ? Omit<Frame, "client_id"> : never;
export type Draft = Without<Written>;

export class Store implements Line<Incoming> {
  readonly lists = new Lists();
  me: Welcome | null = null;
  talks: Talk[] = [];
  offline = false;
  ready = false;
  outbox = new Outbox<Written>("desk.nobody.waiting.");
  /** Server's clock minus ours. */
  skew = 0;
  readonly #connection: Connection<Incoming, Written | Asking>;
  #offline = 0;
  #gap = 0;

  constructor(
    address: string,
    private readonly watcher: Watcher,
  ) {
    this.#connection = new Connection(address, "startbro.desk.1", this);
  }

  start(adviser: string): void {
    this.outbox = new Outbox<Written>(`desk.${adviser}.waiting.`);
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
    this.ready = this.offline = false;
    clearTimeout(this.#offline);
    this.#offline = 0;
    this.me = null;
    this.talks = [];
    this.lists.restart();
  }

  /** The same again in another language. */
  restart(): void {
    for (const talk of this.talks) talk.empty();
    this.#connection.restart();
  }

  get now(): number {
    return Date.now() + this.skew;
  }

  talk(conversation: string): Talk | undefined {
    return this.talks.find((talk) => talk.id === conversation);
  }

  open(conversation: string): Talk {
    const known = this.talk(conversation);
    if (known) return known;
    const talk = new Talk(conversation);
    const row = this.lists.find(conversation);
    talk.unread = row?.unread ?? 0;
    talk.mentioned = Boolean(row?.mentioned);
    this.talks = [...this.talks, talk];
    this.ask({ type: "open", conversation, after: 0 });
    return talk;
  }

  leave(conversation: string): void {
    this.talks = this.talks.filter((talk) => talk.id !== conversation);
    this.ask({ type: "leave", conversation });
  }

  /** Forgets a conversation that is gone, and what waits to be sent in it. */
  drop(conversation: string): void {
    this.talks = this.talks.filter((talk) => talk.id !== conversation);
    for (const { frame } of this.outbox.all) if (frame.conversation === conversation) this.outbox.take(frame.client_id);
  }

  /** Tells whether the frame went out; what is not kept is not to be promised. */
  ask(frame: Asking): boolean {
    if (this.ready) this.#connection.send(frame);
    return this.ready;
  }

  write(draft: Draft, text: string): string {
    const frame = { ...draft, client_id: newId() } as Written;
    this.outbox.add(frame, text);
    if (this.ready) this.#connection.send(frame);
    this.watcher.changed();
    return frame.client_id;
  }

  follow(): void {
    this.lists.restart();
    for (const view of VIEWS) this.ask({ type: "list", view, filters: this.lists.filters, after: null });
    if (this.lists.search) this.search(this.lists.search);
  }

  /** Searches all conversations; with an empty text the search is over. */
  search(text: string): void {
    this.lists.seek(text);
    this.ask({ type: "list", view: "found", filters: this.lists.sought, after: null });
  }

  more(view: View): void {
    const after = this.ready ? this.lists.next(view) : null;
    if (after) this.ask({ type: "list", view, filters: this.lists.filters, after });
  }

  isMine(talk: Talk): boolean {
    return talk.about?.owner === "adviser" && talk.about.adviser?.id === this.me?.adviser.id;
  }

  hello(): object {
    return { type: "hello", locale: this.watcher.locale() };
  }

  opened(): void {
    clearTimeout(this.#offline);
    this.#offline = 0;
    this.offline = false;
    this.ready = true;
    this.follow();
    this.watcher.opened();
    for (const talk of this.talks) {
      talk.coming = true;
      this.ask({ type: "open", conversation: talk.id, after: talk.upTo });
    }
    const drafted = this.watcher.drafted().filter((conversation) => !this.talk(conversation));
    if (drafted.length) this.ask({ type: "drafts", conversations: drafted });
    for (const waiting of this.outbox.all) this.#connection.send(waiting.frame);
    this.watcher.changed();
  }

  lost(): void {
    const never = !this.ready;
    this.ready = false;
    // Counted from the first loss on; each further try that fails must not start the patience anew.
    this.#offline ||= window.setTimeout(() => {
      this.offline = true;
      this.watcher.changed();
    }, OFFLINE_PATIENCE);
    if (never) this.watcher.unopened();
    this.watcher.changed();
  }

  frame(frame: Incoming): void {
    switch (frame.type) {
      case "welcome":
        this.me = frame;
        this.skew = frame.now ? Date.parse(frame.now) - Date.now() : 0;
        break;
      case "list":
      case "row":
      case "gone":
        this.#listed(frame);
        break;
      case "ack":
        this.#acknowledged(frame.client_id);
        break;
      case "refused":
        this.watcher.refused(frame, frame.client_id ? this.outbox.take(frame.client_id)?.frame : undefined);
        break;
      case "colleague":
        this.#colleague(frame.adviser);
        break;
      case "preview":
        this.watcher.preview(frame);
        break;
      case "overview":
      case "reading":
      case "assigned":
        this.watcher.overviewed(frame);
        break;
      case "ended":
        this.watcher.ended(frame.conversation, frame.reason);
        break;
      case "answers_changed":
        this.ask({ type: "ready_answers" });
        break;
      case "ready_answers":
        if (this.me) this.me = { ...this.me, ready_answers: frame.ready_answers };
        break;
      case "budget_tried":
        this.watcher.tried(frame);
        break;
      case "signed_out":
        this.watcher.signedOut(frame.reason);
        break;
      default:
        this.#talked(frame);
    }
    this.watcher.changed();
  }

  #listed(frame: Extract<Incoming, { type: "list" | "row" | "gone" }>): void {
    const id = frame.type === "row" ? frame.row.conversation : "";
    const named = this.lists.find(id)?.mentioned;
    const fresh = this.lists.apply(frame);
    if (fresh && (frame.view === "waiting" || frame.view === "approvals")) this.watcher.waits(fresh, frame.view);
    if (frame.type !== "row") return;
    this.talk(id)?.changed();
    if (frame.row.mentioned && !named) this.watcher.mentioned(id);
    const talk = this.talk(frame.row.conversation);
    if (talk) talk.unread = Math.min(talk.unread, frame.row.unread);
  }

  #talked(
    frame: Extract<
      Incoming,
      {
        type:
          | "conversation"
          | "message"
          | "owner"
          | "plan"
          | "sheet"
          | "budget"
          | "remarks"
          | "address"
          | "typing"
          | "delivered";
      }
    >,
  ): void {
    const talk = this.talk(frame.type === "conversation" ? frame.conversation.id : frame.conversation);
    if (!talk) return;
    if (["message", "owner", "plan", "remarks"].includes(frame.type)) talk.changed();
    if (frame.type === "conversation") talk.opened(frame);
    else if (frame.type === "sheet") talk.sheet = frame.rows;
    else if (frame.type === "message") this.#message(talk, frame.message);
    else if (frame.type === "plan") talk.planned(frame.plan);
    else if (frame.type === "budget") talk.budget = frame;
    else if (frame.type === "typing") this.#typing(talk);
    else if (frame.type === "address") talk.address = frame.to;
    else if (frame.type === "delivered" && frame.state === "seen") talk.seen(frame.seq);
    else if (frame.type === "owner" && talk.about) {
      const { owner, fence, adviser = null } = frame;
      const before = this.isMine(talk);
      talk.about = { ...talk.about, owner, fence, adviser };
      if (!before && this.isMine(talk)) this.watcher.taken(talk);
    } else if (frame.type === "remarks") {
      talk.comments = frame.comments;
      talk.proposals = frame.proposals;
      talk.held = frame.held ?? [];
      if (talk.about) talk.about = { ...talk.about, labels: frame.labels };
    }
  }

  #message(talk: Talk, message: Message): void {
    const fresh = talk.merge(message);
    if (message.client_id) this.#acknowledged(message.client_id);
    if (fresh && message.mentions?.includes(this.me?.adviser.id ?? "")) talk.mentioned = true;
    if (fresh) this.watcher.said(talk, message);
    clearTimeout(this.#gap);
    if (talk.hasGap()) this.#gap = window.setTimeout(() => this.#connection.restart(), GAP_PATIENCE);
  }

  #typing(talk: Talk): void {
    talk.heard();
    window.setTimeout(() => this.watcher.changed(), 6100);
  }

  #acknowledged(clientId: string): void {
    const waiting = this.outbox.take(clientId);
    if (waiting) this.watcher.acknowledged(waiting.frame, waiting.text);
  }

  #colleague(adviser: Adviser): void {
    if (!this.me) return;
    const others = this.me.colleagues.filter((one) => one.id !== adviser.id);
    const adviserNow = adviser.id === this.me.adviser.id ? adviser : this.me.adviser;
    this.me = { ...this.me, adviser: adviserNow, colleagues: [...others, adviser] };
  }
}
