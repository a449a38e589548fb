// Whom the store tells what has happened, so that words, tones and boxes can follow.

import type { Tried } from "./budget";
import type { Assigned, Overview } from "./overview";
import type { Message, Preview, Refused, Row, View, Written } from "./protocol";
import type { Talk } from "./talk";
import type { Reading } from "./views/reading";

export interface Watcher {
  changed(): void;
  locale(): string;
  signedOut(reason: string): void;
  refused(refusal: Refused, frame: Written | undefined): void;
  acknowledged(frame: Written, text: string): void;
  waits(row: Row, view: View): void;
  said(talk: Talk, message: Message): void;
  /** A conversation has become this adviser's. */
  taken(talk: Talk): void;
  preview(preview: Preview): void;
  overviewed(frame: Overview | Assigned | Reading): void;
  /** The line is open: what is followed beside lists and conversations is to be asked for again. */
  opened(): void;
  tried(tried: Tried): void;
  /** A colleague has named this adviser in a note. */
  mentioned(conversation: string): void;
  /** A conversation is gone; what was begun to be written in it must go too. */
  ended(conversation: string, reason: "deleted" | "moved"): void;
  /** The conversations in which something has been begun to be written. */
  drafted(): string[];
  /** The line broke before it opened: perhaps nobody is signed in any more. */
  unopened(): void;
}
