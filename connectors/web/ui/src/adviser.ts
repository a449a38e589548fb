// Whether a human adviser helps, somebody waits for one, or neither; and whether one is writing just now.

import type { AdviserFrame, Seen } from "./protocol";

const WRITING = 6000;
const QUIET = 3000;

export class Adviser {
  state: AdviserFrame["state"] = "gone";
  name = "";
  place: number | undefined;
  minutes: number | undefined;
  writing = false;
  /** Up to where an adviser has read what the person wrote. */
  seen = 0;
  #writing = 0;
  #told = 0;

  constructor(private readonly changed: () => void) {}

  take(frame: AdviserFrame | Seen | { type: "typing" }): void {
    if (frame.type === "typing") this.#write(this.state === "here");
    else if (frame.type === "seen") this.#read(frame.seq);
    else {
      ({ state: this.state, name: this.name, place: this.place, minutes: this.minutes } = frame);
      if (this.state !== "here") this.#write(false);
      this.#read(frame.seen ?? 0);
    }
  }

  /** A line has come, so that nobody is writing it any more. */
  said(author: string): void {
    if (author === "adviser") this.#write(false);
  }

  /** Whether the adviser should hear now that the person is writing; not at every key. */
  isNews(): boolean {
    if (this.state !== "here" || Date.now() - this.#told < QUIET) return false;
    this.#told = Date.now();
    return true;
  }

  forget(): void {
    this.take({ type: "adviser", state: "gone", name: "" });
    this.seen = 0;
  }

  /** What was read stays read, whoever helps next. */
  #read(seq: number): void {
    this.seen = Math.max(this.seen, seq);
  }

  #write(writing: boolean): void {
    clearTimeout(this.#writing);
    this.writing = writing;
    if (!writing) return;
    this.#writing = window.setTimeout(() => {
      this.writing = false;
      this.changed();
    }, WRITING);
  }
}
