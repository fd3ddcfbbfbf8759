/** `engines`: run to failure. */

import { roundTo } from "../round-to";
import type { ColumnPlan, SeededLaw, Sheets, Simulator, TablePlan } from "../simulator";
import { enginesCard } from "./card";
import { constants, type Engine, enginesOf, sensors, sites } from "./law";
import { enginesRules } from "./rules";
import { enginesTruths } from "./truths";

const engineTable: TablePlan = {
  name: "engines",
  primaryKey: ["engine_id"],
  foreignKeys: [],
  columns: [
    { name: "engine_id", type: "string", means: "Number of the engine; unique" },
    { name: "site", type: "string", values: sites, means: "Where it runs; damage grows faster at S2" },
    { name: "failure_mode", type: "string", values: ["compressor", "fan"], means: "What wears out" },
    { name: "cycles", type: "number", unit: "cycles", means: "Life: the engine fails in its last cycle" },
  ],
};

const cycleTable: TablePlan = {
  name: "cycles",
  primaryKey: ["engine_id", "cycle"],
  foreignKeys: [{ column: "engine_id", table: "engines", references: "engine_id" }],
  orderedBy: "cycle",
  columns: [
    { name: "engine_id", type: "string", means: "Which engine" },
    { name: "cycle", type: "number", means: "1, 2, 3 and so on, without gaps" },
    { name: "regime", type: "number", means: "How it was run: 0, 1 or 2; it moves every sensor" },
    ...Object.entries(sensors).map(([name, { means }]): ColumnPlan => ({ name, type: "number", means })),
    { name: "warning", type: "boolean", means: "Whether the engine gave a warning" },
  ],
};

const latent: TablePlan = {
  name: "latent",
  primaryKey: ["engine_id", "cycle"],
  foreignKeys: [{ column: "engine_id", table: "engines", references: "engine_id" }],
  columns: [
    { name: "engine_id", type: "string", means: "Which engine" },
    { name: "cycle", type: "number", means: "Cycle" },
    { name: "damage", type: "number", means: "Damage: the engine fails when it reaches 1" },
  ],
};

export const engines: Simulator = {
  name: "engines",
  title: "Engines: run to failure",
  subject: "engines",
  defaultRows: 60,
  tables: [engineTable, cycleTable],
  latent,
  constants,
  truths: enginesTruths,
  rules: enginesRules,
  card: enginesCard,
  seeded: (seed): SeededLaw => {
    const engine = enginesOf(seed);
    return {
      canaries: () => [],
      draw: (start, end, sheets) => {
        for (let i = start; i < end; i++) write(`E${String(i + 1).padStart(4, "0")}`, engine(i), sheets);
      },
    };
  },
};

function write(id: string, { site, fan, cycles, damage, run }: Engine, { tables, latent: hidden }: Sheets): void {
  tables.engines.add({ engine_id: id, site, failure_mode: fan ? "fan" : "compressor", cycles });
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const { regime, readings, warning } = run(cycle);
    const rounded = Object.fromEntries(Object.entries(sensors).map(([name, { digits }]) => [name, roundTo(readings[name], digits)]));
    tables.cycles.add({ engine_id: id, cycle, regime, ...rounded, warning });
    hidden.add({ engine_id: id, cycle, damage: roundTo(damage(cycle), 4) });
  }
}
