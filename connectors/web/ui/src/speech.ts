// Reading aloud with the voices the browser has; where it has none for a language, nothing is offered.

export class Reader {
  /** What is being read, named by the caller; null in silence. */
  reading: string | null = null;
  #voices: SpeechSynthesisVoice[] = [];

  constructor(private readonly changed: () => void) {}

  attach(): void {
    if (!("speechSynthesis" in window)) return;
    this.#load();
    speechSynthesis.addEventListener?.("voiceschanged", this.#load);
  }

  detach(): void {
    if (!("speechSynthesis" in window)) return;
    speechSynthesis.removeEventListener?.("voiceschanged", this.#load);
    this.stop();
  }

  can(language: string): boolean {
    return this.#voice(language) !== undefined;
  }

  /** Reads `text`, or falls silent when it is the one being read. */
  toggle(name: string, text: string, language: string): void {
    const again = this.reading === name;
    this.stop();
    const voice = this.#voice(language);
    if (again || !voice) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 0.9;
    utterance.onend = utterance.onerror = () => {
      if (this.reading === name) this.#now(null);
    };
    this.#now(name);
    speechSynthesis.speak(utterance);
  }

  stop(): void {
    if (this.reading === null) return;
    this.#now(null);
    speechSynthesis.cancel();
  }

  #now(name: string | null): void {
    this.reading = name;
    this.changed();
  }

  #voice(language: string): SpeechSynthesisVoice | undefined {
    const base = language.split(/[-_]/)[0];
    return base ? this.#voices.find((voice) => voice.lang.split(/[-_]/)[0] === base) : undefined;
  }

  #load = (): void => {
    this.#voices = speechSynthesis.getVoices();
    this.changed();
  };
}
