// The one script of the desk's page: it defines <startbro-desk>.

import { StartbroDesk } from "./desk";

if (!customElements.get("startbro-desk")) customElements.define("startbro-desk", StartbroDesk);
