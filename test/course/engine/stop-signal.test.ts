import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildLibrary, ROOT } from "./built-library";

beforeAll(buildLibrary, 120_000);

/** A process that hears SIGINT as Jupyter's kernel does; each "cell" gives stdout.write a new identity, as the kernel does. */
async function underJupyter(cells: string): Promise<string[]> {
  const script = `
    const { stopSignal } = require(${JSON.stringify(join(ROOT, "lib/dist/course/engine/stop-signal.js"))});
    const real = process.stdout.write.bind(process.stdout);
    const newCell = () => { process.stdout.write = (text) => real(text); };
    const interrupt = () => new Promise((resolve) => { process.kill(process.pid, "SIGINT"); setTimeout(resolve, 100); });
    process.on("SIGINT", () => console.log("kernel gives up the cell"));
    (async () => { ${cells} })();`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  return text.trim().split("\n");
}

it("the first SIGINT raises the signal, the second reaches the kernel", async () => {
  const heard = await underJupyter(
    `newCell(); const signal = stopSignal(); await interrupt(); console.log(signal.aborted); await interrupt();`,
  );
  expect(heard).toEqual(["true", "kernel gives up the cell"]);
});

it("a cell that never asked for the signal is the kernel's", async () => {
  const heard = await underJupyter(`newCell(); const signal = stopSignal(); newCell(); await interrupt(); console.log(signal.aborted);`);
  expect(heard).toEqual(["kernel gives up the cell", "false"]);
});

it("one cell has one signal, the next a new one", async () => {
  const heard = await underJupyter(`
    newCell(); const first = stopSignal(); console.log(first === stopSignal()); await interrupt();
    newCell(); const second = stopSignal(); console.log(second === first, second.aborted); await interrupt(); console.log(second.aborted);`);
  expect(heard).toEqual(["true", "false false", "true"]);
});
