/** The worker thread of a tree model: trains once, then answers predictions until it is terminated. */

import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../base/errors";
import type { TreeRequest, TreeReply } from "./tree-thread";
import { type TreeJob, type TreeModel, trainTrees } from "./ydf";

const port = parentPort;
if (port !== null)
  serve(
    workerData,
    (reply) => port.postMessage(reply),
    (hear) => port.on("message", hear),
  );

function serve(job: TreeJob, tell: (reply: TreeReply) => void, listen: (hear: (request: TreeRequest) => void) => void): void {
  const trained = trainTrees(job);
  trained.then(
    (model) => tell({ kind: "trained", gains: model.gains }),
    (thrown) => tell({ kind: "failed", message: messageOf(thrown) }),
  );
  listen(async (request) => tell(answer(await trained, request)));
}

function answer(model: TreeModel, { id, inputs, rowCount }: TreeRequest): TreeReply {
  try {
    return { kind: "predicted", id, values: model.predict(inputs, rowCount) };
  } catch (thrown) {
    return { kind: "failed", message: messageOf(thrown) };
  }
}
