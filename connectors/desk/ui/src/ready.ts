// Ready answers: finding one by its words and topics, filling in its values, and sending it.

import type { StartbroDesk } from "./desk";
import type { ReadyAnswer, Value } from "./protocol";

const PREVIEW_AFTER = 250;
let previewing = 0;

/** Letters as people type them in a hurry: without capitals, accents, and the dots of å, ä and ö. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Ready answers that fit what stands after the slash: every word of it somewhere in name, topics or text. */
export function found(desk: StartbroDesk): ReadyAnswer[] {
  const { draft, screen } = desk;
  if (!draft.startsWith("/") || draft.includes("\n") || screen.mode !== "message") return [];
  const words = folded(draft.slice(1)).split(/\s+/).filter(Boolean);
  const fits = (answer: ReadyAnswer): boolean => {
    const { name, title = "", topics = "" } = answer;
    const whole = folded(`${title || name.replaceAll("_", " ")} ${topics} ${readable(desk, answer)}`);
    return words.every((word) => whole.includes(word));
  };
  return (desk.store.me?.ready_answers ?? []).filter(fits);
}

/** The answer's words with its values in their places, or what belongs there. */
export function readable(desk: StartbroDesk, answer: ReadyAnswer, values: Record<string, Value> = {}): string {
  return answer.text.replace(/\{(\w+)\}/g, (whole, key: string) => {
    if (key === "adviser") return desk.store.me?.adviser.name ?? whole;
    const label = answer.values.find(({ name }) => name === key)?.label;
    return String(values[key]?.value ?? (label ? `[${label}]` : whole));
  });
}

/** Opens the list; what has been begun is put aside until it closes again. */
export function startReady(desk: StartbroDesk): void {
  const { active } = desk.screen;
  if (!active || !desk.active || !desk.store.isMine(desk.active)) return;
  desk.show({ mode: "message", chosen: null, marked: 0, pane: "talk" });
  const begun = desk.drafts.get(active, "message");
  if (!begun.startsWith("/")) {
    desk.drafts.set(active, "aside", begun);
    desk.drafts.set(active, "message", "/");
  }
  void desk.focusOn("#message");
}

/** Takes the slash and what follows it out of the box, and puts back what stood there. */
export function leaveReady(desk: StartbroDesk): void {
  const { active } = desk.screen;
  if (!active || !desk.drafts.get(active, "message").startsWith("/")) return;
  desk.drafts.set(active, "message", desk.drafts.get(active, "aside"));
  desk.drafts.set(active, "aside", "");
}

export function choose(desk: StartbroDesk, answer: ReadyAnswer): void {
  const { active } = desk.screen;
  if (!active) return;
  leaveReady(desk);
  desk.show({ chosen: { answer, values: {}, preview: null } });
  desk.store.ask({ type: "preview", conversation: active, name: answer.name, values: {} });
  void desk.focusOn(answer.values.length ? ".chosen input" : ".chosen .strong");
}

export function fill(desk: StartbroDesk, name: string, value: Value | null): void {
  const { chosen, active } = desk.screen;
  if (!chosen || !active) return;
  const { [name]: _, ...others } = chosen.values;
  const values = value ? { ...others, [name]: value } : others;
  desk.show({ chosen: { ...chosen, values } });
  clearTimeout(previewing);
  previewing = window.setTimeout(() => {
    desk.store.ask({ type: "preview", conversation: active, name: chosen.answer.name, values });
  }, PREVIEW_AFTER);
}

export function sendReady(desk: StartbroDesk): void {
  const { chosen } = desk.screen;
  const about = desk.active?.about;
  if (!chosen || !about) return;
  const { answer, values } = chosen;
  const frame = { type: "ready", conversation: about.id, fence: about.fence, name: answer.name, values } as const;
  desk.store.write(frame, readable(desk, answer, values));
  desk.show({ chosen: null, below: false, notice: null });
  void desk.focusOn("#message");
}
