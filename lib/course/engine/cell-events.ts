/** What a running cell tells: outputs in the form of nbformat 4.5, and the events that build them up. */

/** One output in several forms: MIME type to content, the way that notebooks store it. */
export interface MimeBundle {
  readonly [mime: string]: unknown;
}

export type StreamName = "stdout" | "stderr";

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: StreamName;
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: MimeBundle;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly data: MimeBundle;
  readonly metadata: MimeBundle;
  readonly execution_count: number | null;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** An output of a code cell as nbformat 4.5 stores it. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** What the compiler has to say about a place in a cell. Lines and columns count from 1. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: number;
  readonly message: string;
  /** The file, when it is not the cell itself. */
  readonly file?: string;
}

/**
 * - `ok`: it ran to its end
 * - `error`: the compiler refused it, or it threw
 * - `interrupted`: stopped on request
 * - `died`: its process ended; all variables are gone
 */
export type CellStatus = "ok" | "error" | "interrupted" | "died";

/** One thing that a running cell tells, in the order in which it happens. */
export type CellEvent =
  | { readonly kind: "text"; readonly name: StreamName; readonly text: string }
  | { readonly kind: "output"; readonly output: Output; readonly displayId?: string }
  | { readonly kind: "update"; readonly displayId: string; readonly data: MimeBundle; readonly metadata: MimeBundle }
  | { readonly kind: "diagnostics"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "stopping" }
  | { readonly kind: "notice"; readonly text: string };

/** How a cell ended, and all it left. */
export interface CellOutcome {
  readonly status: CellStatus;
  readonly outputs: readonly Output[];
  readonly diagnostics: readonly Diagnostic[];
  readonly executionCount: number;
  readonly milliseconds: number;
}
