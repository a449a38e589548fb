// Printing, without navigating away. Downloading is loaded later.

export type Format = "pdf" | "docx";

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
