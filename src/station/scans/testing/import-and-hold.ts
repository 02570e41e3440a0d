/** `node import-and-hold.ts <data> <files> <state>`: imports, and stands still at the first scan of that state until it is killed. */
import { openRoom } from "./open-room.ts";

const [data = "", files = "", state = ""] = process.argv.slice(2);

const room = openRoom(data, {
  workers: { size: 1 },
  publish: (event) => {
    if (event.type !== "scan" || event.scan.state !== state) return;
    process.stdout.write(`${state}\n`);
    // the whole process, so that nothing goes on behind the event
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120_000);
  },
});
await room.scans.importPaths([files]);
