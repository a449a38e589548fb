// One file, no chunks: a site that embeds the chat adds one script tag and nothing else is fetched but texts.
import { defineConfig, type Plugin } from "vite";

/** Indentation inside templates is for us; a browser shows it as one space anyway, and it weighs on slow lines. */
const unindented: Plugin = {
  name: "unindented",
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === "chunk") file.code = file.code.replace(/\n {2,}/g, " ");
    }
  },
};

export default defineConfig({
  plugins: [unindented],
  build: {
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "es", entryFileNames: "widget.js", assetFileNames: "[name][extname]" },
    },
  },
});
