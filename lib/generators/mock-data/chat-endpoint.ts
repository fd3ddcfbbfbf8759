/** One question to a language model, over the chat interface that OpenAI began and most others speak. */

import { AbortError, messageOf } from "../../base/errors";

export interface ChatEndpoint {
  /** The address before "/chat/completions", such as "http://localhost:11434/v1" for Ollama on this machine. */
  readonly address: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; nothing is sent where it is unset, as local services need none. */
  readonly keyVariable: string;
  /** An answer that takes longer counts as failed. */
  readonly timeoutSeconds: number;
  /** Tries before giving up, when the service is busy, silent or broken. */
  readonly attempts: number;
  /** The first wait between two tries; each next one is twice as long. */
  readonly waitSeconds: number;
}

export interface ChatQuestion {
  readonly prompt: string;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

const LONGEST_WAIT_SECONDS = 60;
const SECOND = 1000;

/** The text of the answer. Waits and asks again on 408, 429, 5xx, silence and cut connections; other answers are errors at once. */
export async function askChat(endpoint: ChatEndpoint, question: ChatQuestion): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await askOnce(endpoint, question);
    if ("answer" in outcome) return outcome.answer;
    if (!outcome.again || attempt >= endpoint.attempts) {
      const tries = outcome.again ? ` in ${attempt} tries` : "";
      throw new Error(`Cannot ask the language model at ${endpoint.address}${tries}: ${outcome.reason}`);
    }
    await pause(
      Math.min(LONGEST_WAIT_SECONDS, Math.max(outcome.waitSeconds ?? 0, endpoint.waitSeconds * 2 ** (attempt - 1))),
      question.signal,
    );
  }
}

type Outcome = { readonly answer: string } | { readonly reason: string; readonly again: boolean; readonly waitSeconds?: number };

async function askOnce(endpoint: ChatEndpoint, { prompt, seed, signal }: ChatQuestion): Promise<Outcome> {
  const timeout = AbortSignal.timeout(endpoint.timeoutSeconds * SECOND);
  try {
    const key = process.env[endpoint.keyVariable];
    const response = await fetch(`${endpoint.address.replace(/\/+$/, "")}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined || key === "" ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model: endpoint.model, messages: [{ role: "user", content: prompt }], temperature: 1, seed }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (!response.ok) return refusalOf(response, endpoint);
    return answerOf(await response.text());
  } catch (thrown) {
    if (signal?.aborted === true) throw new AbortError("Asking a language model: stopped on request");
    const reason = timeout.aborted ? `no answer within ${endpoint.timeoutSeconds} s` : causeOf(thrown);
    return { reason, again: true };
  }
}

async function refusalOf(response: Response, { keyVariable, model }: ChatEndpoint): Promise<Outcome> {
  const { status } = response;
  await response.body?.cancel();
  if (status === 401 || status === 403) {
    return { reason: `it answered ${status}, so the key is missing or wrong; set the environment variable ${keyVariable}`, again: false };
  }
  if (status === 404) return { reason: `it answered 404: the address or the model "${model}" does not exist there`, again: false };
  const again = status === 408 || status === 429 || status >= 500;
  const seconds = Number(response.headers.get("retry-after"));
  return { reason: `it answered ${status}`, again, ...(seconds > 0 ? { waitSeconds: seconds } : {}) };
}

function answerOf(body: string): Outcome {
  try {
    const content = contentOf(JSON.parse(body));
    if (content !== undefined) return { answer: content };
    return { reason: "its answer holds no choices[0].message.content", again: true };
  } catch {
    return { reason: "its answer is no JSON", again: true };
  }
}

function contentOf(answer: unknown): string | undefined {
  const first = arrayAt(answer, "choices")?.[0];
  const message = typeof first === "object" && first !== null && "message" in first ? first.message : undefined;
  const content = typeof message === "object" && message !== null && "content" in message ? message.content : undefined;
  return typeof content === "string" ? content : undefined;
}

/** The list under this name in what JSON gave, if there is one. */
export function arrayAt(value: unknown, name: string): readonly unknown[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const list = Object.entries(value).find(([key]) => key === name)?.[1];
  return Array.isArray(list) ? list : undefined;
}

/** fetch says "fetch failed"; the reason stands in the cause. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return [code, messageOf(cause)].filter((text) => text !== "").join(": ");
}

function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new AbortError("Asking a language model: stopped on request"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, seconds * SECOND);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
