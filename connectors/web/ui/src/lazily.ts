// Loads the second script (later.ts) when somebody wants what is in it; a failure is told, and nothing else stops.

import type { StartbroChat } from "./chat";
import type { Format } from "./files";
import type { Refusal, Server } from "./later";

/** The browser's `import`, put in its place by vite.config.ts. */
declare function importPlainly(address: string): Promise<typeof import("./later")>;

const script = import.meta.url;
const address = new URL(".", script).href;

export async function downloadPlan(chat: StartbroChat, format: Format, locales: string[]): Promise<void> {
  chat.notify("widget_downloading");
  const path = `plan.${format}?locales=${locales.join(",")}`;
  const done = await later(chat, (parts, server) => parts.download(server, path, `startbro.${format}`));
  if (done) chat.notify("widget_downloaded");
}

export async function openPictures(chat: StartbroChat): Promise<void> {
  chat.notify("widget_downloading");
  const done = await later(chat, (parts, server) => parts.showPictures(server, chat.renderRoot as ShadowRoot));
  if (done) chat.show({ notice: null });
}

/** Opens the field for a return code, with one that has been written elsewhere already. */
export async function openDoor(chat: StartbroChat, code = ""): Promise<void> {
  await later(chat, (parts, server) => parts.showDoor(server, chat, code), "widget_code_no_answer");
}

async function later(
  chat: StartbroChat,
  work: (parts: typeof import("./later"), server: Server) => Promise<Refusal | null>,
  failed = "widget_download_failed",
): Promise<boolean> {
  try {
    const refusal = await work(await importPlainly(`${address}widget/later.js`), {
      address,
      token: chat.talk.token ?? "",
    });
    if (refusal) chat.show({ notice: { ...refusal, tone: "warn" } });
    return !refusal;
  } catch {
    chat.notify(failed, "warn");
    return false;
  }
}
