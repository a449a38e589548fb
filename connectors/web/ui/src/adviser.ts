// Whether a human adviser helps, somebody waits for one, or neither; and whether one is writing just now.

import type { AdviserFrame } from "./protocol";

const WRITING = 6000;
const QUIET = 3000;

export class Adviser {
  state: AdviserFrame["state"] = "gone";
  name = "";
  place: number | undefined;
  minutes: number | undefined;
  writing = false;
  #writing = 0;
  #told = 0;

  constructor(private readonly changed: () => void) {}

  take(frame: AdviserFrame | { type: "typing" }): void {
    if (frame.type === "typing") this.#write(this.state === "here");
    else {
      ({ state: this.state, name: this.name, place: this.place, minutes: this.minutes } = frame);
      if (this.state !== "here") this.#write(false);
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
