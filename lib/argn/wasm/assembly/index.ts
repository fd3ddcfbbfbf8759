// The kernels of the fast engine. Built by `node lib/argn/wasm/assembly/build.mjs`.

export { product, transpose } from "./product";
export { clear, compact, gatherRows, scatterRows, sumTables, spreadToTables, add } from "./rows";
export { addBias, addColumns, gate, dropout, adamw } from "./layers";
export { crossEntropy, addLogProbability, softmax } from "./softmax";
export { nucleus, prescribe, draw } from "./draw";
export { addSquares, addGathered, addLengths, scaleRows, addMasked, addRows, clearColumns, addNoise } from "./private";
