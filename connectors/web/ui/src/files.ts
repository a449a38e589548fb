// Downloading and printing, without navigating away and without the token in any address.

export type Format = "pdf" | "docx";

/** There is no file, and the server says why in the person's language. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly language: string,
  ) {
    super(message);
  }
}

/** Fetches the plan and hands it to the browser as a file; throws when the server does not give it. */
export async function download(address: string, token: string, format: Format, locales: string[]): Promise<void> {
  const answer = await fetch(`${address}plan.${format}?locales=${locales.join(",")}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw await refusal(answer);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `startbro.${format}`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A proxy's page instead of our JSON tells a person nothing, so it becomes an error without words for them. */
async function refusal(answer: Response): Promise<Error> {
  const body = (await answer.json().catch(() => null)) as { text?: unknown; language?: unknown } | null;
  if (typeof body?.text !== "string" || !body.text) return new Error(`no file: ${answer.status}`);
  return new RefusedError(body.text, String(body.language ?? ""));
}

/** Gives the token that a return code opens, or why it does not: "wrong", "wait" or "no_answer". */
export async function redeem(address: string, code: string): Promise<{ token: string } | { reason: string }> {
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

const ALONE =
  "@media print{html,body{background:none!important}body *{visibility:hidden!important}" +
  "startbro-chat{visibility:visible!important;position:absolute!important;inset:0!important}}";

/** Prints only this element, whatever page it stands in. */
export function printAlone(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALONE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const after = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
  window.addEventListener("afterprint", after, { once: true });
  window.print();
}
