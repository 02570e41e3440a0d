/** How the 3D view turns HU into colour and opacity. */

export const TRANSFER_PRESETS = ["bag", "dense", "skeleton", "mip"] as const;
export type TransferPresetId = (typeof TRANSFER_PRESETS)[number];

/** The HU that the 256 entries of a table span; values outside take the first or last entry. */
export const TRANSFER_RANGE_HU = { from: -1024, to: 3072 } as const;

/** Colour 0 to 255; `alpha` is the opacity gathered over one 200th of the volume's diagonal. */
type Stop = { readonly hu: number; readonly rgb: readonly [number, number, number]; readonly alpha: number };

/**
 * Cool, unsaturated greys and blues: the warm and bright colours are left to the findings. Clothes and paper are a breath,
 * plastics and liquids a veil, minerals and metals bright edges.
 */
const STOPS: Readonly<Record<TransferPresetId, readonly Stop[]>> = {
  bag: [
    { hu: -960, rgb: [70, 86, 104], alpha: 0 },
    { hu: -780, rgb: [76, 96, 120], alpha: 0.008 },
    { hu: -350, rgb: [96, 122, 154], alpha: 0.032 },
    { hu: 0, rgb: [116, 142, 172], alpha: 0.055 },
    { hu: 350, rgb: [142, 166, 190], alpha: 0.08 },
    { hu: 1200, rgb: [186, 206, 222], alpha: 0.2 },
    { hu: 2600, rgb: [226, 238, 248], alpha: 0.5 },
    { hu: 3072, rgb: [238, 246, 252], alpha: 0.6 },
  ],
  dense: [
    { hu: 250, rgb: [120, 126, 136], alpha: 0 },
    { hu: 600, rgb: [158, 162, 168], alpha: 0.06 },
    { hu: 1200, rgb: [204, 204, 200], alpha: 0.28 },
    { hu: 2200, rgb: [226, 232, 238], alpha: 0.6 },
    { hu: 3072, rgb: [214, 230, 246], alpha: 0.75 },
  ],
  skeleton: [
    { hu: -250, rgb: [96, 74, 70], alpha: 0 },
    { hu: -50, rgb: [122, 88, 80], alpha: 0.006 },
    { hu: 90, rgb: [146, 104, 92], alpha: 0.014 },
    { hu: 190, rgb: [196, 174, 150], alpha: 0.1 },
    { hu: 420, rgb: [228, 216, 194], alpha: 0.45 },
    { hu: 1500, rgb: [248, 244, 234], alpha: 0.8 },
    { hu: 3072, rgb: [255, 255, 255], alpha: 0.85 },
  ],
  // Drawn by the largest value along the ray: alpha is not used, the colour is the brightness.
  mip: [
    { hu: -900, rgb: [0, 0, 0], alpha: 0 },
    { hu: -300, rgb: [22, 26, 32], alpha: 1 },
    { hu: 300, rgb: [84, 94, 104], alpha: 1 },
    { hu: 1400, rgb: [190, 200, 208], alpha: 1 },
    { hu: 3072, rgb: [255, 255, 255], alpha: 1 },
  ],
};

const between = (a: number, b: number, t: number): number => a + (b - a) * t;

const valueAt = (stops: readonly Stop[], hu: number): Stop => {
  const first = stops[0];
  const last = stops.at(-1);
  if (!first || !last || hu <= first.hu) return { hu, rgb: first?.rgb ?? [0, 0, 0], alpha: first?.alpha ?? 0 };
  const after = stops.findIndex((stop) => stop.hu >= hu);
  const b = stops[after];
  const a = stops[after - 1];
  if (!a || !b) return { ...last, hu };
  const t = (hu - a.hu) / (b.hu - a.hu);
  const mix = (channel: 0 | 1 | 2): number => between(a.rgb[channel], b.rgb[channel], t);
  return { hu, rgb: [mix(0), mix(1), mix(2)], alpha: between(a.alpha, b.alpha, t) };
};

/**
 * A table of 256 RGBA bytes over `TRANSFER_RANGE_HU`. Alpha is stored as its square root times 255, so that the faint
 * opacities of cloth keep their steps; whoever reads it squares it.
 */
export const transferTable = (preset: TransferPresetId): Uint8Array<ArrayBuffer> => {
  const table = new Uint8Array(256 * 4);
  const { from, to } = TRANSFER_RANGE_HU;
  for (let entry = 0; entry < 256; entry++) {
    const { rgb, alpha } = valueAt(STOPS[preset], from + (entry / 255) * (to - from));
    table.set([...rgb.map(Math.round), Math.round(Math.sqrt(alpha) * 255)], entry * 4);
  }
  return table;
};
