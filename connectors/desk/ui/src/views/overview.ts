// The overview of lead advisers: who waits in which language and for how long, who may help them, and who is on.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { openTalk } from "../acts";
import type { StartbroDesk } from "../desk";
import { type Colleague, closeOverview, give, helpWith, type Overview, type Turn, type WeekOfWaits } from "../overview";
import { readingForm } from "./reading";
import { targetChoices, targetOf } from "./targets";

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

export function overviewPane(desk: StartbroDesk): TemplateResult {
  const { seen } = desk.screen;
  return html`<section class="pane overview" aria-labelledby="overview-title">
    <div class="overview-head">
      <h2 class="overview-title" id="overview-title" tabindex="-1">${desk.t("desk_overview")}</h2>
      <button class="small" aria-keyshortcuts="v" @click=${() => closeOverview(desk)}>${desk.t("desk_overview_close")}</button>
    </div>
    <div class="overview-body" tabindex="0" role="group" aria-labelledby="overview-title">
      <p class="soft">${desk.t("desk_overview_why")}</p>
      ${seen ? parts(desk, seen) : html`<p class="empty">${desk.t("desk_wait")}</p>`}
    </div>
  </section>`;
}

function parts(desk: StartbroDesk, seen: Overview): TemplateResult {
  return html`${now(desk, seen)} ${queue(desk, seen)} ${people(desk, seen)} ${owners(desk, seen)} ${weeks(desk, seen)} ${readingForm(desk)}`;
}

function now(desk: StartbroDesk, { waiting }: Overview): TemplateResult {
  const since = (moment: string): string => desk.texts.duration(desk.store.now - Date.parse(moment));
  const title = html`<h3 id="overview-now">${desk.t("desk_overview_now")}</h3>`;
  if (!waiting.length) return html`${title}<p>${desk.t("desk_overview_nobody")}</p>`;
  return html`${title}${table(
    "overview-now",
    ["language", "waiting", "longest", "middle"].map((name) => desk.t(`desk_overview_${name}`)),
    waiting.map((one) => [
      desk.texts.language(one.language),
      desk.texts.number(one.count),
      since(one.oldest),
      since(one.middle),
    ]),
  )}
    <p class="soft">${desk.t("desk_overview_middle_why")}</p>`;
}

function queue(desk: StartbroDesk, { queue: turns, owners: { queue: total } }: Overview): TemplateResult {
  const hidden = total - turns.length;
  if (!turns.length) return html``;
  return html`<h3>${desk.t("desk_overview_queue")}</h3>
    <ol class="turns">
      ${repeat(
        turns,
        ({ conversation }) => conversation,
        (turn) => turnOf(desk, turn),
      )}
    </ol>
    ${hidden > 0 ? html`<p>${desk.t("desk_overview_more", { count: hidden })}</p>` : nothing}`;
}

function turnOf(desk: StartbroDesk, turn: Turn): TemplateResult {
  const title = turn.title || desk.t("desk_no_title");
  const waited = turn.asked ? desk.texts.duration(desk.store.now - Date.parse(turn.asked)) : "";
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    give(desk, turn.conversation, targetOf(String(new FormData(form).get("to"))));
    form.reset();
  };
  const told = [
    turn.given && desk.t("desk_overview_given", { name: turn.given }),
    turn.moving && desk.t("desk_overview_asked", { name: turn.moving }),
  ].filter(Boolean);
  return html`<li class="turn" data-conversation=${turn.conversation}>
    <span class="row-head"><span class="chip">${desk.texts.language(turn.language)}</span>${turn.urgent ? html`<span class="chip warn">${desk.t("desk_urgent")}</span>` : nothing}
      <span class="when urgent">${desk.t("desk_waited", { time: waited })}</span>${turn.municipality ? html`<bdi class="soft">${turn.municipality}</bdi>` : nothing}</span>
    <button class="plain-button turn-title" dir="auto" @click=${() => openTalk(desk, turn.conversation)}>${title}</button>
    ${told.map((words) => html`<span class="turn-told">${words}</span>`)}
    <form class="turn-give" @submit=${submit}>
      <select name="to" required aria-label=${desk.t("desk_overview_give_to", { title })}>
        <option value="">${desk.t("desk_overview_choose")}</option>
        ${targetChoices(desk, desk.store.me?.colleagues ?? [])}
      </select>
      <button class="small">${desk.t("desk_overview_give")}</button>
    </form>
  </li>`;
}

function people(desk: StartbroDesk, { advisers }: Overview): TemplateResult {
  const order = { here: 0, away: 1, gone: 2 };
  const sorted = [...advisers].sort((one, other) => order[one.presence] - order[other.presence]);
  return html`<h3>${desk.t("desk_overview_people")}</h3>
    <p class="soft">${desk.t("desk_overview_help")}</p>
    <ul class="people" role="list">
      ${repeat(
        sorted,
        ({ id }) => id,
        (one) => personOf(desk, one),
      )}
    </ul>`;
}

function personOf(desk: StartbroDesk, one: Colleague): TemplateResult {
  const presence = desk.t(one.presence === "gone" ? "desk_overview_gone" : `desk_${one.presence}`);
  const languages = one.languages.map((language) => desk.texts.tongue(language)).join(", ");
  const active = one.active ? desk.t("desk_overview_active", { time: desk.texts.clock(one.active) }) : "";
  const facts = [
    presence,
    languages,
    desk.t("desk_overview_load", { open: one.open, most: one.most }),
    one.presence === "here" ? "" : active,
  ].filter(Boolean);
  return html`<li class="person" data-adviser=${one.id}>
    <span class="person-name"><span class="dot ${one.presence}" aria-hidden="true"></span><bdi>${one.name}</bdi></span>
    <span class="soft">${facts.map((fact, at) => html`${at ? html`<span aria-hidden="true"> · </span>` : nothing}<span>${fact}</span>`)}</span>
    <span class="way">${one.talks.map((talk) => {
      const title = talk.title || desk.t("desk_no_title");
      return html`<button class="tiny help-with" aria-label=${desk.t("desk_overview_help_one", { name: one.name, title })}
        @click=${() => helpWith(desk, talk.conversation, one)}><bdi>${title}</bdi></button>`;
    })}</span>
  </li>`;
}

function owners(desk: StartbroDesk, { owners: count }: Overview): TemplateResult {
  return html`<h3>${desk.t("desk_overview_owners")}</h3>
    <p class="owners">${(["queue", "adviser", "bot"] as const).map((kind) => html`<span class="chip faint">${desk.t(`desk_overview_with_${kind}`, { count: count[kind] })}</span> `)}</p>`;
}

function weeks(desk: StartbroDesk, { weeks: mondays, waits }: Overview): TemplateResult {
  const title = html`<h3 id="overview-weeks">${desk.t("desk_overview_weeks")}</h3>`;
  if (!waits.length) return html`${title}<p>${desk.t("desk_overview_no_weeks")}</p>`;
  const heads = mondays.map((monday) => desk.t("desk_overview_week", { week: weekNumber(monday) }));
  const rows = waits.map(({ language, weeks: all }) => [
    desk.texts.language(language),
    ...all.map((week) => weekOf(desk, week)),
  ]);
  return html`${title}<p class="soft">${desk.t("desk_overview_weeks_why")}</p>
    ${table("overview-weeks", [desk.t("desk_overview_language"), ...heads], rows)}`;
}

function weekOf(desk: StartbroDesk, week: WeekOfWaits): TemplateResult | string {
  if (!week) return desk.t("desk_overview_no_waits");
  const longest = desk.texts.duration(week.longest * SECOND);
  return html`<b>${desk.texts.duration(week.middle * SECOND)}</b><br><span class="soft">${desk.t("desk_overview_wait", { longest, count: week.count })}</span>`;
}

/** A table that scrolls by itself where the screen is narrower than it. */
function table(title: string, heads: string[], rows: (TemplateResult | string)[][]): TemplateResult {
  return html`<div class="wide" tabindex="0" role="group" aria-labelledby=${title}>
    <table aria-labelledby=${title}>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

/** The number of a week that begins on this Monday: that of its Thursday's year. */
function weekNumber(monday: string): number {
  const thursday = new Date(Date.parse(monday) + 3 * DAY);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / DAY / 7) + 1;
}
