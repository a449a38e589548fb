// What the store tells, and what the desk makes of it: words, tones, and texts that go back into their boxes.

import * as acts from "./acts";
import type { StartbroDesk } from "./desk";
import type { Ways } from "./door";
import type { Adviser, Message, Refused, Written } from "./protocol";
import type { Watcher } from "./store";
import type { Talk } from "./talk";

export function isPerson(who: Adviser | Ways): who is Adviser {
  return "id" in who;
}

export function reportsTo(desk: StartbroDesk): Watcher {
  return {
    changed: () => desk.requestUpdate(),
    locale: () => desk.texts.locale,
    signedOut: (reason) => desk.lockOut(wordsFor(desk, reason)),
    refused: (refusal, frame) => refused(desk, refusal, frame),
    acknowledged: (frame) => acknowledged(desk, frame),
    waits: (_row, view) =>
      desk.alerts.tell(desk.t("desk_name"), desk.t(view === "approvals" ? "desk_held_alert" : "desk_alert_waiting")),
    said: (talk, message) => said(desk, talk, message),
    preview: (preview) => {
      const { chosen, active } = desk.screen;
      if (chosen && preview.conversation === active && preview.name === chosen.answer.name) {
        desk.show({ chosen: { ...chosen, preview } });
      }
    },
    unopened: () => void expired(desk),
  };
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
  const kept = frame ? putBack(desk, frame) : false;
  // What was asked for is not there (any more): an empty tab would wait for ever.
  const { conversation } = refusal;
  if (conversation && desk.store.talk(conversation)?.about === null) acts.leaveTalk(desk, conversation);
  const who = refusal.by ? desk.t("desk_refused_by", { name: refusal.by.name }) : "";
  const said = refusal.text || desk.t("desk_refused");
  // The server's sentence may name the colleague already; saying it twice would be noise.
  const parts = [said, said.includes(refusal.by?.name ?? "\0") ? "" : who, kept ? desk.t("desk_refused_kept") : ""];
  desk.say(parts.filter(Boolean).join(" "), "warn");
}

function putBack(desk: StartbroDesk, frame: Written): boolean {
  const { conversation } = frame;
  if (frame.type === "send" || frame.type === "note") {
    desk.drafts.restore(conversation, frame.type === "note" ? "note" : "message", frame.text);
    return true;
  }
  if (frame.type === "approve") {
    if (frame.text) desk.drafts.restore(conversation, "message", frame.text);
    return Boolean(frame.text);
  }
  if (frame.type === "ready" || frame.type === "ask" || frame.type === "transcript") return false;
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
    propose: "desk_proposal_sent",
    ask: "desk_ask_sent",
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
