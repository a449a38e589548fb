// The log. Each line keeps its element for ever, so that a screen reader hears only what is new.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { StartbroChat } from "../chat";
import { openPictures } from "../lazily";
import type { Waiting } from "../outbox";
import type { Message, Outgoing, TextPart } from "../protocol";
import { tag } from "../texts";
import { face } from "./adviser";
import { promise } from "./first";
import { check, clock, down, sound, stop } from "./icons";

const NEAR = 80;
/** Fewer choices than this are no trouble on a phone. */
const MANY = 4;

export function log(chat: StartbroChat): TemplateResult {
  const { talk, texts, screen } = chat;
  const messages = talk.messages;
  const waiting = talk.outbox.all.filter(({ frame }) => frame.type === "say" || frame.type === "press");
  const live = waiting.length ? [] : [...withButtons(messages), ...askedByAdviser(chat)];
  // Words of another language are new elements: a reader that changes its voice on `lang` looks only then.
  const lines = [
    ...messages.map((message, at) => ({
      key: key(message),
      draw: () =>
        html`${line(chat, message, messages[at - 1])} ${(isAskedAgain(messages, live, message) ? folded : choices)(chat, message, live.includes(message))}`,
    })),
  ];
  const own = waiting.map((one) => ({ key: one.frame.client_id, draw: () => underWay(chat, one) }));
  return html`<div class="log" tabindex="0" role="log" aria-label=${chat.t("widget_talk")}
      aria-live=${screen.quiet ? "off" : "polite"} @scroll=${(event: Event) => scrolled(chat, event.target as Element)}>
      <div class="lines">
        ${promise(chat)}
        ${repeat(
          [...lines, ...own],
          (item) => `${texts.locale} ${item.key}`,
          (item) => item.draw(),
        )}
        <div class="thinking" aria-hidden="true" ?hidden=${talk.activity !== "thinking"}><i></i><i></i><i></i></div>
      </div>
    </div>
    ${
      screen.below
        ? html`<button class="newest" @click=${() => chat.toNewest()}>${down}${chat.t("widget_to_newest")}</button>`
        : nothing
    }`;
}

function key(message: Message): string {
  return message.client_id ?? String(message.seq);
}

function scrolled(chat: StartbroChat, log: Element): void {
  const below = log.scrollHeight - log.scrollTop - log.clientHeight > NEAR;
  if (below !== chat.screen.below) chat.show({ below });
}

/** The messages whose buttons still count: those of the newest turn with any, unless the person has said something since. */
function withButtons(messages: Message[]): Message[] {
  const said = messages.map(({ author }) => author).lastIndexOf("person");
  const since = messages.slice(said + 1).filter(({ buttons }) => buttons.length);
  return since.filter(({ created }) => created === since.at(-1)?.created);
}

/** What an adviser asks waits for its answer, however long the two talk about it. A notice after it has settled it. */
function askedByAdviser({ talk }: StartbroChat): Message[] {
  const last = talk.messages.findLast(({ author }) => author === "system");
  return last?.buttons.length && talk.adviser.state === "here" ? [last] : [];
}

function line(chat: StartbroChat, message: Message, before: Message | undefined): TemplateResult {
  const { author, kind } = message;
  const same = before?.author === author && before.name === message.name && before.kind !== "event";
  const text = textOf(chat, message);
  if (kind === "event") return html`<div class="event">${text}</div>`;
  return html`<div class="line ${author} ${same ? "same" : ""}">
    <span class="author">${writer(chat, message)}</span>
    <div class="bubble">${text}</div>
    ${author === "person" ? tick(chat, message.seq > chat.talk.adviser.seen ? "stored" : "seen") : listen(chat, message)}
  </div>`;
}

export function textOf(chat: StartbroChat, { author, language, direction, parts }: Message): TemplateResult {
  return html`<p class="text" lang=${language ? tag(language) : nothing} dir=${author === "person" ? "auto" : direction}>${parts.map((part) => words(chat, part))}</p>`;
}

export function writer(chat: StartbroChat, { author, name }: Message): string {
  return name ? chat.t("widget_author_adviser_named", { name }) : chat.t(`widget_author_${author}`);
}

function underWay(chat: StartbroChat, waiting: Waiting<Outgoing>): TemplateResult {
  return html`<div class="line person">
    <span class="author">${chat.t("widget_author_person")}</span>
    <div class="bubble"><p class="text" dir="auto">${waiting.text}</p></div>
    ${tick(chat, chat.talk.offline ? "waiting" : "sending")}
  </div>`;
}

function tick(chat: StartbroChat, state: "sending" | "waiting" | "stored" | "seen"): TemplateResult {
  return html`<span class="tick" aria-live="off">${state.endsWith("ing") ? clock : check}<span>${chat.t(`widget_${state}`)}</span></span>`;
}

function words(chat: StartbroChat, part: TextPart): TemplateResult | string {
  if (typeof part === "string") return part;
  return html`<button class="term" lang="sv" dir="ltr" aria-haspopup="dialog" @click=${(event: Event) => chat.openTerm(part.term, event.currentTarget as Element)}>${part.text}</button>`;
}

function listen(chat: StartbroChat, message: Message): TemplateResult | typeof nothing {
  if (!chat.reader.can(message.language)) return nothing;
  const name = `message ${message.seq}`;
  const reading = chat.reader.reading === name;
  return html`<button class="listen" @click=${() => chat.reader.toggle(name, message.text, message.language)}>
    ${reading ? stop : sound}<span>${chat.t(reading ? "widget_stop_listening" : "widget_listen")}</span>
  </button>`;
}

/** A question that is asked again beside what its turn offers: one line, which opens with its many choices. */
function isAskedAgain(messages: Message[], live: Message[], message: Message): boolean {
  const { text, seq, buttons } = message;
  return (
    live.includes(message) &&
    live.length > 1 &&
    buttons.length >= MANY &&
    messages.some((one) => one.seq < seq && one.text === text)
  );
}

function folded(chat: StartbroChat, message: Message, live: boolean): TemplateResult {
  return html`<details class="folded"><summary>${chat.t("widget_show_choices")}</summary>${choices(chat, message, live)}</details>`;
}

/** Buttons of an earlier message are there as long as they mean something. */
function choices(chat: StartbroChat, message: Message, live: boolean): TemplateResult | typeof nothing {
  if (!message.buttons.some(({ lasts }) => live || lasts)) return nothing;
  return html`<div class="choices" role="group" aria-label=${chat.t("widget_choices")}>
    ${message.buttons.map(({ label, language, face: stars, opens, lasts }, at) =>
      live || lasts
        ? html`<button class="choice" @click=${() => (opens ? void openPictures(chat) : chat.press(message.seq, at, label))}>${stars ? face(stars) : nothing}<span lang=${tag(language)} dir="auto">${label}</span></button>`
        : nothing,
    )}
  </div>`;
}
