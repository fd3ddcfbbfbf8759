import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { checkInteger, checkNumber, checkOptions } from "../../base/check";
import { didYouMean } from "../../base/errors";
import { replaceFile } from "../../base/replace-file";
import type { Cell } from "../../table/column";
import type { Table } from "../../table/table";
import { family, type Generator } from "../generator";
import { type ColumnWish, rowsOfAnswer, tableOfRows, type WishedColumn } from "./answer-rows";
import { arrayAt, askChat } from "./chat-endpoint";

export interface LanguageModelOptions {
  /** The address before "/chat/completions". Default: Ollama on this machine, "http://localhost:11434/v1". */
  readonly endpoint?: string;
  /** The name by which the service knows the model. */
  readonly model?: string;
  /** What a row stands for, in words for the model. */
  readonly about?: string;
  /** What the cells of single columns must be: `{ age: { low: 0, high: 120 }, sex: { values: ["F", "M"] } }`. */
  readonly columns?: Readonly<Record<string, ColumnWish>>;
  /** A file of recorded answers to read in place of asking: `{ "answers": ["[{...}, ...]", ...] }`. No network is needed. */
  readonly recorded?: string;
  /** A file to record the answers in, to be given as `recorded` later. */
  readonly record?: string;
  /** Rows to ask for at a time, 20. */
  readonly rowsPerAnswer?: number;
  /** Name of the environment variable with the key, "OPENAI_API_KEY". A key never stands in an option or a file. */
  readonly keyVariable?: string;
  /** Seconds to wait for an answer, 120. */
  readonly timeoutSeconds?: number;
  /** Tries for an answer, and answers in a row without one good row, before giving up, 5. */
  readonly attempts?: number;
  /** Seconds before the second try, twice as many before each next one, 1. */
  readonly waitSeconds?: number;
}

const DEFAULTS = {
  endpoint: "http://localhost:11434/v1",
  model: "llama3.2",
  about: "a made-up record",
  columns: {},
  rowsPerAnswer: 20,
  keyVariable: "OPENAI_API_KEY",
  timeoutSeconds: 120,
  attempts: 5,
  waitSeconds: 1,
} satisfies LanguageModelOptions;

/**
 * Mock data written by a language model, at any service with OpenAI's chat interface, one on this machine included. The model
 * is told the names and types of the columns and what `about` and `columns` say; no cell of the table is sent. Each row of an
 * answer is checked against the wishes, and rows with a fault are asked for again.
 *
 * It knows what people write about the world, not your table: shares and ties are those of its reading. The seed is passed
 * on, but only `recorded` answers are sure to be the same again.
 *
 * @example
 * const folder = await (await import("node:fs/promises")).mkdtemp("/tmp/answers-");
 * const recorded = `${folder}/answers.json`;
 * await (await import("node:fs/promises")).writeFile(recorded, JSON.stringify({ answers: ['Here: [{"age": 31}, {"age": "old"}]'] }));
 * const mocked = await languageModel({ recorded }).train(Table.of({ age: [54] }));
 * assert.deepEqual((await mocked.sample(1)).row(0), { age: 31 });
 */
export function languageModel(options: LanguageModelOptions = {}): Generator {
  const settings = checked(options);
  return family("language-model", (table) => {
    const columns = wishesOf(table, settings.columns);
    return async (rows, rng, turn, signal) => {
      const answers = settings.recorded === undefined ? undefined : await readAnswers(settings.recorded);
      const next: NextAnswer =
        answers === undefined
          ? (wanted, seed) => askChat(endpointOf(settings), { prompt: promptFor(wanted, columns, settings.about), seed, signal })
          : (_, __, k) => Promise.resolve(answers[k]);
      const asked: string[] = [];
      const cells = await gather(rows, columns, { next, asked, seed: rng.integer(2 ** 31), settings }, turn);
      if (settings.record !== undefined) await keepAnswers(settings.record, { model: settings.model, answers: asked });
      return tableOfRows(cells, table.columns);
    };
  });
}

type Settings = typeof DEFAULTS & LanguageModelOptions;

function checked(options: LanguageModelOptions): Settings {
  const action = "Cannot make a language-model family";
  if ("key" in options || "apiKey" in options) {
    throw new TypeError(`${action}: a key must not stand in the code. Put it into an environment variable, and name that as keyVariable`);
  }
  checkOptions(action, options, [...Object.keys(DEFAULTS), "recorded", "record"]);
  const settings = { ...DEFAULTS, ...options };
  checkInteger(action, "rowsPerAnswer", settings.rowsPerAnswer, 1, 1000);
  checkInteger(action, "attempts", settings.attempts, 1, 100);
  checkNumber(action, "timeoutSeconds", settings.timeoutSeconds, 0.001, 3600);
  checkNumber(action, "waitSeconds", settings.waitSeconds, 0, 3600);
  if (!/^https?:\/\//.test(settings.endpoint))
    throw new RangeError(`${action}: endpoint is "${settings.endpoint}", it must begin with http:// or https://`);
  return settings;
}

function wishesOf(table: Table, wishes: Readonly<Record<string, ColumnWish>>): readonly WishedColumn[] {
  for (const name of Object.keys(wishes)) {
    if (!table.has(name))
      throw new RangeError(
        `Cannot train language-model: columns names "${name}", which is no column.${didYouMean(name, table.columnNames)}`,
      );
  }
  return table.columns.map(({ name, type }) => ({ column: { name, type }, wish: Object.hasOwn(wishes, name) ? wishes[name] : {} }));
}

/** Gives answer number k; undefined when there are no more. */
type NextAnswer = (wanted: number, seed: number, k: number) => Promise<string | undefined>;

interface Asking {
  readonly next: NextAnswer;
  /** The answers so far. */
  readonly asked: string[];
  readonly seed: number;
  readonly settings: Settings;
}

/** Asks until there are enough good rows, or too many answers in a row had none. */
async function gather(
  rows: number,
  columns: readonly WishedColumn[],
  { next, asked, seed, settings }: Asking,
  turn: (step: number, steps: number) => Promise<void>,
): Promise<readonly (readonly Cell[])[]> {
  const good: (readonly Cell[])[] = [];
  let barren = 0;
  for (let k = 0; good.length < rows; k++) {
    await turn(good.length, rows);
    const answer = await next(Math.min(settings.rowsPerAnswer, rows - good.length), seed + k, k);
    if (answer === undefined) {
      throw new RangeError(
        `Cannot sample ${rows} rows from language-model: ${settings.recorded} holds ${good.length} good rows; record more answers`,
      );
    }
    asked.push(answer);
    const { rows: found, faults } = rowsOfAnswer(answer, columns);
    good.push(...found);
    barren = found.length > 0 ? 0 : barren + 1;
    if (barren >= settings.attempts && settings.recorded === undefined) {
      throw new Error(
        `Cannot sample from language-model: ${barren} answers in a row held no good row; in the last one ${faults[0] ?? "there were no rows"}`,
      );
    }
  }
  return good.slice(0, rows);
}

function endpointOf({ endpoint, model, keyVariable, timeoutSeconds, attempts, waitSeconds }: Settings) {
  return { address: endpoint, model, keyVariable, timeoutSeconds, attempts, waitSeconds };
}

/** What is asked: names, types and wishes, never a cell. */
export function promptFor(rows: number, columns: readonly WishedColumn[], about: string): string {
  const lines = columns.map(({ column: { name, type }, wish }) => {
    const kind = type === "datetime" ? "text, a date as 2024-01-31 or 2024-01-31T12:30:00" : type === "string" ? "text" : type;
    const parts = [
      kind,
      wish.about,
      wish.values && `one of ${JSON.stringify(wish.values)}`,
      wish.low === undefined ? undefined : `at least ${wish.low}`,
      wish.high === undefined ? undefined : `at most ${wish.high}`,
      wish.mayBeMissing === false ? "never null" : "null when missing",
    ];
    return `- ${JSON.stringify(name)}: ${parts.filter((part) => part !== undefined).join("; ")}`;
  });
  const head = `Write ${rows} rows of mock data. Each row is ${about}. Answer with a JSON list of ${rows} objects and nothing else. Each object has exactly these keys:`;
  return [head, ...lines, "The rows differ, as real ones would, and the cells of a row go together."].join("\n");
}

async function readAnswers(file: string): Promise<readonly string[]> {
  const content: unknown = JSON.parse(await readFile(file, "utf8"));
  const single = typeof content === "object" && content !== null && "answer" in content ? [content.answer] : undefined;
  const answers = (arrayAt(content, "answers") ?? single)?.filter((answer) => typeof answer === "string");
  if (answers === undefined) throw new TypeError(`Cannot read recorded answers: ${file} has no list "answers"`);
  return answers;
}

async function keepAnswers(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, (path) => writeFile(path, `${JSON.stringify(content, null, 2)}\n`));
}
