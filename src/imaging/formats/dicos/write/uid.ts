/** FNV-1a, 128 bit (IETF draft-eastlake-fnv): offset basis and prime. */
const BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const MASK = (1n << 128n) - 1n;

/**
 * A valid UID that depends on `seed` alone: "2.25." and a UUID as a number (PS3.5 B.2), the UUID being a hash of the seed
 * marked as version 8 (RFC 9562: content of our own making). At most 44 characters.
 */
export const uidFrom = (seed: string): string => {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(seed)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  const version = (hash & ~(0xfn << 76n)) | (0x8n << 76n);
  const variant = (version & ~(0x3n << 62n)) | (0x2n << 62n);
  return `2.25.${variant}`;
};
