/** Where the station takes its time from; a fixed one makes tests repeatable. Milliseconds since 1970, UTC. */
export type Clock = () => number;

export const systemClock: Clock = Date.now;

/** ISO 8601 with `Z`, as the contract wants every time. */
export const utcOf = (clock: Clock): string => new Date(clock()).toISOString();
