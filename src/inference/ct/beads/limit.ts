/** Below which size beads cannot be told from anything else in a scan. */

/**
 * A sphere of four voxels across has about seven voxels wholly inside it, one of three voxels about one (counted at random
 * places): with fewer its CT number is nowhere to be read. Long voxels blur as much as their length does.
 */
const VOXELS_ACROSS = 4;
const LONGEST_ACROSS = 2;
/** Smaller ones are lost in the scanner's blur, however fine its voxels. */
const LEAST_MM = 3;

/** Least diameter in mm, to a tenth; `spacingMm` are the scan's own. */
export const smallestBeadMm = (spacingMm: readonly [number, number, number]): number => {
  const mean = Math.cbrt(spacingMm[0] * spacingMm[1] * spacingMm[2]);
  const least = Math.max(LEAST_MM, VOXELS_ACROSS * mean, LONGEST_ACROSS * Math.max(...spacingMm));
  return Math.round(least * 10) / 10;
};
