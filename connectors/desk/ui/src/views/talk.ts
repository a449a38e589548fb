// The conversation: its tabs, who it is with and who has it, the log, and the box to write in.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { askInterpreter } from "../interpreters";
import { openMail, print } from "../papers";
import type { About, Message } from "../protocol";
import type { Talk } from "../talk";
import { heldAnswers } from "./approval";
import { composer } from "./composer";
import { cross, talk as drawing } from "./icons";
import { interpreterState } from "./interpreter";
import { lineOf, underWay } from "./line";
import { tonguesOf } from "./tongues";

const NEAR = 80;
/** An adviser is reminded of a question that has waited this long. */
const PATIENCE = 2 * 60_000;

export function talkPane(desk: StartbroDesk): TemplateResult {
  const talk = desk.active;
  return html`<section class="pane talk" aria-label=${desk.t("desk_pane_talk")}>
    ${desk.store.talks.length > (desk.narrow.matches ? 1 : 0) ? tabs(desk) : nothing}
    ${talk?.about ? open(desk, talk, talk.about) : nobody(desk, Boolean(talk))}
  </section>`;
}

function nobody(desk: StartbroDesk, coming: boolean): TemplateResult {
  return html`<div class="empty middle">${coming ? desk.t("desk_wait") : html`${drawing}<p>${desk.t("desk_choose_one")}</p>`}</div>`;
}

function tabs(desk: StartbroDesk): TemplateResult {
  return html`<div class="tabs" role="group" aria-label=${desk.t("desk_open_talks")}>
    ${repeat(
      desk.store.talks,
      ({ id }) => id,
      (talk) => {
        const now = talk.id === desk.screen.active;
        const title = talk.about?.title || desk.t("desk_no_title");
        return html`<span class="tab ${now ? "now" : ""}">
          <button class="tab-name" aria-current=${now ? "true" : nothing} @click=${() => acts.openTalk(desk, talk.id)}>
            <bdi class="tab-words">${title}</bdi>
            ${talk.unread ? html`<b class="count">${desk.t("desk_unread", { count: talk.unread })}</b>` : nothing}
          </button>
          <button class="tab-close" aria-label=${desk.t("desk_leave_one", { title })} @click=${() => acts.leaveTalk(desk, talk.id)}>${cross}</button>
        </span>`;
      },
    )}
  </div>`;
}

function open(desk: StartbroDesk, talk: Talk, about: About): TemplateResult {
  const labels = about.labels.map((name) => desk.store.me?.labels.find((one) => one.name === name)?.text ?? name);
  const wish = desk.store.lists.find(talk.id)?.interpreter;
  return html`<div class="talk-head">
      <h2 class="talk-title" tabindex="-1" dir="auto">${about.title || desk.t("desk_no_title")}</h2>
      <p class="talk-facts">
        <span class="chip">${desk.texts.language(about.language)}</span>
        ${about.municipality ? html`<bdi>${about.municipality}</bdi>` : nothing}
        <span>${desk.t(about.present ? "desk_person_here" : "desk_person_gone")}</span>
        ${wish ? html`<span class="chip faint">${interpreterState(desk, wish)}</span>` : nothing}
        ${labels.map((label) => html`<bdi class="chip faint">${label}</bdi>`)}
      </p>
      ${tonguesOf(desk, talk, about)} ${actions(desk, talk, about)}
    </div>
    ${log(desk, talk, about)} ${heldAnswers(desk, talk)} ${owner(desk, talk, about)} ${composer(desk, talk, about)}`;
}

function actions(desk: StartbroDesk, talk: Talk, about: About): TemplateResult {
  const button = (name: string, act: () => void, key: string, why = ""): TemplateResult =>
    html`<button class="small" title=${why ? desk.t(why) : nothing} aria-keyshortcuts=${key || nothing} @click=${act}>${desk.t(name)}</button>`;
  const mine = desk.store.isMine(talk);
  return html`<div class="actions" role="group" aria-label=${desk.t("desk_actions")}>
    ${mine ? button("desk_give_back", () => acts.openDialog(desk, "give_back"), "g", "desk_give_back_title") : nothing}
    ${mine ? button("desk_transfer_button", () => acts.openDialog(desk, "transfer"), "x", "desk_transfer_title") : nothing}
    ${mine ? button("desk_interpreter_ask", () => askInterpreter(desk), "", "desk_interpreter_ask_why") : nothing}
    ${mine ? button("desk_close", () => acts.openDialog(desk, "close"), "c") : nothing}
    ${button("desk_labels", () => acts.openDialog(desk, "labels"), "l")}
    ${about.owner === "closed" ? nothing : button("desk_assign_button", () => acts.openDialog(desk, "assign"), "a", "desk_assign_title")}
    ${button("desk_print", () => void print(desk, "transcript"), "")}
    ${desk.store.me?.mail ? button("desk_mail", () => openMail(desk), "") : nothing}
  </div>`;
}

/** Who has the conversation, in a sentence, with the button that changes it. */
function owner(desk: StartbroDesk, talk: Talk, about: About): TemplateResult | typeof nothing {
  if (desk.store.isMine(talk)) return idle(desk, talk);
  const name = about.adviser?.name ?? "";
  const words = desk.t(`desk_owner_${about.owner}`, { name });
  return html`<div class="owner">
    <p>${words}</p>
    <button class="strong take" aria-keyshortcuts="t" @click=${() => acts.take(desk)}>${desk.t("desk_take")}</button>
  </div>`;
}

function idle(desk: StartbroDesk, talk: Talk): TemplateResult | typeof nothing {
  const since = talk.waitingSince;
  const waited = since ? desk.store.now - Date.parse(since) : 0;
  if (waited < PATIENCE) return nothing;
  return html`<div class="owner"><p>${desk.t("desk_waits_for_you", { time: desk.texts.duration(waited) })}</p></div>`;
}

function log(desk: StartbroDesk, talk: Talk, about: About): TemplateResult {
  const waiting = desk.store.outbox.all.filter(
    ({ frame }) => frame.conversation === talk.id && ["send", "note", "ready"].includes(frame.type),
  );
  const key = (message: Message): string => message.client_id ?? String(message.seq);
  const lines = [
    ...talk.messages.map((message, at, all) => ({
      key: key(message),
      draw: () => lineOf(desk, talk, message, all[at - 1]),
    })),
    ...waiting.map((one) => ({ key: one.frame.client_id, draw: () => underWay(desk, one) })),
  ];
  return html`<div class="log" role="log" tabindex="0" aria-label=${desk.t("desk_log", { language: desk.texts.tongue(about.language) })}
      @scroll=${(event: Event) => scrolled(desk, event.target as Element)}>
      <div class="lines">
        ${repeat(
          lines,
          (item) => `${desk.texts.locale} ${talk.id} ${item.key}`,
          (item) => item.draw(),
        )}
      </div>
    </div>
    <p class="typing" role="status">${talk.typing ? desk.t("desk_person_typing") : ""}</p>
    ${
      desk.screen.below
        ? html`<button class="small newest" @click=${() => desk.show({ below: false })}>${desk.t("desk_to_newest")}</button>`
        : nothing
    }`;
}

function scrolled(desk: StartbroDesk, log: Element): void {
  const below = log.scrollHeight - log.scrollTop - log.clientHeight > NEAR;
  if (below !== desk.screen.below) desk.show({ below });
}
