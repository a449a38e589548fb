// What goes on paper: the hand-over sheet on one page, or the whole conversation in both versions.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { Message } from "../protocol";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { sheetRows } from "./side";

export function paper(desk: StartbroDesk): TemplateResult | typeof nothing {
  const talk = desk.active;
  if (!talk?.about) return nothing;
  const name = desk.screen.printing === "sheet" ? "desk_sheet" : "desk_transcript";
  return html`<h1>${desk.t(name)}</h1><p dir="auto">${talk.about.title}</p>
    ${desk.screen.printing === "sheet" ? sheetRows(desk, talk.sheet) : transcript(desk, talk)}`;
}

/** Notes are for colleagues: they do not go on a paper that may be given to the person. */
function transcript(desk: StartbroDesk, talk: Talk): TemplateResult {
  const lines = talk.messages.filter(({ kind }) => kind !== "note");
  return html`<ol class="transcript">${lines.map((message) => line(desk, message))}</ol>`;
}

function line(
  desk: StartbroDesk,
  { author, name, created, text, language, direction, original, rendering }: Message,
): TemplateResult {
  return html`<li><p><b>${name ? html`<bdi>${name}</bdi>` : desk.t(`desk_author_${author}`)}</b> <time>${desk.texts.clock(created)}</time></p>
    <p class="text" lang=${language ? tag(language) : nothing} dir=${author === "person" ? "auto" : direction}>${text}</p>
    ${original ? html`<p class="text" lang=${tag(original.language)} dir=${original.direction}>${original.text}</p>` : nothing}
    ${rendering ? html`<p class="text" lang="sv" dir="ltr">${desk.t("desk_swedish")}: ${rendering.text}</p>` : nothing}</li>`;
}
