// The words of the window itself come from the server's catalogues, one language at a time.

import type { Direction } from "./protocol";

const TRIES = 6;

export interface Language {
  locale: string;
  name: string;
  direction: Direction;
}

export type Values = Record<string, string | number>;

export class Texts {
  languages: Language[] = [];
  locale = "";
  #entries: Record<string, string> = {};
  #loaded = new Map<string, Promise<Record<string, string>>>();

  constructor(private readonly address: (path: string) => string) {}

  /** Loads the list of languages and the texts of the first wished one that is offered. */
  async start(wished: readonly string[]): Promise<void> {
    const guess = wished[0]?.split(/[-_]/)[0];
    // On a slow line the first guess is mostly right; asking for both at once saves a round trip.
    if (guess) this.#load(guess, 1).catch(() => this.#loaded.delete(guess));
    const languages = (await fetchJson(this.address("widget/languages.json"), TRIES)) as Language[];
    this.languages = languages.map((language) => ({ ...language, name: capital(language) }));
    await this.use(negotiate(wished, this.languages));
  }

  async use(locale: string): Promise<void> {
    const entries = await this.#load(locale, TRIES);
    this.#entries = entries;
    this.locale = locale;
  }

  t = (name: string, values: Values = {}): string => {
    const text = this.#entries[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, key: string) => this.#show(values[key] ?? whole));
  };

  get direction(): Direction {
    return this.directionOf(this.locale);
  }

  directionOf(locale: string): Direction {
    return this.languages.find((language) => language.locale === locale)?.direction ?? "auto";
  }

  nameOf(locale: string): string {
    return this.languages.find((language) => language.locale === locale)?.name ?? locale;
  }

  #show(value: string | number): string {
    return typeof value === "string" ? value : new Intl.NumberFormat(`${tag(this.locale)}-u-nu-latn`).format(value);
  }

  #load(locale: string, tries: number): Promise<Record<string, string>> {
    const known = this.#loaded.get(locale);
    if (known) return known;
    const loading = fetchJson(this.address(`widget/${locale}.json`), tries) as Promise<Record<string, string>>;
    this.#loaded.set(locale, loading);
    loading.catch(() => this.#loaded.delete(locale));
    return loading;
  }
}

/** Babel's `sr_Latn` as browsers and HTML write it. */
export function tag(locale: string): string {
  return locale.replace("_", "-");
}

/** Swedish and others write their own name with a small letter in a sentence; on a button it stands alone. */
function capital({ name, locale }: Language): string {
  return name.charAt(0).toLocaleUpperCase(tag(locale)) + name.slice(1);
}

function negotiate(wished: readonly string[], offered: readonly Language[]): string {
  const locales = offered.map((language) => language.locale);
  for (const wish of wished) {
    const whole = wish.replace("-", "_");
    const found =
      locales.find((locale) => locale === whole) ?? locales.find((locale) => locale === whole.split("_")[0]);
    if (found) return found;
  }
  return locales.includes("en") ? "en" : (locales[0] ?? "en");
}

async function fetchJson(address: string, tries: number): Promise<unknown> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return await answer.json();
      throw new Error(`${address}: ${answer.status}`);
    } catch (error) {
      if (left <= 0) throw error;
      await new Promise((done) => setTimeout(done, 1000 * (tries - left)));
    }
  }
}
