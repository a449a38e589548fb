// The outer frame: the door, or the header with three panes beside each other; on a narrow screen one at a time.

import { html, nothing, type TemplateResult } from "lit";
import { openAccount } from "../account";
import * as acts from "../acts";
import type { StartbroDesk } from "../desk";
import { openOverview, toggleOverview } from "../overview";
import { openOwn } from "../own_answers";
import type { Pane } from "../screen";
import { LOCALES } from "../texts";
import { dialogOf } from "./dialogs";
import { doorOf } from "./door";
import { bars, bell, help, leaf, lists, out, pen, person, sheet, silent, talk } from "./icons";
import { listPane } from "./lists";
import { overviewPane } from "./overview";
import { paper } from "./paper";
import { sidePane } from "./side";
import { talkPane } from "./talk";

const PANES: readonly [Pane, string, TemplateResult][] = [
  ["lists", "desk_pane_lists", lists],
  ["talk", "desk_pane_talk", talk],
  ["plan", "desk_pane_plan", sheet],
];

export function frameOf(desk: StartbroDesk): TemplateResult {
  const { texts, screen } = desk;
  if (!texts.locale || !(screen.door || screen.inside)) return html`<slot></slot>`;
  if (screen.door) return html`<div class="root" lang=${texts.locale} dir="ltr">${doorOf(desk, screen.door)}</div>`;
  const narrow = desk.narrow.matches;
  const shown = (pane: Pane): boolean => !narrow || (!screen.overview && screen.pane === pane);
  const middle = screen.overview ? overviewPane(desk) : shown("talk") ? talkPane(desk) : nothing;
  return html`<div class="root inside" lang=${texts.locale} dir="ltr">
      ${header(desk)} ${status(desk)}
      <main class="panes ${narrow ? "narrow" : ""}">
        <h1 class="quiet">${desk.t("desk_name")}</h1>
        ${shown("lists") ? listPane(desk) : nothing} ${middle}
        ${shown("plan") ? sidePane(desk) : nothing}
      </main>
      ${narrow ? bottomBar(desk) : nothing} ${dialogOf(desk)}
    </div>
    <div class="paper" lang=${texts.locale} dir="ltr">${paper(desk)}</div>`;
}

function header(desk: StartbroDesk): TemplateResult {
  const { me } = desk.store;
  const here = me?.adviser.presence === "here";
  const organisation = typeof me?.organisation === "string" ? me.organisation : me?.organisation.name;
  return html`<header class="top">
    <span class="brand">${leaf}<span>Startbro</span></span>
    <span class="organisation" dir="auto">${organisation}</span>
    <span class="spring"></span>
    <button class="presence" aria-pressed=${here} ?disabled=${!me} @click=${() => acts.toggleAway(desk)}>
      <span class="dot ${here ? "here" : "away"}" aria-hidden="true"></span>${desk.t(here ? "desk_here" : "desk_away")}
    </button>
    ${soundButton(desk)}
    <button class="tool" title=${desk.t("desk_key_help")} @click=${() => acts.openDialog(desk, "help")}>
      ${help}<span class="tool-words">${desk.t("desk_help")}</span>
    </button>
    ${
      me?.leads && !desk.narrow.matches
        ? html`<button class="tool" aria-pressed=${desk.screen.overview} aria-keyshortcuts="v" title=${desk.t("desk_overview")} @click=${() => toggleOverview(desk)}>
            ${bars}<span class="tool-words">${desk.t("desk_overview")}</span></button>`
        : nothing
    }
    ${localeChoice(desk)}
    <button class="tool" @click=${() => openOwn(desk)}>
      ${pen}<span class="tool-words">${desk.t("desk_own")}</span>
    </button>
    <button class="tool" @click=${() => openAccount(desk)}>
      ${person}<span class="tool-words">${desk.t("desk_account")}</span>
    </button>
    <button class="tool leave" @click=${() => acts.openDialog(desk, "sign_out")}>
      ${out}<span class="tool-words">${desk.t("desk_sign_out")}</span>
    </button>
  </header>`;
}

function soundButton(desk: StartbroDesk): TemplateResult {
  const { sound } = desk.alerts;
  const toggle = (): void => {
    // Browsers show their question about notices only after a click: the first one here asks, the next ones turn off and on.
    if (desk.alerts.permission === "default") void desk.alerts.ask().then(() => desk.requestUpdate());
    else desk.alerts.sound = !sound;
    desk.requestUpdate();
  };
  return html`<button class="tool" aria-pressed=${sound} title=${desk.t("desk_sound_hint")} @click=${toggle}>
    ${sound ? bell : silent}<span class="tool-words">${desk.t(sound ? "desk_sound_on" : "desk_sound_off")}</span>
  </button>`;
}

/** Whoever was writing goes on writing: a click here takes no focus away. */
const keepFocus = (event: Event): void => event.preventDefault();

export function localeChoice(desk: StartbroDesk): TemplateResult {
  return html`<div class="locales" role="group" aria-label=${desk.t("desk_language")}>
    ${LOCALES.map(
      (locale) =>
        html`<button lang=${locale} aria-pressed=${desk.texts.locale === locale} @mousedown=${keepFocus} @click=${() => desk.speak(locale)}>${locale === "sv" ? "Svenska" : "English"}</button>`,
    )}
  </div>`;
}

/** One line for what goes on; and what has just happened, which floats so that nothing moves under the pointer. */
function status(desk: StartbroDesk): TemplateResult {
  const { notice } = desk.screen;
  const lost = desk.store.offline ? desk.t("desk_offline") : "";
  return html`<div class="statuses">
    <p class="status warn" role="status">${lost}</p>
    <div class="notice ${notice?.tone ?? "calm"}">
      <p class="status ${notice?.tone ?? "calm"}" role="status">${notice?.text}</p>
      ${
        notice?.tone === "warn"
          ? html`<button class="tool dismiss" aria-label=${desk.t("desk_dismiss")} @click=${() => desk.show({ notice: null })}>${desk.t("desk_ok")}</button>`
          : nothing
      }
    </div>
  </div>`;
}

function bottomBar(desk: StartbroDesk): TemplateResult {
  const waiting = desk.store.lists.of("waiting").total;
  const unread = desk.store.talks.reduce((sum, one) => sum + one.unread, 0);
  const counts: Record<Pane, number> = { lists: waiting, talk: unread, plan: 0 };
  return html`<nav class="bottom-bar" aria-label=${desk.t("desk_panes")}>
    ${PANES.map(
      ([
        pane,
        name,
        icon,
      ]) => html`<button aria-current=${desk.screen.pane === pane && !desk.screen.overview ? "page" : nothing}
        ?disabled=${pane !== "lists" && !desk.active} @click=${() => acts.showPane(desk, pane)}>
        ${icon}<span>${desk.t(name)}</span>${counts[pane] ? html`<b class="count">${desk.texts.number(counts[pane])}</b>` : nothing}
      </button>`,
    )}
    ${
      desk.store.me?.leads
        ? html`<button class="to-overview" aria-current=${desk.screen.overview ? "page" : nothing} @click=${() => openOverview(desk)}>
            ${bars}<span>${desk.t("desk_overview")}</span></button>`
        : nothing
    }
  </nav>`;
}
