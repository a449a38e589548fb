// Two languages in one conversation: what is in which, the ways on where nothing translates, and what goes out as it is.

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { forget, recall, remember } from "../../../../web/ui/src/storage";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { askInterpreter } from "../interpreters";
import type { About } from "../protocol";
import { startReady } from "../ready";
import type { Talk } from "../talk";
import { isWrittenIn, reads, whoSpeaks } from "../tongues";

/** Stands in the head of a conversation whose words the adviser cannot read; an adviser who knows it closes it for good. */
export function tonguesOf(desk: StartbroDesk, talk: Talk, { language, owner }: About): TemplateResult | typeof nothing {
  const { me } = desk.store;
  if (!me || me.translates || owner === "closed" || reads(desk, language)) return nothing;
  const known = `desk.${me.adviser.id}.tongues`;
  const open = recall(known) !== "known" && !desk.narrow.matches;
  const toggled = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) forget(known);
    else remember(known, "known");
  };
  const spoken = desk.texts.tongue(language);
  return html`${keyed(
    talk.id,
    html`<details class="tongues" ?open=${open} @toggle=${toggled}>
      <summary>${desk.t("desk_tongues", { language: spoken })}</summary>
      <p>${desk.t("desk_tongues_why", { own: desk.texts.tongue(desk.texts.locale), language: spoken })}</p>
      <p>${desk.t("desk_tongues_ways")}</p>
      ${ways(desk, talk, language)}
    </details>`,
  )}`;
}

function ways(desk: StartbroDesk, talk: Talk, code: string): TemplateResult {
  const language = desk.texts.tongue(code);
  const names = whoSpeaks(desk, code).map(({ name }) => name);
  const mine = desk.store.isMine(talk);
  const way = (name: string, act: () => void, what: string): TemplateResult =>
    html`<li>${mine ? html`<button class="tiny" @click=${act}>${desk.t(name)}</button>` : html`<b>${desk.t(name)}</b>`} <span>${what}</span></li>`;
  const colleague = names.length
    ? desk.t("desk_tongues_colleague", { language, names: names.join(", ") })
    : desk.t("desk_tongues_nobody", { language });
  return html`<ul>
      ${way("desk_to_ready", () => startReady(desk), desk.t("desk_tongues_ready", { language }))}
      ${way("desk_interpreter_ask", () => askInterpreter(desk), desk.t("desk_tongues_interpreter"))}
      ${way("desk_transfer_button", () => acts.openDialog(desk, "transfer"), colleague)}
    </ul>
    ${mine ? nothing : html`<p class="soft">${desk.t("desk_tongues_take")}</p>`}`;
}

/** A calm line beside the box; no translator puts the adviser's own words into another language either. */
export function goesAsItIs(desk: StartbroDesk, { language }: About): TemplateResult | typeof nothing {
  const { draft } = desk;
  if (reads(desk, language) || draft.startsWith("/") || isWrittenIn(draft, language)) return nothing;
  return html`<p class="as-it-is" id="as-it-is"><span>${desk.t("desk_goes_as_it_is", { language: desk.texts.tongue(language) })}</span>
    <button class="tiny" @click=${() => startReady(desk)}>${desk.t("desk_to_ready")}</button></p>`;
}
