// Looks at a page that shows hostile texts: what they ran, what became more than text, what is too wide, and which of
// them could turn around the words beside it. Evaluated by tests/browser/hostile_watch.py.
() => {
  const everything = (root) =>
    [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? everything(one.shadowRoot) : [])]);
  const all = everything(document.body);
  const ours = all.filter((one) => one.getRootNode() !== document);
  const named = (one) => `${one.tagName}.${one.getAttribute("class") ?? ""}`;

  const never = new Set(
    ("IMG IFRAME OBJECT EMBED VIDEO AUDIO MARQUEE MATH PLAINTEXT XMP FRAME X-Y SOURCE " +
      "SCRIPT LINK META BASE FOREIGNOBJECT IMAGE PICTURE").split(" "),
  );
  const harmless = /^(mailto:|tel:|#|\/|blob:)/;
  const active = ({ name, value }) =>
    /^on/i.test(name) || (["href", "src", "action", "data", "xlink:href"].includes(name) && !harmless.test(value));
  const grew = ours.flatMap((one) =>
    never.has(one.tagName.toUpperCase())
      ? [named(one)]
      : [...one.attributes].filter(active).map(({ name, value }) => `${named(one)} ${name}=${value}`),
  );

  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) && one.tagName !== "TEXTAREA";
  const wide = all
    .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1 && scrolls(one))
    .map((one) => `${named(one)} ${one.scrollWidth} > ${one.clientWidth}`);
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) wide.push(`page ${page.scrollWidth} > ${window.innerWidth}`);

  const hostile = /__hit|alert\(|evil\.invalid/;
  const isolated = (text) => {
    if (text.data.includes("\u2068")) return true; // a sentence of ours that quotes it
    for (let one = text.parentElement; one; one = one.parentElement) {
      const { unicodeBidi, display } = getComputedStyle(one);
      if (/flex|grid/.test(display)) return true; // every part of these is a box of its own
      if (!display.startsWith("inline")) return one.textContent.trim() === text.data.trim();
      if (unicodeBidi !== "normal") return true;
    }
    return true;
  };
  const loose = ours
    .filter((one) => !["OPTION", "TEXTAREA"].includes(one.tagName))
    .flatMap((one) => [...one.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE && hostile.test(node.data) && !isolated(node))
    .map((node) => `${named(node.parentElement)}: ${node.data.slice(0, 60)}`);

  return { ran: window.__hits, grew, wide, loose };
};
