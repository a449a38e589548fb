// One conversation that is open on this desk: its log merged by seq, its hand-over sheet, its plan and the remarks on it.

import type { HeldAnswer } from "./approvals";
import type { Budget } from "./budget";
import type { About, Comment, Message, Opened, Plan, Proposal, Question, SheetRow } from "./protocol";

const TYPING = 6000;

export class Talk {
  about: About | null = null;
  sheet: SheetRow[] = [];
  /** What has happened here is counted, so that the sheet knows when it is old. */
  news = 0;
  /** The news that the sheet has been asked for with. */
  sheetFor = 0;
  plan: Plan | null = null;
  comments: Comment[] = [];
  proposals: Proposal[] = [];
  held: HeldAnswer[] = [];
  /** True from when it was asked for until it came. */
  coming = true;
  unread = 0;
  /** A note that this adviser has not read names them. */
  mentioned = false;
  budget: Budget | null = null;
  /** What was asked for when the budgets were last asked for: the case, the language, and which plan they follow. */
  budgetFor = "";
  /** Counts the plans that have come, so that budgets know when they are old. */
  plans = 0;
  /** Where the person wants e-mail; null when they have left no address, undefined until the server has told. */
  address: string | null | undefined;
  #log = new Map<number, Message>();
  #typing = 0;

  constructor(readonly id: string) {}

  get messages(): Message[] {
    return [...this.#log.values()].sort((one, other) => one.seq - other.seq);
  }

  get last(): Message | undefined {
    return this.messages.at(-1);
  }

  /** Up to where the log has no gap; a reconnect asks for what comes after. */
  get upTo(): number {
    const first = Math.min(...this.#log.keys());
    if (!Number.isFinite(first)) return 0;
    let at = first;
    while (this.#log.has(at + 1)) at += 1;
    return at;
  }

  get typing(): boolean {
    return Date.now() < this.#typing;
  }

  changed(): void {
    this.news += 1;
  }

  opened(frame: Opened): void {
    this.coming = false;
    this.sheetFor = this.news;
    this.about = frame.conversation;
    this.sheet = frame.sheet.rows;
    this.planned(frame.plan);
    this.comments = frame.comments;
    this.proposals = frame.proposals;
    this.held = frame.held ?? [];
    for (const message of frame.log) this.#log.set(message.seq, message);
  }

  planned(plan: Plan): void {
    this.plan = plan;
    this.plans += 1;
  }

  /** A question of the plan as it stands there; none that does not apply now. */
  question(name: string | null): Question | undefined {
    const all = this.plan?.sections.flatMap(({ questions }) => questions);
    return all?.find(({ question }) => question === name);
  }

  /** Tells whether the message was new here. */
  merge(message: Message): boolean {
    const known = this.#log.has(message.seq);
    this.#log.set(message.seq, message);
    if (message.author === "person") this.#typing = 0;
    return !known;
  }

  /** Drops the log, because it comes again in another language. */
  empty(): void {
    this.#log.clear();
  }

  hasGap(): boolean {
    return Math.max(0, ...this.#log.keys()) > this.upTo;
  }

  seen(seq: number): void {
    for (const [at, message] of this.#log) if (at <= seq) this.#log.set(at, { ...message, seen: true });
  }

  heard(): void {
    this.#typing = Date.now() + TYPING;
  }

  /** When the person began to wait for this adviser's answer; null when the adviser or the bot said something last. */
  get waitingSince(): string | null {
    let since: string | null = null;
    for (const message of this.messages) {
      if (message.author === "person") since ??= message.created;
      else if (message.author === "adviser" && message.kind !== "note") since = null;
    }
    return since;
  }
}
