// Answers of the bot that wait for an adviser: what the server tells of them, and what an adviser does with one.

import { clean, frameFits, lengthOf, MOST } from "../../../web/ui/src/typed";
import type { StartbroDesk } from "./desk";
import type { Words } from "./protocol";
import type { Talk } from "./talk";

export interface HeldAnswer {
  id: number;
  topic: string;
  until: string;
  replies: (Words & { original?: Words })[];
}

export type Outcome = "sent" | "replaced" | "withheld";

/** Sends, replaces or withholds an answer; `text` is the adviser's own, if any. */
export function settle(desk: StartbroDesk, talk: Talk, held: HeldAnswer, state: Outcome, text = ""): void {
  const own = clean(text.trim());
  const over = lengthOf(own) - MOST;
  if (over > 0 || !frameFits(own)) {
    desk.say(desk.t("desk_too_long", { count: Math.max(over, 1) }), "warn");
    return;
  }
  const more = own ? { text: own } : {};
  desk.store.write({ type: "approve", conversation: talk.id, held: held.id, state, ...more }, own);
  void desk.focusOn(".talk-title");
}

/** Whether a step with this answer is on its way. */
export function isUnderWay(desk: StartbroDesk, held: HeldAnswer): boolean {
  return desk.store.outbox.all.some(({ frame }) => frame.type === "approve" && frame.held === held.id);
}
