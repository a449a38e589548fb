// What leaves the desk: the sheet or the conversation on paper, and the conversation by e-mail to the person.

import { closeDialog, openDialog } from "./acts";
import type { StartbroDesk } from "./desk";
import type { Printing } from "./screen";

export async function print(desk: StartbroDesk, printing: Printing): Promise<void> {
  if (!desk.active) return;
  desk.show({ printing });
  await desk.updateComplete;
  window.print();
}

/** The address may have been left a moment ago, so it is asked for each time. */
export function openMail(desk: StartbroDesk): void {
  const talk = desk.active;
  if (!talk) return;
  talk.address = undefined;
  if (desk.store.ask({ type: "address", conversation: talk.id })) openDialog(desk, "mail");
  else desk.say(desk.t("desk_needs_line"), "warn");
}

export function sendMail(desk: StartbroDesk): void {
  const talk = desk.active;
  if (!talk?.address) return;
  desk.store.write({ type: "transcript", conversation: talk.id, to: talk.address }, "");
  closeDialog(desk);
  desk.say(desk.t("desk_mail_sending"));
}
