import { defineConfig } from "vitest/config";

const results = process.env.SYNTHETIC_TABLES_TEST_RESULTS;

/** Tests that need Chromium: `npm run test:browser`. They skip aloud where there is none. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: "forks",
    fileParallelism: false,
    // a browser on a busy machine is late now and then; what is wrong fails twice
    retry: 1,
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: `${results}/browser.json` }]],
  },
});
