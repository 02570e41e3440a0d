import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { openChannel } from "./channel.ts";

test("speaks through Electron's parent port where there is one", () => {
  const sent: unknown[] = [];
  const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void sent.push(message) });
  const host = Object.create(process, { parentPort: { value: port } }) as NodeJS.Process;
  const channel = openChannel(host);
  const heard: unknown[] = [];
  channel?.onMessage((message) => heard.push(message));
  port.emit("message", { data: { type: "ping" }, ports: [] });
  channel?.send({ type: "pong" });
  expect(heard).toEqual([{ type: "ping" }]);
  expect(sent).toEqual([{ type: "pong" }]);
});

test("there is no channel in a process that nobody forked", () => {
  const host = Object.create(process, { send: { value: undefined } }) as NodeJS.Process;
  expect(openChannel(host)).toBeNull();
});
