// To whom a conversation can be handed: colleagues, teams and other organisations, as the choices of one list.

import { html, nothing, type TemplateResult } from "lit";
import type { StartbroDesk } from "../desk";
import type { Adviser, Target } from "../protocol";

export function targetChoices(desk: StartbroDesk, colleagues: readonly Adviser[]): TemplateResult {
  const { me } = desk.store;
  return html`${group(desk, "adviser", "desk_colleagues", colleagues)}${group(desk, "team", "desk_teams", me?.teams ?? [])}${group(desk, "organisation", "desk_organisations", me?.organisations ?? [])}`;
}

/** The target that a choice stands for. */
export function targetOf(chosen: string): Target {
  const [kind = "", id = ""] = chosen.split(" ");
  return { [kind]: id } as Target;
}

function group(
  desk: StartbroDesk,
  kind: string,
  name: string,
  all: readonly { id: string; name: string }[],
): TemplateResult | typeof nothing {
  return all.length
    ? html`<optgroup label=${desk.t(name)}>${all.map((one) => html`<option value=${`${kind} ${one.id}`}>${one.name}</option>`)}</optgroup>`
    : nothing;
}
