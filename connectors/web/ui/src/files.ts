// Return codes and printing, without navigating away. Downloading is loaded later.

export type Format = "pdf" | "docx";

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
