// One line of the log. What the bot and the desk say stands in the adviser's language, with the person's version one
// click away; what a person wrote stands as it is, with a Swedish rendering below it when an adviser has made one.

import { html, nothing, type TemplateResult } from "lit";
import type { Waiting } from "../../../../web/ui/src/outbox";
import * as acts from "../acts";
import { copy } from "../copying";
import type { StartbroDesk } from "../desk";
import type { Message, Rendering, TextPart, Written } from "../protocol";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { editBox } from "./edit";
import { check, checks, clock, lock } from "./icons";

export function lineOf(desk: StartbroDesk, talk: Talk, message: Message, before: Message | undefined): TemplateResult {
  const { author, kind, language, direction, created, seq } = message;
  const same = before?.author === author && before.kind === kind && before.name === message.name;
  if (kind === "event" || author === "system") {
    return html`<div class="event" data-seq=${seq}>
      ${author === "system" ? html`<span class="author">${desk.t("desk_author_system")}</span>` : nothing}
      <span lang=${lang(language)} dir=${direction}>${words(message)}</span> <time>${desk.texts.clock(created)}</time>
      ${showButton(desk, talk, message)} ${originalOf(desk, talk, message)}
    </div>`;
  }
  const free = author === "person" && kind === "text";
  const whole = desk.screen.unmasked.get(`${talk.id} ${seq}`);
  return html`<div class="line ${author} ${kind === "note" ? "note" : ""} ${same ? "same" : ""}" data-seq=${seq} tabindex="-1">
    <span class="line-head"><span class="author">${nameOf(desk, message)}</span>
      ${free ? html`<span class="chip">${desk.texts.language(language)}</span>` : nothing}${message.mentions?.includes(desk.store.me?.adviser.id ?? "") ? html`<span class="chip warn named">${desk.t("desk_mentioned")}</span>` : nothing}<time>${desk.texts.clock(created)}</time></span>
    <div class="bubble"><p class="text" lang=${lang(language)} dir=${author === "bot" ? direction : "auto"}>${whole ?? words(message)}</p>
      ${buttons(desk, message)} ${originalOf(desk, talk, message)} ${message.rendering ? rendering(desk, message.rendering) : nothing}</div>
    ${foot(desk, talk, message, free)}
  </div>`;
}

function lang(language: string): string | typeof nothing {
  return language ? tag(language) : nothing;
}

function nameOf(desk: StartbroDesk, { author, kind, name }: Message): TemplateResult {
  if (kind === "note") return html`${lock}<span>${desk.t("desk_author_note", { name: name ?? "" })}</span>`;
  return html`<span>${name ? html`<bdi>${name}</bdi>` : desk.t(`desk_author_${author}`)}</span>`;
}

function words({ parts, text }: Message): (TemplateResult | string)[] {
  const given: TextPart[] = parts?.length ? parts : [text];
  return given.map((part) =>
    typeof part === "string" ? part : html`<span class="term" lang="sv" dir="ltr">${part.text}</span>`,
  );
}

function buttons(desk: StartbroDesk, message: Message): TemplateResult | typeof nothing {
  if (!message.buttons.length) return nothing;
  return html`<ul class="offered" aria-label=${desk.t("desk_offered")}>
    ${message.buttons.map(({ label, language }) => html`<li lang=${lang(language)} dir="auto">${label}</li>`)}
  </ul>`;
}

/** Nothing to show where both read the same words, because the text exists in neither language yet. */
function showButton(desk: StartbroDesk, talk: Talk, { seq, text, original }: Message): TemplateResult | typeof nothing {
  if (!original || original.text === text) return nothing;
  const key = `${talk.id} ${seq}`;
  const shown = desk.screen.originals.has(key);
  const name = shown ? "desk_hide_original" : "desk_show_original";
  return html`<button class="tiny" aria-expanded=${shown} @click=${() => acts.toggleOriginal(desk, key)}>${desk.t(name, { language: desk.texts.tongue(original.language) })}</button>`;
}

function originalOf(desk: StartbroDesk, talk: Talk, { seq, original }: Message): TemplateResult | typeof nothing {
  if (!original || !desk.screen.originals.has(`${talk.id} ${seq}`)) return nothing;
  return html`<p class="original"><span class="chip">${desk.texts.language(original.language)}</span>
    <span class="text" lang=${tag(original.language)} dir=${original.direction}>${original.text}</span></p>`;
}

function rendering(desk: StartbroDesk, { text, by, machine }: Rendering): TemplateResult {
  const from = machine ? desk.t("desk_rendered_by_machine") : desk.t("desk_rendered_by", { name: by });
  return html`<div class="rendering"><span class="soft">${from}</span><p class="text" lang="sv" dir="ltr">${text}</p></div>`;
}

function foot(desk: StartbroDesk, talk: Talk, message: Message, free: boolean): TemplateResult | typeof nothing {
  const { seq, language, author, kind } = message;
  const { editing } = desk.screen;
  if (editing?.kind === "rendering" && editing.seq === seq && editing.conversation === talk.id)
    return editBox(desk, editing);
  const show = showButton(desk, talk, message);
  const render = (): void =>
    acts.edit(desk, { kind: "rendering", conversation: talk.id, seq, text: message.rendering?.text ?? "" });
  const swedish =
    free && language !== "sv"
      ? html`<button class="tiny" @click=${render}>${desk.t(message.rendering ? "desk_change_rendering" : "desk_write_swedish")}</button>`
      : nothing;
  const copied = free
    ? html`<button class="tiny" aria-label=${desk.t("desk_copy_line")} @click=${() => void copy(desk, message.text)}>${desk.t("desk_copy")}</button>`
    : nothing;
  const tick = author === "adviser" && kind !== "note" ? ticks(desk, message.seen ? "seen" : "stored") : nothing;
  const mask = kind === "text" ? maskButton(desk, talk.id, seq, message.text) : nothing;
  if ([show, copied, swedish, tick, mask].every((one) => one === nothing)) return nothing;
  return html`<span class="foot">${show}${copied}${swedish}${mask}${tick}</span>`;
}

/** For texts in which digits of a personal identity number are overwritten. */
export function maskButton(
  desk: StartbroDesk,
  conversation: string,
  at: number | string,
  text: string,
): TemplateResult | typeof nothing {
  const shown = desk.screen.unmasked.has(`${conversation} ${at}`);
  if (!shown && !text.includes(acts.MASK)) return nothing;
  return html`<button class="tiny" aria-expanded=${shown} @click=${() => void acts.toggleMask(desk, conversation, at)}>${desk.t(shown ? "desk_hide_number" : "desk_show_number")}</button>`;
}

function ticks(desk: StartbroDesk, state: "sending" | "waiting" | "stored" | "seen"): TemplateResult {
  const drawing = { sending: clock, waiting: clock, stored: check, seen: checks }[state];
  return html`<span class="tick" aria-live="off">${drawing}<span>${desk.t(`desk_tick_${state}`)}</span></span>`;
}

export function underWay(desk: StartbroDesk, { frame, text }: Waiting<Written>): TemplateResult {
  const note = frame.type === "note";
  return html`<div class="line adviser ${note ? "note" : ""}">
    <span class="line-head"><span class="author">${note ? lock : nothing}<span>${desk.t(note ? "desk_note" : "desk_you")}</span></span></span>
    <div class="bubble"><p class="text" dir="auto">${text}</p></div>
    <span class="foot">${ticks(desk, desk.store.offline ? "waiting" : "sending")}</span>
  </div>`;
}
