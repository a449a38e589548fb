// One file, no chunks: a site that embeds the chat adds one script tag and nothing else is fetched but texts.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "es", entryFileNames: "widget.js", assetFileNames: "[name][extname]" },
    },
  },
});
