// The few drawings, in the colour of the text around them. They only repeat what words beside them say.

import { html, svg, type TemplateResult } from "lit";

const icon = (shape: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const check = icon(svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`);
export const checks = icon(svg`<path d="m2.500 12.500 4.500 4.500L15 8M11.500 16l1 1L21.500 8"/>`);
export const clock = icon(svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 7.500V12l3 2"/>`);
export const cross = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const arrow = icon(svg`<path d="M12 20V5M5.500 11.500 12 5l6.500 6.500"/>`);
export const lists = icon(
  svg`<path d="M8.500 6.500H20M8.500 12H20M8.500 17.500H20M4 6.500h.01M4 12h.01M4 17.500h.01"/>`,
);
export const talk = icon(svg`<path d="M4 5.500h16v11h-8.500L7 20v-3.500H4z"/>`);
export const sheet = icon(svg`<path d="M6 3.500h9l4 4v13H6zM9.500 11h6M9.500 15h6M14.500 3.500V8H19"/>`);
export const lock = icon(svg`<path d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3"/>`);
export const bell = icon(svg`<path d="M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500L19 18H5zM10.500 20.500h3"/>`);
export const silent = icon(
  svg`<path d="M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500L19 18H5zM10.500 20.500h3M4 4l16 16"/>`,
);
export const help = icon(
  svg`<circle cx="12" cy="12" r="8.500"/><path d="M9.700 9.600a2.400 2.400 0 1 1 3.400 2.400c-.8.400-1.100.9-1.100 1.700M12 16.500h.01"/>`,
);
export const out = icon(svg`<path d="M13 4.500H5.500v15H13M10 12h10M16.500 8.500 20 12l-3.500 3.500"/>`);
export const phone = icon(
  svg`<path d="M6 4h3.500l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z"/>`,
);
export const person = icon(svg`<circle cx="12" cy="8" r="3.500"/><path d="M5 20c.5-4 3.500-6 7-6s6.500 2 7 6"/>`);
export const pen = icon(svg`<path d="m5 15.500-.500 4 4-.500L19 8.500 15.500 5zM13 7.500l3.500 3.500"/>`);
export const leaf = icon(
  svg`<path d="M12 21v-9M12 12c0-4-3-6-7.500-6 0 4.500 2.500 6.500 7.500 6zM12 14.500c0-4.500 3-7 7.500-7 0 5-2.500 7.500-7.500 7z"/>`,
);
export const bars = icon(svg`<path d="M5 20v-7M12 20V4M19 20v-11"/>`);
