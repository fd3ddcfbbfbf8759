/** Rows that the engine works on at once; larger batches come in chunks of so many. */
export const CHUNK_ROWS = 1024;

/** The same for private steps, which keep all activations of their rows until every gradient's length is known. */
export const PRIVATE_ROWS = 512;
