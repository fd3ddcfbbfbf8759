#!/usr/bin/env node
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const words = process.argv.slice(2);
const main = join(__dirname, "..", "dist", "course", "commands", "main.js");

// what serves or writes the course must not do so with the code of yesterday
if (!existsSync(main) || ["start", "build", "verify"].includes(words[0])) {
  const { status } = spawnSync(process.execPath, [join(__dirname, "..", "course", "ensure-built.mjs")], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
const { authorCommands } = require("../dist/dev/commands/author-commands");
require(main).main(words, authorCommands);
