// What the adviser and the person can read of each other, and who else could help.

import type { StartbroDesk } from "./desk";
import type { Adviser } from "./protocol";
import { tag } from "./texts";

/** Whether the adviser reads a language: their own ones, and that of the desk. */
export function reads(desk: StartbroDesk, language: string): boolean {
  return language === desk.texts.locale || Boolean(desk.store.me?.adviser.languages.includes(language));
}

/** Colleagues who are at their desks and speak a language. */
export function whoSpeaks(desk: StartbroDesk, language: string): Adviser[] {
  const { me } = desk.store;
  const others = (me?.colleagues ?? []).filter(({ id }) => id !== me?.adviser.id);
  return others.filter(({ presence, languages }) => presence === "here" && languages.includes(language));
}

/** Whether a text is in letters that only the other language has; languages with Latin letters cannot be told apart so. */
export function isWrittenIn(text: string, language: string): boolean {
  const { script } = new Intl.Locale(tag(language)).maximize();
  if (!script || script === "Latn") return false;
  return new RegExp(`\\p{Script=${script}}`, "u").test(text);
}
