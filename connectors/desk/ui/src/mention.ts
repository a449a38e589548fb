// Naming a colleague in a note: what has been typed after an @, who it may be, and whom a finished note names.

import type { StartbroDesk } from "./desk";
import type { Adviser } from "./protocol";

/** An @ that is being typed: where it stands, and what follows it up to the cursor. */
export interface Naming {
  start: number;
  word: string;
}

const TYPED = /(?:^|[\s(])@([^@\n]{0,60})$/;

export function readNaming(text: string, caret: number): Naming | null {
  const word = TYPED.exec(text.slice(0, caret))?.[1];
  return word === undefined ? null : { start: caret - word.length - 1, word };
}

/** Colleagues of whose name what was typed is the beginning, or the beginning of a word in it. */
export function colleaguesFor(desk: StartbroDesk): Adviser[] {
  const { naming, mode } = desk.screen;
  if (!naming || mode !== "note") return [];
  const word = naming.word.toLocaleLowerCase();
  const names = new Map(others(desk).map((one) => [one, one.name.toLocaleLowerCase()]));
  // A whole name is finished: the next key goes to the note again.
  if ([...names.values()].includes(word)) return [];
  return [...names].filter(([, name]) => name.startsWith(word) || name.includes(` ${word}`)).map(([one]) => one);
}

/** Whether a name is being typed where there is nobody to be named. */
export function hasNobody(desk: StartbroDesk): boolean {
  return desk.screen.mode === "note" && desk.screen.naming !== null && !others(desk).length;
}

/** Puts a colleague's whole name in the place of what was typed. */
export function nameColleague(desk: StartbroDesk, colleague: Adviser): void {
  const { active, naming } = desk.screen;
  if (!active || !naming) return;
  const before = desk.draft.slice(0, naming.start);
  const after = desk.draft.slice(naming.start + 1 + naming.word.length);
  const named = `${before}@${colleague.name} `;
  desk.drafts.set(active, "note", named + after.trimStart());
  desk.show({ naming: null, marked: 0 });
  void desk.updateComplete.then(() => {
    const box = desk.renderRoot.querySelector<HTMLTextAreaElement>("#message");
    box?.focus();
    box?.setSelectionRange(named.length, named.length);
  });
}

/** Whom a note names. Longer names go first, so that @Sara Lind does not also name a Sara. */
export function namedIn(desk: StartbroDesk, text: string): string[] {
  let rest = text.toLocaleLowerCase();
  const found: string[] = [];
  for (const { id, name } of others(desk).sort((one, other) => other.name.length - one.name.length)) {
    const said = `@${name.toLocaleLowerCase()}`;
    if (!rest.includes(said)) continue;
    found.push(id);
    rest = rest.replaceAll(said, " ");
  }
  return found;
}

function others(desk: StartbroDesk): Adviser[] {
  const { me } = desk.store;
  return (me?.colleagues ?? []).filter(({ id }) => id !== me?.adviser.id);
}
