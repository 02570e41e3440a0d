import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { StationError } from "../../../contract/station-error.ts";
import { memorySource } from "../sibling.ts";
import { dicomFormat } from "./format.ts";
import { noteNames, openFiles, openOne } from "./testing/open-files.ts";
import { hasSharedData, sharedFile, sharedFiles } from "./testing/shared-data.ts";

/**
 * What becomes of every file when it is opened alone. The first pattern that fits counts.
 * Reasons: `format.not-ct` for images of other modalities and CT localizers; `format.unsupported` for lossless JPEG in colour; `format.not-an-image` for reports,
 * plans, palettes, directories and objects without pixels; `format.unknown` for what is no DICOM at all.
 */
const EXPECTED: readonly (readonly [pattern: RegExp, outcome: string])[] = [
  [/^dicom\/transfer-syntaxes\/(CT0012|CT[12]_J2KR|CTImage)/, "open"],
  [/^dicom\/transfer-syntaxes\/no-pixel-data/, "format.not-an-image"],
  [/^dicom\/transfer-syntaxes\/TestPattern_JPEG-Lossless_RGB/, "format.unsupported"],
  [/^dicom\/transfer-syntaxes\/TestPattern/, "radiograph"], // secondary captures in RGB, YBR and palettes
  [/^dicom\/transfer-syntaxes\/(US-|no-pixel-spacing)/, "format.not-ct"], // ultrasound
  [/^dicom\/transfer-syntaxes\/wadors/, "format.unknown"], // bare pixels and JSON
  [/\.(txt|md|json|dump|icc|gz)$|README$/, "format.unknown"],
  [/^dicom\/odd\/palettes\//, "format.not-an-image"],
  [/^dicom\/odd\/charset_files\/(chrSQ|chrJap|chrKorean)/, "format.not-an-image"], // headers only
  [/^dicom\/odd\/charset_files\//, "radiograph"], // secondary captures
  [/\/dicomdirtests\/(77654033\/CT2|98892001\/CT5N)\//, "open"],
  [/\/dicomdirtests\/98892001\/CT2N\//, "format.not-ct"], // localizers
  [/\/dicomdirtests\/.*\/CR/, "radiograph"],
  [/\/dicomdirtests\/.*\/MR/, "format.not-ct"],
  [/\/dicomdirtests\/(TINY_ALPHA\/)?DICOMDIR/, "format.not-an-image"],
  [/\/dicomdirtests\/TINY_ALPHA\/PT/, "format.not-an-image"], // headers only
  [/\/(CT_small|J2K_pixelrep_mismatch|693_J2KI)\.dcm$/, "open"],
  [/\/no_meta\.dcm$/, "format.unknown"], // begins with a stray byte, so that no element can be found
  [/\/rtplan_truncated\.dcm$/, "format.truncated"],
  [/\/(rtplan|rtstruct|reportsi|test-SR|waveform_ecg|ExplVR_(Big|Lit)EndNoMeta)/, "format.not-an-image"],
  [/\/(UN_sequence|priv_SQ|empty_charset_LEI|no_meta_group_length)\.dcm$/, "format.not-an-image"], // headers only
  [/\/SC_rgb_jpeg_gdcm\.dcm$/, "format.unsupported"],
  // 8, 16 and 32 bits; RLE, JPEG, JPEG-LS, JPEG 2000, deflated; RGB and YBR
  [/\/(SC_|GDCMJ2K_TextGBR|JPEGLSNearLossless_|image_dfl)/, "radiograph"],
  // Magnetic resonance, ultrasound, nuclear medicine, segmentations, dose grids, unnamed images.
  [/^dicom\/odd\/test_files\//, "format.not-ct"],
];

const outcomeOf = async (name: string): Promise<string> => {
  const { volumes, radiographs, refused } = await openFiles([[name, sharedFile(name)]]);
  if (volumes.length === 1 && refused.length === 0) return "open";
  if (radiographs.length === 1 && refused.length === 0) return "radiograph";
  return volumes.length === 0 && refused.length === 1
    ? (refused[0]?.error.code ?? "")
    : `${volumes.length} volumes and ${refused.length} refusals`;
};

const FAMILY = /CTImage\.dcm(_(Little|Big|Deflated|RLE|JPEGProcess14|JPEGLSLossless|JPEG2000LosslessOnly).*)?$/;
const TWELVE_BIT = /JPEGProcess(2_4|6_8|10_12)/;

describe.skipIf(!hasSharedData())("real DICOM files", () => {
  test("open, or are refused with the right code", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    for (const name of sharedFiles("dicom")) {
      const expected = EXPECTED.find(([pattern]) => pattern.test(name))?.[1];
      const outcome = await outcomeOf(name);
      if (outcome !== expected) wrong.push(`${name}: ${outcome} instead of ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  test("one slice in every lossless transfer syntax decodes to the same bytes", async () => {
    const names = sharedFiles("dicom/transfer-syntaxes").filter((name) => FAMILY.test(name));
    expect(names).toHaveLength(10);
    for (const name of names) {
      const volume = await openOne(sharedFile(name));
      const { buffer, byteOffset, byteLength } = volume.channels[0]?.voxels ?? new Int16Array(0);
      const hash = createHash("sha256")
        .update(new Uint8Array(buffer, byteOffset, byteLength))
        .digest("hex");
      expect(`${name} ${hash.slice(0, 12)}`).toBe(`${name} 1bee432808f4`);
    }
  });

  test("lossy ones stay close to it and say so", async () => {
    const exact = (await openOne(sharedFile("dicom/transfer-syntaxes/CTImage.dcm"))).channels[0]?.voxels ?? new Int16Array(0);
    const bounds: readonly (readonly [RegExp, number])[] = [
      [/JPEG2000Transfer|JPEGLSLossyT/, 8],
      [TWELVE_BIT, 40],
      [/Process1Transfer/, 70],
    ];
    for (const [pattern, most] of bounds) {
      for (const name of sharedFiles("dicom/transfer-syntaxes").filter((one) => pattern.test(one))) {
        const volume = await openOne(sharedFile(name));
        const channel = volume.channels[0];
        let worst = 0;
        channel?.voxels.forEach((stored, i) => {
          const hu = stored * channel.encoding.slope + channel.encoding.intercept;
          worst = Math.max(worst, Math.abs(hu - ((exact[i] ?? 0) - 1024)));
        });
        expect(worst, name).toBeLessThanOrEqual(most);
        expect(noteNames(volume)).toContain("lossy-compression");
      }
    }
  });

  test("12-bit JPEG: sequential and both progressive processes give the same samples", async () => {
    const names = sharedFiles("dicom/transfer-syntaxes").filter((name) => TWELVE_BIT.test(name));
    const hashes = new Set<string>();
    for (const name of names) {
      const volume = await openOne(sharedFile(name));
      hashes.add(
        createHash("sha256")
          .update(volume.channels[0]?.voxels ?? new Int16Array(0))
          .digest("hex"),
      );
    }
    expect([names.length, hashes.size]).toEqual([3, 1]);
  });

  test("a jaw of 24 slices is one volume in HU with bone in it", async () => {
    const files = sharedFiles("ct/visible-human-head").map((name) => [name, sharedFile(name)] as const);
    const { volumes, refused } = await openFiles(files.toReversed());
    expect(refused).toEqual([]);
    expect(volumes.map((volume) => [volume.plan.geometry.dims, volume.plan.geometry.spacingMm])).toEqual([
      [
        [512, 512, 24],
        [1, 1, 1],
      ],
    ]);
    const channel = volumes[0]?.channels[0];
    expect(channel?.plan.units).toBe("HU");
    expect((channel?.maxStored ?? 0) + (channel?.encoding.intercept ?? 0)).toBeGreaterThan(1500);
  });

  test("a folder of several series and modalities makes the CT it holds", { timeout: 120_000 }, async () => {
    const names = sharedFiles("dicom/odd/test_files/dicomdirtests").filter((name) => !name.includes("TINY_ALPHA"));
    const { volumes, radiographs, refused } = await openFiles(names.map((name) => [name, sharedFile(name)] as const));
    expect(volumes.map((volume) => [volume.plan.title, volume.plan.geometry.dims])).toEqual([
      ["SmartScore - Gated 0.5 sec", [16, 16, 5]],
    ]);
    // Four slices out of 165 of the other CT series are there: too few to judge.
    const codes = Map.groupBy(refused, (refusal) => refusal.error.code);
    expect([codes.get("geometry.incomplete")?.length, codes.get("format.not-ct")?.length]).toEqual([4, 19]);
    expect(radiographs.map(({ plan }) => plan.views.length)).toEqual([1, 1, 1]);
  });

  test("cut at every twentieth of their length end in a code", { timeout: 240_000 }, async () => {
    const names = sharedFiles("dicom").filter((name) => /CTImage|CT_small|rtdose\.|DICOMDIR$|CT0012|693_J2KI/.test(name));
    for (const name of names) {
      const whole = sharedFile(name);
      for (let part = 0; part < 20; part += 1) {
        const source = memorySource(name, whole.slice(0, Math.floor((whole.length * part) / 20)));
        try {
          const { plans } = dicomFormat.plan([dicomFormat.index(source, () => null)]);
          const frame = plans[0]?.channels[0]?.frames[0];
          if (frame !== undefined && part < 19) await dicomFormat.decode(frame, source, () => null, [1, 1, 1]);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(StationError);
        }
      }
    }
  });
});
