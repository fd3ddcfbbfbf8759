import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../lib/plots/figure";
import { plots } from "../../lib/plots/plots";
import { svgOf } from "../../lib/plots/svg-of";
import { datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { fixtureScores } from "../report/scores-fixture";

const HOSTILE = '<script>alert("x")</script>&';

/** Every tag is closed in order and no attribute breaks out: what a strict reader asks of a drawing. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z0-9:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, closing: string, name: string, __, alone: string) => {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (alone === "") open.push(name);
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
}

function expectDrawable(figure: Figure): void {
  expect(figure.altText.length).toBeGreaterThan(20);
  expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  for (const width of [320, 480, 900]) expectWellFormed(svgOf(figure, { width }));
}

describe("plots of a table", () => {
  const table = new Table([
    numberColumn("age", [20, 21, 21, NaN]),
    stringColumn(HOSTILE, ["a<b>", "", "__proto__", null]),
    datetimeColumn("born", [new Date("2001-02-03"), new Date("2004-05-06"), new Date("2024-01-01"), null], "date"),
    numberColumn("constant", [5, 5, 5, 5]),
    numberColumn("missing", [NaN, NaN, NaN, NaN]),
    numberColumn("huge", [1e300, -1e300, 0, Infinity]),
  ]);

  it("histogram() gives whole numbers a bin each and leaves the missing share open", () => {
    const figure = plots.histogram(table, "age");
    expect(figure.data[0]).toMatchObject({ x: [20, 21], y: [0.25, 0.5], width: [1, 1] });
    expect(figure.layout.title.text).toContain("25.0 % missing");
  });

  it("histogram() shows missing words as a bar", () => {
    expect(plots.histogram(table, HOSTILE).layout.yaxis.ticktext).toContain("(missing)");
  });

  it("histogram() and compare() draw every kind of column, constant, missing, huge and hostile ones too", () => {
    for (const name of table.columnNames) {
      expectDrawable(plots.histogram(table, name));
      expectDrawable(plots.compare(table, table.slice(0, 1), name));
      expectDrawable(plots.compare(table, table.slice(0, 0), name));
      expectDrawable(plots.histogram(table.slice(0, 0), name));
    }
  });

  it("histogram() puts every known value of a column into exactly one bin", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 }), (values) => {
        const [bars] = plots.histogram(new Table([numberColumn("v", values)]), "v").data;
        if (bars.type !== "bar") throw new Error("not bars");
        expect(bars.y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("compare() calls the tables what they are", () => {
    const { data, layout, altText } = plots.compare(table, table.slice(0, 1), table.columns[0].name, {
      names: ["all", "the <b>first</b>"],
    });
    expect(data.map(({ name }) => name)).toEqual(["all", expect.not.stringContaining("<b>")]);
    expect([layout.title.text, altText].every((text) => text.includes("(all)"))).toBe(true);
    expect(() => plots.compare(table, table, table.columns[0].name, { names: ["a", "a"] })).toThrow("two names that differ");
  });

  it("compare() refuses columns of different types", () => {
    expect(() => plots.compare(table, Table.of({ age: ["x"] }), "age")).toThrow("of type number here and string there");
    expect(() => plots.histogram(table, "agee")).toThrow('Did you mean "age"?');
    expect(() => plots.histogram(table, "age", { bins: 0 })).toThrow("bins is 0");
  });

  it("scatter() leaves out rows with a gap, says so, and keeps to the most points", () => {
    const figure = plots.scatter(table, "age", "constant", { colour: HOSTILE });
    expect(figure.layout.title.text).toContain("1 row with a gap left out");
    expectDrawable(figure);
    const many = new Table([
      numberColumn(
        "a",
        Array.from({ length: 500 }, (_, i) => i),
      ),
      numberColumn("b", Array(500).fill(1)),
    ]);
    const drawn = plots.scatter(many, "a", "b", { most: 50, seed: 1 });
    expect(drawn.data[0].x).toHaveLength(50);
    expect(plots.scatter(many, "a", "b", { most: 50, seed: 1 })).toEqual(drawn);
    expect(() => plots.scatter(table, HOSTILE, "age")).toThrow("points need numbers or dates");
  });

  it("bars() refuses what has no length", () => {
    expectDrawable(plots.bars({ labels: ["a", HOSTILE], values: [1, -2] }, { title: HOSTILE, unit: "points" }));
    expectDrawable(plots.bars({ labels: [], values: [] }, { title: "Nothing to see" }));
    expect(() => plots.bars({ labels: ["a"], values: [NaN] }, { title: "t" })).toThrow('the value of "a" is NaN');
    expect(() => plots.bars({ labels: ["a"], values: [] }, { title: "t" })).toThrow("1 labels and 0 values");
  });

  it("lossCurve() marks the epoch that the model keeps: the last best one of a settled training", () => {
    const phases = ["learn", "learn", "settle", "settle"] as const;
    const settled = phases.map((phase, i) => ({
      epoch: i + 1,
      phase,
      trainingLoss: 5 - i,
      validationLoss: [4, 3, 3.2, 3.3][i],
      best: i !== 3,
    }));
    expect(plots.lossCurve(settled).data[2]).toMatchObject({ x: [3], y: [3.2] });
    expect(plots.lossCurve(settled).altText).toContain("From epoch 3 on");
  });

  it("lossCurve() marks the epoch with the lowest validation loss", () => {
    const losses = [5, 3, 4].map((validationLoss, i) => ({ epoch: i + 1, trainingLoss: 5 - i, validationLoss }));
    const figure = plots.lossCurve(losses);
    expect(figure.data[2]).toMatchObject({ x: [2], y: [3] });
    expectDrawable(figure);
    expectDrawable(plots.lossCurve(losses.slice(0, 1)));
    expect(() => plots.lossCurve([])).toThrow("no epoch");
  });
});

describe("plots of scores", () => {
  const scores = fixtureScores({ names: ["age", HOSTILE, "", "pay"] });

  it("draws columns, pairs and the matrix, hostile names too", () => {
    for (const { name } of scores.columns) expectDrawable(plots.univariate(scores, name));
    expectDrawable(plots.pair(scores, "age", HOSTILE));
    expectDrawable(plots.accuracyMatrix(scores));
    const { data, layout } = plots.accuracyMatrix(scores);
    expect(JSON.stringify({ data, layout })).not.toContain("<script>");
  });

  it("pair() turned round is the same table on its side", () => {
    const z = (figure: Figure, i: number) => {
      const trace = figure.data[i];
      return trace.type === "heatmap" ? trace.z : [];
    };
    const straight = plots.pair(scores, "age", "pay");
    const turned = plots.pair(scores, "pay", "age");
    z(straight, 2).forEach((row, r) => row.forEach((share, c) => expect(z(turned, 2)[c][r]).toBe(share)));
  });

  it("accuracyMatrix() is symmetric, has the columns on its diagonal and leaves what was not computed empty", () => {
    const [matrix] = plots.accuracyMatrix({ ...scores, bivariate: { ...scores.bivariate, byPair: scores.bivariate.byPair.slice(1) } }).data;
    if (matrix.type !== "heatmap") throw new Error("not a heat map");
    expect(matrix.z[0][0]).toBe(scores.univariate.byColumn[0].value);
    expect(matrix.z[0][1]).toBeNull();
    expect(matrix.z[3][2]).toBe(matrix.z[2][3]);
  });

  it("says which columns and pairs there are", () => {
    expect(() => plots.univariate(scores, "agee")).toThrow('Did you mean "age"?');
    expect(() => plots.pair({ ...scores, pairTables: [] }, "age", "pay")).toThrow("Raise the cap of pair tables");
  });
});

describe("plots of the further parts of an assessment", () => {
  it("groups() draws each group against its yardstick and names the worst", () => {
    const figure = plots.groups(fixtureScores(), "age");
    expectDrawable(figure);
    expect(figure.data.map(({ name }) => name)).toEqual(["synthetic", "fresh real rows"]);
    expect(figure.altText).toMatch(/Furthest below is "0 to 9": 80.0 % instead of 90.0 %/);
    // a group that was not computed has no bar
    expect(figure.data[0].x).toHaveLength((figure.layout.yaxis.ticktext?.length ?? 0) - 1);
    expect(() => plots.groups(fixtureScores(), "job")).toThrow('they hold those of "age"');
  });

  it("utility() puts the largest loss first", () => {
    const figure = plots.utility(fixtureScores());
    expectDrawable(figure);
    expect(figure.altText).toContain("0.900 becomes 0.800");
    const none = { ...fixtureScores(), utility: { ...fixtureScores().utility, byTarget: [], difference: { notComputed: "no holdout" } } };
    expect(() => plots.utility(none)).toThrow("no holdout");
  });

  it("several() compares tables, hostile names too", () => {
    const figure = plots.several([
      { name: HOSTILE, scores: fixtureScores({ drift: 0.4 }) },
      { name: "good", scores: fixtureScores({ drift: 0 }) },
    ]);
    expectDrawable(figure);
    expect(figure.altText).toContain("good, ");
    expect(() => plots.several([])).toThrow("the list is empty");
  });
});
