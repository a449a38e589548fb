// Below the overview: on which topics the organisation's advisers read the bot's answers before people get them.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";

export interface Reading {
  type: "reading";
  topics: { name: string; text: string; chosen: boolean }[];
  minutes: number;
  most: number;
}

export function readingForm(desk: StartbroDesk): TemplateResult | typeof nothing {
  const { reading } = desk.screen;
  if (!reading) return nothing;
  return html`<h3 id="reading-title">${desk.t("desk_reading")}</h3>
    <p class="soft">${desk.t("desk_reading_why")}</p>
    <form class="stack reading" aria-labelledby="reading-title" @submit=${(event: SubmitEvent) => save(desk, event)}>
      <fieldset>
        <legend>${desk.t("desk_reading_topics")}</legend>
        ${reading.topics.map(
          ({ name, text, chosen }) =>
            html`<label class="choice"><input type="checkbox" name="topic" value=${name} ?checked=${chosen}><span>${text}</span></label>`,
        )}
      </fieldset>
      <label for="reading-minutes">${desk.t("desk_reading_minutes")}</label>
      <input id="reading-minutes" name="minutes" type="number" min="1" max=${reading.most} required value=${reading.minutes}>
      <span class="way"><button class="small filled">${desk.t("desk_save")}</button></span>
    </form>`;
}

function save(desk: StartbroDesk, event: SubmitEvent): void {
  event.preventDefault();
  const fields = new FormData(event.target as HTMLFormElement);
  const topics = fields.getAll("topic").map(String);
  const sent = desk.store.ask({ type: "reading", topics, minutes: Number(fields.get("minutes")) });
  desk.say(desk.t(sent ? "desk_reading_saved" : "desk_needs_line"), sent ? "calm" : "warn");
}
