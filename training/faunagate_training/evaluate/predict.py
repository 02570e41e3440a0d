"""Class probabilities of whole bags with PyTorch, for validation while training goes on."""

import numpy as np
import torch

from ..network import MULTIPLE_OF, Probabilities, WildlifeNet


def predict(net: WildlifeNet, hu: np.ndarray, device: str = "cpu", bf16: bool = True) -> np.ndarray:
    """float32 [C, D, H, W] from hu [D, H, W], padded with air to the network's multiple."""
    pad = [(0, -n % MULTIPLE_OF) for n in hu.shape]
    volume = np.pad(hu.astype(np.float32), pad, constant_values=-1000)
    x = torch.from_numpy(volume)[None, None].to(device, memory_format=torch.channels_last_3d)
    program = Probabilities(net).to(device, memory_format=torch.channels_last_3d)
    with torch.no_grad(), torch.autocast(device.split(":")[0], torch.bfloat16, enabled=bf16):
        out = program(x)[0].float().cpu().numpy()
    return out[(slice(None), *(slice(0, n) for n in hu.shape))]
