/** A trained model as one safetensors file: the weights as arrays, everything else as JSON in the header. */

import { basename } from "node:path";
import { TableCodec } from "../encoding/table-codec";
import { type Blueprint, weightShapes } from "./blueprint";
import { readSafetensors, type SafetensorsFile, writeSafetensors } from "./safetensors";
import type { ModelState } from "./model-state";

const FORMAT = "synthetic-tables TabularARGN";
const VERSION = 1;

/** Writes the model; times and the engine stay out, so that the same seed gives the same bytes on any machine. */
export async function writeModel(path: string, state: ModelState): Promise<void> {
  const { codec, weights, engineDescription, history, ...lasting } = state;
  const rest = { ...lasting, history: history.map(({ seconds, ...epoch }) => epoch) };
  const shapes = weightShapes(state.blueprint);
  await writeSafetensors(path, {
    tensors: [...weights].map(([name, values]) => ({ name, shape: shapes.get(name) ?? [values.length], values })),
    metadata: { format: FORMAT, version: String(VERSION), codec: JSON.stringify(codec), model: JSON.stringify(rest) },
  });
}

/** @throws {SyntaxError} when the file is cut short, is no model, or comes from a newer version */
export async function readModel(path: string): Promise<ModelState> {
  const { metadata, tensors } = await readSafetensors(path);
  checkFormat(basename(path), metadata);
  const rest: Omit<ModelState, "codec" | "weights" | "engineDescription"> = JSON.parse(metadata.model);
  const weights = new Map(tensors.map(({ name, values }) => [name, values]));
  checkWeights(basename(path), rest.blueprint, weights);
  const engineDescription = `read from ${basename(path)}`;
  return { ...rest, engineDescription, codec: TableCodec.fromJSON(JSON.parse(metadata.codec)), weights };
}

function checkFormat(file: string, metadata: SafetensorsFile["metadata"]): void {
  if (metadata.format !== FORMAT) {
    throw new SyntaxError(`Cannot read ${file} as a model: it holds "${metadata.format ?? "other arrays"}", not a ${FORMAT}`);
  }
  if (Number(metadata.version) > VERSION) {
    throw new SyntaxError(
      `Cannot read ${file}: it was written by a newer version (model format ${metadata.version}, this one reads up to ${VERSION}). Update synthetic-tables`,
    );
  }
}

function checkWeights(file: string, blueprint: Blueprint, weights: ReadonlyMap<string, Float32Array>): void {
  for (const [name, shape] of weightShapes(blueprint)) {
    const needed = shape.reduce((product, extent) => product * extent, 1);
    const got = weights.get(name)?.length ?? 0;
    if (got !== needed)
      throw new SyntaxError(`Cannot read ${file}: "${name}" has ${got} numbers, the network needs ${needed}. Train the model again`);
  }
}
