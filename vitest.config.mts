import { defineConfig } from "vitest/config";

const results = process.env.SYNTHETIC_TABLES_TEST_RESULTS;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "**/node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // processes and timers on a busy machine are late now and then; what is wrong fails twice
    retry: 1,
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: `${results}/unit.json` }]],
  },
});
