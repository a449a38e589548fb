// What few people need, loaded when somebody first wants it: files to take away, the pictures of a budget, and the field
// for a return code. It stands alone: of the window's own script it knows only types, so that nothing is loaded twice.

import type { StartbroChat } from "./chat";
import type { Direction } from "./protocol";

/** Why there is nothing, in the person's language. */
export interface Refusal {
  text: string;
  language: string;
}

/** Where the server is, and what shows that we may ask it. */
export interface Server {
  address: string;
  token: string;
}

interface Picture {
  title: string;
  svg: string;
  head: string[];
  rows: string[][];
}

interface Papers {
  title: string;
  check: string[];
  files: { label: string; address: string; name: string }[];
}

/** What `/pictures.json` gives: every text is in the reader's language. */
interface Shown {
  language: string;
  direction: Direction;
  title: string;
  close: string;
  table: string;
  note: string;
  /** Said when a file cannot be made and the server gives no reason. */
  failed: string;
  pictures: Picture[];
  papers: Papers | null;
}

/** Narrower than this, pictures made for paper would have letters too small to read. */
const PHONE = 600;
const STYLE = `
.pictures { inline-size: min(56em, 100vw) }
.pictures h2, .pictures h3 { margin-block: 1em .4em }
.pictures h2:first-of-type { margin-block-start: 0 }
.pictures img { display: block; inline-size: 100%; block-size: auto; background: #fff;
  border-radius: .5em }
.pictures summary { min-block-size: 44px; padding-block: .7em; cursor: pointer }
.pictures .wide { overflow-x: auto }
.pictures table { border-collapse: collapse; inline-size: 100% }
.pictures th, .pictures td { padding: .2em 1em .2em 0; text-align: start; font-weight: normal }
.pictures thead th { font-weight: 600 }
.pictures [dir=rtl] th, .pictures [dir=rtl] td { padding: .2em 0 .2em 1em }
.pictures ul { padding-inline-start: 1.5em }
.door form { display: grid; gap: .5em; justify-items: start; margin-block-start: .8em }
.door label { font-weight: 600 }
.door input { inline-size: min(100%, 17em); min-block-size: 48px; padding: .3em .8em; border: 1.5px solid var(--edge);
  border-radius: .7em; background: var(--surface); letter-spacing: .06em; text-transform: uppercase; text-align: start }
.door .problem { color: var(--bad) }
.door .left { margin-block: .8em; padding: .6em .9em; border-radius: .8em; background: var(--warm); color: var(--warm-ink) }
.pictures .take { display: flex; flex-wrap: wrap; gap: .5em; margin-block: .8em }`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** Fetches a file and hands it to the browser; null when that went well. Throws where the server gives no reason. */
export async function download(server: Server, path: string, name: string): Promise<Refusal | null> {
  const answer = await ask(server, path);
  if (!answer.ok) return refusal(answer);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}

/** Opens a sheet inside `root` with pictures, their tables, and the papers for a loan; null when that went well. */
export async function showPictures(server: Server, root: ShadowRoot): Promise<Refusal | null> {
  const answer = await ask(server, window.innerWidth < PHONE ? "pictures.json?narrow" : "pictures.json");
  if (!answer.ok) return refusal(answer);
  const shown = (await answer.json()) as Shown;
  const dialog = opened(root, "pictures", shown.title, shown.close);
  const body = dialog.firstElementChild as HTMLElement;
  body.lang = shown.language;
  body.dir = shown.direction;
  body.append(make("p", shown.note, "soft"), ...shown.pictures.flatMap(drawn(shown)));
  if (shown.papers) body.append(...papers(server, shown.papers, shown.failed));
  dialog.showModal();
  return null;
}

/** Puts a sheet with a title into the window, in place of one of its kind; it is gone when it is closed. */
function opened(root: ShadowRoot, kind: string, title: string, close: string): HTMLDialogElement {
  dress(root);
  root.querySelector(`dialog.${kind}`)?.remove();
  const dialog = make("dialog", "", `sheet ${kind}`);
  dialog.ariaLabel = title;
  const body = make("div", "", "sheet-body");
  const shut = make("button", "✕", "round sheet-close");
  shut.ariaLabel = close;
  shut.addEventListener("click", () => dialog.close());
  body.append(shut, make("h2", title));
  dialog.append(body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  (root.querySelector(".root") ?? root).append(dialog);
  return dialog;
}

/** Opens a sheet with the field for a return code. What has been said in the present talk stays under a code of its own. */
export async function showDoor({ address }: Server, chat: StartbroChat, code: string): Promise<null> {
  const { t } = chat;
  const dialog = opened(chat.renderRoot as ShadowRoot, "door", t("widget_have_code"), t("widget_close"));
  const body = dialog.firstElementChild as HTMLElement;
  const field = make("input");
  Object.assign(field, { id: "code", dir: "ltr", autocomplete: "off", spellcheck: false, maxLength: 40, value: code });
  field.setAttribute("autocapitalize", "characters");
  field.setAttribute("aria-describedby", "code-hint code-problem");
  const label = make("label", t("widget_code_label"));
  label.htmlFor = "code";
  const hint = make("p", t("widget_code_hint"), "soft");
  hint.id = "code-hint";
  const problem = make("p", "", "problem");
  problem.id = "code-problem";
  problem.role = "alert";
  const form = make("form");
  form.append(label, hint, field, problem, make("button", t("widget_code_go"), "strong"));
  const enter = async (): Promise<void> => {
    const answer = await redeem(address, field.value.trim());
    if ("token" in answer) {
      dialog.close();
      goOn(chat, answer.token);
    } else {
      problem.textContent = t(`widget_code_${answer.reason}`);
      field.ariaInvalid = "true";
      field.focus();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) void enter();
  });
  const said = chat.talk.messages.some(({ author }) => author === "person");
  if (said) body.append(leaving(chat, dialog));
  body.append(form);
  dialog.showModal();
  field.focus();
  // Nothing is left behind, so there is nothing to ask.
  if (code && !said) void enter();
  return null;
}

/** Says that the present talk stays saved, and offers the code that leads back to it. */
function leaving(chat: StartbroChat, dialog: HTMLDialogElement): HTMLElement {
  const notice = make("div", "", "left");
  const own = make("button", chat.t("widget_get_code"), "small");
  own.addEventListener("click", () => {
    dialog.close();
    chat.talk.askCode();
  });
  notice.append(make("p", chat.t("widget_code_leaving")), own);
  return notice;
}

/** Opens the talk that a code leads to; what has not been sent yet goes back into the box. */
function goOn(chat: StartbroChat, token: string): void {
  const unsent = chat.talk.outbox.all.flatMap(({ frame, text }) => (frame.type === "say" ? [text] : []));
  const draft = [...unsent, chat.screen.draft].filter(Boolean).join("\n");
  chat.show({ draft, notice: null });
  chat.talk.resume(token);
  chat.focusBox();
}

/** Gives the token that a return code opens, or why it does not: "wrong", "wait" or "no_answer". */
async function redeem(address: string, code: string): Promise<{ token: string } | { reason: string }> {
  try {
    const answer = await fetch(`${address}codes/redeem`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code }),
    });
    if (answer.ok) return (await answer.json()) as { token: string };
    return { reason: answer.status === 429 || answer.status >= 500 ? "wait" : "wrong" };
  } catch {
    return { reason: "no_answer" };
  }
}

function ask({ address, token }: Server, path: string): Promise<Response> {
  return fetch(address + path, { headers: { Authorization: `Bearer ${token}` } });
}

/** A proxy's page instead of our JSON tells a person nothing, so it becomes an error without words for them. */
async function refusal(answer: Response): Promise<Refusal> {
  const body = (await answer.json().catch(() => null)) as { text?: unknown; language?: unknown } | null;
  if (typeof body?.text !== "string" || !body.text) throw new Error(`no file: ${answer.status}`);
  return { text: body.text, language: String(body.language ?? "") };
}

/** Worn by a window from the first pictures on. */
function dress(root: ShadowRoot): void {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** A picture with its table beneath; where it cannot be shown, the table is open and stands alone. */
function drawn({ table }: Shown): (picture: Picture) => HTMLElement[] {
  return ({ title, svg, head, rows }) => {
    const details = make("details");
    details.append(make("summary", table), wide(title, tableOf(title, head, rows)));
    const image = make("img");
    const framed = wide(title, image);
    image.alt = title;
    image.addEventListener("error", () => {
      framed.remove();
      details.open = true;
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    details.open = !svg;
    return [make("h3", title), ...(svg ? [framed] : []), details];
  };
}

/** What is too wide for a phone is moved sideways, by finger or by arrow keys. */
function wide(title: string, content: HTMLElement): HTMLElement {
  const frame = make("div", "", "wide");
  frame.tabIndex = 0;
  frame.role = "group";
  frame.ariaLabel = title;
  frame.append(content);
  return frame;
}

function tableOf(title: string, head: string[], rows: string[][]): HTMLTableElement {
  const table = make("table");
  table.ariaLabel = title;
  const top = table.createTHead().insertRow();
  for (const name of head) {
    const cell = make("th", name);
    cell.scope = "col";
    top.append(cell);
  }
  const body = table.createTBody();
  for (const [label = "", ...values] of rows) {
    const row = body.insertRow();
    const name = make("th", label);
    name.scope = "row";
    row.append(name, ...values.map((value) => make("td", value)));
  }
  return table;
}

function papers(server: Server, { title, check, files }: Papers, failed: string): HTMLElement[] {
  const [first = "", ...missing] = check;
  const list = make("ul");
  list.append(...missing.map((line) => make("li", line)));
  const status = make("p", "", "status");
  status.role = "status";
  const take = make("div", "", "take");
  for (const { label, address, name } of files) {
    const button = make("button", label, "small");
    button.addEventListener("click", async () => {
      const refused = await download(server, address, name).catch(() => ({ text: failed, language: "" }));
      status.textContent = refused?.text ?? "";
      status.lang = refused?.language ?? "";
    });
    take.append(button);
  }
  return [make("h2", title), make("p", first), ...(missing.length ? [list] : []), take, status];
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = "",
  className = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}
