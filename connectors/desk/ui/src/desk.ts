// The element <startbro-desk>: it holds what is on the screen and hands everything else to its parts.

import { LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { recall, remember } from "../../../web/ui/src/storage";
import { Account } from "./account";
import { Alerts } from "./alerts";
import { keepBudget } from "./budget_acts";
import { Door, type Outcome } from "./door";
import { Drafts } from "./drafts";
import { keyPressed } from "./keys";
import { OwnAnswers } from "./own_answers";
import { isPerson, reportsTo } from "./reports";
import { FIRST, type Notice, type Screen, signIn } from "./screen";
import { keepSheet } from "./sheet";
import { Store } from "./store";
import approval from "./styles/approval.css?inline";
import base from "./styles/base.css?inline";
import budget from "./styles/budget.css?inline";
import dialogs from "./styles/dialogs.css?inline";
import lists from "./styles/lists.css?inline";
import plan from "./styles/plan.css?inline";
import print from "./styles/print.css?inline";
import talk from "./styles/talk.css?inline";
import type { Talk } from "./talk";
import { LOCALES, Texts } from "./texts";
import { frameOf } from "./views/frame";

const script = import.meta.url;
const CALM = 8000;
const TICK = 15_000;
const IDLE = 5 * 60_000;
const TYPED = 3000;

export class StartbroDesk extends LitElement {
  static override styles = [base, lists, talk, approval, plan, budget, dialogs, print].map((sheet) => unsafeCSS(sheet));

  readonly texts = new Texts((path) => new URL(path, script).href);
  readonly door = new Door((path) => new URL(path, script).href);
  readonly account = new Account(
    (path) => new URL(path, script).href,
    () => this.requestUpdate(),
  );
  readonly own = new OwnAnswers((path) => new URL(path, script).href, this);
  readonly alerts = new Alerts();
  readonly drafts: Drafts = new Drafts((word) => {
    if (word.kind === "seen") this.#seenElsewhere(word.conversation);
    this.requestUpdate();
  });
  readonly store = new Store(new URL("socket", script).href.replace(/^http/, "ws"), reportsTo(this));
  readonly narrow = window.matchMedia("(max-width: 999px)");
  readonly touch = window.matchMedia("(pointer: coarse)");

  screen: Screen = { ...FIRST, keys: recall("desk.keys") !== "off" };
  t = this.texts.t;
  #tick = 0;
  #idle = 0;
  #away = false;
  #wanted = "";
  /** Where this adviser's open conversations are remembered, for a reload. */
  #open = "";
  #typed = 0;
  #kept: Pick<Screen, "active" | "editing"> & { adviser: string } = { adviser: "", active: null, editing: null };

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow.addEventListener("change", this.#redraw);
    window.visualViewport?.addEventListener("resize", this.#fit);
    document.addEventListener("visibilitychange", this.#redraw);
    document.addEventListener("keydown", this.#key);
    // Before anything else hears of it: what is done next may ask for the focus again.
    for (const sign of ["pointerdown", "keydown"] as const) document.addEventListener(sign, this.#busy, true);
    this.#tick = window.setInterval(this.#redraw, TICK);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.narrow.removeEventListener("change", this.#redraw);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    document.removeEventListener("visibilitychange", this.#redraw);
    document.removeEventListener("keydown", this.#key);
    for (const sign of ["pointerdown", "keydown"] as const) document.removeEventListener(sign, this.#busy, true);
    clearInterval(this.#tick);
    this.store.stop();
  }

  /** The conversation in the middle. */
  get active(): Talk | undefined {
    return this.screen.active ? this.store.talk(this.screen.active) : undefined;
  }

  get draft(): string {
    return this.screen.active ? this.drafts.get(this.screen.active, this.screen.mode) : "";
  }

  get writing(): boolean {
    return document.visibilityState === "visible" && (!this.narrow.matches || this.screen.pane === "talk");
  }

  show(part: Partial<Screen>): void {
    this.screen = { ...this.screen, ...part };
    this.requestUpdate();
  }

  say(text: string, tone: Notice["tone"] = "calm"): void {
    const notice: Notice = { text, tone };
    this.show({ notice });
    if (tone === "calm") window.setTimeout(() => this.screen.notice === notice && this.show({ notice: null }), CALM);
  }

  /** Focuses as soon as what is asked for is drawn, unless the adviser has gone on to something else by then. */
  async focusOn(selector: string): Promise<void> {
    this.#wanted = selector;
    await this.updateComplete;
    this.#focusWanted();
  }

  async speak(locale: string): Promise<void> {
    remember("desk.locale", locale);
    await this.texts.use(locale).catch(() => undefined);
    if (this.screen.inside) this.store.restart();
    this.#redraw();
  }

  // --- signing in and out ---

  async ask(given: Record<string, string>): Promise<void> {
    await this.tryDoor(() => this.door.enter(given));
  }

  async tryDoor(knock: () => Promise<Outcome>): Promise<void> {
    const { door } = this.screen;
    if (!door || door.busy) return;
    this.show({ door: { ...door, busy: true, problem: "" } });
    const outcome = await knock();
    if ("refused" in outcome) {
      const problem = "why" in outcome ? `desk_password_${outcome.why}` : `desk_sign_in_${outcome.refused}`;
      this.show({ door: { ...door, busy: false, problem, seconds: "seconds" in outcome ? outcome.seconds : 0 } });
      void this.focusOn(".door .first");
    } else if (outcome.step === "done") {
      await this.#begin();
    } else {
      const enrolment = outcome.step === "enrol" ? outcome : door.enrolment;
      const step = outcome.step === "password" ? "new_password" : outcome.step;
      this.show({ door: { ...door, busy: false, problem: "", step, enrolment } });
      void this.focusOn(".door .first");
    }
  }

  async signOut(everywhere = false): Promise<void> {
    await this.door.leave(everywhere);
    this.drafts.clear();
    sessionStorage.removeItem(this.#open);
    this.lockOut("desk_signed_out_self");
  }

  lockOut(reason: string): void {
    // Whoever is only signed out for a while finds the box that was open, and what stands in it, as it was.
    const { active, editing } = this.screen;
    const adviser = reason === "desk_signed_out_self" ? "" : (this.store.me?.adviser.id ?? "");
    this.#kept = { adviser, active, editing };
    this.store.stop();
    this.show({ ...FIRST, keys: this.screen.keys, door: signIn({ passkey: false, oidc: false }, reason) });
    void this.door.who().then((ways) => {
      const { door } = this.screen;
      if (door && ways && !isPerson(ways)) this.show({ door: { ...door, ways } });
    });
    void this.focusOn(".door .first");
  }

  async #begin(): Promise<void> {
    const wished = [recall("desk.locale"), this.getAttribute("locale"), ...navigator.languages];
    const known = wished.map((wish) => LOCALES.find((locale) => wish?.startsWith(locale)));
    try {
      if (!this.texts.locale) await this.texts.use(known.find((locale) => locale) ?? "sv");
    } catch {
      return; // Without texts the words inside the element, written by the page, stay visible.
    }
    const who = await this.door.who();
    if (who === null) {
      this.show({ door: signIn({ passkey: false, oidc: false }, "desk_sign_in_no_answer") });
    } else if (isPerson(who)) {
      this.#enter(who.id);
    } else {
      // The organisation's own sign-in sends people back with this mark when it did not let them in.
      this.show({ door: signIn(who, location.hash === "#refused" ? "desk_oidc_refused" : "") });
      void this.focusOn(".door .first");
    }
  }

  #enter(adviser: string): void {
    this.drafts.use(adviser);
    this.#open = `startbro.desk.open.${adviser}`;
    const tour = recall(`desk.tour.${adviser}`) !== "done";
    const open = JSON.parse(sessionStorage.getItem(this.#open) ?? "[]") as string[];
    for (const conversation of open) this.store.open(conversation);
    const kept = this.#kept.adviser === adviser ? this.#kept : { active: null, editing: null };
    const active = open.find((one) => one === kept.active) ?? open[0] ?? null;
    this.show({ door: null, inside: true, active, editing: kept.editing, dialog: tour ? "tour" : null, tour: 0 });
    this.store.start(adviser);
  }

  // --- drawing ---

  protected override render(): TemplateResult {
    return frameOf(this);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    const log = this.renderRoot.querySelector('[role="log"]');
    if (log && !this.screen.below) log.scrollTo(0, log.scrollHeight);
    const box = this.renderRoot.querySelector<HTMLTextAreaElement>("#message");
    if (box) {
      box.style.setProperty("block-size", "auto");
      box.style.setProperty("block-size", `${box.scrollHeight + 2}px`);
    }
    this.renderRoot.querySelector(".answer[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    const { locale } = this.texts;
    if (locale) document.documentElement.lang = locale;
    this.#focusWanted();
    this.#retitle();
    this.#markSeen();
    keepBudget(this);
    keepSheet(this);
    if (this.screen.inside) {
      sessionStorage.setItem(this.#open, JSON.stringify(this.store.talks.map((talk) => talk.id)));
    }
  }

  #focusWanted(): void {
    const found = this.#wanted ? this.renderRoot.querySelector<HTMLElement>(this.#wanted) : null;
    if (!found) return;
    this.#wanted = "";
    found.focus();
  }

  #retitle(): void {
    const mine = this.store.lists.of("mine").rows;
    const others = mine.filter((row) => !this.store.talk(row.conversation));
    const unread = [...others, ...this.store.talks].reduce((sum, one) => sum + one.unread, 0);
    const { lists } = this.store;
    const news = this.screen.inside ? unread + lists.of("waiting").total + lists.of("approvals").total : 0;
    const name = this.t("desk_name");
    document.title = news ? `(${this.texts.number(news)}) ${name}` : name;
  }

  /** What is on the screen counts as seen, here and in the adviser's other tabs. */
  #markSeen(): void {
    const talk = this.active;
    if (!talk?.about || !this.writing || !(talk.unread || talk.mentioned)) return;
    talk.unread = 0;
    talk.mentioned = false;
    this.store.ask({ type: "seen", conversation: talk.id, seq: talk.upTo });
    this.drafts.tellSeen(talk.id);
    this.requestUpdate();
  }

  #seenElsewhere(conversation: string): void {
    for (const one of [this.store.talk(conversation), this.store.lists.find(conversation)]) {
      if (one) Object.assign(one, { unread: 0, mentioned: false });
    }
  }

  /** Says that the adviser is writing, and never what. */
  typed(): void {
    const { active, mode } = this.screen;
    if (!active || mode !== "message" || Date.now() - this.#typed < TYPED) return;
    this.#typed = Date.now();
    this.store.ask({ type: "typing", conversation: active });
  }

  #key = (event: KeyboardEvent): void => keyPressed(this, event);

  /** Keeps the box above a phone's keyboard; when somebody zooms in, the page must stay as large as it is. */
  #fit = (): void => {
    const { visualViewport } = window;
    if (visualViewport?.scale === 1) this.style.setProperty("--seen", `${visualViewport.height}px`);
  };

  #redraw = (): void => this.requestUpdate();

  #busy = (): void => {
    this.alerts.wake();
    this.#wanted = "";
    clearTimeout(this.#idle);
    if (this.#away) {
      this.#away = false;
      this.store.ask({ type: "presence", state: "here" });
    }
    this.#idle = window.setTimeout(() => {
      if (this.store.me?.adviser.presence !== "here") return;
      this.#away = this.store.ask({ type: "presence", state: "away" });
      this.say(this.t("desk_idle_away"), "warn");
    }, IDLE);
  };
}
