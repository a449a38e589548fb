// The outer frame: a window of its own on our page, a button with a panel on other sites.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroChat } from "../chat";
import { tag } from "../texts";
import { whoAnswers } from "./adviser";
import { composer } from "./composer";
import { sheet } from "./dialogs";
import { firstScreen } from "./first";
import { header } from "./header";
import { cross, leaf } from "./icons";
import { planPanel, planPrint } from "./plan";
import { log } from "./talk";

export function frameOf(chat: StartbroChat): TemplateResult {
  const { texts, screen, page } = chat;
  if (!texts.locale) return html`<slot></slot>`;
  const open = page || screen.open;
  return html`
    <div class="root ${page ? "page" : "embedded"}" lang=${tag(texts.locale)} dir=${texts.direction} data-size=${screen.size}>
      ${page ? nothing : launcher(chat)} ${open ? body(chat) : nothing} ${sheet(chat)}
    </div>
    <div class="paper" lang=${tag(texts.locale)} dir=${texts.direction}>${planPrint(chat)}</div>`;
}

function launcher(chat: StartbroChat): TemplateResult {
  const { open } = chat.screen;
  const toggle = (): void => (open ? close(chat) : show(chat));
  return html`<button class="launcher" aria-expanded=${open} aria-label=${chat.t(open ? "widget_close" : "widget_open")} @click=${toggle}>
    ${open ? cross : leaf}<span class="launcher-words" ?hidden=${open}>${chat.t("widget_open")}</span>
  </button>`;
}

function show(chat: StartbroChat): void {
  chat.show({ open: true });
  void chat.focusOn(chat.talk.started ? "#message" : ".panel");
}

function close(chat: StartbroChat): void {
  chat.show({ open: false, menu: null });
  void chat.focusOn(".launcher");
}

function body(chat: StartbroChat): TemplateResult {
  const { page, talk, screen } = chat;
  const main = html`
    ${header(chat, () => close(chat))} ${whoAnswers(chat)}
    <div class="columns">
      <div class="middle">
        ${talk.started ? log(chat) : firstScreen(chat)} ${composer(chat)}
      </div>
      ${
        chat.planAside && talk.started && screen.side
          ? html`<aside class="side" aria-label=${chat.t("widget_plan")}>${planPanel(chat, false)}</aside>`
          : nothing
      }
    </div>`;
  // Our own page gives the landmark and its heading.
  if (page) return html`<div class="panel">${main}</div>`;
  return html`<section class="panel" role="dialog" tabindex="-1" aria-label=${chat.t("widget_name")} @keydown=${whenEscaped(chat)}>
    ${main}
  </section>`;
}

/** Esc puts away the nearest open thing; what it does inside menus and sheets is settled there. */
function whenEscaped(chat: StartbroChat): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close(chat);
  };
}
