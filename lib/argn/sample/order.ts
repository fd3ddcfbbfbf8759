/** In which order the columns of a row come. */

import type { Rng } from "../../base/random";

/** What the caller wants of some columns, by name; names that the model does not know play no part. */
export interface Roles {
  readonly given?: readonly string[];
  readonly rebalanced?: readonly string[];
  /** Columns across which an outcome shall have parity. */
  readonly sensitive?: readonly string[];
  readonly imputed?: readonly string[];
  /** The outcome that shall have parity. */
  readonly outcome?: string;
}

/**
 * Given columns first, then rebalanced ones, then sensitive ones (those to be imputed after the others), then the rest,
 * then what is to be imputed, and the outcome last: each is drawn to fit all before it. The rest comes in the order of
 * `rng`, or as in the data without one.
 */
export function generationOrder(names: readonly string[], roles: Roles, rng?: Rng): string[] {
  const { given = [], rebalanced = [], sensitive = [], imputed = [], outcome } = roles;
  const last = outcome === undefined ? [] : [outcome];
  const special = [...given, ...rebalanced, ...sensitive, ...imputed, ...last];
  const rest = names.filter((name) => !special.includes(name));
  const isImputed = (name: string): boolean => imputed.includes(name);
  const inOrder = [
    ...given,
    ...rebalanced,
    ...sensitive.filter((name) => !isImputed(name) && name !== outcome),
    ...sensitive.filter((name) => isImputed(name) && name !== outcome),
    ...(rng === undefined ? rest : rng.shuffle(rest)),
    ...imputed.filter((name) => name !== outcome),
    ...last,
  ];
  return [...new Set(inOrder)].filter((name) => names.includes(name));
}
