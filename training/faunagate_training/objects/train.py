"""Train the second network on harvested candidates, and choose its temperature on validation candidates.

    python -m faunagate_training.objects.train --data runs/objects/train --validation runs/objects/validation \\
        --run runs/objects/first --minutes 20

State is kept in <run>/objects.pt at every checkpoint and at SIGTERM; the same command goes on.
"""

import argparse
import copy
import json
import math
import os
import signal
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ..classes import BACKGROUND
from .network import ObjectNet, ObjectScores
from .samples import IGNORED, Batch, Drawer, Samples, crops_of, read_samples

IVORY_SHARE, KIND_SHARE = 0.5, 0.3
AVERAGE = 0.998
RATE, FINAL_RATE, WARM_UP, DECAY = 1.5e-3, 1e-5, 100, 2e-3
SMOOTHING = 0.02


def loss_of(scores: ObjectScores, batch: Batch) -> torch.Tensor:
    """Cross-entropies of class, kind of ivory (where it is ivory) and kind of object."""
    target = lambda a: torch.from_numpy(a).to(scores.classes.device)  # noqa: E731
    total = functional.cross_entropy(
        scores.classes, target(batch.labels), ignore_index=IGNORED, label_smoothing=SMOOTHING
    )
    total = total + KIND_SHARE * functional.cross_entropy(scores.kinds, target(batch.kinds), ignore_index=IGNORED)
    if (batch.ivory != IGNORED).any():
        total = total + IVORY_SHARE * functional.cross_entropy(scores.ivory, target(batch.ivory), ignore_index=IGNORED)
    return total


def rate_at(step: int, steps: int) -> float:
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    at = min(1.0, (step - WARM_UP) / max(1, steps - WARM_UP))
    return FINAL_RATE + 0.5 * (RATE - FINAL_RATE) * (1 + math.cos(math.pi * at))


def logits(net: ObjectNet, samples: Samples, batch: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """(class scores [n, C], ivory scores [n, 3]) of all samples as they are."""
    classes, ivory = [], []
    net.eval()
    device = net.mean.device
    with torch.no_grad():
        for at in range(0, len(samples.labels), batch):
            index = np.arange(at, min(at + batch, len(samples.labels)))
            scores = net(
                torch.from_numpy(crops_of(samples, index)).to(device),
                torch.from_numpy(samples.features[index]).to(device),
            )
            classes.append(scores.classes.cpu().numpy())
            ivory.append(scores.ivory.cpu().numpy())
    return np.concatenate(classes), np.concatenate(ivory)


def best_temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Temperature with the least mean negative log likelihood over the labelled candidates."""
    used = labels != IGNORED
    z, y = torch.from_numpy(scores[used]).double(), torch.from_numpy(labels[used])
    grid = np.exp(np.linspace(np.log(0.4), np.log(4), 60))
    return float(min(grid, key=lambda t: float(functional.cross_entropy(z / t, y))))


def summary(scores: np.ndarray, samples: Samples) -> dict:
    """Share of wildlife and of clutter candidates that the network names right."""
    named = scores.argmax(axis=1)
    used = samples.labels != IGNORED
    wild = used & (samples.labels != BACKGROUND)
    clutter = used & (samples.labels == BACKGROUND)
    right = named == samples.labels
    return {
        "wildlife": round(float(right[wild].mean()), 4),
        "clutter": round(float(right[clutter].mean()), 4),
        "n": [int(wild.sum()), int(clutter.sum())],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--validation", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    path = args.run / "objects.pt"
    samples = read_samples(args.data)
    validation = read_samples(args.validation, samples.kind_names)
    net = ObjectNet()
    net.mean.copy_(torch.from_numpy(samples.features.mean(axis=0)))
    net.deviation.copy_(torch.from_numpy(samples.features.std(axis=0) + 1e-3))
    net = net.to(args.device, memory_format=torch.channels_last_3d)
    averaged = copy.deepcopy(net).eval()
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    drawer, step = Drawer(samples, args.seed), 0
    if path.exists():
        state = torch.load(path, map_location="cpu", weights_only=False)
        net.load_state_dict(state["net"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        drawer.rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch_rng"])
        step = state["step"]

    def save() -> dict:
        scores, _ = logits(averaged, validation)
        about = {"step": step, "temperature": best_temperature(scores, validation.labels)}
        about |= summary(scores, validation)
        state = {
            **about,
            "samples": len(samples.labels),
            "bags": len(samples.abouts),
            "kinds": samples.kind_names,
            "net": net.state_dict(),
            "averaged": averaged.state_dict(),
            "optimiser": optimiser.state_dict(),
            "rng": drawer.rng.bit_generator.state,
            "torch_rng": torch.get_rng_state(),
        }
        temporary = path.with_suffix(".tmp")
        torch.save(state, temporary)
        temporary.rename(path)
        return about

    stopping: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    begin, losses = time.time(), []
    while not stopping and step < args.steps and time.time() - begin < args.minutes * 60:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, args.steps)
        batch = drawer.draw(args.batch)
        net.train()
        scores = net(
            torch.from_numpy(batch.crops).to(args.device, memory_format=torch.channels_last_3d),
            torch.from_numpy(batch.features).to(args.device),
        )
        loss = loss_of(scores, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        keep = min(AVERAGE, (1 + step) / (10 + step))
        with torch.no_grad():
            for mine, now in zip(averaged.state_dict().values(), net.state_dict().values(), strict=True):
                if mine.dtype.is_floating_point:
                    mine.lerp_(now, 1 - keep)
                else:
                    mine.copy_(now)
        losses.append(float(loss.detach()))
        step += 1
        if step % 200 == 0:
            line = {"loss": round(float(np.mean(losses[-200:])), 4), "seconds": round(time.time() - begin), **save()}
            with (args.run / "log.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
    print(json.dumps(save()))


if __name__ == "__main__":
    main()
