// Keeps the hand-over sheet in step while it is on the screen: it is asked for again when something has happened.

import type { StartbroDesk } from "./desk";

/** Much happens at once when a conversation changes hands; one sheet tells it all. */
const PATIENCE = 300;
let asking = 0;

export function keepSheet(desk: StartbroDesk): void {
  if (asking || !isOld(desk)) return;
  asking = window.setTimeout(() => {
    asking = 0;
    const talk = desk.active;
    if (!talk || !isOld(desk)) return;
    const { news } = talk;
    if (desk.store.ask({ type: "sheet", conversation: talk.id })) talk.sheetFor = news;
  }, PATIENCE);
}

function isOld(desk: StartbroDesk): boolean {
  const { active: talk, screen, narrow } = desk;
  const shown = screen.side === "sheet" && (!narrow.matches || screen.pane === "plan");
  // While it is still to come, or the line is broken, the whole conversation comes with its sheet.
  return Boolean(shown && desk.store.ready && talk?.about && !talk.coming && talk.sheetFor !== talk.news);
}
