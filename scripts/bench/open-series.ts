/**
 * Seconds from a folder of 512 × 512 × 600 CT slices to a scan on the officer's screen, per encoding, beside SimpleITK reading the
 * same files into memory in the same run. Files are in the page cache for both.
 *
 * `toFullVolumeS`: every voxel is decoded, in level 0, and the originals' SHA-256 known; what SimpleITK's figure is held against.
 * `toFirstPictureS`: the coarser levels and the thumbnail are there too, all of it synced and announced, so that a page can show the
 * scan and the detector can have it. `toOriginalsKeptS`: the originals are in the object store as well. `coldS`: the first picture
 * with starting the reading threads, once per start of the station.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const ENCODINGS = ["native", "jpeg-lossless", "jpeg-ls"] as const;
const TIMES = 4;

const run = (program: string, args: readonly string[]): string => {
  const ended = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 24 });
  if (ended.status !== 0)
    throw new Error(`${program} ${args.join(" ")}: ${ended.error?.message ?? ended.stderr.trim().slice(-500)}`);
  return ended.stdout;
};

const python = (): string => {
  const own = [".venv/bin/python", ".venv/Scripts/python.exe", "training/.venv/bin/python"].map((path) => join(ROOT, path));
  return process.env["FAUNAGATE_PYTHON"] ?? own.find((path) => existsSync(path)) ?? "python3";
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

type Opened = {
  readonly laps: readonly {
    readonly toVolumeS: number;
    readonly toPictureS: number;
    readonly toOriginalsKeptS: number;
    readonly volumeBytes: number;
  }[];
  readonly peakMiB: number;
};

const benchEncoding = (script: string, encoding: string, slices: number): object => {
  const folder = mkdtempSync(join(tmpdir(), "faunagate-series-"));
  try {
    run(python(), [script, "make", folder, `${slices}`, encoding]);
    const fileBytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const opened: Opened = JSON.parse(run(process.execPath, [join(import.meta.dirname, "open-once.ts"), folder, `${TIMES}`]));
    const [cold, ...warm] = opened.laps;
    const seconds = median(warm.map(({ toVolumeS }) => toVolumeS));
    const itk: readonly number[] = JSON.parse(run(python(), [script, "read", folder, `${TIMES}`]));
    const volumeBytes = cold?.volumeBytes ?? 0;
    return {
      fileMB: rounded(fileBytes / 1e6),
      volumeMB: rounded(volumeBytes / 1e6),
      toFullVolumeS: rounded(seconds),
      volumeMBPerS: rounded(volumeBytes / 1e6 / seconds),
      toFullVolumeBestS: rounded(Math.min(...warm.map(({ toVolumeS }) => toVolumeS))),
      toFirstPictureS: rounded(median(warm.map(({ toPictureS }) => toPictureS))),
      toOriginalsKeptS: rounded(median(warm.map(({ toOriginalsKeptS }) => toOriginalsKeptS))),
      coldS: rounded(cold?.toPictureS ?? Number.NaN),
      peakMiB: rounded(opened.peakMiB),
      peakLimitMiB: rounded((2 * volumeBytes + 300e6) / 2 ** 20),
      simpleItkS: rounded(median(itk.slice(1))),
      simpleItkBestS: rounded(Math.min(...itk)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const benchOpen = async (encodings: readonly string[] = ENCODINGS, slices = 600): Promise<object> => {
  const script = join(import.meta.dirname, "make-series.py");
  return Object.fromEntries(
    encodings.map((encoding) => {
      try {
        return [encoding, benchEncoding(script, encoding, slices)];
      } catch (thrown) {
        return [encoding, { failed: thrown instanceof Error ? thrown.message : String(thrown) }];
      }
    }),
  );
};
