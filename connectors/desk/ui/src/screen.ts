// What is on the screen and nowhere else.

import { type BudgetScreen, CLOSED } from "./budget";
import type { Enrolment, Ways } from "./door";
import type { Mode } from "./drafts";
import type { Naming } from "./mention";
import type { Overview } from "./overview";
import type { Preview, ReadyAnswer, Value, View } from "./protocol";
import type { Reading } from "./views/reading";

export type Pane = "lists" | "talk" | "plan";
export type Dialog =
  | "help"
  | "tour"
  | "give_back"
  | "transfer"
  | "close"
  | "labels"
  | "assign"
  | "mail"
  | "sign_out"
  | "account"
  | "own";
/** Dialogs about the conversation in the middle. */
export const ABOUT_ONE: readonly Dialog[] = ["give_back", "transfer", "close", "labels", "assign", "mail"];
export type Printing = "sheet" | "transcript";

export interface Notice {
  text: string;
  tone: "calm" | "warn";
}

/** A box that is open beside a line or an answer. */
export interface Editing {
  kind: "rendering" | "comment" | "propose";
  conversation: string;
  seq?: number;
  question?: string;
  text: string;
}

/** A ready answer that was chosen and is not sent yet. */
export interface Chosen {
  answer: ReadyAnswer;
  values: Record<string, Value>;
  preview: Preview | null;
}

export interface SignIn {
  step: "password" | "totp" | "enrol" | "new_password";
  ways: Ways;
  email: string;
  enrolment: Enrolment | null;
  problem: string;
  seconds: number;
  busy: boolean;
  /** Why the adviser has to sign in again, as the name of a text. */
  reason: string;
}

export interface Screen {
  /** Null until we know whether somebody is signed in. */
  door: SignIn | null;
  inside: boolean;
  pane: Pane;
  view: View;
  active: string | null;
  side: "sheet" | "plan" | "budget";
  budget: BudgetScreen;
  dialog: Dialog | null;
  mode: Mode;
  originals: ReadonlySet<string>;
  /** Lines and answers whose masked digits this adviser asked to see; gone with a reload. */
  unmasked: ReadonlyMap<string, string>;
  editing: Editing | null;
  chosen: Chosen | null;
  /** Which of the ready answers found is marked. */
  marked: number;
  /** A colleague's name that is being typed in a note. */
  naming: Naming | null;
  notice: Notice | null;
  /** The row that the keyboard is on. */
  cursor: number;
  tour: number;
  /** What is typed to find the question at which the bot goes on. */
  sought: string;
  printing: Printing;
  below: boolean;
  top: number;
  keys: boolean;
  /** Whether a lead adviser's overview stands in the place of the conversation. */
  overview: boolean;
  /** The overview as it was last told. */
  seen: Overview | null;
  /** What a lead adviser has been told of the answers to read first. */
  reading: Reading | null;
}

export const FIRST: Screen = {
  door: null,
  inside: false,
  pane: "lists",
  view: "waiting",
  active: null,
  side: "sheet",
  budget: CLOSED,
  dialog: null,
  mode: "message",
  originals: new Set(),
  unmasked: new Map(),
  editing: null,
  chosen: null,
  marked: 0,
  naming: null,
  notice: null,
  cursor: 0,
  tour: 0,
  sought: "",
  printing: "sheet",
  below: false,
  top: 0,
  keys: true,
  overview: false,
  seen: null,
  reading: null,
};

export function signIn(ways: Ways, reason = ""): SignIn {
  return {
    step: "password",
    ways,
    email: "",
    enrolment: null,
    problem: "",
    seconds: 0,
    busy: false,
    reason,
  };
}
