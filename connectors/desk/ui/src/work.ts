// What an organisation is to do for a person outside of the conversation: call them back, or book an interpreter.

import type { StartbroDesk } from "./desk";

export interface CallBack {
  id: string;
  to: string;
  kind: "phone" | "email";
  times: string;
  tries: number;
  next_try: string | null;
}

/** An interpreter who is wanted, or booked for `meets`. */
export interface Interpreter {
  language: string;
  times: string;
  state: "wanted" | "booked";
  meets: string | null;
  wanted: string;
}

export type Settled = "booked" | "not_possible" | "over";
/** `meets` is a day and time on the clock in Sweden. */
export type SettleInterpreter = { type: "interpreter"; conversation: string; state: Settled; meets?: string };

export function settleInterpreter(desk: StartbroDesk, conversation: string, state: Settled, meets = ""): void {
  const when = meets ? { meets } : {};
  if (!desk.store.ask({ type: "interpreter", conversation, state, ...when }))
    desk.say(desk.t("desk_needs_line"), "warn");
  else desk.say(desk.t(`desk_interpreter_${state}_done`));
}
