// Looks at a page that shows hostile texts: what they ran, what became more than text, what is too wide, and which of
// them could or do turn around the words beside it. Evaluated by tests/browser/hostile_watch.py.
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
  const ownPicture = (one) =>
    one.matches(".picture > img, .pictures .wide > img, img.qr") &&
    [`${location.origin}/desk/budget/`, "data:image/svg+xml"].some((begins) => one.src.startsWith(begins));
  const grew = ours.flatMap((one) =>
    ownPicture(one) ? [] : never.has(one.tagName.toUpperCase())
      ? [named(one)]
      : [...one.attributes].filter(active).map(({ name, value }) => `${named(one)} ${name}=${value}`),
  );

  // These are made to be moved sideways, also by keyboard: they take the focus, or everything in them does.
  const reached = (one) => one.tabIndex === 0 || [...one.children].every(({ tagName }) => tagName === "BUTTON");
  const sideways = (one) => one.matches(".sideways, .wide, .actions") && reached(one);
  const scrolls = (one) => !sideways(one) && /auto|scroll/.test(getComputedStyle(one).overflowY) && one.tagName !== "TEXTAREA";
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

  const balanced = (text) => {
    let open = 0;
    for (const sign of text.match(/[\u2066-\u2069]/g) ?? []) {
      open += sign === "\u2069" ? -1 : 1;
      if (open < 0) return false;
    }
    return open === 0;
  };
  const words = ours.flatMap((one) => [
    ...[...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => [one, data]),
    ...["aria-label", "title", "placeholder", "label", "alt"].map((name) => [one, one.getAttribute(name) ?? ""]),
  ]);
  const turned = words
    .filter(([, text]) => /[\u202a-\u202e]/.test(text) || !balanced(text))
    .map(([one, text]) => `${named(one)}: ${text.slice(0, 60)}`);

  return { ran: window.__hits, grew, wide, loose, turned };
};
