import tseslint from "typescript-eslint";

const strict = {
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^$", ignoreRestSiblings: true }],
  "no-console": "error",
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-restricted-properties": [
    "error",
    { object: "Math", property: "random", message: "Draw from an Rng." },
    { object: "Date", property: "now", message: "Results must not depend on the clock; measure time with performance.now()." },
  ],
};

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "lib/shims/**", "**/*.ipynb", "lib/**/assembly/**"] },
  { files: ["**/*.ts"], extends: [tseslint.configs.base], rules: strict },
  { files: ["lib/course/**/*.ts", "lib/dev/**/*.ts", "lib/cli/**/*.ts"], rules: { "no-console": "off" } },
  // what a notebook imports is there for the cells that a learner adds
  { files: ["notebooks/src/**/*.ts", "solutions/src/**/*.ts"], rules: { "@typescript-eslint/no-unused-vars": "off" } },
  { files: ["**/*.ts"], languageOptions: { parserOptions: { projectService: false } } },
);
