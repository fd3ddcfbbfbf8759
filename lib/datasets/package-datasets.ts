/** Real tables that come inside npm packages: no network once the package is installed. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { checkOptions } from "../base/check";
import { didYouMean, quoteList } from "../base/errors";
import type { Cell } from "../table/column";
import { readCsv } from "../table/read-csv";
import { Table } from "../table/table";

/** A table in a package. */
export interface PackageDataset {
  readonly name: string;
  readonly title: string;
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly licence: string;
}

const OBSERVABLE = { package: "@observablehq/sample-datasets", version: "1.0.1" };
const VEGA = { package: "vega-datasets", version: "3.2.1" };

export const packageDatasets: readonly PackageDataset[] = [
  {
    name: "olympians",
    title: "Athletes of the 2016 games",
    ...OBSERVABLE,
    file: "olympians.csv",
    licence: "none stated in the package (ISC)",
  },
  { name: "diamonds", title: "Diamonds and their prices", ...OBSERVABLE, file: "diamonds.csv", licence: "MIT (ggplot2)" },
  { name: "pizza", title: "Orders of an invented pizza shop", ...OBSERVABLE, file: "pizza.csv", licence: "ISC" },
  { name: "penguins", title: "Penguins of three islands", ...OBSERVABLE, file: "penguins.csv", licence: "CC0 (palmerpenguins)" },
  { name: "weather", title: "Daily weather", ...OBSERVABLE, file: "weather.csv", licence: "public domain (NOAA)" },
  { name: "birdstrikes", title: "Birds that met aeroplanes", ...VEGA, file: "birdstrikes.csv", licence: "public domain (US government)" },
  { name: "movies", title: "Films, with many gaps", ...VEGA, file: "movies.json", licence: "none stated; use it, do not copy it" },
  {
    name: "flights",
    title: "Flights in the United States, 2001",
    ...VEGA,
    file: "flights-20k.json",
    licence: "US Department of Transportation",
  },
  { name: "airports", title: "Airports of the United States", ...VEGA, file: "airports.csv", licence: "public domain (US government)" },
  { name: "zipcodes", title: "Places of the United States by postal code", ...VEGA, file: "zipcodes.csv", licence: "CC BY 4.0 (GeoNames)" },
];

/** Gives the main file of a package, as `require.resolve` does; throws when it is not installed. */
type Resolve = (name: string) => string;

/**
 * The path of a table inside an npm package; the file is CSV or, for some, JSON.
 *
 * Throws an Error that says how to install the package when it is not there.
 *
 * @example
 * assert.throws(() => packageDatasetPath("diamond"), /Did you mean "diamonds"/);
 */
export function packageDatasetPath(name: string, options: { readonly resolve?: Resolve } = {}): string {
  checkOptions(`Cannot find "${name}"`, options, ["resolve"]);
  const dataset = packageDatasets.find((candidate) => candidate.name === name);
  if (dataset === undefined) {
    const names = packageDatasets.map((candidate) => candidate.name);
    throw new RangeError(`Cannot find "${name}": no package holds it.${didYouMean(name, names)} The names are ${quoteList(names, 12)}`);
  }
  const { package: home, version, file } = dataset;
  try {
    return locate(home, file, options.resolve ?? resolveFromCourse);
  } catch (error) {
    throw new Error(`Cannot find "${name}": the package ${home} is not installed. Run: npm install --no-save ${home}@${version}`, {
      cause: error,
    });
  }
}

/**
 * A table from an npm package. A column of a JSON file whose cells are of several types becomes text, as a film's title
 * that is a number.
 *
 * Throws an Error that says how to install the package when it is not there.
 */
export async function packageDataset(name: string, options: { readonly resolve?: Resolve } = {}): Promise<Table> {
  const path = packageDatasetPath(name, options);
  return path.endsWith(".json") ? tableOfJson(JSON.parse(await readFile(path, "utf8"))) : readCsv(path);
}

function tableOfJson(records: readonly Readonly<Record<string, Cell>>[]): Table {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name): [string, Cell[]] => {
    const cells = records.map((record) => record[name] ?? null);
    const types = new Set(cells.filter((cell) => cell !== null).map((cell) => typeof cell));
    return [name, types.size > 1 ? cells.map((cell) => (cell === null ? null : String(cell))) : cells];
  });
  return Table.of(Object.fromEntries(columns));
}

/** The files of vega-datasets are not among its exports: they lie beside its entry. */
function locate(home: string, file: string, resolve: Resolve): string {
  return home === VEGA.package ? join(dirname(resolve(home)), "..", "data", file) : resolve(`${home}/${file}`);
}

/** The packages are dependencies of the course, not of the library: look from the working folder first. */
function resolveFromCourse(name: string): string {
  return createRequire(join(process.cwd(), "course.js")).resolve(name);
}
