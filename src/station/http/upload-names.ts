/** Longest part of a name in bytes of UTF-8, well under what every file system takes. */
const MAX_PART_BYTES = 120;
const MAX_PARTS = 16;

/** What Windows takes for a device, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const shorten = (part: string): string => {
  if (Buffer.byteLength(part) <= MAX_PART_BYTES) return part;
  const dot = part.lastIndexOf(".");
  const extension = dot > 0 && part.length - dot <= 12 ? part.slice(dot) : "";
  let stem = part.slice(0, part.length - extension.length);
  while (Buffer.byteLength(stem + extension) > MAX_PART_BYTES) stem = stem.slice(0, -1);
  return stem + extension;
};

const cleanPart = (part: string): string => {
  const plain = part
    .normalize("NFC")
    // control characters, and what some system takes for more than a letter
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*\\/]/gu, "_")
    .replace(/[. ]+$/, "")
    .replace(/^[. ]+/, "_");
  const safe = DEVICE.test(plain) ? `_${plain}` : plain;
  return shorten(safe === "" ? "_" : safe);
};

/**
 * The name that a page gave a file, as parts that are safe as names of files and folders on every system: none is empty, `.`,
 * `..`, hidden, or holds a separator. Order and number of the parts are kept, so that files of a folder stay together.
 */
export const safeNameParts = (name: string): readonly string[] => {
  const parts = name.split(/[/\\]+/).filter((part) => part !== "" && part !== ".");
  return (parts.length === 0 ? ["_"] : parts.slice(-MAX_PARTS)).map(cleanPart);
};
