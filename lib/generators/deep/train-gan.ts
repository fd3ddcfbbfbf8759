/**
 * A small generative adversarial network of table rows: a generator makes rows out of noise, a critic learns to tell them
 * from real ones, and the generator learns from the critic. A condition names one mode of one column that the row must
 * have; it is chosen evenly over the columns and by the logarithm of its rows, so that rare modes are practised too.
 * Beside the critic the generator is told how often two modes meet.
 *
 * A made row is soft: it holds the shares of the modes. That pairs of shares are matched makes them nearly 0 or 1.
 *
 * Letters: B rows, W numbers of a row, Z noise.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";
import type { Table } from "../../table/table";
import type { Draw, Work } from "../generator";
import { startBackend } from "./backend";
import { BlockSoftmax } from "./block-softmax";
import { drawModes, normals, placeOf, rowsAt, uniforms } from "./chance";
import { type Condition, type Conditions, conditionsOf } from "./conditions";
import type { Drawn } from "./margins";
import { PairShares } from "./pair-shares";
import { firstWeights, Perceptron } from "./perceptron";
import { readTensor } from "./read-tensor";
import { type RowVectors, rowVectors } from "./row-vectors";
import { withMargins } from "./sample-network";

const [NOISE, HIDDEN, BATCH, STRETCHES] = [32, 128, 100, 10];
const GENERATOR_RATE = 0.003;
/** Less memory than usual: what the critic judges moves. */
const CRITIC_ADAM = { learningRate: 0.002, momentum: 0.5, squaresKept: 0.9 };
/** The weight of pairs of modes beside the critic and the condition. */
const PAIRS = 30;
/** Beyond so many numbers a row the table of pairs costs more than the networks: ties are then left to the critic. */
const WIDEST_PAIRS = 1500;
/** From this share of the steps on, the learning rate falls to 0, and the weights of the generator are averaged. */
const SETTLES_FROM = 0.5;
/** How steep the critic may be without a penalty, and the weight of the penalty. */
const [SLOPE, PENALTY] = [1, 1];

/** Trains generator and critic in turn; rows are then drawn by the generator alone. */
export async function trainGan(table: Table, { rng, turn }: Work, epochs: number): Promise<Draw> {
  await startBackend();
  const vectors = rowVectors(table, rng.fork("modes"), STRETCHES);
  const conditions = conditionsOf(vectors);
  const players = playersFor(vectors, conditions, rng);
  const steps = epochs * Math.ceil(vectors.rows / BATCH);
  const weights = new Float64Array(players.generator.read().length);
  let averaged = 0;
  try {
    for (let s = 0; s < steps; s++) {
      await turn(s, steps);
      const pace = Math.min(1, (1 - s / steps) / (1 - SETTLES_FROM));
      const request = (): Request => ({ condition: conditions.practise(BATCH, rng), noise: normals(rng, BATCH, NOISE) });
      tf.tidy(() => criticStep(players, vectors, request(), uniforms(rng, BATCH), pace));
      tf.tidy(() => generatorStep(players, request(), pace));
      if (s < SETTLES_FROM * (steps - 1)) continue;
      // the two go round each other for ever: the mean of where the generator has been is nearer to the middle
      averaged++;
      players.generator.read().forEach((weight, k) => (weights[k] += (weight - weights[k]) / averaged));
    }
  } finally {
    for (const part of Object.values(players)) part?.dispose();
  }
  const settled = Float32Array.from(weights);
  return withMargins(vectors, async (count, chance) => drawRows(settled, vectors, conditions.real(count, chance), chance), rng, turn);
}

interface Players {
  readonly generator: Perceptron;
  readonly critic: Perceptron;
  readonly softmax: BlockSoftmax;
  readonly pairs: PairShares | undefined;
}

function playersFor(vectors: RowVectors, { logShares, practised }: Conditions, rng: Rng): Players {
  const { width, blocks } = vectors;
  const criticWidths = [width, HIDDEN, HIDDEN, 1];
  return {
    generator: new Perceptron(generatorWidths(width), firstWeights(generatorWidths(width), rng.fork("generator"), logShares)),
    critic: new Perceptron(criticWidths, firstWeights(criticWidths, rng.fork("critic"))),
    softmax: new BlockSoftmax(blocks, width),
    pairs: width > WIDEST_PAIRS ? undefined : new PairShares(vectors, practised),
  };
}

function generatorWidths(width: number): readonly number[] {
  return [NOISE + width, HIDDEN, HIDDEN, width];
}

/** What the generator is asked for. */
interface Request {
  readonly condition: Condition;
  readonly noise: tf.Tensor2D;
}

/** Soft rows: shares in place of modes, and positions. */
function makeRows({ generator, softmax }: Pick<Players, "generator" | "softmax">, { condition, noise }: Request) {
  const pass = generator.forward(tf.concat2d([noise, condition.wanted], 1)); // [B, W]
  const shares = softmax.shares(pass.output); // [B, W]
  const rows: tf.Tensor2D = tf.add(shares, tf.mul(pass.output, softmax.positions)); // [B, W]
  return { pass, shares, rows };
}

/** The critic learns to say more of real rows than of made ones; its slope between the two is kept near 1. */
function criticStep(players: Players, vectors: RowVectors, request: Request, mixture: tf.Tensor2D, pace: number): void {
  const { critic } = players;
  const count = request.condition.rows.length;
  const real = rowsAt(vectors, request.condition.rows); // [B, W]
  const { rows: made } = makeRows(players, request);
  const evenly: tf.Tensor2D = tf.fill([count, 1], 1 / count); // [B, 1]
  const madeGradient = critic.backward(critic.forward(made), evenly).parameters;
  const realGradient = critic.backward(critic.forward(real), tf.neg(evenly)).parameters;
  // PENALTY x mean of (slope - SLOPE)^2, at points between made and real rows (Gulrajani and others 2017, section 4)
  const between: tf.Tensor2D = tf.add(made, tf.mul(tf.sub(real, made), mixture)); // [B, W]
  const seen = critic.forward(between);
  const slope = critic.backward(seen, tf.ones([count, 1])).input; // [B, W]
  const steepness = tf.sqrt(tf.add(tf.sum(tf.square(slope), 1, true), 1e-9)); // [B, 1]
  const pull: tf.Tensor2D = tf.mul(slope, tf.div(tf.mul(tf.sub(steepness, SLOPE), (2 * PENALTY) / count), steepness)); // [B, W]
  const gradient: tf.Tensor1D = tf.add(tf.add(madeGradient, realGradient), critic.slopeGradient(seen, pull));
  critic.descend(gradient, { ...CRITIC_ADAM, learningRate: pace * CRITIC_ADAM.learningRate });
}

/** The generator learns to make rows of which the critic says more, whose modes meet as often, and that obey their condition. */
function generatorStep(players: Players, request: Request, pace: number): void {
  const { generator, critic, softmax, pairs } = players;
  const count = request.condition.rows.length;
  const { pass, shares, rows } = makeRows(players, request);
  const judged = critic.backward(critic.forward(rows), tf.fill([count, 1], -1 / count)).input; // [B, W]
  const wish: tf.Tensor2D = pairs === undefined ? judged : tf.add(judged, tf.mul(pairs.gradient(rows), PAIRS)); // [B, W]
  const throughShares = tf.mul(shares, tf.sub(wish, softmax.sumOverBlock(tf.mul(wish, shares)))); // [B, W]
  const { wanted, column } = request.condition;
  const disobedience = tf.div(tf.mul(tf.sub(shares, wanted), column), count); // [B, W]
  const gradient: tf.Tensor2D = tf.add(tf.add(throughShares, tf.mul(wish, softmax.positions)), disobedience);
  generator.descend(generator.backward(pass, gradient).parameters, { learningRate: pace * GENERATOR_RATE });
}

/** Rows of a trained generator, one for each condition. */
function drawRows(weights: Float32Array, { width, blocks }: RowVectors, condition: Condition, chance: Rng): Drawn {
  const parts = { generator: new Perceptron(generatorWidths(width), weights), softmax: new BlockSoftmax(blocks, width) };
  const values = readTensor(() => makeRows(parts, { condition, noise: normals(chance, condition.rows.length, NOISE) }).rows);
  tf.dispose([condition.wanted, condition.column]);
  for (const part of Object.values(parts)) part.dispose();
  return {
    modes: blocks.map((block) => drawModes(values, width, block, chance)),
    positions: blocks.map(({ position }) => (position === undefined ? undefined : placeOf(values, width, position))),
  };
}
