/** Formulas of columns: parsed by our own small reader, so that a model file never holds code. */

/** A formula as a tree. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "operation"; readonly operator: "+" | "-" | "*" | "/"; readonly left: Expression; readonly right: Expression };

const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_]*)|\[([^\]]*)\]|([-+*/()]))/uy;

/**
 * Reads `price * quantity - [discount %]`: numbers, names of columns (in brackets where they are more than letters,
 * digits and _), + - * / and parentheses.
 *
 * @throws {SyntaxError} when the text is no formula
 */
export function parseFormula(text: string): Expression {
  const reader = new Reader(text);
  const expression = reader.sum();
  reader.end();
  return expression;
}

/** The columns that a formula names. */
export function columnsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "column":
      return [expression.name];
    case "negative":
      return columnsOf(expression.of);
    case "operation":
      return [...new Set([...columnsOf(expression.left), ...columnsOf(expression.right)])];
  }
}

/** The value for one row; NaN where a cell is missing or a division by zero leaves no number. */
export function evaluate(expression: Expression, cell: (name: string) => number): number {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "column":
      return cell(expression.name);
    case "negative":
      return -evaluate(expression.of, cell);
    case "operation": {
      const value = operate(expression.operator, evaluate(expression.left, cell), evaluate(expression.right, cell));
      return Number.isFinite(value) ? value : NaN;
    }
  }
}

function operate(operator: "+" | "-" | "*" | "/", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

/** Recursive descent: a sum of products of factors. */
class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  sum(): Expression {
    let left = this.#product();
    for (let operator = this.#take("+", "-"); operator !== undefined; operator = this.#take("+", "-")) {
      left = { kind: "operation", operator, left, right: this.#product() };
    }
    return left;
  }

  end(): void {
    if (this.text.slice(this.#at).trim() !== "") this.#fail("an operator or the end");
  }

  #product(): Expression {
    let left = this.#factor();
    for (let operator = this.#take("*", "/"); operator !== undefined; operator = this.#take("*", "/")) {
      left = { kind: "operation", operator, left, right: this.#factor() };
    }
    return left;
  }

  #factor(): Expression {
    if (this.#take("-") !== undefined) return { kind: "negative", of: this.#factor() };
    if (this.#take("(") !== undefined) {
      const inner = this.sum();
      if (this.#take(")") === undefined) this.#fail('")"');
      return inner;
    }
    const [, number, name, bracketed] = this.#peek() ?? [];
    if (number === undefined && name === undefined && bracketed === undefined) return this.#fail("a number or a column");
    this.#at = TOKEN.lastIndex;
    return number === undefined ? { kind: "column", name: name ?? bracketed } : { kind: "number", value: Number(number) };
  }

  #take<Operator extends string>(...operators: readonly Operator[]): Operator | undefined {
    const symbol = this.#peek()?.[4];
    const found = operators.find((operator) => operator === symbol);
    if (found !== undefined) this.#at = TOKEN.lastIndex;
    return found;
  }

  #peek(): RegExpExecArray | undefined {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.text) ?? undefined;
  }

  #fail(needed: string): never {
    const rest = this.text.slice(this.#at).trim();
    const got = rest === "" ? "the end" : `"${rest.slice(0, 20)}"`;
    throw new SyntaxError(`Cannot read the formula "${this.text}": ${needed} is needed, got ${got}`);
  }
}
