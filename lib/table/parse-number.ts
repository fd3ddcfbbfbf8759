/** Which texts are numbers. */

// no leading zeros, no plus, no thousands separators: "007", "+49 170" and "1,234" are labels or depend on the country
const NUMBER = /^-?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
const LOOSE_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a text states, or undefined when the text is to stay a text: leading zeros ("007"), a plus sign,
 * thousands separators, "Infinity", and digits beyond 2^53 that a number cannot hold ("9007199254740993") are no numbers.
 *
 * @example
 * assert.equal(parseNumber("-.5"), -0.5);
 * assert.equal(parseNumber("007"), undefined);
 */
export function parseNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  return Number.isFinite(value) && /[eE]/.test(text) ? value : undefined;
}

/** The number of a cell whose column is declared to be a number: leading zeros, a plus sign and Infinity are let through. */
export function parseDeclaredNumber(text: string): number | undefined {
  if (LOOSE_NUMBER.test(text)) return Number(text);
  if (text === "Infinity") return Infinity;
  return text === "-Infinity" ? -Infinity : undefined;
}

/**
 * A number as the shortest text that reads back as the same number. Beyond 2^53 it is written with an exponent, so that
 * its digits do not pretend to be exact.
 *
 * @example
 * assert.equal(writeNumber(0.1), "0.1");
 * assert.equal(writeNumber(1e20), "1e+20");
 */
export function writeNumber(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isFinite(value) ? value.toExponential() : String(value);
}
