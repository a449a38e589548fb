// The frames that the desk sends, as docs/architecture.md ("The desk") gives them.

import type { Outcome } from "./approvals";
import type { Case } from "./budget";
import type { ToOverview } from "./overview";
import type { Filters, Value, View } from "./protocol";
import type { SettleInterpreter } from "./work";

export type Target = { adviser: string } | { team: string } | { organisation: string };

/** Frames that must reach the server exactly once; each carries the id that makes a repeat harmless. */
export type Written =
  | { type: "send"; client_id: string; conversation: string; fence: number; text: string }
  | {
      type: "ready";
      client_id: string;
      conversation: string;
      fence: number;
      name: string;
      values: Record<string, Value>;
    }
  | { type: "note"; client_id: string; conversation: string; text: string; mentions?: string[] }
  | { type: "rendering"; client_id: string; conversation: string; seq?: number; question?: string; text: string }
  | { type: "comment"; client_id: string; conversation: string; question: string; text: string }
  | { type: "propose"; client_id: string; conversation: string; fence: number; question: string; text: string }
  | { type: "ask"; client_id: string; conversation: string; fence: number; question: string }
  | { type: "ask_interpreter"; client_id: string; conversation: string; fence: number }
  | {
      type: "budget_comment";
      client_id: string;
      conversation: string;
      fence: number;
      case: Case;
      about: string;
      text: string;
    }
  | { type: "approve"; client_id: string; conversation: string; held: number; state: Outcome; text?: string }
  | { type: "transcript"; client_id: string; conversation: string; to: string };

/** Frames that are sent only while the line is open, and are not repeated. */
export type Asking =
  | { type: "list"; view: View; filters: Filters; after: string | null }
  | { type: "open"; conversation: string; after: number }
  | { type: "sheet"; conversation: string }
  | { type: "leave"; conversation: string }
  | { type: "drafts"; conversations: string[] }
  | { type: "ready_answers" }
  | { type: "take"; conversation: string; fence: number }
  | { type: "give_back"; conversation: string; fence: number; question?: string; note?: string }
  | { type: "transfer"; conversation: string; fence: number; to: Target; note?: string }
  | { type: "close"; conversation: string; fence: number; outcome: string }
  | { type: "labels"; conversation: string; labels: string[] }
  | { type: "assign"; conversation: string; adviser: string }
  | { type: "call_back"; call_back: string; outcome: "reached" | "not_reached" | "wrong_number" }
  | SettleInterpreter
  | ToOverview
  | { type: "preview"; conversation: string; name: string; values: Record<string, Value> }
  | { type: "address"; conversation: string }
  | { type: "budget"; conversation: string; case: Case }
  | { type: "budget_try"; conversation: string; case: Case; question: string; text: string }
  | { type: "typing"; conversation: string }
  | { type: "seen"; conversation: string; seq: number }
  | { type: "presence"; state: "here" | "away" };
