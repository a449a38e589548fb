// What the browser remembers. Where storage is forbidden (private windows, strict settings) it lasts as long as the page.

const PREFIX = "startbro.";
const memory = new Map<string, string>();

function shelf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  memory.set(name, value);
  try {
    shelf()?.setItem(PREFIX + name, value);
  } catch {
    // The shelf is full or closed; memory has it.
  }
}

export function recall(name: string): string | null {
  return shelf()?.getItem(PREFIX + name) ?? memory.get(name) ?? null;
}

export function forget(name: string): void {
  memory.delete(name);
  shelf()?.removeItem(PREFIX + name);
}

/** Names that begin with `start`, without the prefix. */
export function remembered(start: string): string[] {
  const kept = Object.keys(shelf() ?? {})
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
  return [...new Set([...kept, ...memory.keys()])].filter((name) => name.startsWith(start));
}

/** Calls back when another tab changes the remembered `name`; null means that it was forgotten there. */
export function whenChangedElsewhere(name: string, call: (value: string | null) => void): () => void {
  const listen = (event: StorageEvent): void => {
    if (event.key === PREFIX + name) {
      if (event.newValue === null) memory.delete(name);
      call(event.newValue);
    }
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}
