import type { StationEvent } from "../../contract/events.ts";

export type ProgressLine = { readonly show: (event: StationEvent) => void; readonly clear: () => void };

/** One line on a terminal that says what is being done; nothing where `stream` is none, so that logs stay clean. */
export const createProgressLine = (stream: NodeJS.WriteStream): ProgressLine => {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const write = (text: string): void => void stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, stream.columns - 1))}`);
  return {
    show: (event) => {
      if (event.type === "progress") write(`${event.step} ${Math.round(event.fraction * 100)} %`);
    },
    clear: () => write(""),
  };
};
