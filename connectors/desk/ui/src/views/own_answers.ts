// The organisation's own ready answers, and the form in which a lead adviser writes one.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { StartbroDesk } from "../desk";
import { type OwnAnswer, type OwnAnswers, SOURCE, STATES, type State } from "../own_answers";
import { tag } from "../texts";

const MOST = 2000;

export function ownDialog(desk: StartbroDesk): TemplateResult {
  const { own } = desk;
  const { problem } = own;
  const language = desk.texts.tongue(problem?.locale ?? SOURCE);
  return html`<div class="stack own">
    <h2 id="dialog-title">${desk.t("desk_own")}</h2>
    <p class="problem" role="alert" id="problem">${problem ? desk.t(problem.name, { language, value: problem.value }) : ""}</p>
    <p class="soft" role="status">${own.done ? desk.t(own.done) : ""}</p>
    ${own.writing ? editor(desk, own, own.writing) : list(desk, own)}
  </div>`;
}

function list(desk: StartbroDesk, { known }: OwnAnswers): TemplateResult {
  return html`<p>${desk.t("desk_own_why")}</p>
    ${known ? nothing : html`<p class="soft">${desk.t("desk_wait")}</p>`}
    ${known && !known.may_change ? html`<p class="soft">${desk.t("desk_own_lead_only")}</p>` : nothing}
    ${known && !known.answers.length ? html`<p>${desk.t("desk_own_none")}</p>` : nothing}
    <ul class="plain">${known?.answers.map(
      (
        answer,
      ) => html`<li class="own-answer"><h3 dir="auto">${answer.name}</h3><p class="text" lang="sv" dir="auto">${answer.text}</p>
        <p class="states">${known.languages.map((locale) => stateChip(desk, answer, locale))}</p>
        ${known.may_change ? html`<button class="small" aria-label=${desk.t("desk_own_change_one", { name: answer.name })} @click=${() => begin(desk, answer)}>${desk.t("desk_own_change")}</button>` : nothing}</li>`,
    )}</ul>
    <span class="way end">
      ${known?.may_change ? html`<button class="small" @click=${() => begin(desk)}>${desk.t("desk_own_new")}</button>` : nothing}
      <button class="strong" autofocus @click=${() => desk.show({ dialog: null })}>${desk.t("desk_ok")}</button>
    </span>`;
}

function begin(desk: StartbroDesk, answer?: OwnAnswer): void {
  desk.own.begin(answer);
  void desk.focusOn("#own-name");
}

function stateOf(answer: OwnAnswer, locale: string): State | "missing" {
  const translation = answer.translations[locale];
  return translation?.text.trim() ? translation.state : "missing";
}

function stateChip(desk: StartbroDesk, answer: OwnAnswer, locale: string): TemplateResult {
  const state = stateOf(answer, locale);
  const good = state === "written" || state === "checked";
  return html`<span class="chip ${good ? "" : "warn"}">${desk.texts.language(locale)}: ${desk.t(`desk_own_state_${state}`)}</span>`;
}

function editor(desk: StartbroDesk, own: OwnAnswers, answer: OwnAnswer): TemplateResult {
  if (own.retiring) return retiring(desk, own);
  const languages = own.known?.languages ?? [];
  return html`<form class="stack" @submit=${(event: Event) => {
    event.preventDefault();
    void own.save();
  }}>
    <label for="own-name">${desk.t("desk_own_name")}</label>
    <input id="own-name" maxlength="80" required dir="auto" .value=${live(answer.name)}
      @input=${(event: InputEvent) => {
        answer.name = (event.target as HTMLInputElement).value;
      }}>
    ${textBox(own, SOURCE, desk.t("desk_own_text"))}
    ${valueButtons(desk, own)}
    ${own.at === SOURCE ? preview(desk, own) : nothing}
    <h3>${desk.t("desk_own_languages")}</h3><p class="soft">${desk.t("desk_own_languages_why")}</p>
    ${languages.map((locale) => languageBox(desk, own, answer, locale))}
    <span class="way end">
      ${answer.id ? html`<button class="small" type="button" @click=${() => own.retire(true)}>${desk.t("desk_own_retire")}</button>` : nothing}
      <button class="small" type="button" @click=${() => own.back()}>${desk.t("desk_own_back")}</button>
      <button class="strong">${desk.t("desk_save")}</button>
    </span>
  </form>`;
}

function textBox(own: OwnAnswers, locale: string, label: string): TemplateResult {
  return html`<label for=${`own-${locale}`}>${label}</label>
    <textarea id=${`own-${locale}`} rows="3" maxlength=${MOST} lang=${tag(locale)} dir="auto" ?required=${locale === SOURCE}
      .value=${live(own.textIn(locale))} @focus=${() => own.at !== locale && own.look(locale)}
      @input=${(event: InputEvent) => own.write(locale, (event.target as HTMLTextAreaElement).value)}></textarea>`;
}

function languageBox(desk: StartbroDesk, own: OwnAnswers, answer: OwnAnswer, locale: string): TemplateResult {
  const language = desk.texts.tongue(locale);
  const state = stateOf(answer, locale);
  const rate = (event: Event): void => own.rate(locale, (event.target as HTMLSelectElement).value as State);
  return html`<details class="own-language" ?open=${state !== "missing"}>
    <summary>${stateChip(desk, answer, locale)}</summary>
    <div class="stack">${textBox(own, locale, desk.t("desk_own_text_in", { language }))}
      ${
        state === "missing"
          ? nothing
          : html`<label for=${`state-${locale}`}>${desk.t("desk_own_state_in", { language })}</label>
            <select id=${`state-${locale}`} @change=${rate}>${STATES.filter(
              (one) => one !== "outdated" || state === one,
            ).map(
              (one) =>
                html`<option value=${one} ?selected=${live(one === state)}>${desk.t(`desk_own_state_${one}`)}</option>`,
            )}</select>`
      }
      ${own.at === locale ? preview(desk, own) : nothing}</div>
  </details>`;
}

/** Buttons that put a value where the cursor was, in the text that was written in last. */
function valueButtons(desk: StartbroDesk, own: OwnAnswers): TemplateResult {
  const put = (name: string): void => {
    const box = desk.renderRoot.querySelector<HTMLTextAreaElement>(`#own-${own.at}`);
    if (!box) return;
    box.setRangeText(`{${name}}`, box.selectionStart, box.selectionEnd, "end");
    own.write(own.at, box.value);
    box.focus();
  };
  const label = (name: string): string => desk.t(name === "adviser" ? "desk_own_value_adviser" : `desk_value_${name}`);
  return html`<div class="own-values" role="group" aria-label=${desk.t("desk_own_values")}>
    <span class="soft">${desk.t("desk_own_values")}</span>
    ${(own.known?.values ?? []).map((name) => html`<button class="tiny" type="button" @mousedown=${(event: Event) => event.preventDefault()} @click=${() => put(name)}>${label(name)}</button>`)}
  </div>`;
}

function preview(desk: StartbroDesk, own: OwnAnswers): TemplateResult | typeof nothing {
  const shown = own.preview;
  if (!shown || shown.language !== own.at) return nothing;
  return html`<p class="preview-head">${desk.t("desk_own_preview", { language: desk.texts.tongue(shown.language) })}</p>
    <div class="preview" aria-live="polite"><span class="text" lang=${tag(shown.language)} dir=${shown.direction}>${shown.text}</span></div>`;
}

function retiring(desk: StartbroDesk, own: OwnAnswers): TemplateResult {
  return html`<p>${desk.t("desk_own_retire_why")}</p>
    <span class="way end"><button class="small" @click=${() => own.retire(false)}>${desk.t("desk_cancel")}</button>
      <button class="strong" @click=${() => void own.takeAway()}>${desk.t("desk_own_retire")}</button></span>`;
}
