// The element <startbro-chat>: it holds what is on the screen and hands everything else to its parts.

import { LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { Conversation } from "./conversation";
import { printAlone } from "./files";
import type { Card } from "./protocol";
import { reportsTo } from "./reports";
import { Reader } from "./speech";
import { recall, remember } from "./storage";
import base from "./styles/base.css?inline";
import plan from "./styles/plan.css?inline";
import print from "./styles/print.css?inline";
import talk from "./styles/talk.css?inline";
import { Texts, tag } from "./texts";
import { clean, frameFits, lengthOf, MOST } from "./typed";
import { frameOf } from "./views/frame";

const script = import.meta.url;
const CALM = 10_000;
const SIDE_PANEL = "(min-width: 900px)";

export interface Notice {
  text: string;
  language: string;
  tone: "calm" | "warn";
}

export interface Edit {
  question: string;
  clientId: string;
  state: "saving" | "saved" | "refused";
  /** Why it was refused, and in which language that is said. */
  text: string;
  language: string;
}

/** What is on the screen and nowhere else. */
export interface Screen {
  open: boolean;
  menu: "language" | "more" | null;
  dialog: "plan" | "term" | "code" | null;
  side: boolean;
  printing: "plan" | "talk" | "code";
  draft: string;
  notice: Notice | null;
  editing: string | null;
  edit: Edit | null;
  card: Card | null;
  /** The term whose card was asked for, and where its word stands. */
  asked: string;
  anchor: DOMRect | null;
  code: string;
  size: string;
  quiet: boolean;
  below: boolean;
}

export class StartbroChat extends LitElement {
  static override styles = [base, talk, plan, print].map((sheet) => unsafeCSS(sheet));
  static override properties = { page: { type: Boolean, reflect: true } };

  declare page: boolean;
  readonly texts = new Texts((path) => new URL(path, script).href);
  readonly talk = new Conversation(new URL("socket", script).href.replace(/^http/, "ws"), reportsTo(this));
  readonly reader = new Reader(() => this.requestUpdate());
  readonly wide = window.matchMedia(SIDE_PANEL);
  /** Phones: Enter makes a new line, and a focused box would push everything away with a keyboard. */
  readonly touch = window.matchMedia("(pointer: coarse)");

  screen: Screen = {
    open: false,
    menu: null,
    dialog: null,
    side: true,
    printing: "plan",
    draft: "",
    notice: null,
    editing: null,
    edit: null,
    card: null,
    asked: "",
    anchor: null,
    code: "",
    size: recall("size") ?? "1",
    quiet: false,
    below: false,
  };

  t = this.texts.t;
  #lines = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide.addEventListener("change", this.#redraw);
    window.visualViewport?.addEventListener("resize", this.#fit);
    this.reader.attach();
    const wished = [recall("locale"), this.getAttribute("locale"), ...navigator.languages];
    this.texts.start(wished.filter((wish) => wish !== null)).then(
      () => {
        if ("WebSocket" in window) this.talk.attach();
        else this.notify("widget_no_socket", "warn");
        this.#name();
        this.requestUpdate();
      },
      () => undefined, // Without texts the words inside the element, written by the page, stay visible.
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wide.removeEventListener("change", this.#redraw);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    this.reader.detach();
    this.talk.detach();
  }

  show(part: Partial<Screen>): void {
    this.screen = { ...this.screen, ...part };
    this.requestUpdate();
  }

  notify(name: string, tone: Notice["tone"] = "calm"): void {
    const notice: Notice = { text: this.t(name), language: this.texts.locale, tone };
    this.show({ notice });
    // What is merely good to know gives way again to what is going on; a warning stays until the next step.
    if (tone === "calm") window.setTimeout(() => this.screen.notice === notice && this.show({ notice: null }), CALM);
  }

  /** Focuses after the next drawing, because what is asked for may not be there yet. */
  async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  focusBox(): void {
    void this.focusOn(this.touch.matches ? ".log" : "#message");
  }

  get planAside(): boolean {
    return this.page && this.wide.matches;
  }

  async chooseLanguage(locale: string): Promise<void> {
    remember("locale", locale);
    this.show({ menu: null });
    if (this.talk.started) this.talk.chooseLanguage(locale);
    await this.speak(locale);
  }

  async startIn(locale: string): Promise<void> {
    await this.chooseLanguage(locale);
    this.talk.start();
    this.focusBox();
  }

  send(): void {
    const text = clean(this.screen.draft);
    if (!text.trim()) return;
    const over = lengthOf(text) - MOST;
    if (over > 0 || !frameFits(text)) {
      const words = this.t("widget_too_long", { count: Math.max(over, 1) });
      this.show({ notice: { text: words, language: this.texts.locale, tone: "warn" } });
      return;
    }
    this.show({ draft: "", notice: null });
    this.talk.say(text);
    this.toNewest();
  }

  press(seq: number, button: number, label: string): void {
    this.show({ notice: null });
    this.talk.press(seq, button, label);
    this.toNewest();
    this.focusBox();
  }

  openPlan(): void {
    if (this.planAside) this.show({ side: !this.screen.side, menu: null });
    else this.show({ dialog: "plan", menu: null });
  }

  openTerm(term: string, word: Element): void {
    if (!this.talk.ready) this.notify("widget_term_offline");
    this.show({ asked: term, anchor: word.getBoundingClientRect() });
    this.talk.askTerm(term);
  }

  saveAnswer(question: string, text: string): void {
    const clientId = this.talk.answer(question, clean(text));
    this.show({ editing: null, edit: { question, clientId, state: "saving", text: "", language: "" } });
    void this.focusOn(`[data-change="${question}"]`);
  }

  /** Says for the person what the bot understands without fail. */
  sayWords(name: string): void {
    this.show({ menu: null });
    this.talk.say(this.t(name));
    this.toNewest();
    this.focusBox();
  }

  async print(printing: Screen["printing"]): Promise<void> {
    this.show({ printing });
    await this.updateComplete;
    printAlone();
  }

  resize(size: string): void {
    remember("size", size);
    this.show({ size });
  }

  toNewest(): void {
    this.show({ below: false });
    void this.updateComplete.then(() => {
      const log = this.renderRoot.querySelector('[role="log"]');
      log?.scrollTo(0, log.scrollHeight);
    });
  }

  protected override render(): TemplateResult {
    return frameOf(this);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const root = this.renderRoot;
    const dialog = root.querySelector<HTMLDialogElement>("dialog.sheet");
    if (this.screen.dialog && dialog && !dialog.open) dialog.showModal();
    if (dialog) place(dialog, this.screen);
    if (!this.screen.dialog && dialog?.open) dialog.close();
    const log = root.querySelector('[role="log"]');
    if (log && !this.screen.below) this.#follow(log);
    const box = root.querySelector<HTMLTextAreaElement>("#message");
    if (box) {
      box.style.setProperty("block-size", "auto");
      box.style.setProperty("block-size", `${box.scrollHeight + 2}px`);
    }
  }

  /** Shows what is new from its first line on: under an answer there may be more than a phone can show. */
  #follow(log: Element): void {
    const reply = log.querySelector<HTMLElement>(".person:nth-last-child(1 of .person) ~ .line");
    const lines = log.querySelectorAll(".line").length;
    if (!reply) log.scrollTo(0, log.scrollHeight);
    else if (lines !== this.#lines) log.scrollTo(0, reply.offsetTop - (log as HTMLElement).offsetTop - 8);
    this.#lines = lines;
  }

  #redraw = (): void => {
    if (this.planAside && this.screen.dialog === "plan") this.show({ dialog: null });
    this.requestUpdate();
  };

  /** Keeps the box above a phone's keyboard; when somebody zooms in, the page must stay as large as it is. */
  #fit = (): void => {
    const { visualViewport } = window;
    if (visualViewport?.scale === 1) this.style.setProperty("--seen", `${visualViewport.height}px`);
  };

  /** Our own page speaks the chosen language too, where a browser shows its name and a reader its voice. */
  #name(): void {
    if (!this.page) return;
    document.title = this.t("page_title") || document.title;
    document.documentElement.lang = tag(this.texts.locale);
    document.documentElement.dir = this.texts.direction;
  }

  async speak(locale: string): Promise<void> {
    if (locale === this.texts.locale) return;
    await this.texts.use(locale).catch(() => undefined);
    this.#name();
    this.show({ notice: null });
  }
}

/** Puts a term's card by its word where there is room; narrow screens get it as a sheet from below. */
function place(dialog: HTMLDialogElement, screen: Screen): void {
  const { anchor } = screen;
  const free = screen.dialog === "term" && anchor && window.innerWidth > 600;
  for (const side of ["top", "left", "margin"]) dialog.style.removeProperty(side);
  if (!free) return;
  const { offsetWidth, offsetHeight } = dialog;
  const under = anchor.bottom + 8 + offsetHeight < window.innerHeight;
  const left = Math.min(
    Math.max(8, anchor.left + anchor.width / 2 - offsetWidth / 2),
    window.innerWidth - offsetWidth - 8,
  );
  dialog.style.setProperty("top", `${under ? anchor.bottom + 8 : Math.max(8, anchor.top - 8 - offsetHeight)}px`);
  dialog.style.setProperty("left", `${left}px`);
  dialog.style.setProperty("margin", "0");
}
