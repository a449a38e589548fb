// One socket at a time, opened again by itself after every break.

const SHORTEST = 500;
const LONGEST = 10_000;
const GIVE_UP_OPENING = 12_000;
const AWAKE_CHECK = 20_000;

export interface Line<Incoming> {
  hello(): object;
  opened(): void;
  /** `code` is the socket's close code, 0 when it never opened. */
  lost(code: number): void;
  frame(frame: Incoming): void;
}

/** `Incoming` and `Outgoing` are the frames of the subprotocol `protocol`; "welcome" answers "hello" in all of them. */
export class Connection<Incoming extends { type: string }, Outgoing extends object> {
  #socket: WebSocket | null = null;
  #timer = 0;
  #opening = 0;
  #tries = 0;
  #wanted = false;
  #hidden = 0;
  #heard = 0;

  constructor(
    private readonly address: string,
    private readonly protocol: string,
    private readonly line: Line<Incoming>,
  ) {}

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#tries = 0;
    window.addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#visibility);
    this.#open();
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#visibility);
    this.#drop();
  }

  /** Opens a new socket at once; the server replays what is missing. */
  restart(): void {
    if (!this.#wanted) return;
    this.#drop();
    this.#open();
  }

  /** Waits longer before the next try, because the server asked for it. */
  slowDown(): void {
    this.#tries = 5;
  }

  /** Milliseconds since the server last said anything. */
  silentFor(): number {
    return Date.now() - this.#heard;
  }

  send(frame: Outgoing): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #open(): void {
    clearTimeout(this.#timer);
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.address, this.protocol);
    } catch {
      this.#again(0);
      return;
    }
    this.#socket = socket;
    this.#opening = window.setTimeout(() => this.restart(), GIVE_UP_OPENING);
    socket.onopen = () => socket.send(JSON.stringify(this.line.hello()));
    socket.onmessage = (event) => this.#received(socket, event.data);
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#again(event.code);
    };
  }

  #received(socket: WebSocket, data: unknown): void {
    if (socket !== this.#socket || typeof data !== "string") return;
    this.#heard = Date.now();
    const frame = JSON.parse(data) as Incoming;
    if (frame.type === "welcome") {
      clearTimeout(this.#opening);
      this.#tries = 0;
      this.line.frame(frame);
      this.line.opened();
    } else {
      this.line.frame(frame);
    }
  }

  #again(code: number): void {
    this.#drop();
    this.line.lost(code);
    if (!this.#wanted) return;
    const longest = Math.min(LONGEST, SHORTEST * 2 ** this.#tries);
    this.#tries += 1;
    // Jitter, so that a thousand browsers do not all come back in the same instant after a restart.
    const wait = SHORTEST + Math.random() * (longest - SHORTEST);
    this.#timer = window.setTimeout(() => this.#open(), wait);
  }

  #drop(): void {
    clearTimeout(this.#opening);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #wake = (): void => {
    this.restart();
  };

  #visibility = (): void => {
    if (document.hidden) {
      this.#hidden = Date.now();
    } else if (this.#socket === null || Date.now() - this.#hidden > AWAKE_CHECK) {
      // After sleep a dead socket still looks open.
      this.restart();
    }
  };
}
