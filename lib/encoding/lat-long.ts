/**
 * Places on Earth, written "48.137, 11.575": cells of a grid that is refined step by step, `[missing] grid1 grid2 ...`.
 * Each step divides a cell into 8 by 8. Refinement stops where fewer than 20 people share a typical cell (or at 0.00001
 * degrees); within the last cell the place is drawn evenly. The grid spans protected bounds.
 */

import type { Rng } from "../base/random";
import { stringColumn, type Column } from "../table/column";
import { type Codec, MISSING_FLAG } from "./codec";
import { POWERS_OF_TEN } from "./decimals";
import { fillMissing } from "./missing";
import { type Bounds, protectedBounds, rareThreshold } from "./rare";

export interface LatLongState {
  readonly encoding: "lat-long";
  /** Whether some cells were missing or no places. */
  readonly missing: boolean;
  /** Decimals that are written, and what stands between the two numbers. */
  readonly decimals: number;
  readonly separator: string;
  /** Absent when there are too few places to show any. */
  readonly latitude?: Bounds;
  readonly longitude?: Bounds;
  readonly steps: number;
}

const PLACE = /^\s*([+-]?\d+(?:\.\d+)?)(\s*,\s*)([+-]?\d+(?:\.\d+)?)\s*$/;
const SIDE = 8;
const MOST_STEPS = 9;
const MOST_PLACE_DECIMALS = 5;
const LEAST_PEOPLE_PER_CELL = 20;

export const latLong: Codec<LatLongState> = {
  fit(column, { rng, protection }) {
    const { latitudes, longitudes, separator, decimals } = parsePlaces(column);
    const threshold = rareThreshold(rng, protection);
    const present = (values: Float64Array): Float64Array => values.filter(Number.isFinite);
    const latitude = protectedBounds(present(latitudes).sort(), threshold);
    const longitude = protectedBounds(present(longitudes).sort(), threshold);
    const shared = { encoding: "lat-long", missing: latitudes.some(Number.isNaN), decimals, separator } as const;
    if (latitude === undefined || longitude === undefined) return { ...shared, steps: 0 };
    const finest = Math.max(latitude.high - latitude.low, longitude.high - longitude.low) * POWERS_OF_TEN[decimals];
    const needed = Math.min(MOST_STEPS, Math.ceil(Math.log(2 * finest + 1) / Math.log(SIDE)));
    const place = { latitude, longitude };
    const steps = protection ? protectedSteps(place, latitudes, longitudes, needed) : needed;
    return { ...shared, ...place, steps };
  },

  encode({ latitude, longitude, steps, missing }, column, rng) {
    const { latitudes, longitudes } = parsePlaces(column);
    const codes = Array.from({ length: steps }, () => new Int32Array(column.length));
    if (latitude !== undefined && longitude !== undefined) {
      for (let i = 0; i < column.length; i++) {
        let row = cellOf(latitudes[i], latitude, steps);
        let across = cellOf(longitudes[i], longitude, steps);
        for (let step = steps - 1; step >= 0; step--) {
          codes[step][i] = (row % SIDE) * SIDE + (across % SIDE);
          row = Math.floor(row / SIDE);
          across = Math.floor(across / SIDE);
        }
      }
    }
    const flags = Int32Array.from(latitudes, (value) => (Number.isNaN(value) ? 1 : 0));
    fillMissing(codes, flags, rng);
    return missing ? [flags, ...codes] : codes;
  },

  decode(state, codes, { name, rowCount, rng }) {
    const { latitude, longitude, missing, steps, separator } = state;
    const grid = missing ? codes.slice(1) : codes;
    const texts: (string | null)[] = [];
    for (let i = 0; i < rowCount; i++) {
      if (latitude === undefined || longitude === undefined || (missing && codes[0][i] === 1)) {
        texts.push(null);
        continue;
      }
      let row = 0;
      let across = 0;
      for (let step = 0; step < steps; step++) {
        row = row * SIDE + Math.floor(grid[step][i] / SIDE);
        across = across * SIDE + (grid[step][i] % SIDE);
      }
      texts.push(writePoint(row, latitude, state, rng) + separator + writePoint(across, longitude, state, rng));
    }
    return stringColumn(name, texts);
  },

  cardinalities({ missing, steps }) {
    const grid = Array.from({ length: steps }, (_, step) => ({ name: `grid${step + 1}`, cardinality: SIDE * SIDE, suppressed: [] }));
    return missing ? [MISSING_FLAG, ...grid] : grid;
  },
};

/** Whether the text is a place: two numbers, the first from -90 to 90, the second from -180 to 180. */
export function isPlace(text: string): boolean {
  const match = PLACE.exec(text);
  return match !== null && Math.abs(Number(match[1])) <= 90 && Math.abs(Number(match[3])) <= 180;
}

/** The coordinates of each cell; NaN where a cell is missing or no place. */
function parsePlaces(column: Column): { latitudes: Float64Array; longitudes: Float64Array; separator: string; decimals: number } {
  if (column.type !== "string")
    throw new TypeError(
      `Cannot encode "${column.name}" as places: its cells are of type ${column.type}, texts such as "48.1, 11.6" are needed`,
    );
  const parsed = column.dictionary.map((text) => (isPlace(text) ? PLACE.exec(text) : null));
  const numberAt = (group: number): Float64Array =>
    Float64Array.from(column.codes, (code) => (code < 0 ? NaN : Number(parsed[code]?.[group] ?? NaN)));
  const written = parsed.flatMap((match) => (match === null ? [] : [decimalsWritten(match[1]), decimalsWritten(match[3])]));
  const decimals = Math.min(
    MOST_PLACE_DECIMALS,
    written.reduce((most, count) => Math.max(most, count), 0),
  );
  return { decimals, latitudes: numberAt(1), longitudes: numberAt(3), separator: parsed.find((match) => match !== null)?.[2] ?? ", " };
}

function decimalsWritten(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/** Refines while half of the people share their cell with enough others. */
function protectedSteps(
  place: { latitude: Bounds; longitude: Bounds },
  latitudes: Float64Array,
  longitudes: Float64Array,
  most: number,
): number {
  for (let steps = 1; steps <= most; steps++) {
    const counts = new Map<number, number>();
    let present = 0;
    latitudes.forEach((latitude, i) => {
      if (Number.isNaN(latitude)) return;
      present++;
      const cell = cellOf(latitude, place.latitude, steps) * SIDE ** steps + cellOf(longitudes[i], place.longitude, steps);
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    });
    let sharing = 0;
    for (const count of counts.values()) if (count >= LEAST_PEOPLE_PER_CELL) sharing += count;
    if (sharing < present / 2) return Math.max(1, steps - 1);
  }
  return most;
}

function cellOf(value: number, { low, high }: Bounds, steps: number): number {
  const cells = SIDE ** steps;
  if (Number.isNaN(value) || high === low) return 0;
  return Math.min(cells - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * cells)));
}

/** A point of the cell; its middle where the cell is finer than what is written. */
function writePoint(cell: number, { low, high }: Bounds, { steps, decimals }: LatLongState, rng: Rng): string {
  const width = (high - low) / SIDE ** steps;
  const within = width * POWERS_OF_TEN[decimals] <= 0.5 ? 0.5 : rng.uniform();
  return (low + width * (cell + within)).toFixed(decimals);
}
