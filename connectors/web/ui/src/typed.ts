// What people type or paste, before it is sent.

import type { Message } from "./protocol";

/** The longest message the server takes, in characters as people count them. */
export const MOST = 4000;
export const COUNT_FROM = 3500;
const FRAME = 16_000;

export function lengthOf(text: string): number {
  return [...text].length;
}

/** Takes out control characters, which no keyboard writes and which only blow up the frame. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu, "");
}

export function frameFits(text: string): boolean {
  return new TextEncoder().encode(JSON.stringify(text)).length <= FRAME;
}

/** The line as it stands in the log until the server shows it. */
export function ownMessage(seq: number, text: string, clientId: string): Message {
  return {
    seq,
    author: "person",
    kind: "text",
    text,
    parts: [text],
    language: "",
    direction: "auto",
    buttons: [],
    created: "",
    client_id: clientId,
  };
}
