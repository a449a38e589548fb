// The frames of the desk's socket, as docs/architecture.md ("The desk") gives them.

import type { HeldAnswer } from "./approvals";
import type { Budget, Tried } from "./budget";
import type { Assigned, Overview } from "./overview";
import type { Reading } from "./views/reading";
import type { CallBack, Interpreter } from "./work";

export type Direction = "ltr" | "rtl" | "auto";
/** What a search finds is followed like a list, and is none. */
export type View = "waiting" | "mine" | "others" | "callbacks" | "closed" | "approvals" | "interpreters" | "found";
export type Owner = "bot" | "queue" | "adviser" | "closed";
export type TextPart = string | { term: string; text: string };
export type Value = { type: string; value: string | number };

export const VIEWS: readonly View[] = ["waiting", "mine", "others", "callbacks", "closed", "approvals", "interpreters"];

export interface Adviser {
  id: string;
  name: string;
  languages: string[];
  presence: "here" | "away" | "gone";
  open: number;
  most: number;
}

export interface Named {
  name: string;
  text: string;
}

export interface Group {
  id: string;
  name: string;
}

export interface Slot {
  name: string;
  type: string;
  label: string;
}

export interface ReadyAnswer {
  name: string;
  /** What the organisation calls one of its own. */
  title?: string;
  text: string;
  /** Words by which it is found beside those in it. */
  topics?: string;
  values: Slot[];
  missing: string[];
}

export interface Row {
  conversation: string;
  fence: number;
  owner: Owner;
  adviser: Adviser | null;
  language: string;
  waiting_since: string | null;
  /** The person cannot wait: routing put them first. */
  urgent?: boolean;
  municipality: string;
  trade: string;
  title: string;
  progress: { done: number; total: number };
  unread: number;
  /** A note that this adviser has not read names them. */
  mentioned?: boolean;
  about: string;
  why: Named[];
  labels: string[];
  last_activity: string;
  call_back?: CallBack | null;
  interpreter?: Interpreter;
  /** When the first of its answers that wait for an adviser must have been read. */
  held_until?: string;
  /** The lists in which it stands, of a row that was found. */
  lists?: View[];
  excerpt?: Excerpt | null;
}

/** The piece of a text that a search has found: `place` names where it stands. */
export interface Excerpt {
  place: string;
  before: string;
  match: string;
  after: string;
  language: string;
  direction: Direction;
}

export interface Words {
  text: string;
  language: string;
  direction: Direction;
}

export interface Rendering {
  text: string;
  by: string;
  machine: boolean;
}

export interface Message {
  seq: number;
  author: "person" | "bot" | "system" | "adviser";
  kind: "text" | "reply" | "event" | "note";
  text: string;
  parts: TextPart[];
  language: string;
  direction: Direction;
  buttons: { label: string; language: string }[];
  created: string;
  client_id?: string | null;
  name?: string | null;
  original?: Words | null;
  rendering?: Rendering | null;
  seen?: boolean;
  /** Whom a note names. */
  mentions?: string[];
}

export interface Question {
  question: string;
  text: string;
  answer: string;
  state: "answered" | "skipped" | "open";
  language: string;
  direction: Direction;
  swedish: { text: string; state: "written" | "rendered" | "changed" } | null;
  /** Whether the answer is an amount, a number or a share. */
  figure?: boolean;
}

export interface Plan {
  title: string;
  /** The question at which the bot stopped. */
  asked?: string | null;
  done: number;
  total: number;
  sections: { section: string; title: string; done: number; total: number; questions: Question[] }[];
}

export interface SheetRow {
  name: string;
  label: string;
  text: string;
  language: string;
  direction: Direction;
  original?: Words | null;
}

export interface About {
  id: string;
  fence: number;
  owner: Owner;
  adviser: Adviser | null;
  language: string;
  direction: Direction;
  title: string;
  municipality: string;
  labels: string[];
  present: boolean;
  outcome?: string | null;
}

export interface Comment {
  question: string;
  text: string;
  name: string;
  created: string;
}

export interface Proposal {
  id: string;
  question: string;
  text: string;
  name: string;
  state: "open" | "accepted" | "declined" | "withdrawn";
}

export interface Filters {
  language?: string;
  label?: string;
  text?: string;
  mentioned?: boolean;
}

export type { Asking, Target, Written } from "./outgoing";

export interface Welcome {
  type: "welcome";
  leads?: boolean;
  adviser: Adviser;
  organisation: string | Group;
  organisations?: Group[];
  colleagues: Adviser[];
  teams: Group[];
  ready_answers: ReadyAnswer[];
  outcomes: Named[];
  labels: Named[];
  /** Whether conversations can be sent by e-mail here. */
  mail?: boolean;
  /** Whether a translator puts what people write into Swedish here. */
  translates?: boolean;
  now?: string;
}

export interface Opened {
  type: "conversation";
  conversation: About;
  sheet: { rows: SheetRow[] };
  plan: Plan;
  log: Message[];
  comments: Comment[];
  proposals: Proposal[];
  held?: HeldAnswer[];
}

export interface Refused {
  type: "refused";
  client_id?: string | null;
  conversation?: string | null;
  reason: string;
  text: string;
  by?: Adviser | null;
}

export interface Preview extends Words {
  type: "preview";
  conversation: string;
  name: string;
  missing: boolean;
}

export type Incoming =
  | Welcome
  | Opened
  | Refused
  | Preview
  | Budget
  | Tried
  | Overview
  | Reading
  | Assigned
  | { type: "list"; view: View; rows: Row[]; total: number; more: string | null; page?: boolean; text?: string }
  | { type: "row"; view: View; row: Row; total?: number }
  | { type: "gone"; view: View; conversation: string; total?: number }
  | { type: "message"; conversation: string; message: Message }
  | { type: "owner"; conversation: string; owner: Owner; adviser?: Adviser | null; fence: number }
  | { type: "plan"; conversation: string; plan: Plan }
  | { type: "sheet"; conversation: string; rows: SheetRow[] }
  | {
      type: "remarks";
      conversation: string;
      comments: Comment[];
      proposals: Proposal[];
      labels: string[];
      held?: HeldAnswer[];
    }
  | { type: "ack"; client_id: string; seq?: number }
  | { type: "address"; conversation: string; to: string | null }
  | { type: "typing"; conversation: string }
  | { type: "delivered"; conversation: string; seq: number; state: "stored" | "seen" }
  | { type: "colleague"; adviser: Adviser }
  | { type: "ended"; conversation: string; reason: "deleted" | "moved" }
  | { type: "ready_answers"; ready_answers: ReadyAnswer[] }
  | { type: "answers_changed" }
  | { type: "signed_out"; reason: string };
