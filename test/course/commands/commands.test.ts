import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildLibrary, ROOT } from "../engine/built-library";
import { CLOSE_ANSWER, type CourseCopy, courseCopy, RIGHT_ANSWER } from "./course-copy";

// each call is a process, and those that run cells start an engine: a busy machine takes its time
vi.setConfig({ testTimeout: 600_000 });

let copy: CourseCopy;

beforeAll(() => {
  buildLibrary();
  copy = courseCopy();
}, 120_000);
afterAll(() => copy.remove());

describe("course", () => {
  it("lists its commands, and each tells its options", () => {
    const overview = copy.course();
    expect(overview).toMatchObject({ status: 0, stderr: "" });
    const names = Array.from(overview.stdout.matchAll(/^ {2}([a-z]+) {2}/gm), ([, name]) => name);
    expect(names).toEqual("start run check hint solution reset progress doctor kernel lab live grade slides clean build verify".split(" "));
    for (const name of names) {
      const { status, stdout } = copy.course(name, "--help");
      expect([name, status]).toEqual([name, 0]);
      expect(stdout).toContain(`Usage: course ${name}`);
    }
  });

  it.each([
    [["strat"], 'Unknown command "strat". Did you mean "start"?'],
    [["run", "--quite"], 'run: unknown option --quite. Did you mean "quiet"? See course run --help'],
    [["run", "99x"], 'There is no notebook "99x". There are: 00-start-here'],
    [["run", "absent.ipynb"], "There is no file "],
    [["run", "00", "01a", "--out", "x.ipynb"], "--out needs exactly one NOTEBOOK"],
    [["run", "--seconds", "soon"], '--seconds is "soon", it must be a number'],
    [["check", "00.7"], 'No exercise "00.7". Did you mean "00.1"?'],
    [["check", "--watch", "--json"], "--watch and --json do not go together"],
    [["hint", "00.1", "4"], "Exercise 00.1 has hints 1 to 3"],
    [["hint", "00.1", "1", "2"], 'does not know what to do with "2"'],
    [["reset"], "reset needs one EXERCISE (04a.1), one NOTEBOOK (04a) or --all"],
    [["reset", "00.1", "--all"], "reset needs one EXERCISE"],
    [["reset", "00.9"], 'No exercise "00.9"'],
    [["kernel"], "npx course kernel install"],
    [["kernel", "instal"], 'Did you mean "install"?'],
    [["slides", "77"], 'There are no slides "77"'],
    [["slides", "--notes"], "--notes goes with --pdf"],
    [["live"], "live needs exactly one NOTEBOOK, got none"],
    [["live", "00", "--from", "00-imprts"], 'Did you mean "00-imports"?'],
    [["grade"], "grade needs exactly one FOLDER, got none"],
    [["grade", "absent"], "grade needs a folder of notebooks"],
    [["grade", ".", "--jobs", "1.5"], "--jobs is 1.5"],
    [["verify", "77"], 'no notebook "77" is built from the sources'],
    [["start", "00"], "npx course start --notebook 04a"],
  ])("%j is a wrong call: exit code 2 and the way out", (words, message) => {
    const { status, stdout, stderr } = copy.course(...words);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  it("a COURSE_FOLDER that is none is named", () => {
    const { status, stderr } = copy.courseWith({ env: { COURSE_FOLDER: "/" } }, "progress");
    expect(status).toBe(1);
    expect(stderr).toBe("COURSE_FOLDER names /, which is no folder of the course: it must hold its package.json\n");
  });
});

describe("course run", () => {
  it("prints what the cells say, and writes the notebook with its outputs", () => {
    const out = join(copy.root, "executed", "00.ipynb");
    const { status, stdout, stderr } = copy.course("run", "00", "--out", out);
    expect(status).toBe(0);
    expect(stdout).toContain("2,000 rows, 18 columns");
    expect(stdout).toMatch(
      /notebooks\/00-start-here: ok, \d+ cells, [\d.]+ s, [\d.]+ s of CPU, 00\.1 not-written(, 00\.\d not-written)*\n$/,
    );
    expect(stderr).toContain("-- 00-imports");
    const executed = JSON.parse(copy.read("executed/00.ipynb"));
    expect(JSON.stringify(executed)).toContain("2,000 rows, 18 columns");
    expect(
      executed.cells.every(
        (cell: { cell_type: string; execution_count?: number }) => cell.cell_type !== "code" || Number(cell.execution_count) > 0,
      ),
    ).toBe(true);
    expect(copy.read("notebooks/00-start-here.ipynb")).not.toContain("2,000 rows, 18 columns");
    expect(existsSync(join(copy.root, ".course/progress.json"))).toBe(false);
  });

  it("ends with 1 at a cell that fails, in words", () => {
    const file = join(copy.root, "broken.ipynb");
    const code = (id: string, source: string): object => ({
      cell_type: "code",
      id,
      metadata: {},
      source: [source],
      outputs: [],
      execution_count: null,
    });
    const cells = [code("a", "console.log(1);"), code("b", "const n: number = 'text';"), code("c", "console.log(3);")];
    writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const { status, stdout } = copy.course("run", file);
    expect(status).toBe(1);
    expect(stdout).toContain("TypeScript: line 1, column 7: Type 'string' is not assignable to type 'number'.");
    expect(stdout).toContain("broken.ipynb: FAILED, 2 cells");
    writeFileSync(file, "no notebook");
    expect(copy.course("run", file)).toMatchObject({ status: 1, stderr: expect.stringContaining("it is no JSON") });
  });
});

describe("an exercise from the terminal", () => {
  it("hint, check, solution, progress, reset: as a learner goes through it", () => {
    expect(copy.course("hint").stderr).toBe("The next exercise to solve is 00.1: the share of missing cells\n");
    expect(copy.course("hint", "00.1").stdout).toMatch(/^Hint 2 of 3, exercise 00.1: [\s\S]+npx course hint 00.1\n$/);
    expect(copy.course("hint", "00.1", "1").stdout).toMatch(/^Hint 1 of 3/);
    expect(copy.course("solution", "00.1")).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("npx course solution 00.1 --now"),
    });
    expect(copy.course("solution", "00.1", "--now").stdout).toContain("missing / table.rowCount");

    expect(copy.course("check", "00.1")).toMatchObject({ status: 1, stdout: expect.stringContaining("00.1: Not written yet.") });
    copy.edit("notebooks/00-start-here", "00-1-answer", CLOSE_ANSWER);
    const close = copy.course("check", "00.1");
    expect(close.status).toBe(1);
    expect(close.stdout).toMatch(
      /^00.1: Close. You count every cell[\s\S]+✗ 0 is a value, not a gap[\s\S]+expected: [\s\S]+npx course hint 00.1/,
    );

    copy.edit("exercises/00-start-here", "00-1-answer", RIGHT_ANSWER);
    const right = copy.course("check");
    expect(right.status).toBe(0);
    expect(right.stdout).toMatch(/^00.1: Right\.[\s\S]+npx course solution 00.1[\s\S]+1 answer written, 1 right, of \d+ exercises\.\n$/);
    expect(copy.course("solution", "00.1").status).toBe(0);
    expect(copy.course("progress").stdout).toMatch(
      /^1 of \d+ exercises solved\n {2}00.1, the share of missing cells, solved on \S+, 2 hints/,
    );
    expect(JSON.parse(copy.course("progress", "--json").stdout).exercises["00.1"]).toMatchObject({ attempts: 2, hintsOpened: 2 });

    const reset = copy.course("reset", "00.1");
    expect(reset.status).toBe(0);
    expect(reset.stdout).toMatch(
      /^notebooks\/00-start-here is as the course has it; [\s\S]+exercises\/00-start-here is .+ kept in \.course\/backups\/exercises\/[\s\S]+Forgotten: the progress in 00.1\n$/,
    );
    expect(copy.cell("exercises/00-start-here", "00-1-answer")).toContain("todo");
    expect(copy.cell("notebooks/00-start-here", "00-1-answer")).toContain("todo");
    const [backup] = readdirSync(join(copy.root, ".course/backups/exercises"));
    expect(copy.cell(`.course/backups/exercises/${backup.slice(0, -".ipynb".length)}`, "00-1-answer")).toBe(RIGHT_ANSWER);
    expect(copy.course("progress").stdout).toMatch(/^0 of/);
    expect(copy.read(".course/progress.json.before-reset")).toContain("firstPass");
  });

  it("an answer that does not run is told by its cell", () => {
    copy.edit("exercises/00-start-here", "00-1-answer", "function missingShare(): number { return tabel.rowCount; }");
    const { status, stdout } = copy.course("check", "00.1");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^00.1: Not right yet. The cell 00-1-answer does not run: 1:\d+ Cannot find name 'tabel'/);
    copy.course("reset", "exercises/00");
    expect(copy.read("exercises/00-start-here.ipynb")).toBe(copy.read("lib/dist/originals/exercises/00-start-here.ipynb"));
  });

  it("reset --all brings everything back", () => {
    copy.edit("notebooks/00-start-here", "00-imports", "mine");
    copy.edit("exercises/01a-the-spectrum", "01a-1-answer", "mine");
    const { stdout } = copy.course("reset", "--all");
    expect(stdout).toMatch(/notebooks\/00-start-here is as[\s\S]+exercises\/01a-the-spectrum is as/);
    expect(copy.course("reset", "--all").stdout).toBe(
      "No notebook was changed: you have written nothing there.\nThere was no progress to forget.\n",
    );
  });
});

describe("course check --watch", () => {
  it("grades when the notebook is saved, and obeys its keys", async () => {
    const watch = copy.start("check", "00.1", "--watch");
    let said = "";
    for (const stream of [watch.stdout, watch.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const hear = async (text: string): Promise<void> => {
      for (let i = 0; i < 400 && !said.includes(text); i++) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(said).toContain(text);
    };
    await hear("q quit");
    expect(said).toContain("00.1: Not written yet.");
    copy.edit("notebooks/00-start-here", "00-1-answer", RIGHT_ANSWER);
    await hear("00.1: Right.");
    await hear("n goes on to the next");
    watch.stdin.write("h");
    await hear("Hint 1 of 3");
    watch.stdin.write("n");
    await hear("\n== ");
    watch.stdin.write("lq");
    await hear("1 of ");
    expect(await new Promise((resolve) => watch.once("exit", resolve))).toBe(0);
    copy.course("reset", "--all");
  });
});

describe("course live", () => {
  it("shows and runs the next cell at a key, goes back, runs again, quits", () => {
    // the first cell shown, three of prose passed, the imports shown and run
    const { status, stdout } = copy.courseWith({ input: "   \n  b r?q   " }, "live", "00");
    expect(status).toBe(0);
    expect(stdout).toContain("00-question\n\n#");
    expect(stdout).toContain("00-imports\n\nimport {");
    expect(stdout).toMatch(/-- ran in [\d.]+ s/);
    expect(stdout).not.toContain("00-missing");
  });

  it("begins where it is told to, runs what stands above, and says when it ends", () => {
    const { stdout } = copy.courseWith({ input: "  " }, "live", "00", "--from", "00-sources");
    expect(stdout).toMatch(/^\n\[(\d+) of \1\] 00-sources/);
    expect(stdout).toContain("That was the last cell.");
  });

  it("a cell that spins is stopped by a key", async () => {
    const file = join(copy.root, "spin.ipynb");
    const cells = [
      {
        cell_type: "code",
        id: "spin",
        metadata: {},
        source: ["console.log('spinning');\nfor (;;) {}"],
        outputs: [],
        execution_count: null,
      },
    ];
    writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const live = copy.start("live", file);
    let said = "";
    live.stdout.on("data", (chunk: Buffer) => {
      if (said.includes("\nspinning") !== (said += chunk.toString()).includes("\nspinning")) live.stdin.write("i");
      if (/-- interrupted in/.test(said)) live.stdin.end("q");
    });
    live.stdin.write(" ");
    expect(await new Promise((resolve) => live.once("exit", resolve))).toBe(0);
    expect(said).toContain("-- interrupted in");
  });
});

describe("course clean", () => {
  it("keeps headings and imports, and empties the rest", () => {
    expect(copy.course("clean", "04a", "--out", "clean")).toMatchObject({ status: 0, stdout: "clean/04a-train-and-generate.ipynb\n" });
    const { cells, metadata } = JSON.parse(copy.read("clean/04a-train-and-generate.ipynb"));
    const code = cells
      .filter((cell: { cell_type: string }) => cell.cell_type === "code")
      .map((cell: { source: string[] }) => cell.source.join(""));
    expect(code[0]).toMatch(/^import/);
    expect(new Set(code.slice(1))).toEqual(new Set([""]));
    expect(metadata.course.kind).toBe("clean");
    expect(cells[0].source[0]).toMatch(/^# /);
  });
});

describe("course kernel and lab", () => {
  it("kernel install writes the file, and leaves another tslab alone", () => {
    const env = { JUPYTER_DATA_DIR: join(copy.root, "jupyter") };
    const { status, stdout } = copy.courseWith({ env }, "kernel", "install");
    expect(status).toBe(0);
    expect(stdout).toContain(join("jupyter", "kernels", "tslab", "kernel.json"));
    expect(JSON.parse(copy.read("jupyter/kernels/tslab/kernel.json")).argv[0]).toBe(process.execPath);
    writeFileSync(join(copy.root, "jupyter/kernels/tslab/kernel.json"), '{"argv": ["tslab"]}');
    expect(copy.courseWith({ env }, "kernel", "install")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("npx course kernel install --force"),
    });
    expect(copy.courseWith({ env }, "kernel", "install", "--force").status).toBe(0);
  });

  it("lab says how to get JupyterLab where it does not run", () => {
    const { status, stderr } = copy.courseWith({ env: { JUPYTER: "/nowhere/jupyter-lab" } }, "lab");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /JUPYTER names \/nowhere\/jupyter-lab, which does not run[\s\S]+pip install jupyterlab[\s\S]+npx course kernel install/,
    );
  });

  it.skipIf(process.platform === "win32")(
    "lab starts the program in the course's folder, with the kernel, the notebook and what stands after --",
    () => {
      const program = join(copy.root, "programs", "jupyter-lab");
      mkdirSync(join(copy.root, "programs"));
      writeFileSync(
        program,
        '#!/bin/sh\nif [ "$1" = --version ]; then echo 4.0.0; else echo "$PWD|$*|$JUPYTER_PATH|$COURSE_PROGRESS"; exit 3; fi\n',
      );
      chmodSync(program, 0o755);
      const { status, stdout } = copy.courseWith(
        { env: { JUPYTER: program, JUPYTER_PATH: "/other" } },
        "lab",
        "04a",
        "--",
        "--no-browser",
        "--port",
        "9999",
      );
      const { root } = copy;
      expect(stdout).toContain("JupyterLab 4.0.0 opens the course.");
      expect(stdout).toContain(
        `${root}|notebooks/04a-train-and-generate.ipynb --no-browser --port 9999|${root}/.course/jupyter:/other|${root}/.course/progress.json\n`,
      );
      expect(status).toBe(3);
      expect(copy.read(".course/jupyter/kernels/tslab/kernel.json")).toContain(join(root, "node_modules"));
    },
  );
});

describe("course slides, build and verify", () => {
  it("slides lists the decks", () => {
    expect(copy.course("slides", "01").stdout).toMatch(/^01-introduction {2}.+, \d+ slides, \d+ minutes\n$/);
  });

  it("verify names a notebook that differs from its source, and a rule that is broken", () => {
    const stale = courseCopy();
    try {
      stale.edit("notebooks/00-start-here", "00-imports", "changed");
      const source = join(stale.root, "notebooks/src/01a-the-spectrum.ts");
      const text = stale.read("notebooks/src/01a-the-spectrum.ts");
      writeFileSync(source, text.replace("\n// %% ", "\n// %% 01a-trap\nawait (async () => 1)();\n\n// %% "));
      const { status, stdout } = stale.course("verify", "--quick");
      expect(status).toBe(1);
      expect(stdout).toContain(
        "notebooks/00-start-here.ipynb differs from what notebooks/src/00-start-here.ts gives; run: npx course build",
      );
      expect(stdout).toContain('cell 01a-trap: an await before "("');
      expect(stdout).toMatch(/^ok +decks$/m);
      expect(stdout).toMatch(/\d+ complaints?\.\n$/);
    } finally {
      stale.remove();
    }
  });
});

it("the notebooks of the checkout are as they were", () => {
  const { stdout } = copy.courseWith({ env: { COURSE_FOLDER: ROOT } }, "clean", "00", "--out", "unused");
  expect(stdout).toContain("unused");
  expect(existsSync(join(ROOT, "executed"))).toBe(false);
});
