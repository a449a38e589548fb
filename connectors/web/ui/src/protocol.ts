// The frames of the socket, as docs/architecture.md ("The socket") gives them.

export type Direction = "ltr" | "rtl" | "auto";
export type Author = "person" | "bot" | "system" | "adviser";
export type TextPart = string | { term: string; text: string };

export interface Choice {
  label: string;
  language: string;
  /** How good the help was, from one to five, when the choice says that. */
  face?: number;
  /** Set when the choice opens the pictures instead of saying something. */
  opens?: string;
  /** Set when the choice works whatever has been said since. */
  lasts?: boolean;
}

export interface Message {
  seq: number;
  author: Author;
  kind: "text" | "reply" | "event";
  text: string;
  parts: TextPart[];
  language: string;
  direction: Direction;
  buttons: Choice[];
  created: string;
  client_id?: string | null;
  /** The adviser's name. */
  name?: string;
}

export interface Row {
  question: string;
  text: string;
  answer: string;
  state: "answered" | "skipped" | "open";
  language: string;
  editable: boolean;
}

export interface Section {
  section: string;
  title: string;
  done: number;
  total: number;
  questions: Row[];
}

/** The running picture of a budget; every text is in the reader's language. */
export interface Budget {
  title: string;
  rows: { name: string; amount: string }[];
  cash_title: string;
  cash: { day: string; amount: string; length: number; short: boolean }[];
  note: string;
  /** What opens the pictures is called. */
  pictures: string;
}

export interface Plan {
  template: string | null;
  title: string;
  done: number;
  total: number;
  core_done: number;
  core_total: number;
  sections: Section[];
  budget: Budget | null;
}

export interface Card {
  term: string;
  word: string;
  meaning: string;
  example: string;
  say: string;
  language: string;
}

export interface Hello {
  type: "hello";
  token: string | null;
  last_seq: number;
  locale: string | null;
  template: string | null;
}

/** Frames that must reach the server exactly once; each carries the id that makes a repeat harmless. */
export type Outgoing =
  | { type: "say"; client_id: string; text: string }
  | { type: "press"; client_id: string; seq: number; button: number }
  | { type: "language"; client_id: string; locale: string }
  | { type: "answer"; client_id: string; question: string; text: string };

/** Frames that may be lost without harm. */
export type Asking =
  | { type: "term"; term: string }
  | { type: "code" }
  | { type: "typing" }
  | { type: "seen"; seq: number };

export type Refused = {
  type: "refused";
  client_id: string;
  reason: string;
  text: string;
  language: string;
  /** The return code that stood in what was sent. */
  code?: string;
};
export type Welcome = {
  type: "welcome";
  conversation: string;
  token?: string;
  locale: string;
  direction: Direction;
  last_seq: number;
  bot: "ready" | "away";
};
export type AdviserFrame = {
  type: "adviser";
  name: string;
  state: "waiting" | "here" | "gone";
  place?: number;
  minutes?: number;
  /** Up to where the adviser has read. */
  seen?: number;
};
/** Up to where the adviser who helps has read, while it grows. */
export type Seen = { type: "seen"; seq: number };
export type Activity = "thinking" | "idle" | "late" | "away" | "ready";

export type Incoming =
  | Welcome
  | Refused
  | { type: "message"; message: Message }
  | { type: "log"; messages: Message[] }
  | { type: "ack"; client_id: string; seq: number }
  | { type: "status"; state: Activity }
  | AdviserFrame
  | { type: "typing" }
  | Seen
  | { type: "language"; locale: string; direction: Direction }
  | { type: "plan"; plan: Plan }
  | { type: "term"; card: Card }
  | { type: "code"; code: string }
  | { type: "deleted" }
  | { type: "closed"; reason: string };
