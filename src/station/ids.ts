import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Gives `length` unpredictable bytes. */
export type Random = (length: number) => Uint8Array;

export const systemRandom: Random = (length) => randomBytes(length);

export type NewId = () => string;

/** UUID version 7 (RFC 9562, 5.7): made offline, unique without asking anybody, and in order of time. */
export const createIds = (clock: Clock, random: Random): NewId => {
  let lastMs = 0;
  let sequence = 0;
  return () => {
    const now = Math.max(clock(), lastMs);
    // the 12 bits after the time count within a millisecond, so that ids of one station never run backwards
    sequence = now === lastMs ? sequence + 1 : 0;
    lastMs = sequence > 0xfff ? now + 1 : now;
    if (sequence > 0xfff) sequence = 0;
    const time = lastMs.toString(16).padStart(12, "0");
    const tail = [...random(8)]
      .map((byte, index) => (index === 0 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"))
      .join("");
    const count = sequence.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
};
