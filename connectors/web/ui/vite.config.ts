// One file to begin with: a site that embeds the chat adds one script tag. What few people need stands in a second file,
// which is fetched when somebody wants it; the two share no code, so that there are no chunks.
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

/** Around each import() vite puts 600 bytes that fetch style sheets first, and ours have none. */
const plainImport: Plugin = {
  name: "plain import",
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === "chunk") file.code = file.code.replace("importPlainly(", "import(");
    }
  },
};

export default defineConfig({
  plugins: [unindented, plainImport],
  build: {
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      preserveEntrySignatures: "exports-only",
      input: { widget: "src/main.ts", later: "src/later.ts" },
      output: { format: "es", entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
