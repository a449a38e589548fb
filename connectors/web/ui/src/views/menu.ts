// A menu button as the ARIA practices describe it: arrows, Home, End and Esc; focus comes back to the button.

import { html, nothing, type TemplateResult } from "lit";
import type { Screen, StartbroChat } from "../chat";
import { check } from "./icons";

export interface Entry {
  content: TemplateResult;
  /** Set when the entry is one of several of which one is on. */
  chosen?: boolean;
  grave?: boolean;
  run(): void;
}

type Name = NonNullable<Screen["menu"]>;

export function menu(
  chat: StartbroChat,
  name: Name,
  label: TemplateResult,
  description: string,
  entries: Entry[],
): TemplateResult {
  const open = chat.screen.menu === name;
  return html`<div class="menu" @focusout=${(event: FocusEvent) => left(chat, name, event)}>
    <button class="menu-button menu-${name}" aria-haspopup="menu" aria-expanded=${open} aria-label=${description}
      @click=${() => (open ? shut(chat, name) : unfold(chat, name))}
      @keydown=${(event: KeyboardEvent) => pulled(chat, name, event)}>
      ${label}
    </button>
    ${
      open
        ? html`<div class="entries" role="menu" aria-label=${description} @keydown=${(event: KeyboardEvent) => walk(chat, name, event)}>
            ${entries.map((entry) => one(chat, name, entry))}
          </div>`
        : nothing
    }
  </div>`;
}

function one(chat: StartbroChat, name: Name, entry: Entry): TemplateResult {
  const run = (): void => {
    shut(chat, name);
    entry.run();
  };
  const choice = entry.chosen !== undefined;
  return html`<button class="entry ${entry.grave ? "grave" : ""}" tabindex="-1" @click=${run}
    role=${choice ? "menuitemradio" : "menuitem"} aria-checked=${choice ? entry.chosen : nothing}>
    <span class="mark">${entry.chosen ? check : nothing}</span>${entry.content}
  </button>`;
}

function unfold(chat: StartbroChat, name: Name): void {
  chat.show({ menu: name });
  void chat.focusOn('.entries [aria-checked="true"], .entries [role="menuitem"]');
}

function pulled(chat: StartbroChat, name: Name, event: KeyboardEvent): void {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  unfold(chat, name);
}

function shut(chat: StartbroChat, name: Name): void {
  chat.show({ menu: null });
  void chat.focusOn(`.menu-${name}`);
}

function left(chat: StartbroChat, name: Name, event: FocusEvent): void {
  const inside = (event.currentTarget as Element).contains(event.relatedTarget as Node | null);
  if (!inside && event.relatedTarget && chat.screen.menu === name) chat.show({ menu: null });
}

function walk(chat: StartbroChat, name: Name, event: KeyboardEvent): void {
  const entries = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(".entry")];
  const here = entries.indexOf(event.target as HTMLElement);
  const moves: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: entries.length - 1 };
  const to = moves[event.key];
  if (to !== undefined) entries.at(to % entries.length)?.focus();
  if (event.key === "Escape") shut(chat, name);
  if (to !== undefined || event.key === "Escape") event.preventDefault();
}
