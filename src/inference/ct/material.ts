/** What the CT numbers in and around a region say about where its material ends. */
import type { WildlifeClass } from "../../contract/wildlife-class.ts";

/** HU of one object, all robust against noise and neighbours. */
export type Material = {
  /** Median inside. */
  readonly coreHu: number;
  /** Median of the lighter surroundings. */
  readonly backgroundHu: number;
  /** Half-way between the two: where a blurred edge truly is. */
  readonly halfHu: number;
  /** Above this it is something else (metal, glass). */
  readonly upperHu: number;
};

/** Counts of HU in bins of 4, from −1024 on. */
export type HuHistogram = {
  readonly add: (hu: number) => void;
  readonly total: () => number;
  readonly quantile: (share: number, belowHu?: number) => number;
};

const BIN_HU = 4;
const LOWEST_HU = -1024;
const BINS = Math.ceil((32768 - LOWEST_HU) / BIN_HU);

export const createHuHistogram = (): HuHistogram => {
  const counts = new Uint32Array(BINS);
  let total = 0;
  return {
    add: (hu) => {
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor((hu - LOWEST_HU) / BIN_HU)));
      counts[bin] = (counts[bin] ?? 0) + 1;
      total++;
    },
    total: () => total,
    /** Of the values below `belowHu`; the middle of the bin that holds it, NaN when there are none. */
    quantile: (share, belowHu = Infinity) => {
      const bins = Math.min(BINS, Math.ceil((belowHu - LOWEST_HU) / BIN_HU));
      let sum = 0;
      for (let bin = 0; bin < bins; bin++) sum += counts[bin] ?? 0;
      let left = share * sum;
      for (let bin = 0; bin < bins; bin++) {
        left -= counts[bin] ?? 0;
        if (left < 0) return LOWEST_HU + (bin + 0.5) * BIN_HU;
      }
      return NaN;
    },
  };
};

/** HU of air, the background where nothing else is known. */
const AIR_HU = -1000;
/** Voxels needed for a statistic to count. */
const ENOUGH = 20;
/** Small objects have no voxel free of partial volume: their material is nearer to their brightest quarter. */
const SMALL_OBJECT_QUANTILE = 0.75;
/** Surroundings count as background when they are lighter than the object by this share of its contrast to air. */
const LIGHTER_BY = 0.4;
/** And what is denser by this share of it is another material. Animals have bones and shells: no upper limit. */
const DENSER_BY = 0.5;
const NO_UPPER_LIMIT: readonly WildlifeClass[] = ["animal"];

/** `deep`: voxels well inside the region; `all`: all of it; `shell`: what lies around it. */
export const describeMaterial = (id: WildlifeClass, deep: HuHistogram, all: HuHistogram, shell: HuHistogram): Material => {
  const coreHu = deep.total() >= ENOUGH ? deep.quantile(0.5) : all.quantile(SMALL_OBJECT_QUANTILE);
  const contrast = Math.max(1, coreHu - AIR_HU);
  const lighter = shell.quantile(0.5, coreHu - LIGHTER_BY * contrast);
  const backgroundHu = shell.total() >= ENOUGH && Number.isFinite(lighter) ? lighter : AIR_HU;
  return {
    coreHu,
    backgroundHu,
    halfHu: (coreHu + backgroundHu) / 2,
    upperHu: NO_UPPER_LIMIT.includes(id) ? Infinity : coreHu + DENSER_BY * contrast,
  };
};
