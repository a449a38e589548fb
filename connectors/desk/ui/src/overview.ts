// The overview of lead advisers: what the server tells of it, and what is done there.

import { openTalk, setMode } from "./acts";
import type { StartbroDesk } from "./desk";
import type { Adviser, Target } from "./protocol";
import type { Reading } from "./views/reading";

export interface WaitingNow {
  language: string;
  count: number;
  oldest: string;
  middle: string;
}

/** Somebody who waits: to whom they have been given, and about which organisation they have been asked. */
export interface Turn {
  conversation: string;
  language: string;
  asked: string | null;
  urgent: boolean;
  title: string;
  municipality: string;
  given: string;
  moving: string;
}

/** Seconds; null for a week in which nobody waited. */
export type WeekOfWaits = { count: number; middle: number; longest: number } | null;

export interface Colleague extends Adviser {
  active: string | null;
  talks: { conversation: string; language: string; title: string }[];
}

export interface Overview {
  type: "overview";
  owners: { queue: number; adviser: number; bot: number };
  waiting: WaitingNow[];
  queue: Turn[];
  weeks: string[];
  waits: { language: string; weeks: WeekOfWaits[] }[];
  advisers: Colleague[];
}

export interface Assigned {
  type: "assigned";
  conversation: string;
  by: Adviser | null;
}

export type ToOverview =
  | { type: "overview"; follow: boolean }
  | { type: "reading"; topics?: string[]; minutes?: number }
  | { type: "move"; conversation: string; to: Target; note?: string };

/** Asks for the overview as it is and what changes of it, or for no more of it. */
export function follow(desk: StartbroDesk, wanted: boolean): void {
  desk.store.ask({ type: "overview", follow: wanted });
}

export function overviewed(desk: StartbroDesk, frame: Overview | Assigned | Reading): void {
  if (frame.type === "reading") {
    desk.show({ reading: frame });
    return;
  }
  if (frame.type === "overview") {
    desk.show({ seen: frame });
    return;
  }
  const words = desk.t("desk_assigned_to_you", { name: frame.by?.name ?? "" });
  desk.alerts.tell(desk.t("desk_name"), words);
  desk.say(words);
}

export function openOverview(desk: StartbroDesk): void {
  if (!desk.store.me?.leads) return;
  follow(desk, true);
  desk.store.ask({ type: "reading" });
  desk.show({ overview: true, notice: null });
  void desk.focusOn(".overview-title");
}

export function closeOverview(desk: StartbroDesk): void {
  follow(desk, false);
  desk.show({ overview: false });
  void desk.focusOn(desk.active ? ".talk-title" : ".row");
}

export function toggleOverview(desk: StartbroDesk): void {
  if (desk.screen.overview) closeOverview(desk);
  else openOverview(desk);
}

/** Gives somebody who waits to a colleague or a team, or has them asked about another organisation. */
export function give(desk: StartbroDesk, conversation: string, to: Target): void {
  const sent = desk.store.ask({ type: "move", conversation, to });
  if (!sent) desk.say(desk.t("desk_needs_line"), "warn");
  else desk.say(desk.t("organisation" in to ? "desk_overview_asked_done" : "desk_overview_given_done"));
}

/** Opens a colleague's conversation to read along, with a note to them begun. */
export function helpWith(desk: StartbroDesk, conversation: string, colleague: Adviser): void {
  openTalk(desk, conversation, false);
  if (!desk.drafts.get(conversation, "note") && colleague.id !== desk.store.me?.adviser.id) {
    desk.drafts.set(conversation, "note", `@${colleague.name} `);
  }
  setMode(desk, "note");
}
