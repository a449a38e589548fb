// What goes on paper: the hand-over sheet on one page, or the whole conversation with the person's version beside it.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { About, Message, Words } from "../protocol";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { sheetRows } from "./side";

export function paper(desk: StartbroDesk): TemplateResult | typeof nothing {
  const talk = desk.active;
  if (!talk?.about) return nothing;
  const name = desk.screen.printing === "sheet" ? "desk_sheet" : "desk_transcript";
  return html`<h1>${desk.t(name)}</h1><p dir="auto">${talk.about.title}</p>
    ${desk.screen.printing === "sheet" ? sheetRows(desk, talk.sheet) : transcript(desk, talk, talk.about)}`;
}

/** Notes are for colleagues: they do not go on a paper that may be given to the person. */
function transcript(desk: StartbroDesk, talk: Talk, { language }: About): TemplateResult {
  const lines = talk.messages.filter(({ kind }) => kind !== "note");
  const both = language !== desk.texts.locale;
  return html`<table class="transcript">
    <thead><tr><th scope="col">${desk.texts.language(desk.texts.locale)}</th>
      ${both ? html`<th scope="col">${desk.texts.language(language)}</th>` : nothing}</tr></thead>
    <tbody>${lines.map((message) => line(desk, message, both))}</tbody></table>`;
}

function line(desk: StartbroDesk, message: Message, both: boolean): TemplateResult {
  const { author, name, created, original, rendering } = message;
  const head = html`<p><b>${name ? html`<bdi>${name}</bdi>` : desk.t(`desk_author_${author}`)}</b> <time>${desk.texts.clock(created)}</time></p>`;
  const free = author === "person" && message.kind === "text" && message.language !== desk.texts.locale;
  const swedish = rendering ? { text: rendering.text, language: "sv", direction: "ltr" as const } : null;
  return html`<tr><td>${head} ${free && both ? words(swedish) : words(message)}</td>
    ${both ? html`<td>${words(original ?? message)}</td>` : nothing}</tr>`;
}

function words(said: Pick<Words, "text" | "language" | "direction"> | null): TemplateResult | typeof nothing {
  if (!said) return nothing;
  const { text, language, direction } = said;
  return html`<p class="text" lang=${language ? tag(language) : nothing} dir=${direction}>${text}</p>`;
}
