"""Compiled loops over voxels: painting a material, laying an object over others, claiming voxels."""

import numpy as np
from numba import njit


@njit(cache=True)
def paint_layers(kn, pe, cover, rho, d, heights, rim, voxel, edges, kn_of, pe_of, rho_of):
    """Paint walls of several layers into empty voxels.

    d [ny, nx, nz]: signed distance in mm to the outer surface; edges [n + 1]: depths of the layers;
    heights [ny] in mm: what is above `rim` stays open.
    """
    for i in range(d.shape[0]):
        below = min(1.0, max(0.0, (rim - heights[i]) / voxel + 0.5))
        if below <= 0:
            continue
        for j in range(d.shape[1]):
            for k in range(d.shape[2]):
                high, low = voxel / 2 - d[i, j, k], -voxel / 2 - d[i, j, k]
                if high <= 0 or low >= edges[-1]:
                    continue
                for n in range(kn_of.size):
                    share = (min(high, edges[n + 1]) - max(low, edges[n])) / voxel * below
                    if share > 0:
                        s = np.float32(share)
                        kn[i, j, k] += s * kn_of[n]
                        pe[i, j, k] += s * pe_of[n]
                        cover[i, j, k] += s
                        rho[i, j, k] += s * rho_of[n]


@njit(cache=True)
def paint(kn, pe, cover, wild, rho, share, dense, kn_of, pe_of, rho_of, wild_of):
    """Let `share` of each voxel be of one material (per density factor) instead of what it held."""
    for i in range(share.shape[0]):
        for j in range(share.shape[1]):
            for k in range(share.shape[2]):
                s = share[i, j, k]
                if s > 0:
                    keep, d = 1 - s, dense[i, j, k]
                    kn[i, j, k] = kn[i, j, k] * keep + d * kn_of
                    pe[i, j, k] = pe[i, j, k] * keep + d * pe_of
                    cover[i, j, k] = cover[i, j, k] * keep + s
                    wild[i, j, k] = wild[i, j, k] * keep + s * wild_of
                    rho[i, j, k] = rho[i, j, k] * keep + d * rho_of


@njit(cache=True)
def lay_over(kn, pe, cover, owner, owner_share, new_kn, new_pe, new_cover, own, number):
    """Lay object `number` over the voxels; it owns those of which it fills more than their owner has left."""
    for i in range(new_cover.shape[0]):
        for j in range(new_cover.shape[1]):
            for k in range(new_cover.shape[2]):
                c = new_cover[i, j, k]
                if c > 0:
                    keep = 1 - c
                    kn[i, j, k] = kn[i, j, k] * keep + new_kn[i, j, k]
                    pe[i, j, k] = pe[i, j, k] * keep + new_pe[i, j, k]
                    cover[i, j, k] = cover[i, j, k] * keep + c
                    owner_share[i, j, k] *= keep
                    if own[i, j, k] > owner_share[i, j, k]:
                        owner[i, j, k] = number
                        owner_share[i, j, k] = own[i, j, k]


@njit(cache=True)
def fill_in(kn, pe, cover, owner, owner_share, share, dense, kn_of, pe_of, number):
    """Put matter of object `number` where voxels have room left."""
    for i in range(share.shape[0]):
        for j in range(share.shape[1]):
            for k in range(share.shape[2]):
                s = share[i, j, k]
                if s > 0:
                    room = 1 - cover[i, j, k]
                    if room > 0:
                        kn[i, j, k] += dense[i, j, k] * room * kn_of
                        pe[i, j, k] += dense[i, j, k] * room * pe_of
                        cover[i, j, k] += s * room
                        if s * room > owner_share[i, j, k]:
                            owner[i, j, k] = number
                            owner_share[i, j, k] = s * room


@njit(cache=True)
def claim(owner, owner_share, share, number):
    """Give object `number` the voxels of which it fills more than their owner."""
    for i in range(share.shape[0]):
        for j in range(share.shape[1]):
            for k in range(share.shape[2]):
                if share[i, j, k] > owner_share[i, j, k]:
                    owner[i, j, k] = number
                    owner_share[i, j, k] = share[i, j, k]
