// The desk's own words, one language at a time, and how languages, times and numbers are written in it.

import { tag } from "../../../web/ui/src/texts";

export { tag };

export type Values = Record<string, string | number>;

export const LOCALES = ["sv", "en"] as const;
const MINUTE = 60_000;
/** The clock of everything the desk shows, wherever this browser is: that of the sheet, of papers and of letters too. */
const SWEDEN = { timeZone: "Europe/Stockholm" } as const;

export class Texts {
  locale = "";
  #entries: Record<string, string> = {};

  constructor(private readonly address: (path: string) => string) {}

  async use(locale: string): Promise<void> {
    const answer = await fetch(this.address(`texts/${locale}.json`));
    if (!answer.ok) throw new Error(`texts/${locale}.json: ${answer.status}`);
    this.#entries = (await answer.json()) as Record<string, string>;
    this.locale = locale;
  }

  /** Names and other people's words are isolated, so that their direction stays their own. */
  t = (name: string, values: Values = {}): string => {
    const text = this.#entries[name] ?? name;
    return text.replace(/\{(\w+)\}/g, (whole, key: string) => {
      const value = values[key];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : `\u2068${value}\u2069`;
    });
  };

  has(name: string): boolean {
    return name in this.#entries;
  }

  number(value: number): string {
    return new Intl.NumberFormat(tag(this.locale)).format(value);
  }

  /** The name of a language as it stands in a sentence; browsers know them in Swedish and English. */
  tongue(locale: string): string {
    if (!locale) return this.t("desk_language_unknown");
    try {
      return new Intl.DisplayNames([tag(this.locale)], { type: "language" }).of(tag(locale)) ?? locale;
    } catch {
      return locale;
    }
  }

  /** The same where it stands alone. */
  language(locale: string): string {
    const name = this.tongue(locale);
    return name.charAt(0).toLocaleUpperCase(tag(this.locale)) + name.slice(1);
  }

  /** How long something has lasted, in its two largest units at most: "3 min", "1 h 20 min". */
  duration(milliseconds: number): string {
    const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
    if (minutes < 60) return this.#unit(minutes, "minute");
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return `${this.#unit(hours, "hour")} ${this.#unit(minutes % 60, "minute")}`;
    return this.#unit(Math.floor(hours / 24), "day");
  }

  meeting(moment: string): string {
    return this.#format(moment, { dateStyle: "medium", timeStyle: "short" });
  }

  /** A moment as it stands in a sentence: "today 05:28", or with its day. */
  moment(moment: string): string {
    const time = this.#format(moment, { hour: "2-digit", minute: "2-digit" });
    const numbers: Intl.DateTimeFormatOptions = { year: "numeric", month: "numeric", day: "numeric" };
    const today = this.#format(new Date().toISOString(), numbers);
    return this.#format(moment, numbers) === today ? this.t("desk_today", { time }) : this.meeting(moment);
  }

  clock(moment: string): string {
    if (!moment) return "";
    const at = new Date(moment);
    const far = Math.abs(Date.now() - at.getTime()) > 20 * 60 * MINUTE;
    const style: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
    return this.#format(moment, { ...style, ...(far ? { day: "numeric", month: "short" } : {}) });
  }

  day(moment: string): string {
    return this.#format(moment, { day: "numeric", month: "long", year: "numeric" });
  }

  #format(moment: string, style: Intl.DateTimeFormatOptions): string {
    const words = tag(this.locale === "en" ? "en_GB" : this.locale);
    return new Intl.DateTimeFormat(words, { ...style, ...SWEDEN }).format(new Date(moment));
  }

  #unit(value: number, unit: string): string {
    return new Intl.NumberFormat(tag(this.locale), { style: "unit", unit, unitDisplay: "short" }).format(value);
  }
}
