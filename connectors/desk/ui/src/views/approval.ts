// Above the box to write in: the bot's answers that wait for an adviser, with what can be done about each.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import * as acts from "../acts";
import { type HeldAnswer, isUnderWay, type Outcome, settle } from "../approvals";
import type { StartbroDesk } from "../desk";
import type { Talk } from "../talk";
import { tag } from "../texts";

export function heldAnswers(desk: StartbroDesk, talk: Talk): TemplateResult | typeof nothing {
  if (!talk.held.length) return nothing;
  return html`<div class="held-answers">
    ${repeat(
      talk.held,
      ({ id }) => id,
      (held) => card(desk, talk, held),
    )}
  </div>`;
}

function card(desk: StartbroDesk, talk: Talk, held: HeldAnswer): TemplateResult {
  const title = `held-${held.id}`;
  // While a colleague has the conversation, nobody else's words go to the person.
  const mayDecide = talk.about?.owner !== "adviser" || desk.store.isMine(talk);
  return html`<section class="held" aria-labelledby=${title}>
    <h3 id=${title}>${desk.t("desk_held_title", { topic: held.topic })}</h3>
    <p class="soft">${desk.t("desk_held_until", { time: desk.texts.clock(held.until) })}</p>
    <div class="held-replies" role="group" aria-label=${desk.t("desk_held_answer")}>${held.replies.map((reply, at) => words(desk, reply, `${title} ${at}`))}</div>
    ${mayDecide ? choices(desk, talk, held) : nothing}
  </section>`;
}

function words(desk: StartbroDesk, reply: HeldAnswer["replies"][number], key: string): TemplateResult {
  const { original } = reply;
  const shown = desk.screen.originals.has(key);
  const name = shown ? "desk_hide_original" : "desk_show_original";
  return html`<p class="text" lang=${tag(reply.language)} dir=${reply.direction}>${reply.text}</p>
    ${
      original
        ? html`<button class="tiny" aria-expanded=${shown} @click=${() => acts.toggleOriginal(desk, key)}>${desk.t(name, { language: desk.texts.tongue(original.language) })}</button>
          ${shown ? html`<p class="text original" lang=${tag(original.language)} dir=${original.direction}>${original.text}</p>` : nothing}`
        : nothing
    }`;
}

function choices(desk: StartbroDesk, talk: Talk, held: HeldAnswer): TemplateResult {
  const box = `held-words-${held.id}`;
  const busy = isUnderWay(desk, held);
  const typed = (): HTMLTextAreaElement | null => desk.renderRoot.querySelector<HTMLTextAreaElement>(`#${box}`);
  const withWords = (state: Outcome) => (): void => {
    const area = typed();
    if (area?.value.trim()) settle(desk, talk, held, state, area.value);
    else area?.focus();
  };
  const without = (state: Outcome) => (): void => settle(desk, talk, held, state);
  return html`<label for=${box}>${desk.t("desk_held_words")}</label>
    <textarea id=${box} rows="2" dir="auto" aria-describedby=${`${box}-hint`}></textarea>
    <p class="hint" id=${`${box}-hint`}>${desk.t("desk_held_words_hint")}</p>
    <span class="way">
      <button class="small filled" ?disabled=${busy} @click=${without("sent")}>${desk.t("desk_held_send")}</button>
      <button class="small" ?disabled=${busy} @click=${withWords("sent")}>${desk.t("desk_held_add")}</button>
      <button class="small" ?disabled=${busy} @click=${withWords("replaced")}>${desk.t("desk_held_replace")}</button>
      <button class="small" ?disabled=${busy} @click=${without("withheld")}>${desk.t("desk_held_withhold")}</button>
    </span>`;
}
