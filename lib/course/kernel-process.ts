/** The kernel that Jupyter and VS Code start: tslab, with the mends that our own engine has too. */

import * as converter from "tslab/dist/converter";
import { main } from "tslab/dist/main";
import { withShorthand } from "./shorthand";

const { createConverter } = converter;

// tslab asks for its converter by name when the kernel starts, so that it gets this one
Object.assign(converter, {
  createConverter: (...options: Parameters<typeof createConverter>) => withShorthand(createConverter(...options)),
});
main();
