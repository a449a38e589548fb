// The lists, and what a search finds, as the server follows them for us: first pages, further pages, and then only what changes.

import { type Filters, type Incoming, type Row, VIEWS, type View } from "./protocol";

export interface List {
  rows: Row[];
  total: number;
  more: string | null;
  /** False until the first page came; what is new after that is news. */
  known: boolean;
  asked: string | null;
}

type ListFrame = Extract<Incoming, { type: "list" | "row" | "gone" }>;

export class Lists {
  filters: Filters = {};
  /** What is searched for; empty when nothing is. */
  search = "";
  #lists = new Map<View, List>([...VIEWS, "found" as const].map((view) => [view, empty()]));

  of(view: View): List {
    return this.#lists.get(view) ?? empty();
  }

  /** What stands in the place of the chosen list. */
  shown(view: View): View {
    return this.search ? "found" : view;
  }

  /** Finds a conversation's row in whichever list has it. */
  find(conversation: string): Row | undefined {
    for (const list of this.#lists.values()) {
      const row = list.rows.find((one) => one.conversation === conversation);
      if (row) return row;
    }
    return undefined;
  }

  /** Takes in a frame; gives the row that is new in its list, if any. */
  apply(frame: ListFrame): Row | null {
    const list = this.of(frame.view);
    if (frame.type === "list") {
      if (frame.view === "found" && frame.text !== this.search) return null; // of what was searched for before
      this.#lists.set(frame.view, paged(list, frame, frame.view));
      return null;
    }
    const conversation = frame.type === "row" ? frame.row.conversation : frame.conversation;
    const before = list.rows.find((row) => row.conversation === conversation);
    const rows = list.rows.filter((row) => row !== before);
    const change = frame.type === "row" ? Number(!before) : -Number(!!before);
    if (frame.type === "row") rows.push(frame.row);
    this.#lists.set(frame.view, {
      ...list,
      rows: sorted(rows, frame.view),
      total: frame.total ?? list.total + change,
    });
    return frame.type === "row" && !before && list.known ? frame.row : null;
  }

  /** Keeps what is on the screen but expects first pages anew, because the line was broken or the filters changed. */
  restart(): void {
    for (const [view, list] of this.#lists) this.#lists.set(view, { ...list, known: false, asked: null });
  }

  /** Searches for something else: what was found before is gone. */
  seek(text: string): void {
    if (text === this.search) return;
    this.search = text;
    this.#lists.set("found", empty());
  }

  /** What the server is asked for; nothing when the search is over. */
  get sought(): Filters {
    return this.search ? { ...this.filters, text: this.search } : {};
  }

  /** Tells the cursor of the page to ask for, once for each page. */
  next(view: View): string | null {
    const list = this.of(view);
    if (!list.more || list.asked === list.more) return null;
    list.asked = list.more;
    return list.more;
  }
}

function empty(): List {
  return { rows: [], total: 0, more: null, known: false, asked: null };
}

function paged(list: List, frame: Extract<Incoming, { type: "list" }>, view: View): List {
  const fresh = new Set(frame.rows.map((row) => row.conversation));
  const kept = frame.page ? list.rows.filter((row) => !fresh.has(row.conversation)) : [];
  return {
    rows: sorted([...kept, ...frame.rows], view),
    total: frame.total,
    more: frame.more,
    known: true,
    asked: null,
  };
}

/** What is urgent stands first, then who has waited longest; elsewhere what happened last, and call-backs by when to try. */
function sorted(rows: Row[], view: View): Row[] {
  const key = (row: Row): string => {
    if (view === "waiting") return `${row.urgent ? 0 : 1}${row.waiting_since ?? ""}`;
    if (view === "approvals") return row.held_until ?? "";
    if (view === "callbacks") return row.call_back?.next_try ?? "";
    if (view === "interpreters") return row.interpreter?.wanted ?? "";
    return row.last_activity;
  };
  const sign = ["waiting", "callbacks", "approvals", "interpreters"].includes(view) ? 1 : -1;
  return rows.sort(
    (one, other) => sign * compare(key(one), key(other)) || compare(one.conversation, other.conversation),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
