import { wholePower } from "../../base/power";
import { ADAM } from "../engine";

/** The numbers of AdamW at a step, as the kernel takes them: `rate` corrects the first moment, `correction2` the second. */
export function adamSettings(step: number, learningRate: number) {
  const { beta1, beta2, epsilon, weightDecay } = ADAM;
  return {
    rate: learningRate / (1 - wholePower(beta1, step)),
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    epsilon,
    keep: 1 - learningRate * weightDecay,
    correction2: 1 / (1 - wholePower(beta2, step)),
  };
}
