// Asks for an interpreter for the person of the conversation in the middle.

import type { StartbroDesk } from "./desk";

export function askInterpreter(desk: StartbroDesk): void {
  const { active } = desk;
  if (!active?.about || !desk.store.isMine(active)) return;
  const { id: conversation, fence } = active.about;
  desk.store.write({ type: "ask_interpreter", conversation, fence }, "");
}
