/** TypeScript as a tree: the parser of the course's editor. */

import { parser } from "@lezer/javascript";

export const sourceParser = parser.configure({ dialect: "ts" });
