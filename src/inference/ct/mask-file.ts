/** The label mask of level 0: one byte per voxel, written box by box into a file that is otherwise a hole of zeros. */
import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { StationError } from "../../contract/station-error.ts";
import type { VoxelBox } from "./volume-file.ts";

export type MaskFile = {
  /** Labels of a box, i fastest; all zero before anything was written. */
  readonly readBox: (box: VoxelBox) => Uint8Array;
  /** Sets `label` where `inside` (same box, same order) is not 0 and leaves the rest as it is. */
  readonly writeBox: (box: VoxelBox, inside: Uint8Array, label: number) => void;
  readonly close: () => void;
  /** Removes the file: what was screened is clear, or failed. */
  readonly discard: () => void;
};

const failed = (path: string, thrown: unknown): StationError => {
  const full = thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC";
  return new StationError(full ? "storage.full" : "storage.failed", `${path}: ${String(thrown)}`, { cause: thrown });
};

/** Throws `storage.failed` or `storage.full`, as do the functions it gives. */
export const createMaskFile = (path: string, dims: readonly [number, number, number]): MaskFile => {
  const [nx, ny, nz] = dims;
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw failed(path, thrown);
    }
  };
  const fd = attempt(() => {
    const opened = openSync(path, "w+");
    ftruncateSync(opened, nx * ny * nz);
    return opened;
  });
  /** Reads or writes (`move`) all of `rows` at a place of the file; the system may take several turns for it. */
  const transfer = (rows: Uint8Array, position: number, move: (rows: Uint8Array, done: number, at: number) => number): void => {
    for (let done = 0; done < rows.length;) {
      const from = done;
      const moved = attempt(() => move(rows, from, position + from));
      if (moved === 0) throw failed(path, "the file is shorter than the mask");
      done = from + moved;
    }
  };
  const readInto = (rows: Uint8Array, done: number, at: number): number => readSync(fd, rows, done, rows.length - done, at);
  const writeFrom = (rows: Uint8Array, done: number, at: number): number => writeSync(fd, rows, done, rows.length - done, at);

  /** Hands each slice of the box to `each`: its whole rows, and where they stand in the file. */
  const eachSlice = ({ min, max }: VoxelBox, each: (rows: Uint8Array, position: number, slice: number) => void): void => {
    const rows = new Uint8Array(nx * (max[1] - min[1]));
    for (let k = min[2]; k < max[2]; k++) {
      const position = (k * ny + min[1]) * nx;
      transfer(rows, position, readInto);
      each(rows, position, k - min[2]);
    }
  };

  return {
    readBox: (box) => {
      const [bx, by, bz] = [box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]];
      const labels = new Uint8Array(bx * by * bz);
      eachSlice(box, (rows, _position, slice) => {
        for (let j = 0; j < by; j++) {
          const from = j * nx + box.min[0];
          labels.set(rows.subarray(from, from + bx), (slice * by + j) * bx);
        }
      });
      return labels;
    },
    writeBox: (box, inside, label) => {
      const [bx, by] = [box.max[0] - box.min[0], box.max[1] - box.min[1]];
      eachSlice(box, (rows, position, slice) => {
        for (let j = 0; j < by; j++) {
          const from = (slice * by + j) * bx;
          const to = j * nx + box.min[0];
          for (let i = 0; i < bx; i++) if (inside[from + i] !== 0) rows[to + i] = label;
        }
        transfer(rows, position, writeFrom);
      });
    },
    close: () => closeSync(fd),
    discard: () => rmSync(path, { force: true }),
  };
};
