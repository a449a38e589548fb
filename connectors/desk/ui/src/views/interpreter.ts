// What stands in the list of interpreters below each person: the times that suit, and what came of it.

import { html, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { Row } from "../protocol";
import { type Interpreter, settleInterpreter } from "../work";

/** Where a wish stands, in words that say by themselves that it is about an interpreter. */
export function interpreterState(desk: StartbroDesk, { state, meets }: Interpreter): string {
  if (state !== "booked" || !meets) return desk.t("desk_interpreter_is_wanted");
  return desk.t("desk_interpreter_here", { time: desk.texts.meeting(meets) });
}

export function interpreterFacts(desk: StartbroDesk, wish: Interpreter): TemplateResult {
  const state =
    wish.state === "booked" && wish.meets
      ? desk.t("desk_interpreter_is_booked", { time: desk.texts.meeting(wish.meets) })
      : desk.t("desk_interpreter_is_wanted");
  const times = wish.times
    ? desk.t("desk_interpreter_times", { times: wish.times })
    : desk.t("desk_interpreter_any_time");
  return html`<b>${state}</b><span aria-hidden="true"> · </span><bdi>${desk.texts.language(wish.language)}</bdi><span aria-hidden="true"> · </span><bdi>${times}</bdi>`;
}

export function interpreterForm(desk: StartbroDesk, row: Row, wish: Interpreter): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const meets = String(new FormData(event.target as HTMLFormElement).get("meets"));
    settleInterpreter(desk, row.conversation, "booked", meets);
  };
  const settle = (state: "not_possible" | "over"): TemplateResult =>
    html`<button class="small" type="button" @click=${() => settleInterpreter(desk, row.conversation, state)}>${desk.t(`desk_interpreter_${state}`)}</button>`;
  return html`<form class="booking" @submit=${submit}>
    <input type="datetime-local" name="meets" required aria-label=${desk.t("desk_interpreter_day")}>
    <span class="way"><button class="small">${desk.t("desk_interpreter_book")}</button>
    ${settle("not_possible")}${wish.state === "booked" ? settle("over") : ""}</span>
  </form>`;
}
