/**
 * The same training step in PyTorch, as a Python program of a few lines: embeddings side by side, for each column the
 * invisible ones masked by zeros, a small perceptron a column, AdamW. It reads the network as JSON from standard input and
 * prints one line of JSON for each number of threads.
 */
export const TORCH_PROGRAM = `
import json, random, statistics, sys, time
import torch
from torch import nn

job = json.load(sys.stdin)
cards, widths, hidden = job["cardinalities"], job["widths"], job["hidden"]
rows, batch, columns = job["rows"], job["batch"], len(job["cardinalities"])
torch.set_flush_denormal(True)

class Column(nn.Module):
    def __init__(self, j):
        super().__init__()
        layers, inputs = [], sum(widths)
        for units in hidden[j]:
            layers += [nn.Dropout(job["dropout"]), nn.Linear(inputs, units)]
            inputs = units
        layers += [nn.ReLU(), nn.Dropout(job["dropout"]), nn.Linear(inputs, cards[j])]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.embeddings = nn.ModuleList(nn.Embedding(c, w) for c, w in zip(cards, widths))
        self.columns = nn.ModuleList(Column(j) for j in range(columns))

    def loss(self, codes, order):
        embedded = [embed(codes[:, j]) for j, embed in enumerate(self.embeddings)]
        place = {j: p for p, j in enumerate(order)}
        total = 0.0
        for j in range(columns):
            seen = [e if place[k] < place[j] else torch.zeros_like(e) for k, e in enumerate(embedded)]
            logits = self.columns[j](torch.cat(seen, dim=1))
            total = total + nn.functional.cross_entropy(logits, codes[:, j])
        return total

codes = torch.stack([torch.tensor(column) for column in job["codes"]], dim=1)
for threads in job["threads"]:
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    random.seed(1)
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3)
    wall, processor, end, done = [], 0.0, None, 0
    while end is None or time.perf_counter() < end or len(wall) < 10:
        order = random.sample(range(columns), columns)
        picked = codes[torch.randint(0, rows, (batch,))]
        before, started = time.process_time(), time.perf_counter()
        optimiser.zero_grad()
        network.loss(picked, order).backward()
        optimiser.step()
        seconds, done = time.perf_counter() - started, done + 1
        if done > 5:
            end = end or time.perf_counter() + job["seconds"]
            wall.append(seconds)
            processor += time.process_time() - before
    print(json.dumps({"threads": threads, "median": statistics.median(wall), "fastest": min(wall),
                      "processor": processor / len(wall), "runs": len(wall), "version": torch.__version__}), flush=True)
`;
