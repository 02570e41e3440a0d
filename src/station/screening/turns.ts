/** One at a time, in the order of asking, except that the preferred one goes first. */
export type Turns = {
  /** Resolves when it is `key`'s turn, with the function that ends it. Rejects with the signal's reason, once aborted. */
  readonly take: (key: string, signal: AbortSignal) => Promise<() => void>;
  /** Lets `key` go next, now if it waits and whenever it asks, until another is preferred. */
  readonly prefer: (key: string) => void;
};

export const createTurns = (): Turns => {
  type Waiting = { readonly key: string; readonly begin: () => void };
  const waiting: Waiting[] = [];
  let busy = false;
  let preferred = "";

  const next = (): void => {
    const index = Math.max(
      0,
      waiting.findIndex(({ key }) => key === preferred),
    );
    const [chosen] = waiting.splice(index, 1);
    busy = chosen !== undefined;
    chosen?.begin();
  };

  return {
    take: (key, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        const entry: Waiting = {
          key,
          begin: () => {
            signal.removeEventListener("abort", leave);
            let ended = false;
            resolve(() => {
              if (!ended) next();
              ended = true;
            });
          },
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(entry);
        if (!busy) next();
      }),
    prefer: (key) => {
      preferred = key;
    },
  };
};
