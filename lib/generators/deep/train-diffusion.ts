/**
 * A small diffusion model of table rows: noise is added to a row step by step until nothing of it is left, and a network
 * learns the way back. Positions get Gaussian noise; modes are, with growing probability, blanked.
 *
 *   position_t = sqrt(a_t) position_0 + sqrt(1 - a_t) e;   mode_t = mode_0 with probability a_t, else blank
 *
 * TabDDPM draws a mode anew where this model blanks it. A network that sees modes drawn anew has to doubt the right ones
 * beside them as well, and ties between columns blur; a blank says what is unknown.
 *
 * Source: Kotelnikov, Baranchuk, Rubachev and Babenko, "TabDDPM" (2023), section 3; Austin and others, "Structured Denoising
 * Diffusion Models in Discrete State-Spaces" (2021), section 3.1 (blanks are its absorbing state).
 *
 * Letters: B rows, W numbers of a row, T steps, a_t what is left of a row after t steps.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";
import type { Table } from "../../table/table";
import type { Draw, Turn, Work } from "../generator";
import { startBackend } from "./backend";
import { BlockSoftmax } from "./block-softmax";
import { batchesOf, drawMode, placeOf, rowsAt } from "./chance";
import type { Drawn } from "./margins";
import { firstWeights, Perceptron } from "./perceptron";
import { readTensor } from "./read-tensor";
import { type Block, type RowVectors, rowVectors } from "./row-vectors";
import { withMargins } from "./sample-network";

const [HIDDEN, BATCH, STRETCHES, LEARNING_RATE] = [128, 250, 10, 0.003];
/** Numbers that tell the network which step it is. */
const CLOCK = 8;

export interface DiffusionSize {
  readonly epochs: number;
  readonly steps: number;
}

/** Trains the network that sees a noisy row and says what row it was. */
export async function trainDiffusion(table: Table, { rng, turn }: Work, { epochs, steps }: DiffusionSize): Promise<Draw> {
  await startBackend();
  const vectors = rowVectors(table, rng.fork("modes"), STRETCHES);
  const left = leftAfter(steps);
  const widths = [vectors.width + CLOCK, HIDDEN, HIDDEN, vectors.width];
  const network = new Perceptron(widths, firstWeights(widths, rng.fork("network")));
  const softmax = new BlockSoftmax(vectors.blocks, vectors.width);
  let weights: Float32Array;
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const learningRate = LEARNING_RATE * Math.min(1, 2 * (1 - epoch / epochs));
      for (const batch of batchesOf(vectors.rows, BATCH, rng)) {
        await turn(epoch, epochs);
        tf.tidy(() => {
          const clean = rowsAt(vectors, batch); // [B, W]
          const { noisy, hidden } = noisyRows(vectors, left, batch, rng);
          const said = network.forward(noisy);
          const guess = tf.add(softmax.shares(said.output), tf.mul(said.output, softmax.positions)); // [B, W]
          const gradient: tf.Tensor2D = tf.div(tf.mul(tf.sub(guess, clean), hidden), batch.length); // [B, W]
          network.descend(network.backward(said, gradient).parameters, { learningRate });
        });
      }
    }
    weights = network.read();
  } finally {
    network.dispose();
    softmax.dispose();
  }
  const trained = { vectors, left, widths, weights };
  return withMargins(vectors, (rows, chance, pause) => denoise(trained, rows, chance, pause), rng, turn);
}

/** a_0 = 1 to a_T, nearly 0: the cosine schedule (Nichol and Dhariwal 2021, section 3.2). */
function leftAfter(steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, t) => Math.max(1e-4, Math.cos((t / steps) * (Math.PI / 2)) ** 2));
}

/** Rows after a random number of steps with the clock beside them, [B, W + clock], and a 1 wherever something is to be guessed, [B, W]. */
function noisyRows({ width, values, blocks }: RowVectors, left: Float64Array, batch: Int32Array, rng: Rng) {
  const seen = width + CLOCK;
  const noisy = new Float32Array(batch.length * seen);
  const hidden = new Float32Array(batch.length * width);
  batch.forEach((row, i) => {
    const t = 1 + rng.integer(left.length - 1);
    const [signal, noise] = [Math.sqrt(left[t]), Math.sqrt(1 - left[t])];
    noisy.set(values.subarray(row * width, (row + 1) * width), i * seen);
    for (const { start, modes, position } of blocks) {
      if (rng.uniform() >= left[t]) {
        noisy.fill(0, i * seen + start, i * seen + start + modes);
        hidden.fill(1, i * width + start, i * width + start + modes);
      }
      if (position === undefined) continue;
      noisy[i * seen + position] = signal * values[row * width + position] + noise * rng.normal();
      hidden[i * width + position] = 1;
    }
    setClock(noisy, i * seen + width, t / (left.length - 1));
  });
  return { noisy: tf.tensor2d(noisy, [batch.length, seen]), hidden: tf.tensor2d(hidden, [batch.length, width]) };
}

function setClock(values: Float32Array, at: number, time: number): void {
  for (let k = 0; k < CLOCK; k++) values[at + k] = Math.cos(Math.PI * k * time);
}

interface Trained {
  readonly vectors: RowVectors;
  readonly left: Float64Array;
  readonly widths: readonly number[];
  readonly weights: Float32Array;
}

const BLANK = -1;

/** From noise to rows: each step asks the network for the row behind the noise, and goes one step back towards it. */
async function denoise({ vectors, left, widths, weights }: Trained, rows: number, rng: Rng, pause: Turn): Promise<Drawn> {
  const { width, blocks } = vectors;
  const network = new Perceptron(widths, weights);
  const softmax = new BlockSoftmax(blocks, width);
  const modes = blocks.map(() => new Int32Array(rows).fill(BLANK));
  const positions = blocks.map(({ position }) =>
    position === undefined ? undefined : Float64Array.from({ length: rows }, () => rng.normal()),
  );
  try {
    for (let t = left.length - 1; t >= 1; t--) {
      await pause(left.length - t, left.length);
      const guess = readTensor(() => {
        const { output } = network.forward(rowsFrom(vectors, { modes, positions }, t / (left.length - 1)));
        return tf.add(softmax.shares(output), tf.mul(output, softmax.positions)); // [B, W]
      });
      const shown = (left[t - 1] - left[t]) / (1 - left[t]);
      blocks.forEach((block, c) => {
        showModes(modes[c], { guess, width, block, shown }, rng);
        const own = positions[c];
        if (own === undefined || block.position === undefined) return;
        stepPositions(own, placeOf(guess, width, block.position), left[t], left[t - 1], rng);
      });
    }
  } finally {
    network.dispose();
    softmax.dispose();
  }
  return { modes, positions };
}

function rowsFrom({ width, blocks }: RowVectors, { modes, positions }: Drawn, time: number): tf.Tensor2D {
  const rows = modes[0].length;
  const seen = width + CLOCK;
  const values = new Float32Array(rows * seen);
  blocks.forEach(({ start, position }, c) => {
    const [own, codes] = [positions[c], modes[c]];
    for (let i = 0; i < rows; i++) {
      if (codes[i] !== BLANK) values[i * seen + start + codes[i]] = 1;
      if (position !== undefined && own !== undefined) values[i * seen + position] = own[i];
    }
  });
  for (let i = 0; i < rows; i++) setClock(values, i * seen + width, time);
  return tf.tensor2d(values, [rows, seen]);
}

interface Showing {
  readonly guess: Float32Array;
  readonly width: number;
  readonly block: Block;
  /** The probability that a blank mode is shown in this step. */
  readonly shown: number;
}

/** Some of the modes that are blank are drawn, by the shares that the network guesses; what is shown stays (Austin and others 2021). */
function showModes(modes: Int32Array, { guess, width, block, shown }: Showing, rng: Rng): void {
  for (let i = 0; i < modes.length; i++) {
    if (modes[i] !== BLANK || rng.uniform() >= shown) continue;
    modes[i] = drawMode(guess, i * width + block.start, block.modes, rng);
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
