// The list of colleagues that opens over a note after an @; the box keeps the focus.

import { html, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import { nameColleague } from "../mention";
import type { Adviser } from "../protocol";

export function colleagueList(desk: StartbroDesk, colleagues: Adviser[]): TemplateResult {
  const marked = Math.min(desk.screen.marked, colleagues.length - 1);
  return html`<ul class="answers" id="colleagues" role="listbox" tabindex="0" aria-label=${desk.t("desk_mention_list")}>
    ${colleagues.map(
      (
        colleague,
        at,
      ) => html`<li role="option" id=${`colleague-${colleague.id}`} class="answer" aria-selected=${at === marked}
          @mousedown=${(event: Event) => event.preventDefault()} @click=${() => nameColleague(desk, colleague)}>
        <bdi>${colleague.name}</bdi> <span class="soft">${desk.t(colleague.presence === "here" ? "desk_here" : "desk_away")}</span>
      </li>`,
    )}
  </ul>`;
}

/** Keys while the list is open; tells whether the key was for it. */
export function keyInList(desk: StartbroDesk, event: KeyboardEvent, colleagues: Adviser[]): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const colleague = colleagues[Math.min(desk.screen.marked, colleagues.length - 1)];
  if (!colleague) return false;
  if (step) desk.show({ marked: (desk.screen.marked + step + colleagues.length) % colleagues.length });
  else if (event.key === "Enter" || event.key === "Tab") nameColleague(desk, colleague);
  else if (event.key === "Escape") desk.show({ naming: null });
  else return false;
  event.preventDefault();
  return true;
}
