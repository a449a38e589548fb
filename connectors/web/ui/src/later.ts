// What few people need, loaded when somebody first wants it: files to take away, and the pictures of a budget. It stands
// alone: of the window's own script it knows only types, so that nothing is loaded twice.

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

const STYLE = `
.pictures { inline-size: min(56em, 100vw) }
.pictures h2, .pictures h3 { margin-block: 1em .4em }
.pictures h2:first-of-type { margin-block-start: 0 }
.pictures img { display: block; inline-size: 100%; min-inline-size: 34em; block-size: auto; background: #fff;
  border-radius: .5em }
.pictures summary { min-block-size: 44px; padding-block: .7em; cursor: pointer }
.pictures .wide { overflow-x: auto }
.pictures table { border-collapse: collapse; inline-size: 100% }
.pictures th, .pictures td { padding: .2em 1em .2em 0; text-align: start; font-weight: normal }
.pictures thead th { font-weight: 600 }
.pictures [dir=rtl] th, .pictures [dir=rtl] td { padding: .2em 0 .2em 1em }
.pictures ul { padding-inline-start: 1.5em }
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
  const answer = await ask(server, "pictures.json");
  if (!answer.ok) return refusal(answer);
  const shown = (await answer.json()) as Shown;
  dress(root);
  const dialog = make("dialog", "", "sheet pictures");
  const body = make("div", "", "sheet-body");
  body.lang = shown.language;
  body.dir = shown.direction;
  dialog.ariaLabel = shown.title;
  const shut = make("button", "✕", "round sheet-close");
  shut.ariaLabel = shown.close;
  shut.addEventListener("click", () => dialog.close());
  body.append(shut, make("h2", shown.title), make("p", shown.note, "soft"), ...shown.pictures.flatMap(drawn(shown)));
  if (shown.papers) body.append(...papers(server, shown.papers, shown.failed));
  dialog.append(body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  (root.querySelector(".root") ?? root).append(dialog);
  dialog.showModal();
  return null;
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
