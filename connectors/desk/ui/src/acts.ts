// What an adviser does: each with a button somewhere and a key.

import { clean, frameFits, lengthOf, MOST } from "../../../web/ui/src/typed";
import type { StartbroDesk } from "./desk";
import type { Mode } from "./drafts";
import { namedIn } from "./mention";
import { type Target, VIEWS, type View } from "./protocol";
import type { Dialog, Editing, Pane } from "./screen";
import { endSearch } from "./views/found";
import type { CallBack } from "./work";

export function openTalk(desk: StartbroDesk, conversation: string, focus = true): void {
  desk.store.open(conversation);
  desk.show({
    active: conversation,
    pane: "talk",
    overview: false,
    mode: "message",
    chosen: null,
    marked: 0,
    notice: null,
    below: false,
  });
  if (focus) void desk.focusOn(".talk-title");
}

export function leaveTalk(desk: StartbroDesk, conversation: string): void {
  const { talks } = desk.store;
  const at = talks.findIndex((talk) => talk.id === conversation);
  const next = talks[at + 1] ?? talks[at - 1];
  desk.store.leave(conversation);
  if (desk.screen.active !== conversation) return;
  desk.show({ active: next?.id ?? null, pane: next ? "talk" : "lists", chosen: null, editing: null });
  void desk.focusOn(next ? ".talk-title" : ".row");
}

export function nextTalk(desk: StartbroDesk, step: number): void {
  const { talks } = desk.store;
  if (!talks.length) return;
  const at = talks.findIndex((talk) => talk.id === desk.screen.active);
  const next = talks[(at + step + talks.length) % talks.length];
  if (next) openTalk(desk, next.id);
}

export function showView(desk: StartbroDesk, view: View): void {
  endSearch(desk);
  standOn(desk, view);
  desk.show({ pane: "lists", overview: desk.screen.overview && !desk.narrow.matches });
}

/** Goes to another list, whichever pane is in front. */
export function standOn(desk: StartbroDesk, view: View): void {
  desk.show({ view, cursor: 0, top: 0 });
  desk.renderRoot.querySelector(".rows")?.scrollTo(0, 0);
}

export function viewNumber(desk: StartbroDesk, number: number): void {
  const view = VIEWS[number - 1];
  if (view) showView(desk, view);
}

export function showPane(desk: StartbroDesk, pane: Pane): void {
  desk.show({ pane, overview: false });
  const first = {
    lists: ".views button[aria-pressed=true]",
    talk: ".talk-title",
    plan: ".side [role=tab][aria-selected=true]",
  };
  void desk.focusOn(first[pane]);
}

export function take(desk: StartbroDesk): void {
  const about = desk.active?.about;
  if (!about || !desk.active || desk.store.isMine(desk.active)) return;
  if (!desk.store.ask({ type: "take", conversation: about.id, fence: about.fence })) offline(desk);
  void desk.focusOn("#message");
}

export function openDialog(desk: StartbroDesk, dialog: Dialog): void {
  const talk = desk.active;
  const needsOwner = ["give_back", "transfer", "close"].includes(dialog);
  if (needsOwner && !(talk && desk.store.isMine(talk))) return;
  if (["labels", "assign"].includes(dialog) && !talk) return;
  desk.show({ dialog, sought: "" });
}

export function closeDialog(desk: StartbroDesk): void {
  desk.show({ dialog: null });
}

export function giveBack(desk: StartbroDesk, question: string, note: string): void {
  const about = desk.active?.about;
  if (!about) return;
  const more = { ...(question ? { question } : {}), ...(note.trim() ? { note: clean(note.trim()) } : {}) };
  const { id: conversation, fence } = about;
  settle(desk, desk.store.ask({ type: "give_back", conversation, fence, ...more }), "desk_given_back");
}

export function transfer(desk: StartbroDesk, to: Target, note: string): void {
  const about = desk.active?.about;
  if (!about) return;
  const more = note.trim() ? { note: clean(note.trim()) } : {};
  const { id: conversation, fence } = about;
  settle(desk, desk.store.ask({ type: "transfer", conversation, fence, to, ...more }), "desk_transferred");
}

export function closeTalk(desk: StartbroDesk, outcome: string): void {
  const about = desk.active?.about;
  if (!about) return;
  const { id: conversation, fence } = about;
  settle(desk, desk.store.ask({ type: "close", conversation, fence, outcome }), "desk_closed");
}

export function setLabels(desk: StartbroDesk, labels: string[]): void {
  const conversation = desk.screen.active;
  if (conversation) settle(desk, desk.store.ask({ type: "labels", conversation, labels }), "desk_labels_saved");
}

export function assign(desk: StartbroDesk, adviser: string): void {
  const conversation = desk.screen.active;
  if (conversation) settle(desk, desk.store.ask({ type: "assign", conversation, adviser }), "desk_assigned");
}

export function calledBack(
  desk: StartbroDesk,
  callBack: CallBack,
  outcome: "reached" | "not_reached" | "wrong_number",
): void {
  settle(desk, desk.store.ask({ type: "call_back", call_back: callBack.id, outcome }), `desk_call_${outcome}_done`);
}

export function write(desk: StartbroDesk, text: string): void {
  const { active, mode } = desk.screen;
  if (active) desk.drafts.set(active, mode, text);
  if (!text.startsWith("/")) desk.typed();
  desk.show({ marked: 0 });
}

export function send(desk: StartbroDesk): void {
  const { active, mode } = desk.screen;
  const about = desk.active?.about;
  if (!active || !about || !desk.active) return;
  const text = clean(desk.draft);
  if (!text.trim()) return;
  const over = lengthOf(text) - MOST;
  if (over > 0 || !frameFits(text)) {
    desk.say(desk.t("desk_too_long", { count: Math.max(over, 1) }), "warn");
    return;
  }
  if (mode === "note") {
    const mentions = namedIn(desk, text);
    desk.store.write({ type: "note", conversation: active, text, ...(mentions.length ? { mentions } : {}) }, text);
  } else if (desk.store.isMine(desk.active)) {
    desk.store.write({ type: "send", conversation: active, fence: about.fence, text }, text);
  } else {
    return;
  }
  desk.drafts.set(active, mode, "");
  desk.show({ notice: null, below: false, naming: null });
}

export function setMode(desk: StartbroDesk, mode: Mode): void {
  desk.show({ mode, chosen: null, naming: null, pane: "talk" });
  void desk.focusOn("#message");
}

export function edit(desk: StartbroDesk, editing: Editing | null): void {
  desk.show({ editing });
  if (editing) void desk.focusOn("#edit");
}

export function saveEdit(desk: StartbroDesk): void {
  const { editing } = desk.screen;
  const about = desk.active?.about;
  const text = clean(editing?.text.trim() ?? "");
  if (!editing || !about || !text) return;
  const { conversation, seq, question = "" } = editing;
  const { fence } = about;
  if (editing.kind === "propose") desk.store.write({ type: "propose", conversation, fence, question, text }, text);
  else if (editing.kind === "comment") desk.store.write({ type: "comment", conversation, question, text }, text);
  else {
    const what = seq === undefined ? { question } : { seq };
    desk.store.write({ type: "rendering", conversation, text, ...what }, text);
  }
  desk.show({ editing: null, notice: null });
  void desk.focusOn(seq === undefined ? `[data-question="${question}"]` : `[data-seq="${seq}"]`);
}

export function letBotAsk(desk: StartbroDesk, question: string): void {
  const about = desk.active?.about;
  if (about) desk.store.write({ type: "ask", conversation: about.id, fence: about.fence, question }, "");
}

export function toggleOriginal(desk: StartbroDesk, key: string): void {
  const originals = new Set(desk.screen.originals);
  if (!originals.delete(key)) originals.add(key);
  desk.show({ originals });
}

/** What stands for a digit of a personal identity number until somebody asks for it. */
export const MASK = "•";

export async function toggleMask(desk: StartbroDesk, conversation: string, at: number | string): Promise<void> {
  const unmasked = new Map(desk.screen.unmasked);
  const key = `${conversation} ${at}`;
  if (unmasked.delete(key)) {
    desk.show({ unmasked });
    return;
  }
  const what = typeof at === "number" ? { conversation, seq: at } : { conversation, question: at };
  const text = await desk.door.unmask(what);
  if (text === null) desk.say(desk.t("desk_unmask_refused"), "warn");
  else desk.show({ unmasked: new Map(desk.screen.unmasked).set(key, text) });
}

export function toggleAway(desk: StartbroDesk): void {
  const here = desk.store.me?.adviser.presence === "here";
  if (!desk.store.ask({ type: "presence", state: here ? "away" : "here" })) offline(desk);
}

function settle(desk: StartbroDesk, sent: boolean, name: string): void {
  if (!sent) {
    offline(desk);
    return;
  }
  desk.show({ dialog: null });
  desk.say(desk.t(name));
  void desk.focusOn(".talk-title");
}

function offline(desk: StartbroDesk): void {
  desk.say(desk.t("desk_needs_line"), "warn");
}
