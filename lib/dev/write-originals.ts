/** The last step of the build: the notebooks as the course has them, in `lib/dist/originals`, for who resets their own. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { courseFolder } from "../course/course-folder";
import { buildNotebooks } from "./build-notebooks";

function main(): void {
  const root = courseFolder();
  for (const { path, text } of buildNotebooks(root)) {
    const file = join(root, "lib", "dist", "originals", path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  }
}

main();
