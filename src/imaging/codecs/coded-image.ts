import { StationError } from "../../contract/station-error.ts";

/** What the file's header promises of a compressed frame; a code stream that differs is refused before memory is taken. */
export type ExpectedImage = {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: number;
  /** 1 where absent. */
  readonly components?: 1 | 3;
};

/** Samples of an image: three times as many as pixels where it is in colour. */
export const sampleCount = ({ columns, rows, components }: ExpectedImage): number => columns * rows * (components ?? 1);

/**
 * One decompressed image, row-major, `columns · rows` samples long, or three times that in colour (interleaved), with the bits as the code stream has them (no sign is
 * extended beyond `precision`, which counts bits).
 */
export type CodedImage = { readonly samples: Uint8Array | Uint16Array | Uint32Array; readonly precision: number };

type StreamShape = { readonly columns: number; readonly rows: number; readonly components: number; readonly precision: number };

/** Throws `format.lying-header` unless the code stream holds the image that the header promises. */
export const requireShape = (shape: StreamShape, expected: ExpectedImage): void => {
  if (shape.columns !== expected.columns || shape.rows !== expected.rows) {
    const detail = `the header promises ${expected.columns} × ${expected.rows}, the code stream ${shape.columns} × ${shape.rows}`;
    throw new StationError("format.lying-header", detail);
  }
  if (shape.components !== (expected.components ?? 1))
    throw new StationError("format.lying-header", `a code stream with ${shape.components} components`);
  if (shape.precision < 1 || shape.precision > 16)
    throw new StationError("format.unsupported", `${shape.precision} bits in the code stream`);
};

export const corrupt = (detail: string): StationError => new StationError("format.corrupt", detail);
