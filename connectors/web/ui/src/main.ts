// The one script that a page includes: it defines <startbro-chat>.

import { StartbroChat } from "./chat";

if (!customElements.get("startbro-chat")) customElements.define("startbro-chat", StartbroChat);
