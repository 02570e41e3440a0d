/** Keeps what was used last, up to a number of bytes. What is larger than that is not kept at all. */
export type ByteCache<T> = {
  readonly get: (key: string) => T | undefined;
  readonly put: (key: string, value: T, bytes: number) => void;
  readonly bytes: () => number;
  readonly clear: () => void;
};

export const byteCache = <T>(maxBytes: number): ByteCache<T> => {
  // A Map keeps insertion order: the first key is the one not used for longest.
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const found = entries.get(key);
      if (!found) return undefined;
      entries.delete(key);
      entries.set(key, found);
      return found.value;
    },
    put: (key, value, bytes) => {
      drop(key);
      if (bytes > maxBytes) return;
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
    bytes: () => total,
    clear: () => {
      entries.clear();
      total = 0;
    },
  };
};
