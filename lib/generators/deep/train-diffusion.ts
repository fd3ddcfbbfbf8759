/**
 * A small diffusion model of table rows: noise is added to a row step by step until nothing of it is left, and a network
 * learns the way back. Positions get Gaussian noise; modes are, with growing probability, drawn anew from their shares.
 *
 *   position_t = sqrt(a_t) position_0 + sqrt(1 - a_t) e;   mode_t = mode_0 with probability a_t, else any mode by its share
 *
 * Letters: B rows, W numbers of a row, T steps, a_t what is left of a row after t steps.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";
import type { Table } from "../../table/table";
import type { Draw, Turn, Work } from "../generator";
import { startBackend } from "./backend";
import { BlockSoftmax } from "./block-softmax";
import { batchesOf, placeOf } from "./chance";
import type { Drawn } from "./margins";
import { firstWeights, Perceptron } from "./perceptron";
import { type RowVectors, rowVectors } from "./row-vectors";
import { withMargins } from "./sample-network";

const [HIDDEN, BATCH, STRETCHES, LEARNING_RATE] = [128, 500, 4, 0.003];
/** Numbers that tell the network which step it is. */
const CLOCK = 8;

/** Trains the network that sees a noisy row and says what row it was. */
export async function trainDiffusion(table: Table, { rng, turn }: Work, { epochs, steps }: DiffusionSize): Promise<Draw> {
  await startBackend();
  const vectors = rowVectors(table, rng.fork("modes"), STRETCHES);
  const widths = [vectors.width + CLOCK, HIDDEN, HIDDEN, vectors.width];
  const network = new Perceptron(widths, firstWeights(widths, rng.fork("network")));
  const softmax = new BlockSoftmax(vectors.blocks, vectors.width);
  const noising: Noising = { vectors, left: leftAfter(steps), shares: sharesOf(vectors) };
  let weights: Float32Array;
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const learningRate = LEARNING_RATE * Math.min(1, 2 * (1 - epoch / epochs));
      for (const batch of batchesOf(vectors.rows, BATCH, rng)) {
        await turn(epoch, epochs);
        const { clean, noisy } = noisyRows(noising, batch, rng);
        tf.tidy(() => {
          const x = tf.tensor2d(clean, [batch.length, vectors.width]);
          const said = network.forward(tf.tensor2d(noisy, [batch.length, widths[0]]));
          const modeError = tf.mul(tf.sub(softmax.shares(said.output), x), softmax.modes); // [B, W]
          const positionError = tf.mul(tf.sub(said.output, x), softmax.positions); // [B, W]
          const gradient: tf.Tensor2D = tf.div(tf.add(modeError, positionError), batch.length);
          network.descend(network.backward(said, gradient).parameters, { learningRate });
        });
      }
    }
    weights = network.read();
  } finally {
    network.dispose();
    softmax.dispose();
  }
  return withMargins(vectors, (rows, chance, pause) => denoise(noising, { widths, weights }, rows, chance, pause), rng, turn);
}

export interface DiffusionSize {
  readonly epochs: number;
  readonly steps: number;
}

/** How rows become noise. */
interface Noising {
  readonly vectors: RowVectors;
  /** a_0 = 1 to a_T, nearly 0. */
  readonly left: Float64Array;
  /** The shares of the modes of each column: what its noise is drawn from. */
  readonly shares: readonly Float64Array[];
}

/** The cosine schedule (Nichol and Dhariwal 2021, section 3.2). */
function leftAfter(steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, t) => Math.max(1e-4, Math.cos((t / steps) * (Math.PI / 2)) ** 2));
}

function sharesOf({ modes, blocks, rows }: RowVectors): readonly Float64Array[] {
  return blocks.map((block, c) => {
    const shares = new Float64Array(block.modes);
    for (const mode of modes[c]) shares[mode] += 1 / rows;
    return shares;
  });
}

/** Rows of the batch as they are, and after a random number of steps with the clock beside them. */
function noisyRows({ vectors, left, shares }: Noising, batch: Int32Array, rng: Rng): { clean: Float32Array; noisy: Float32Array } {
  const { width, values, modes, blocks } = vectors;
  const clean = new Float32Array(batch.length * width);
  const noisy = new Float32Array(batch.length * (width + CLOCK));
  batch.forEach((row, i) => {
    const at = i * (width + CLOCK);
    const t = 1 + rng.integer(left.length - 1);
    clean.set(values.subarray(row * width, (row + 1) * width), i * width);
    blocks.forEach(({ start, position }, c) => {
      noisy[at + start + (rng.uniform() < left[t] ? modes[c][row] : rng.weighted(shares[c]))] = 1;
      if (position !== undefined) {
        noisy[at + position] = Math.sqrt(left[t]) * values[row * width + position] + Math.sqrt(1 - left[t]) * rng.normal();
      }
    });
    setClock(noisy, at + width, t / (left.length - 1));
  });
  return { clean, noisy };
}

function setClock(values: Float32Array, at: number, time: number): void {
  for (let k = 0; k < CLOCK; k++) values[at + k] = Math.cos(Math.PI * k * time);
}

/** From noise to rows: each step asks the network for the row behind the noise, and goes one step back towards it. */
async function denoise(
  { vectors, left, shares }: Noising,
  { widths, weights }: { readonly widths: readonly number[]; readonly weights: Float32Array },
  rows: number,
  rng: Rng,
  pause: Turn,
): Promise<Drawn> {
  const { width, blocks } = vectors;
  const network = new Perceptron(widths, weights);
  const softmax = new BlockSoftmax(blocks, width);
  const modes = shares.map((own) => Int32Array.from({ length: rows }, () => rng.weighted(own)));
  const positions = blocks.map(({ position }) =>
    position === undefined ? undefined : Float64Array.from({ length: rows }, () => rng.normal()),
  );
  try {
    for (let t = left.length - 1; t >= 1; t--) {
      await pause(left.length - t, left.length);
      const said = tf.tidy(() => {
        const { output } = network.forward(tf.tensor2d(rowsFrom(vectors, modes, positions, t / (left.length - 1)), [rows, width + CLOCK]));
        return tf.add(softmax.shares(output), tf.mul(output, softmax.positions)).dataSync();
      });
      const guess = Float32Array.from(said);
      blocks.forEach(({ start, position }, c) => {
        stepModes(modes[c], { guess, width, start, shares: shares[c], left: left[t], before: left[t - 1] }, rng);
        const own = positions[c];
        if (own !== undefined && position !== undefined) stepPositions(own, placeOf(guess, width, position), left[t], left[t - 1], rng);
      });
    }
  } finally {
    network.dispose();
    softmax.dispose();
  }
  return { modes, positions };
}

function rowsFrom(
  { width, blocks }: RowVectors,
  modes: readonly Int32Array[],
  positions: readonly (Float64Array | undefined)[],
  time: number,
): Float32Array {
  const rows = modes[0].length;
  const values = new Float32Array(rows * (width + CLOCK));
  blocks.forEach(({ start, position }, c) => {
    const [own, codes] = [positions[c], modes[c]];
    for (let i = 0; i < rows; i++) {
      values[i * (width + CLOCK) + start + codes[i]] = 1;
      if (position !== undefined && own !== undefined) values[i * (width + CLOCK) + position] = own[i];
    }
  });
  for (let i = 0; i < rows; i++) setClock(values, i * (width + CLOCK) + width, time);
  return values;
}

interface ModeStep {
  readonly guess: Float32Array;
  readonly width: number;
  readonly start: number;
  readonly shares: Float64Array;
  readonly left: number;
  readonly before: number;
}

/** p(mode before) is in proportion to p(mode now | before) x p(before | guess) (Hoogeboom and others 2021, section 4). */
function stepModes(modes: Int32Array, { guess, width, start, shares, left, before }: ModeStep, rng: Rng): void {
  const stays = left / before;
  const weights = new Float64Array(shares.length);
  for (let i = 0; i < modes.length; i++) {
    const now = modes[i];
    const anew = (1 - stays) * shares[now];
    let total = 0;
    for (let k = 0; k < weights.length; k++) {
      weights[k] = (before * guess[i * width + start + k] + (1 - before) * shares[k]) * (k === now ? stays + anew : anew);
      total += weights[k];
    }
    let rest = rng.uniform() * total;
    let mode = 0;
    while (mode < weights.length - 1 && (rest -= weights[mode]) >= 0) mode++;
    modes[i] = mode;
  }
}

/** The normal law of the position one step before, given that of now and the guess (Ho and others 2020, equation 7). */
function stepPositions(positions: Float64Array, guess: Float64Array, left: number, before: number, rng: Rng): void {
  const stays = left / before;
  const towards = (Math.sqrt(before) * (1 - stays)) / (1 - left);
  const remains = (Math.sqrt(stays) * (1 - before)) / (1 - left);
  const spread = Math.sqrt(((1 - before) / (1 - left)) * (1 - stays));
  for (let i = 0; i < positions.length; i++) positions[i] = towards * guess[i] + remains * positions[i] + spread * rng.normal();
}
