// Tells the adviser that something happened: two soft tones, a notification while the window is hidden, and the title.

import { recall, remember } from "../../../web/ui/src/storage";

const TONES = [660, 880];
const LENGTH = 0.14;
const BETWEEN = 1500;

export class Alerts {
  #audio: AudioContext | null = null;
  #last = 0;

  get sound(): boolean {
    return recall("desk.sound") !== "off";
  }

  set sound(on: boolean) {
    remember("desk.sound", on ? "on" : "off");
    if (on) this.ring();
  }

  get permission(): NotificationPermission | "none" {
    return "Notification" in window ? Notification.permission : "none";
  }

  async ask(): Promise<void> {
    if (this.permission === "default") await Notification.requestPermission();
  }

  /** Browsers let a page sound only after somebody has touched it. */
  wake(): void {
    if (this.#audio || !("AudioContext" in window)) return;
    this.#audio = new AudioContext();
  }

  /** `text` names no person: it may show on a locked screen. */
  tell(title: string, text: string): void {
    if (this.sound) this.ring();
    if (document.hidden && this.permission === "granted") {
      const shown = new Notification(title, { body: text, tag: "startbro-desk" });
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
    }
  }

  ring(): void {
    const audio = this.#audio;
    if (!audio || Date.now() - this.#last < BETWEEN) return;
    this.#last = Date.now();
    TONES.forEach((tone, at) => {
      const start = audio.currentTime + at * LENGTH;
      const oscillator = new OscillatorNode(audio, { frequency: tone });
      const gain = new GainNode(audio, { gain: 0 });
      gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
      gain.gain.linearRampToValueAtTime(0, start + LENGTH);
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(start);
      oscillator.stop(start + LENGTH);
    });
  }
}
