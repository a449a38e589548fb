// The element <startbro-chat>: it holds what is on the screen and hands everything else to its parts.

import { LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { Conversation, type Watcher } from "./conversation";
import { download, type Format, printAlone, redeem } from "./files";
import type { Waiting } from "./outbox";
import type { Card, Refused } from "./protocol";
import { Reader } from "./speech";
import { forget, recall, remember } from "./storage";
import base from "./styles/base.css?inline";
import plan from "./styles/plan.css?inline";
import print from "./styles/print.css?inline";
import talk from "./styles/talk.css?inline";
import { Texts, tag } from "./texts";
import { clean, frameFits, lengthOf, MOST } from "./typed";
import { frameOf } from "./views/frame";

const script = import.meta.url;
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
  text: string;
  language: string;
}

/** What is on the screen and nowhere else. */
export interface Screen {
  open: boolean;
  menu: "language" | "more" | null;
  dialog: "plan" | "term" | "code" | null;
  side: boolean;
  printing: "plan" | "code";
  draft: string;
  notice: Notice | null;
  editing: string | null;
  edit: Edit | null;
  card: Card | null;
  code: string;
  redeeming: boolean;
  codeProblem: string;
  size: string;
  quiet: boolean;
  below: boolean;
}

export class StartbroChat extends LitElement implements Watcher {
  static override styles = [base, talk, plan, print].map((sheet) => unsafeCSS(sheet));
  static override properties = { page: { type: Boolean, reflect: true } };

  declare page: boolean;
  readonly texts = new Texts((path) => new URL(path, script).href);
  readonly talk = new Conversation(new URL("socket", script).href.replace(/^http/, "ws"), this);
  readonly reader = new Reader(() => this.requestUpdate());
  readonly wide = window.matchMedia(SIDE_PANEL);
  /** Phones: Enter makes a new line, and a focused box would push everything away with a keyboard. */
  readonly touch = window.matchMedia("(pointer: coarse)");
  #asked = "";

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
    code: "",
    redeeming: false,
    codeProblem: "",
    size: recall("size") ?? "1",
    quiet: true,
    below: false,
  };

  t = this.texts.t;

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide.addEventListener("change", this.#redraw);
    this.reader.attach();
    const wished = [recall("locale"), this.getAttribute("locale"), ...navigator.languages];
    this.texts.start(wished.filter((wish) => wish !== null)).then(
      () => {
        if ("WebSocket" in window) this.talk.attach();
        else this.notify("widget_no_socket", "warn");
        this.requestUpdate();
      },
      () => undefined, // Without texts the words inside the element, written by the page, stay visible.
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wide.removeEventListener("change", this.#redraw);
    this.reader.detach();
    this.talk.detach();
  }

  show(part: Partial<Screen>): void {
    this.screen = { ...this.screen, ...part };
    this.requestUpdate();
  }

  notify(name: string, tone: Notice["tone"] = "calm"): void {
    this.show({ notice: { text: this.t(name), language: this.texts.locale, tone } });
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
    await this.#speak(locale);
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

  async openTerm(term: string): Promise<void> {
    if (!this.talk.ready) this.notify("widget_term_offline");
    this.#asked = term;
    this.talk.askTerm(term);
  }

  saveAnswer(question: string, text: string): void {
    const clientId = this.talk.answer(question, clean(text));
    this.show({ editing: null, edit: { question, clientId, state: "saving", text: "", language: "" } });
    void this.focusOn(`[data-change="${question}"]`);
  }

  deleteEverything(): void {
    this.show({ menu: null });
    this.talk.say(this.t("widget_delete_everything_words"));
    this.toNewest();
    this.focusBox();
  }

  async redeemCode(code: string): Promise<void> {
    const answer = await redeem(new URL(".", script).href, code);
    if ("token" in answer) {
      this.show({ redeeming: false, codeProblem: "", notice: null });
      this.talk.resume(answer.token);
      this.focusBox();
    } else {
      this.show({ codeProblem: `widget_code_${answer.reason}` });
      void this.focusOn("#code");
    }
  }

  async downloadPlan(format: Format, locales: string[]): Promise<void> {
    this.notify("widget_downloading");
    try {
      await download(new URL(".", script).href, this.talk.token ?? "", format, locales);
      this.notify("widget_downloaded");
    } catch {
      this.notify("widget_download_failed", "warn");
    }
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

  // --- what the conversation reports ---

  changed(): void {
    this.requestUpdate();
  }

  replaced(): void {
    this.show({ quiet: true });
    window.setTimeout(() => this.show({ quiet: false }), 500);
  }

  locale(): string {
    return this.texts.locale;
  }

  template(): string | null {
    return this.getAttribute("template");
  }

  switched(locale: string): void {
    remember("locale", locale);
    void this.#speak(locale);
  }

  acknowledged(waiting: Waiting): void {
    const { edit } = this.screen;
    if (edit?.clientId !== waiting.frame.client_id) return;
    this.show({ edit: { ...edit, state: "saved", text: this.t("widget_saved"), language: this.texts.locale } });
  }

  refused(waiting: Waiting | undefined, refusal: Refused | null): void {
    const text = refusal?.text || this.t("widget_not_sent");
    const language = refusal?.text ? refusal.language : this.texts.locale;
    const { edit, draft } = this.screen;
    if (waiting && edit?.clientId === waiting.frame.client_id) {
      this.show({ edit: { ...edit, state: "refused", text, language } });
      return;
    }
    const back = waiting?.frame.type === "say" ? [waiting.text, draft].filter(Boolean).join("\n") : draft;
    this.show({ draft: back, notice: { text, language, tone: "warn" } });
  }

  term(card: Card): void {
    if (card.term !== this.#asked) return;
    this.#asked = "";
    this.show({ card, dialog: "term" });
  }

  code(code: string): void {
    this.show({ code, dialog: "code" });
  }

  forgotten(reason: "deleted" | "unknown_token", unsent: string[]): void {
    if (reason === "deleted") forget("locale");
    this.show({ dialog: null, menu: null, card: null, code: "", edit: null, editing: null, draft: unsent.join("\n") });
    this.notify(`widget_${reason}`);
  }

  busy(): void {
    this.notify("widget_busy");
  }

  // --- drawing ---

  protected override render(): TemplateResult {
    return frameOf(this);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const root = this.renderRoot;
    const dialog = root.querySelector<HTMLDialogElement>("dialog.sheet");
    if (this.screen.dialog && dialog && !dialog.open) dialog.showModal();
    if (!this.screen.dialog && dialog?.open) dialog.close();
    const log = root.querySelector('[role="log"]');
    if (log && !this.screen.below) log.scrollTo(0, log.scrollHeight);
    const box = root.querySelector<HTMLTextAreaElement>("#message");
    if (box) {
      box.style.setProperty("block-size", "auto");
      box.style.setProperty("block-size", `${box.scrollHeight + 2}px`);
    }
  }

  #redraw = (): void => {
    if (this.planAside && this.screen.dialog === "plan") this.show({ dialog: null });
    this.requestUpdate();
  };

  async #speak(locale: string): Promise<void> {
    if (locale === this.texts.locale) return;
    await this.texts.use(locale).catch(() => undefined);
    this.show({ notice: null });
  }
}

export { tag };
