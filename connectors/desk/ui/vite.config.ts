// One file, no chunks: the desk's page has one script tag, and everything it shows comes by the socket.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "es", entryFileNames: "desk.js", assetFileNames: "[name][extname]" },
    },
  },
});
