// The budgets of one conversation as the socket gives them, and what of them is open on the screen.

export type Case = "likely" | "careful";

export interface Finding {
  weight: "fine" | "ask" | "warn" | "stop";
  text: string;
  question: string | null;
}

export interface Target {
  about: string;
  text: string;
}

export interface BudgetRow {
  row: string;
  name: string;
  amounts: string[];
  low: boolean[];
  strong: boolean;
  unconfirmed: boolean;
  why: string[];
  question: string | null;
  targets: Target[];
}

export interface BudgetTable {
  table: string;
  title: string;
  head: string[];
  rows: BudgetRow[];
}

export interface Chart {
  chart: string;
  title: string;
  head: string[];
  rows: string[][];
  address: string;
}

export interface Budget {
  type: "budget";
  conversation: string;
  case: Case;
  note: string;
  verdict: Finding | null;
  findings: Finding[];
  unsure: string[];
  assumed: string[];
  tables: BudgetTable[];
  charts: Chart[];
  inputs: { section: string; title: string; questions: string[] }[];
}

/** What another figure would change; `problem` says why what was written is none. */
export interface Tried {
  type: "budget_tried";
  conversation: string;
  case: Case;
  question: string;
  text: string;
  problem: string;
  answer?: string;
  note?: string;
  /** Key figures that differ; empty where too little is known to say them. */
  lines?: { name: string; before: string; after: string }[];
  verdict?: { before: Finding | null; after: Finding } | null;
}

/** A box that is open under a row or a question: a remark on it, or another figure for it. */
export interface Box {
  kind: "comment" | "propose";
  conversation: string;
  /** The row or question it stands under. */
  at: string;
  /** The cell that a remark is about, or the question that the figure answers. */
  about: string;
  text: string;
  tried: Tried | null;
}

export interface BudgetScreen {
  case: Case;
  /** The row that shows why, and what can be done. */
  row: string | null;
  /** The question that was last worked on: its section stays open. */
  number: string | null;
  box: Box | null;
}

export const CLOSED: BudgetScreen = { case: "likely", row: null, number: null, box: null };
