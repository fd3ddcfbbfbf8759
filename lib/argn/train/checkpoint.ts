/** Training that survives a kill: after its epochs all that it needs to go on lies in one file. */

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { quoteList } from "../../base/errors";
import { type Blueprint, weightShapes } from "../blueprint";
import type { CodeTable, Weights } from "../engine";
import { type NamedTensor, readSafetensors, writeSafetensors } from "../safetensors";
import type { Epoch, Phase, StopReason } from "./progress";
import type { RunState } from "./run";
import type { Schedule } from "./schedule";

const FORMAT = "synthetic-tables training";
const VERSION = 1;
/** Files are written this far apart at least; between two of them, some epochs are done again after a kill. */
const LEAST_MILLISECONDS = 1000;
const KINDS = ["weights", "means", "squares", "best", "fallback"] as const;

/** What must be the same for training to go on: the options that matter, by name, and the codes of the table. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What the header holds besides arrays. */
interface Header {
  readonly phase: Phase;
  readonly history: readonly Epoch[];
  /** JSON has no infinity: absent before the first loss. */
  readonly schedule: Omit<Schedule, "bestLoss"> & { readonly bestLoss?: number };
  readonly steps: number;
  readonly before?: StopReason;
}

/** The fingerprint of a training: each option as JSON, and a hash of the codes. */
export function fingerprintOf(options: Readonly<Record<string, unknown>>, { codes, rowCount }: CodeTable): Fingerprint {
  const hash = createHash("sha256").update(String(rowCount));
  for (const column of codes) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  const named = Object.entries(options).map(([name, value]) => [name, JSON.stringify(value) ?? "default"]);
  return Object.fromEntries([...named, ["the rows or their encoding", hash.digest("hex").slice(0, 32)]]);
}

/** Writes the state of training at most once a second, and always when a phase is done. */
export function checkpointWriter(
  path: string,
  blueprint: Blueprint,
  fingerprint: Fingerprint,
  leastMilliseconds = LEAST_MILLISECONDS,
): (state: RunState) => Promise<void> {
  let last = performance.now();
  return async (state) => {
    if (!state.isLast && performance.now() - last < leastMilliseconds) return;
    const { phase, history, schedule, optimiser, before } = state;
    const { bestLoss, ...rest } = schedule;
    const header: Header = {
      phase,
      history,
      schedule: Number.isFinite(bestLoss) ? schedule : rest,
      steps: optimiser.steps,
      ...(before === undefined ? {} : { before }),
    };
    const arrays = {
      weights: state.weights,
      means: optimiser.means,
      squares: optimiser.squares,
      best: state.best,
      fallback: state.fallback,
    };
    await writeSafetensors(path, {
      tensors: KINDS.flatMap((kind) => named(kind, blueprint, arrays[kind])),
      metadata: {
        format: FORMAT,
        version: String(VERSION),
        fingerprint: JSON.stringify(fingerprint),
        training: JSON.stringify(header),
      },
    });
    last = performance.now();
  };
}

function named(kind: string, blueprint: Blueprint, arrays: Weights | undefined): NamedTensor[] {
  if (arrays === undefined) return [];
  const shapes = weightShapes(blueprint);
  return [...arrays].map(([name, values]) => ({ name: `${kind}/${name}`, shape: shapes.get(name) ?? [values.length], values }));
}

/**
 * Where an interrupted training stood; undefined when there is no file.
 *
 * @throws {SyntaxError} when the file is no checkpoint
 * @throws {RangeError} when it belongs to other rows or options
 */
export async function readCheckpoint(path: string, blueprint: Blueprint, fingerprint: Fingerprint): Promise<RunState | undefined> {
  if (!existsSync(path)) return undefined;
  const { metadata, tensors } = await readSafetensors(path);
  const file = basename(path);
  if (metadata.format !== FORMAT || Number(metadata.version) > VERSION) {
    throw new SyntaxError(
      `Cannot go on from ${file}: it holds "${metadata.format ?? "other arrays"}", not a training that this version can read. Name another file as the checkpoint, or remove this one`,
    );
  }
  const stored: Fingerprint = JSON.parse(metadata.fingerprint);
  const differing = Object.keys({ ...stored, ...fingerprint }).filter((name) => stored[name] !== fingerprint[name]);
  if (differing.length > 0) {
    const which = differing.map((name) =>
      name.includes(" ") ? name : `${name} (${stored[name] ?? "default"}, now ${fingerprint[name] ?? "default"})`,
    );
    throw new RangeError(
      `Cannot go on from ${file}: it belongs to another training, which differs in ${quoteList(which).replaceAll('"', "")}. Train with the same, or name another file as the checkpoint`,
    );
  }
  const header: Header = JSON.parse(metadata.training);
  const arrays = (kind: string): Weights =>
    new Map(tensors.filter(({ name }) => name.startsWith(`${kind}/`)).map(({ name, values }) => [name.slice(kind.length + 1), values]));
  const [weights, means, squares, best, fallback] = KINDS.map(arrays);
  const needed = weightShapes(blueprint).size;
  if ([weights, means, squares].some(({ size }) => size !== needed)) {
    throw new SyntaxError(`Cannot go on from ${file}: arrays are missing from it. Remove it to begin anew`);
  }
  return {
    phase: header.phase,
    history: header.history,
    schedule: { bestLoss: Infinity, ...header.schedule },
    weights,
    optimiser: { steps: header.steps, means, squares },
    ...(best.size === 0 ? {} : { best }),
    ...(fallback.size === 0 ? {} : { fallback }),
    ...(header.before === undefined ? {} : { before: header.before }),
    isLast: false,
  };
}
