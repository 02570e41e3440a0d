import { expect, test } from "vitest";
import { watchFolders } from "./watch-folders.ts";

test("looks at every folder again and again, until it is taken off or all is closed", async () => {
  const looks: string[] = [];
  let waiting: (() => void) | null = null;
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      waiting = () => {
        if (looks.length >= count) resolve();
      };
      waiting();
    });
  const watched = watchFolders(
    (root) => ({
      look: async () => {
        looks.push(root);
        waiting?.();
      },
    }),
    1,
  );
  watched.set(["/a", "/b"]);
  expect(looks).toEqual(["/a", "/b"]);
  await until(8);
  watched.set(["/b", "/c", "/c"]);
  const before = looks.length;
  await until(before + 8);
  expect(looks.slice(before)).not.toContain("/a");
  expect(new Set(looks.slice(before))).toEqual(new Set(["/b", "/c"]));
  await watched.close();
  const after = looks.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looks).toHaveLength(after);
});
