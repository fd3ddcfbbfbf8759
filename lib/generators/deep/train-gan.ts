/**
 * A small generative adversarial network of table rows: a generator makes rows out of noise, a critic learns to tell them
 * from real ones, and the generator learns from the critic. A condition names one mode of one column that the row must
 * have; it is chosen evenly over the columns and by the logarithm of its rows, so that rare modes are practised too.
 *
 * Letters: B rows, W numbers of a row, Z noise.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Table } from "../../table/table";
import type { Draw, Work } from "../generator";
import { startBackend } from "./backend";
import { BlockSoftmax } from "./block-softmax";
import { drawModes, gumbels, normals, placeOf, rowsAt, uniforms } from "./chance";
import { type Condition, conditionsOf } from "./conditions";
import { firstWeights, Perceptron } from "./perceptron";
import { type RowVectors, rowVectors } from "./row-vectors";
import { withMargins } from "./sample-network";

const [NOISE, HIDDEN, BATCH, STRETCHES] = [32, 128, 250, 8];
/** Less momentum than usual: the generator's target moves. */
const ADAM = { learningRate: 0.002, momentum: 0.5, squaresKept: 0.9 };
/** How much of a choice between modes the softened draw leaves open. */
const TEMPERATURE = 0.3;
const FURTHEST_POSITION = 3;
/** Steps of the critic for one of the generator. */
const CRITIC_STEPS = 2;
/** From this share of the steps on, the weights of the generator are averaged. */
const AVERAGED_FROM = 0.6;
/** How steep the critic may be without a penalty, and the weight of the penalty. */
const [SLOPE, PENALTY] = [1, 1];

/** Trains generator and critic in turn; rows are then drawn by the generator alone. */
export async function trainGan(table: Table, { rng, turn }: Work, epochs: number): Promise<Draw> {
  await startBackend();
  const vectors = rowVectors(table, rng.fork("modes"), STRETCHES);
  const { rows, width, blocks } = vectors;
  const conditions = conditionsOf(vectors);
  const widths = { generator: [NOISE + width, HIDDEN, HIDDEN, width], critic: [width, HIDDEN, HIDDEN, 1] };
  const players: Players = {
    generator: new Perceptron(widths.generator, firstWeights(widths.generator, rng.fork("generator"), conditions.logShares)),
    critic: new Perceptron(widths.critic, firstWeights(widths.critic, rng.fork("critic"))),
    softmax: new BlockSoftmax(blocks, width),
  };
  const steps = epochs * Math.ceil(rows / BATCH);
  const mean = new Float64Array(players.generator.read().length);
  let averaged = 0;
  try {
    for (let s = 0; s < steps; s++) {
      await turn(s, steps);
      const { learningRate } = ADAM;
      const request = (): Request => ({
        condition: conditions.practise(BATCH, rng),
        noise: normals(rng, BATCH, NOISE),
        chance: gumbels(rng, BATCH, width),
      });
      for (let round = 0; round < CRITIC_STEPS; round++) {
        tf.tidy(() => criticStep(players, vectors, request(), uniforms(rng, BATCH / 2), learningRate));
        await turn(s, steps);
      }
      tf.tidy(() => generatorStep(players, request(), learningRate));
      if (s < AVERAGED_FROM * (steps - 1)) continue;
      // the two go round each other for ever: the mean of where the generator has been is nearer to the middle
      averaged++;
      players.generator.read().forEach((weight, k) => (mean[k] += (weight - mean[k]) / averaged));
    }
  } finally {
    for (const part of Object.values(players)) part.dispose();
  }
  const weights = Float32Array.from(mean);
  return withMargins(
    vectors,
    async (count, chance) => drawRows(widths.generator, weights, vectors, conditions.real(count, chance), chance),
    rng,
    turn,
  );
}

interface Players {
  readonly generator: Perceptron;
  readonly critic: Perceptron;
  readonly softmax: BlockSoftmax;
}

/** What the generator is asked for. */
interface Request {
  readonly condition: Condition;
  readonly noise: tf.Tensor2D;
  readonly chance: tf.Tensor2D;
}

/** Soft rows: shares that are nearly 0 or 1 in place of modes, and positions within bounds. */
function makeRows({ generator, softmax }: Players, { condition, noise, chance }: Request) {
  const pass = generator.forward(tf.concat2d([noise, condition.wanted], 1)); // [B, W]
  const modes = softmax.shares(tf.div(tf.add(pass.output, chance), TEMPERATURE)); // [B, W]
  const bounded = tf.tanh(tf.div<tf.Tensor2D>(pass.output, FURTHEST_POSITION)); // [B, W]
  const rows: tf.Tensor2D = tf.add(modes, tf.mul(tf.mul(bounded, FURTHEST_POSITION), softmax.positions)); // [B, W]
  return { pass, modes, bounded, rows };
}

/** The critic learns to say more of real rows than of made ones; its slope between the two is kept near 1. */
function criticStep(players: Players, vectors: RowVectors, request: Request, mixture: tf.Tensor2D, learningRate: number): void {
  const { critic } = players;
  const count = request.condition.rows.length;
  const real = rowsAt(vectors, request.condition.rows); // [B, W]
  const { rows: made } = makeRows(players, request);
  const evenly: tf.Tensor2D = tf.fill([count, 1], 1 / count); // [B, 1]
  const madeGradient = critic.backward(critic.forward(made), evenly).parameters;
  const realGradient = critic.backward(critic.forward(real), tf.neg(evenly)).parameters;
  // PENALTY x mean of (slope - SLOPE)^2, at points between half of the made and the real rows (Gulrajani and others 2017, section 4)
  const steep = mixture.shape[0];
  const [some, others] = [real, made].map((all) => tf.slice2d(all, [0, 0], [steep, all.shape[1]])); // [B / 2, W]
  const between: tf.Tensor2D = tf.add(others, tf.mul(tf.sub(some, others), mixture)); // [B / 2, W]
  const seen = critic.forward(between);
  const slope = critic.backward(seen, tf.ones([steep, 1])).input; // [B / 2, W]
  const steepness = tf.sqrt(tf.add(tf.sum(tf.square(slope), 1, true), 1e-9)); // [B / 2, 1]
  const pull: tf.Tensor2D = tf.mul(slope, tf.div(tf.mul(tf.sub(steepness, SLOPE), (2 * PENALTY) / steep), steepness)); // [B, W]
  const gradient: tf.Tensor1D = tf.add(tf.add(madeGradient, realGradient), critic.slopeGradient(seen, pull));
  critic.descend(gradient, { ...ADAM, learningRate });
}

/** The generator learns to make rows of which the critic says more, and that obey their condition. */
function generatorStep(players: Players, request: Request, learningRate: number): void {
  const { generator, critic, softmax } = players;
  const count = request.condition.rows.length;
  const { pass, modes, bounded, rows } = makeRows(players, request);
  const wish = critic.backward(critic.forward(rows), tf.fill([count, 1], -1 / count)).input; // [B, W]
  const throughModes = tf.div(tf.mul(modes, tf.sub(wish, softmax.sumOverBlock(tf.mul(wish, modes)))), TEMPERATURE); // [B, W]
  const throughPositions = tf.mul(tf.mul(wish, softmax.positions), tf.sub(1, tf.square(bounded))); // [B, W]
  const { wanted, column } = request.condition;
  const disobedience = tf.div(tf.mul(tf.sub(softmax.shares(pass.output), wanted), column), count); // [B, W]
  const gradient: tf.Tensor2D = tf.add(tf.add(throughModes, throughPositions), disobedience);
  generator.descend(generator.backward(pass, gradient).parameters, { ...ADAM, learningRate });
}

/** Rows of a trained generator, one for each condition. */
function drawRows(
  widths: readonly number[],
  weights: Float32Array,
  { width, blocks }: RowVectors,
  condition: Condition,
  chance: Parameters<typeof normals>[0],
) {
  const generator = new Perceptron(widths, weights);
  const softmax = new BlockSoftmax(blocks, width);
  const count = condition.rows.length;
  const values = tf.tidy(() => {
    const { output } = generator.forward(tf.concat2d([normals(chance, count, NOISE), condition.wanted], 1)); // [B, W]
    return Float32Array.from(tf.add(softmax.shares(output), tf.mul(output, softmax.positions)).dataSync());
  });
  tf.dispose([condition.wanted, condition.column]);
  for (const part of [generator, softmax]) part.dispose();
  return {
    modes: blocks.map((block) => drawModes(values, width, block, chance)),
    positions: blocks.map(({ position }) => (position === undefined ? undefined : placeOf(values, width, position))),
  };
}
