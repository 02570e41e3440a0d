/** A NIfTI-1 file of Int16 voxels (i fastest), 1 mm, with identity orientation: the least that a reader needs. For tests. */
export const smallNifti = (
  dims: readonly [number, number, number],
  value: (i: number, j: number, k: number) => number,
): Uint8Array => {
  const [columns, rows, slices] = dims;
  const bytes = new Uint8Array(352 + columns * rows * slices * 2);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  for (const [index, size] of [3, ...dims, 1, 1, 1, 1].entries()) view.setInt16(40 + 2 * index, size, true);
  view.setInt16(70, 4, true); // datatype: signed 16 bit
  view.setInt16(72, 16, true);
  for (const index of [0, 1, 2, 3]) view.setFloat32(76 + 4 * index, 1, true);
  view.setFloat32(108, 352, true); // vox_offset
  view.setFloat32(112, 1, true); // scl_slope
  view.setUint8(123, 2); // millimetres
  view.setInt16(254, 1, true); // sform_code: scanner anatomical
  for (const axis of [0, 1, 2]) view.setFloat32(280 + 16 * axis + 4 * axis, 1, true);
  bytes.set(new TextEncoder().encode("n+1\0"), 344);
  let at = 352;
  for (let k = 0; k < slices; k += 1)
    for (let j = 0; j < rows; j += 1) for (let i = 0; i < columns; i += 1, at += 2) view.setInt16(at, value(i, j, k), true);
  return bytes;
};
