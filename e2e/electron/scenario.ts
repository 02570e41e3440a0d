/**
 * The built Electron host on the double, from start to clean quit: `node scenario.ts DATA-FOLDER`. Prints one JSON object
 * of what was seen; the test asserts on it. A process of its own, because a main module can run only once in one.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startMain } from "./double/start-main.ts";
import { state } from "./double/state.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const data = process.argv[2];
if (!data) throw new Error("usage: scenario.ts DATA-FOLDER");

const { page, quit } = await startMain(pathToFileURL(join(ROOT, "dist/main/main.js")).href, {
  appPath: ROOT,
  args: ["--data", data, "--no-demo"],
});
await page.getByTestId("worklist").waitFor({ timeout: 60_000 });

// The page has the bridge, frozen, and nothing else of Electron or Node.
const globals = await page.evaluate(() => {
  const desktop: unknown = Reflect.get(window, "desktop");
  return {
    desktop: desktop && typeof desktop === "object" ? Object.keys(desktop).toSorted() : [],
    frozen: Object.isFrozen(desktop),
    leaks: ["require", "process", "ipcRenderer", "module"].filter((name) => name in window),
  };
});

// A series comes in through the system's dialog, by handle, and is screened in the utility process.
state.openDialogAnswers.push([join(ROOT, "fixtures/demo/turtle-and-scales")]);
await page.getByTestId("import-button").click();
await page.getByTestId("import-folder").click();
const entry = page.getByTestId("worklist-entry").first();
await entry.waitFor({ timeout: 120_000 });
await page.waitForFunction(
  () => document.querySelector('[data-testid="worklist-entry"]')?.getAttribute("data-state") === "ready",
  null,
  { timeout: 300_000 },
);
const verdict = await page.getByTestId("verdict").first().innerText();

// A path that nobody chose is no handle.
const forged = await page.evaluate(async () => {
  const answer = await fetch("/rpc/scan.import", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ handles: ["path:/etc"] }),
  });
  return answer.status;
});

// Leaving, popping up and asking for devices are refused; other addresses are not fetched.
await page.evaluate(() => {
  setTimeout(() => location.assign("https://example.org/"), 0);
});
await page.waitForTimeout(500);
await page.evaluate(() => {
  window.open("https://example.org/popup");
});
const notification = await page.evaluate(() => Notification.requestPermission());
const fetched = await page.evaluate(() =>
  fetch("https://example.org/data").then(
    () => "fetched",
    () => "refused",
  ),
);
await page.waitForTimeout(500);
// The page's own policy stops a fetch before Electron's rule is asked, so each rule is also asked by itself.
const cancels = (url: string): boolean | null => {
  let cancelled: boolean | null = null;
  state.beforeRequest?.({ url } as never, (answer) => (cancelled = answer.cancel === true));
  return cancelled;
};
const rules = {
  foreign: cancels("https://example.org/data"),
  lookalike: cancels("app://station.example.org/"),
  own: cancels("app://station/rpc/station.info"),
  permissionCheck: state.permissionCheck?.() ?? null,
  deviceCheck: state.deviceCheck?.() ?? null,
};
const csp = await page.evaluate(async () => (await fetch("/")).headers.get("content-security-policy"));
const stillHere = await page.getByTestId("worklist").isVisible();

const exitCode = await quit();
process.stdout.write(
  `${JSON.stringify({
    ...globals,
    verdict,
    forged,
    notification,
    fetched,
    csp,
    rules,
    stillHere,
    exitCode,
    navigations: state.refusedNavigations,
    windows: state.refusedWindows.length,
    permissions: state.refusedPermissions,
    errors: state.errorBoxes,
  })}\n`,
);
process.exit(0);
