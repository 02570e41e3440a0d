/** Transfer syntaxes (PS3.5, PS3.6 table A-1) and what the station does with each. */
export type PixelCodec =
  "native" | "rle" | "jpeg-baseline" | "jpeg-extended" | "jpeg-lossless" | "jpeg-ls" | "jpeg-2000" | "ht-j2k";

export type TransferSyntax = {
  readonly uid: string;
  readonly implicit: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  readonly codec: PixelCodec;
  /** Whether values may differ from what the scanner measured. */
  readonly lossy: boolean;
};

const native = (uid: string, implicit: boolean, bigEndian: boolean, deflated: boolean): TransferSyntax => ({
  uid,
  implicit,
  bigEndian,
  deflated,
  codec: "native",
  lossy: false,
});

const encapsulated = (uid: string, codec: PixelCodec, lossy: boolean): TransferSyntax => ({
  uid,
  implicit: false,
  bigEndian: false,
  deflated: false,
  codec,
  lossy,
});

export const IMPLICIT_LITTLE = native("1.2.840.10008.1.2", true, false, false);
export const EXPLICIT_LITTLE = native("1.2.840.10008.1.2.1", false, false, false);
export const EXPLICIT_BIG = native("1.2.840.10008.1.2.2", false, true, false);

const SYNTAXES: readonly TransferSyntax[] = [
  IMPLICIT_LITTLE,
  EXPLICIT_LITTLE,
  EXPLICIT_BIG,
  native("1.2.840.10008.1.2.1.99", false, false, true),
  // Encapsulated uncompressed: fragments of native samples.
  encapsulated("1.2.840.10008.1.2.1.98", "native", false),
  encapsulated("1.2.840.10008.1.2.5", "rle", false),
  encapsulated("1.2.840.10008.1.2.4.50", "jpeg-baseline", true),
  encapsulated("1.2.840.10008.1.2.4.51", "jpeg-extended", true),
  encapsulated("1.2.840.10008.1.2.4.53", "jpeg-extended", true),
  encapsulated("1.2.840.10008.1.2.4.55", "jpeg-extended", true),
  encapsulated("1.2.840.10008.1.2.4.57", "jpeg-lossless", false),
  encapsulated("1.2.840.10008.1.2.4.70", "jpeg-lossless", false),
  encapsulated("1.2.840.10008.1.2.4.80", "jpeg-ls", false),
  encapsulated("1.2.840.10008.1.2.4.81", "jpeg-ls", true),
  encapsulated("1.2.840.10008.1.2.4.90", "jpeg-2000", false),
  encapsulated("1.2.840.10008.1.2.4.91", "jpeg-2000", true),
  encapsulated("1.2.840.10008.1.2.4.201", "ht-j2k", false),
  encapsulated("1.2.840.10008.1.2.4.202", "ht-j2k", false),
  encapsulated("1.2.840.10008.1.2.4.203", "ht-j2k", true),
];

const BY_UID = new Map(SYNTAXES.map((syntax) => [syntax.uid, syntax]));

/** The syntax of a UID, or `null` when the station does not know it. */
export const transferSyntax = (uid: string): TransferSyntax | null => BY_UID.get(uid) ?? null;
