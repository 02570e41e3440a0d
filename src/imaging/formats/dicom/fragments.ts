import { StationError } from "../../../contract/station-error.ts";
import type { ByteWindow } from "./byte-window.ts";
import { ITEM, SEQUENCE_END, readHead, type Encoding } from "./element-head.ts";
import type { FrameBytes } from "./header.ts";

const LITTLE: Encoding = { implicit: true, bigEndian: false };
const MAX_FRAGMENTS = 1_000_000;

type Fragment = { readonly start: number; readonly offset: number; readonly length: number; readonly opens: boolean };

/** First bytes of a compressed image: JPEG and JPEG-LS (FFD8), JPEG 2000 code stream (FF4F), JP2 box. */
const opensImage = (head: Uint8Array): boolean =>
  (head[0] === 0xff && (head[1] === 0xd8 || head[1] === 0x4f)) || (head[0] === 0 && head[4] === 0x6a && head[5] === 0x50);

const readFragments = (
  window: ByteWindow,
  offset: number,
): { readonly table: Uint8Array; readonly fragments: readonly Fragment[] } => {
  const fragments: Fragment[] = [];
  let table = new Uint8Array(0);
  let position = offset;
  for (let count = 0; count < MAX_FRAGMENTS; count += 1) {
    const head = readHead(window, position, LITTLE);
    // A missing delimiter at the end of the file loses nothing.
    if (head === null || head.tag === SEQUENCE_END) return { table, fragments };
    if (head.tag !== ITEM || head.length === null) throw new StationError("format.corrupt", `no fragment at byte ${position}`);
    if (head.valueOffset + head.length > window.size) {
      throw new StationError("format.truncated", `a fragment of ${head.length} bytes at byte ${position} goes beyond the file`);
    }
    if (count === 0) table = window.at(head.valueOffset, head.length).slice();
    else {
      const opens = opensImage(window.at(head.valueOffset, 6));
      fragments.push({ start: position, offset: head.valueOffset, length: head.length, opens });
    }
    position = head.valueOffset + head.length;
  }
  throw new StationError("format.lying-header", "more than a million fragments");
};

const bytesOf = (fragments: readonly Fragment[]): FrameBytes => fragments.map((f) => [f.offset, f.length] as const);

/** Cuts the list of fragments where a new frame begins. */
const split = (fragments: readonly Fragment[], begins: (fragment: Fragment) => boolean): readonly FrameBytes[] => {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    const last = groups.at(-1);
    if (last === undefined || begins(fragment)) groups.push([fragment]);
    else last.push(fragment);
  }
  return groups.map(bytesOf);
};

/**
 * Which bytes hold which frame of encapsulated pixel data (PS3.5 A.4). One fragment per frame is the rule; otherwise the
 * offset table decides, and where that is empty the start of image marks do. `offset` is the byte of the table's item.
 */
export const framesInFragments = (window: ByteWindow, offset: number, frameCount: number): readonly FrameBytes[] => {
  const { table, fragments } = readFragments(window, offset);
  if (fragments.length === 0) throw new StationError("format.truncated", "there is no compressed frame in the file");
  if (frameCount === 1) return [bytesOf(fragments)];
  if (fragments.length === frameCount) return fragments.map((fragment) => bytesOf([fragment]));
  if (fragments.length < frameCount) {
    throw new StationError("format.lying-header", `${frameCount} frames in ${fragments.length} fragments`);
  }
  const first = fragments[0]?.start ?? 0;
  if (table.length === frameCount * 4) {
    const view = new DataView(table.buffer);
    const starts = new Set(Array.from({ length: frameCount }, (_, frame) => first + view.getUint32(frame * 4, true)));
    const byTable = split(fragments, (fragment) => starts.has(fragment.start));
    if (byTable.length === frameCount) return byTable;
  }
  const byMark = split(fragments, (fragment) => fragment.opens);
  if (byMark.length === frameCount) return byMark;
  throw new StationError("format.corrupt", `${fragments.length} fragments cannot be told apart into ${frameCount} frames`);
};
