// What the store tells, and what the desk makes of it: words, tones, and texts that go back into their boxes.

import * as acts from "./acts";
import { putBackInBox, tried } from "./budget_acts";
import type { StartbroDesk } from "./desk";
import type { Ways } from "./door";
import { follow, overviewed } from "./overview";
import type { Adviser, Message, Refused, Written } from "./protocol";
import { ABOUT_ONE } from "./screen";
import type { Talk } from "./talk";
import type { Watcher } from "./watcher";

export function isPerson(who: Adviser | Ways): who is Adviser {
  return "id" in who;
}

export function reportsTo(desk: StartbroDesk): Watcher {
  return {
    changed: () => desk.requestUpdate(),
    locale: () => desk.texts.locale,
    signedOut: (reason) => void signedOut(desk, reason),
    refused: (refusal, frame) => refused(desk, refusal, frame),
    acknowledged: (frame) => acknowledged(desk, frame),
    waits: (_row, view) =>
      desk.alerts.tell(desk.t("desk_name"), desk.t(view === "approvals" ? "desk_held_alert" : "desk_alert_waiting")),
    said: (talk, message) => said(desk, talk, message),
    taken: (talk) => desk.screen.active === talk.id && acts.standOn(desk, "mine"),
    preview: (preview) => {
      const { chosen, active } = desk.screen;
      if (chosen && preview.conversation === active && preview.name === chosen.answer.name) {
        desk.show({ chosen: { ...chosen, preview } });
      }
    },
    tried: (frame) => tried(desk, frame),
    overviewed: (frame) => overviewed(desk, frame),
    opened: () => desk.screen.overview && follow(desk, true),
    unopened: () => void expired(desk),
    mentioned: (conversation) => {
      if (desk.screen.active === conversation && desk.writing) return;
      desk.alerts.tell(desk.t("desk_name"), desk.t("desk_alert_mentioned"));
    },
    ended: (conversation, reason) => {
      const open = desk.store.talk(conversation);
      endTalk(desk, conversation);
      if (open) desk.say(desk.t(`desk_ended_${reason}`), "warn");
    },
    drafted: () => desk.drafts.conversations,
  };
}

/** A new password gives this browser a new cookie: then nobody is signed out here, and the line comes back by itself. */
async function signedOut(desk: StartbroDesk, reason: string): Promise<void> {
  const who = await desk.door.who();
  if (!(who && isPerson(who)) && desk.screen.inside) desk.lockOut(wordsFor(desk, reason));
}

/** Closes a conversation that is gone, with all that was begun in it. */
function endTalk(desk: StartbroDesk, conversation: string): void {
  const { active, editing, dialog } = desk.screen;
  if (desk.store.talk(conversation)) acts.leaveTalk(desk, conversation);
  desk.store.drop(conversation);
  desk.drafts.drop(conversation);
  if (editing?.conversation === conversation) desk.show({ editing: null });
  if (active === conversation && dialog && ABOUT_ONE.includes(dialog)) desk.show({ dialog: null });
}

/** A socket that never opens may mean that the sign-in has run out; everything written stays. */
async function expired(desk: StartbroDesk): Promise<void> {
  const who = await desk.door.who();
  if (who && !isPerson(who) && desk.screen.inside) desk.lockOut("desk_signed_out_expired");
}

function wordsFor(desk: StartbroDesk, reason: string): string {
  const name = `desk_signed_out_${reason}`;
  return desk.texts.has(name) ? name : "desk_signed_out_expired";
}

function refused(desk: StartbroDesk, refusal: Refused, frame: Written | undefined): void {
  const { conversation, reason } = refusal;
  const kept = frame && reason !== "unknown" ? putBack(desk, frame) : false;
  const talk = conversation ? desk.store.talk(conversation) : undefined;
  if (conversation && reason === "unknown") {
    // What is told beside, such as how far it is read, may come too late; that the conversation has ended is told too.
    if (!frame && !talk?.coming) return;
    // What was asked for is not there (any more): an empty tab would wait for ever, and its words have no place.
    endTalk(desk, conversation);
  } else if (conversation && talk?.coming) acts.leaveTalk(desk, conversation);
  const who = refusal.by ? desk.t("desk_refused_by", { name: refusal.by.name }) : "";
  const said = refusal.text || desk.t("desk_refused");
  // The server's sentence may name the colleague already; saying it twice would be noise.
  const parts = [said, said.includes(refusal.by?.name ?? "\0") ? "" : who, kept ? desk.t("desk_refused_kept") : ""];
  desk.say(parts.filter(Boolean).join(" "), "warn");
}

function putBack(desk: StartbroDesk, frame: Written): boolean {
  if (frame.type === "budget_comment" || (frame.type === "propose" && desk.screen.side === "budget")) {
    putBackInBox(desk, frame);
    return true;
  }
  const { conversation } = frame;
  if (frame.type === "send" || frame.type === "note") {
    desk.drafts.restore(conversation, frame.type === "note" ? "note" : "message", frame.text);
    return true;
  }
  if (frame.type === "approve") {
    if (frame.text) desk.drafts.restore(conversation, "message", frame.text);
    return Boolean(frame.text);
  }
  if (frame.type === "ready" || frame.type === "ask") return false;
  if (frame.type === "ask_interpreter" || frame.type === "transcript") return false;
  const { type: kind, text } = frame;
  const seq = frame.type === "rendering" ? frame.seq : undefined;
  desk.show({
    editing: {
      kind,
      conversation,
      text,
      ...(seq === undefined ? {} : { seq }),
      ...(frame.question === undefined ? {} : { question: frame.question }),
    },
  });
  return true;
}

function acknowledged(desk: StartbroDesk, frame: Written): void {
  const done: Partial<Record<Written["type"], string>> = {
    comment: "desk_comment_saved",
    budget_comment: "desk_comment_saved",
    propose: "desk_proposal_sent",
    ask: "desk_ask_sent",
    ask_interpreter: "desk_interpreter_asked",
    rendering: "desk_rendering_saved",
    transcript: "desk_mail_sent",
    approve: "desk_held_done",
  };
  const name = done[frame.type];
  if (name) desk.say(desk.t(name));
}

function said(desk: StartbroDesk, talk: Talk, message: Message): void {
  if (message.author !== "person" || !desk.store.isMine(talk)) return;
  talk.unread += 1;
  if (desk.screen.active !== talk.id || !desk.writing) {
    desk.alerts.tell(desk.t("desk_name"), desk.t("desk_alert_message"));
  }
}
