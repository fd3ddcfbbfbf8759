/** Where an axis puts its marks: at round numbers, and at round dates. */

/** A mark on an axis. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/**
 * Round numbers from at or above `low` to at or below `high`, about `most` of them: steps of 1, 2 or 5 times a power of
 * ten. One tick when the range is a point.
 *
 * Source: Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
 *
 * @example
 * assert.deepEqual(niceNumbers(0, 9.7, 5), [0, 2, 4, 6, 8]);
 */
export function niceNumbers(low: number, high: number, most: number): number[] {
  const step = niceStep((high - low) / Math.max(1, most));
  if (!(step > 0) || !Number.isFinite(step)) return [low];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // multiplied, not added up: 0.1 + 0.2 would show; the division keeps 3 * 0.1 at 0.3
  return Array.from({ length: last - first + 1 }, (_, i) => (step < 1 ? (first + i) / Math.round(1 / step) : (first + i) * step));
}

/** Ticks at round numbers, all written with as many digits as the step needs. */
export function numberTicks(low: number, high: number, most: number): Tick[] {
  const values = niceNumbers(low, high, most);
  const largest = Math.max(...values.map(Math.abs));
  const step = values.length > 1 ? values[1] - values[0] : largest;
  return values.map((at) => ({ at, text: writeNumber(at, step, largest) }));
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const DATE_STEPS: readonly { readonly step: number; readonly length: number }[] = [
  { step: 1, length: 10 },
  ...[
    SECOND,
    5 * SECOND,
    15 * SECOND,
    60 * SECOND,
    300 * SECOND,
    900 * SECOND,
    3600 * SECOND,
    3 * 3600 * SECOND,
    6 * 3600 * SECOND,
    12 * 3600 * SECOND,
  ].map((step) => ({ step, length: 16 })),
  ...[DAY, 2 * DAY, 7 * DAY, 14 * DAY].map((step) => ({ step, length: 10 })),
];

/** Ticks at round dates: times of a day, days, months or years. */
export function dateTicks(low: number, high: number, most: number): Tick[] {
  const wanted = (high - low) / Math.max(1, most);
  const fine = DATE_STEPS.find(({ step }) => step >= wanted);
  if (fine !== undefined) {
    return niceMultiples(low, high, fine.step).map((at) => ({
      at,
      text: new Date(at).toISOString().slice(0, fine.length).replace("T", " "),
    }));
  }
  const months = [1, 2, 3, 6].find((step) => step * 30.4 * DAY >= wanted);
  const step = months ?? 12 * Math.max(1, niceStep(wanted / (365.25 * DAY)));
  const first = new Date(low).getUTCFullYear() * 12;
  const last = new Date(high).getUTCFullYear() * 12 + 11;
  return niceMultiples(first, last, step)
    .map((month) => ({ at: Date.UTC(Math.floor(month / 12), month % 12), text: monthText(month, months !== undefined) }))
    .filter(({ at }) => at >= low && at <= high);
}

function monthText(month: number, withMonth: boolean): string {
  const year = String(Math.floor(month / 12));
  return withMonth ? `${year}-${String((month % 12) + 1).padStart(2, "0")}` : year;
}

function niceMultiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) => (first + i) * step);
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power;
}

function writeNumber(value: number, step: number, largest: number): string {
  if (largest >= 1e6 || (largest > 0 && largest < 1e-3)) {
    return value === 0
      ? "0"
      : new Intl.NumberFormat("en-US", {
          notation: largest >= 1e6 && largest < 1e15 ? "compact" : "scientific",
          maximumSignificantDigits: 4,
        }).format(value);
  }
  const digits = Math.max(0, -Math.floor(Math.log10(step || 1) + 1e-9));
  return value.toLocaleString("en-GB", { minimumFractionDigits: Math.min(digits, 10), maximumFractionDigits: Math.min(digits, 10) });
}
