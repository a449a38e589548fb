// Where the adviser writes: to the person, to colleagues only, or a ready answer found with a slash.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { COUNT_FROM, lengthOf, MOST } from "../../../../web/ui/src/typed";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { colleaguesFor, hasNobody, readNaming } from "../mention";
import type { About, Adviser, ReadyAnswer, Slot, Value } from "../protocol";
import { choose, fill, found, readable, sendReady, startReady } from "../ready";
import type { Chosen } from "../screen";
import type { Talk } from "../talk";
import { tag } from "../texts";
import { arrow } from "./icons";
import { colleagueList, keyInList } from "./mention";
import { goesAsItIs } from "./tongues";

export function composer(desk: StartbroDesk, talk: Talk, about: About): TemplateResult | typeof nothing {
  const mine = desk.store.isMine(talk);
  const note = desk.screen.mode === "note";
  const { chosen } = desk.screen;
  return html`<div class="bottom">
    <div class="modes" role="group" aria-label=${desk.t("desk_mode")}>
      <button aria-pressed=${!note} aria-keyshortcuts="r" @click=${() => acts.setMode(desk, "message")}>${desk.t("desk_mode_message")}</button>
      <button aria-pressed=${note} aria-keyshortcuts="n" @click=${() => acts.setMode(desk, "note")}>${desk.t("desk_mode_note")}</button>
      <span class="spring"></span>
      ${mine && !note ? html`<button class="plain-button" aria-keyshortcuts="/" @click=${() => startReady(desk)}>${desk.t("desk_ready")}</button>` : nothing}
    </div>
    ${
      chosen && mine && !note
        ? chosenAnswer(desk, chosen, about)
        : mine || note
          ? box(desk, about, note)
          : html`<p class="soft closed-box">${desk.t("desk_take_to_write")}</p>`
    }
  </div>`;
}

function box(desk: StartbroDesk, about: About, note: boolean): TemplateResult {
  const { draft } = desk;
  const answers = found(desk);
  const searching = draft.startsWith("/") && !note && !draft.includes("\n");
  const colleagues = note ? colleaguesFor(desk) : [];
  const length = lengthOf(draft);
  const label = note
    ? desk.t("desk_write_note")
    : desk.t("desk_write", { language: desk.texts.tongue(about.language) });
  const list = searching ? "answers" : colleagues.length ? "colleagues" : nothing;
  return html`${searching ? readyList(desk, answers, about) : colleagues.length ? colleagueList(desk, colleagues) : nothing}
    <p class="quiet" role="status">${searching ? desk.t("desk_ready_found", { count: answers.length }) : colleagues.length ? desk.t("desk_mention_found", { count: colleagues.length }) : ""}</p>
    ${note ? nothing : goesAsItIs(desk, about)}
    <form class="composer ${note ? "noting" : ""}" @submit=${(event: SubmitEvent) => submit(desk, event)}>
      <label class="quiet" for="message">${label}</label>
      <textarea id="message" rows="2" dir="auto" placeholder=${label} aria-describedby=${note ? "hint" : "as-it-is hint"}
        aria-haspopup=${list === nothing ? nothing : "listbox"} aria-controls=${list}
        aria-activedescendant=${markedOption(desk, answers, colleagues, searching)} aria-autocomplete=${list === nothing ? nothing : "list"}
        .value=${live(draft)} @input=${(event: InputEvent) => wrote(desk, event.target as HTMLTextAreaElement)}
        @blur=${() => desk.screen.naming && desk.show({ naming: null })}
        @keydown=${(event: KeyboardEvent) => keyInList(desk, event, colleagues) || typed(desk, event, answers)}></textarea>
      <button class="send" aria-label=${desk.t(note ? "desk_save_note" : "desk_send")}>${arrow}</button>
    </form>
    <p class="hint" id="hint">
      <span>${hasNobody(desk) ? desk.t("desk_mention_none") : desk.touch.matches ? nothing : desk.t(note ? "desk_hint_note" : "desk_hint")}</span>
      ${length > COUNT_FROM ? html`<b class=${length > MOST ? "over" : ""}>${desk.t("desk_characters_left", { count: MOST - length })}</b>` : nothing}
    </p>`;
}

function wrote(desk: StartbroDesk, box: HTMLTextAreaElement): void {
  const naming = desk.screen.mode === "note" ? readNaming(box.value, box.selectionStart) : null;
  desk.show({ naming });
  acts.write(desk, box.value);
}

/** The id of the option that the keys are on, in whichever list is open. */
function markedOption(
  desk: StartbroDesk,
  answers: ReadyAnswer[],
  colleagues: Adviser[],
  searching: boolean,
): string | typeof nothing {
  const { marked } = desk.screen;
  const answer = searching ? answers[Math.min(marked, answers.length - 1)] : undefined;
  const colleague = colleagues[Math.min(marked, colleagues.length - 1)];
  return answer ? `answer-${answer.name}` : colleague ? `colleague-${colleague.id}` : nothing;
}

function readyList(desk: StartbroDesk, answers: ReadyAnswer[], about: About): TemplateResult {
  return html`<ul class="answers" id="answers" role="listbox" tabindex="0" aria-label=${desk.t("desk_ready")}>
    ${answers.map((answer, at) => {
      const lacking = answer.missing.includes(about.language);
      return html`<li role="option" id=${`answer-${answer.name}`} class="answer" aria-selected=${at === desk.screen.marked}
          @mousedown=${(event: Event) => event.preventDefault()} @click=${() => choose(desk, answer)}>
        <span dir="auto">${readable(desk, answer)}</span>
        ${lacking ? html`<span class="chip warn">${desk.t("desk_ready_missing", { language: desk.texts.tongue(about.language) })}</span>` : nothing}
      </li>`;
    })}
    ${answers.length ? nothing : html`<li role="option" aria-disabled="true" aria-selected="false" class="answer soft">${desk.t("desk_ready_none")}</li>`}
  </ul>`;
}

function chosenAnswer(desk: StartbroDesk, chosen: Chosen, about: About): TemplateResult {
  const { answer, preview } = chosen;
  const missing = preview ? preview.missing : answer.missing.includes(about.language);
  const language = desk.texts.tongue(about.language);
  return html`<form class="chosen" aria-label=${desk.t("desk_ready")} @submit=${(event: Event) => {
    event.preventDefault();
    sendReady(desk);
  }}>
    <p dir="auto">${readable(desk, answer, chosen.values)}</p>
    ${answer.values.map((slot) => slotField(desk, chosen, slot))}
    <p class="preview-head">${desk.t("desk_preview", { language })}</p>
    <div class="preview" aria-live="polite">${
      preview
        ? html`<span class="text" lang=${tag(preview.language)} dir=${preview.direction}>${preview.text}</span>`
        : html`<span class="soft">${desk.t("desk_wait")}</span>`
    }</div>
    ${missing ? html`<p class="warning" role="alert">${desk.t("desk_preview_missing", { language, shown: desk.texts.tongue(preview?.language ?? "en") })}</p>` : nothing}
    <span class="way">
      <button class="strong">${desk.t(missing ? "desk_send_anyway" : "desk_send")}</button>
      <button class="small" type="button" @click=${() => cancel(desk)}>${desk.t("desk_cancel")}</button>
    </span>
  </form>`;
}

function cancel(desk: StartbroDesk): void {
  desk.show({ chosen: null });
  void desk.focusOn("#message");
}

function slotField(desk: StartbroDesk, chosen: Chosen, { name, type, label }: Slot): TemplateResult {
  const numeric = type === "money" || type === "count" || type === "percent";
  const given = chosen.values[name]?.value ?? "";
  const input = (event: InputEvent): void => {
    const text = (event.target as HTMLInputElement).value;
    fill(desk, name, text.trim() ? typedValue(type, text) : null);
  };
  return html`<label for=${`slot-${name}`}>${label}</label>
    <input id=${`slot-${name}`} type=${type === "date" ? "date" : "text"} inputmode=${numeric ? "decimal" : "text"} dir="auto"
      maxlength="200" required .value=${live(String(given))} @input=${input}>`;
}

function typedValue(type: string, text: string): Value & { currency?: string } {
  if (type === "date") return { type, value: text };
  if (type === "count") return { type, value: Number.parseInt(text.replace(/\D/g, ""), 10) || 0 };
  const digits = text.replace(/[\s\u00a0]/g, "").replace(",", ".");
  if (type === "money") return { type, value: digits, currency: "SEK" };
  return type === "percent" ? { type, value: digits } : { type: "name", value: text };
}

function submit(desk: StartbroDesk, event: SubmitEvent): void {
  event.preventDefault();
  acts.send(desk);
  desk.renderRoot.querySelector<HTMLElement>("#message")?.focus();
}

function typed(desk: StartbroDesk, event: KeyboardEvent, answers: ReadyAnswer[]): void {
  // While an input method is composing, Enter picks a word; 229 is how older browsers say so.
  if (event.isComposing || event.keyCode === 229) return;
  const { marked } = desk.screen;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const answer = answers[Math.min(marked, answers.length - 1)];
  if (step && answers.length) {
    event.preventDefault();
    desk.show({ marked: (marked + step + answers.length) % answers.length });
  } else if (event.key === "Enter" && answer) {
    event.preventDefault();
    choose(desk, answer);
  } else if (event.key === "Enter" && !event.shiftKey && !desk.touch.matches && !desk.draft.startsWith("/")) {
    event.preventDefault();
    acts.send(desk);
  }
}
