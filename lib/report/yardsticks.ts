/** The limits of the verdict. */

/** The limits behind the words, as shares; the report prints them among its definitions. */
export const yardsticks = {
  small: 0.01,
  clear: 0.05,
  farAuc: 0.05,
  moreIdentical: 0.005,
  distance: 0.1,
  goodPropensity: 3,
  poorPropensity: 10,
} as const;
