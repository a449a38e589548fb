// The keyboard: one key for everything that can be done. They rest while somebody writes, and can be turned off.

import * as acts from "./acts";
import { closeBox } from "./budget_acts";
import type { StartbroDesk } from "./desk";
import { toggleOverview } from "./overview";
import { leaveReady, startReady } from "./ready";
import { moveCursor, openCursor } from "./views/lists";

export interface Shortcut {
  key: string;
  /** The text that says what it does. */
  name: string;
  /** Whether it is there for lead advisers only. */
  leads?: boolean;
  act(desk: StartbroDesk): void;
}

const number = (at: number, name: string): Shortcut => ({
  key: String(at),
  name,
  act: (desk) => acts.viewNumber(desk, at),
});

export const SHORTCUTS: readonly Shortcut[] = [
  { key: "?", name: "desk_key_help", act: (desk) => acts.openDialog(desk, "help") },
  number(1, "desk_view_waiting"),
  number(2, "desk_view_mine"),
  number(3, "desk_view_others"),
  number(4, "desk_view_callbacks"),
  number(5, "desk_view_closed"),
  number(6, "desk_view_approvals"),
  number(7, "desk_view_interpreters"),
  { key: "j", name: "desk_key_next_row", act: (desk) => moveCursor(desk, 1) },
  { key: "k", name: "desk_key_previous_row", act: (desk) => moveCursor(desk, -1) },
  { key: "o", name: "desk_key_open", act: openCursor },
  {
    key: "f",
    name: "desk_key_filter",
    act: (desk) => {
      desk.show({ pane: "lists" });
      void desk.focusOn("#search");
    },
  },
  { key: ".", name: "desk_key_next_talk", act: (desk) => acts.nextTalk(desk, 1) },
  { key: ",", name: "desk_key_previous_talk", act: (desk) => acts.nextTalk(desk, -1) },
  { key: "w", name: "desk_leave", act: (desk) => desk.screen.active && acts.leaveTalk(desk, desk.screen.active) },
  { key: "t", name: "desk_take", act: acts.take },
  { key: "r", name: "desk_key_write", act: (desk) => acts.setMode(desk, "message") },
  { key: "n", name: "desk_key_note", act: (desk) => acts.setMode(desk, "note") },
  { key: "/", name: "desk_ready", act: startReady },
  { key: "g", name: "desk_give_back", act: (desk) => acts.openDialog(desk, "give_back") },
  { key: "x", name: "desk_transfer", act: (desk) => acts.openDialog(desk, "transfer") },
  { key: "c", name: "desk_close", act: (desk) => acts.openDialog(desk, "close") },
  { key: "l", name: "desk_labels", act: (desk) => acts.openDialog(desk, "labels") },
  { key: "a", name: "desk_assign", act: (desk) => acts.openDialog(desk, "assign") },
  {
    key: "s",
    name: "desk_sheet",
    act: (desk) => {
      desk.show({ side: "sheet" });
      acts.showPane(desk, "plan");
    },
  },
  {
    key: "p",
    name: "desk_plan",
    act: (desk) => {
      desk.show({ side: "plan" });
      acts.showPane(desk, "plan");
    },
  },
  {
    key: "b",
    name: "desk_key_budget",
    act: (desk) => {
      desk.show({ side: "budget" });
      acts.showPane(desk, "plan");
    },
  },
  { key: "v", name: "desk_overview", leads: true, act: toggleOverview },
  { key: "i", name: "desk_presence_toggle", act: acts.toggleAway },
];

export function keyPressed(desk: StartbroDesk, event: KeyboardEvent): void {
  if (!desk.screen.inside || event.defaultPrevented || event.isComposing) return;
  const at = event.composedPath()[0] as HTMLElement;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  if (event.key === "Escape" && !desk.screen.dialog) {
    escaped(desk, typing, at);
    return;
  }
  if (typing || desk.screen.dialog || !desk.screen.keys) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const shortcut = SHORTCUTS.find(({ key }) => key === event.key);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.act(desk);
}

/** Esc puts away the nearest open thing, and lets a writer out of the box so that the keys work again. */
function escaped(desk: StartbroDesk, typing: boolean, at: HTMLElement): void {
  const { chosen, editing, notice, active } = desk.screen;
  if (chosen) {
    desk.show({ chosen: null });
    void desk.focusOn("#message");
  } else if (editing) desk.show({ editing: null });
  else if (desk.screen.budget.box) closeBox(desk);
  else if (active && at.id === "message" && desk.draft.startsWith("/")) leaveReady(desk);
  else if (typing) void desk.focusOn(desk.active ? ".talk-title" : ".row");
  else if (notice) desk.show({ notice: null });
  desk.requestUpdate();
}
