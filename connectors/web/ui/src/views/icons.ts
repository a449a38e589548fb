// The few drawings, in the colour of the text around them. They only repeat what words beside them say.

import { html, svg, type TemplateResult } from "lit";

const icon = (shape: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const globe = icon(
  svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.6 6 3.6 9S15 18 12 21c-3-3-3.6-6-3.6-9S9 6 12 3"/>`,
);
export const dots = icon(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" class="dots"/>`);
export const cross = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const arrow = icon(svg`<path d="M12 20V5M5.5 11.5 12 5l6.5 6.5"/>`);
export const down = icon(svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);
export const check = icon(svg`<path d="m5 12.5 4.5 4.500L19 7.5"/>`);
export const clock = icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500V12l3 2"/>`);
export const sound = icon(
  svg`<path d="M4 9.500h3.500L12 5.500v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.500a7.5 7.5 0 0 1 0 11"/>`,
);
export const stop = icon(svg`<path d="M7 7h10v10H7z"/>`);
export const list = icon(svg`<path d="M6 3.500h9l4 4v13H6zM9.5 11h6M9.5 15h6M14.5 3.500V8H19"/>`);
export const leaf = icon(
  svg`<path d="M12 21v-9M12 12c0-4-3-6-7.5-6 0 4.5 2.5 6.5 7.5 6zM12 14.500c0-4.5 3-7 7.5-7 0 5-2.5 7.5-7.5 7z"/>`,
);
export const lock = icon(svg`<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>`);
export const heart = icon(
  svg`<path d="M12 20S4 15 4 9.300A4.2 4.2 0 0 1 12 7.500a4.2 4.2 0 0 1 8 1.800C20 15 12 20 12 20z"/>`,
);
export const robot = icon(
  svg`<rect x="5" y="8" width="14" height="11" rx="3"/><path d="M12 8V4.500M9.5 13h.01M14.5 13h.01" /><path d="M9.5 16h5"/>`,
);
export const person = icon(svg`<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.6-4 3.5-6 7-6s6.4 2 7 6"/>`);
