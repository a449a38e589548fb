// What an adviser does with budgets: look at either case, open a row, remark on it, try another figure and propose it.

import { clean } from "../../../web/ui/src/typed";
import type { Box, BudgetScreen, Case, Tried } from "./budget";
import type { StartbroDesk } from "./desk";
import type { Written } from "./protocol";

type Refusable = Extract<Written, { type: "propose" | "budget_comment" }>;

/** Asks for the budgets on the screen whenever the plan, the case or the language has changed since they came. */
export function keepBudget(desk: StartbroDesk): void {
  const talk = desk.active;
  const { side, budget } = desk.screen;
  if (side !== "budget" || !talk?.about || !desk.store.ready) return;
  const wanted = `${budget.case} ${desk.texts.locale} ${talk.plans}`;
  if (talk.budgetFor === wanted) return;
  talk.budgetFor = wanted;
  desk.store.ask({ type: "budget", conversation: talk.id, case: budget.case });
}

function change(desk: StartbroDesk, part: Partial<BudgetScreen>): void {
  desk.show({ budget: { ...desk.screen.budget, ...part } });
}

export function chooseCase(desk: StartbroDesk, chosen: Case): void {
  change(desk, { case: chosen });
}

export function toggleRow(desk: StartbroDesk, row: string): void {
  change(desk, { row: desk.screen.budget.row === row ? null : row, box: null });
}

export function openBox(desk: StartbroDesk, box: Omit<Box, "conversation" | "text" | "tried">, text = ""): void {
  const { active } = desk.screen;
  if (!active) return;
  change(desk, { box: { ...box, conversation: active, text, tried: null } });
  void desk.focusOn("#figure");
}

/** Opens the box for another figure at the question itself, from wherever a finding or a row names it. */
export function mend(desk: StartbroDesk, question: string, text = ""): void {
  change(desk, { number: question });
  openBox(desk, { kind: "propose", at: question, about: question }, text);
}

export function fillBox(desk: StartbroDesk, part: Partial<Box>): void {
  const { box } = desk.screen.budget;
  if (box) change(desk, { box: { ...box, ...part } });
}

export function closeBox(desk: StartbroDesk): void {
  const { box } = desk.screen.budget;
  change(desk, { box: null });
  if (box) void desk.focusOn(`[data-at="${box.at}"]`);
}

export function tryFigure(desk: StartbroDesk): void {
  const { box } = desk.screen.budget;
  const text = clean(box?.text.trim() ?? "");
  if (!box || !text) return;
  const { conversation, about: question } = box;
  const asked = { type: "budget_try", conversation, case: desk.screen.budget.case, question, text } as const;
  if (!desk.store.ask(asked)) desk.say(desk.t("desk_needs_line"), "warn");
}

/** What comes back belongs to the box only while it asks the same. */
export function tried(desk: StartbroDesk, frame: Tried): void {
  const { box } = desk.screen.budget;
  const same = box?.conversation === frame.conversation && box.about === frame.question;
  if (same && clean(box.text.trim()) === frame.text) fillBox(desk, { tried: frame });
}

export function sendBox(desk: StartbroDesk): void {
  const { box } = desk.screen.budget;
  const about = desk.active?.about;
  const text = clean(box?.text.trim() ?? "");
  if (!box || !about || !text) return;
  const { id: conversation, fence } = about;
  if (box.kind === "propose") {
    desk.store.write({ type: "propose", conversation, fence, question: box.about, text }, text);
  } else {
    const place = { about: box.about, case: desk.screen.budget.case };
    desk.store.write({ type: "budget_comment", conversation, fence, text, ...place }, text);
  }
  closeBox(desk);
}

/** Opens the box again with what was refused. */
export function putBackInBox(desk: StartbroDesk, frame: Refusable): void {
  const { conversation, text } = frame;
  const where =
    frame.type === "propose"
      ? { kind: "propose" as const, at: frame.question, about: frame.question }
      : { kind: "comment" as const, at: desk.screen.budget.row ?? frame.about, about: frame.about };
  change(desk, { box: { ...where, conversation, text, tried: null } });
}
