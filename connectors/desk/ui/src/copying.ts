// Copies somebody's words to the clipboard of this computer. Nothing is sent anywhere.

import type { StartbroDesk } from "./desk";

export async function copy(desk: StartbroDesk, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    desk.say(desk.t("desk_copied"));
  } catch {
    // Some browsers have no clipboard outside of https, or ask and are told no.
    desk.say(desk.t("desk_copy_failed"), "warn");
  }
}
