/** Checks of what shows the station: Electron, and a browser with WebGL. None is needed for the command line. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FOLDERS } from "../folders.ts";
import { bad, type Check, good } from "./check.ts";

export const electronCheck: Check = {
  name: "Electron",
  needed: false,
  look: async () => {
    const folder = join(FOLDERS.root, "node_modules", "electron");
    const named = join(folder, "path.txt");
    const absent = "its binary is not installed: `npm start` tries to fetch it and otherwise serves the station to a browser";
    if (!existsSync(named)) return bad(absent);
    const path = join(folder, "dist", await readFile(named, "utf8"));
    if (!existsSync(path)) return bad(absent);
    if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"])
      return bad(`${path}, but there is no display`);
    return good(path);
  },
};

const BROWSERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge"],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: [
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
  ],
};

const findBrowser = (): string | undefined =>
  [process.env["FAUNAGATE_CHROMIUM"], ...(BROWSERS[process.platform] ?? [])].find(
    (path) => path !== undefined && existsSync(path),
  );

/** Writes into its own body what WebGL 2 says of itself. */
const WEBGL_PAGE =
  "data:text/html,<body><script>const gl=document.createElement('canvas').getContext('webgl2');document.body.textContent=gl?'webgl2 3D textures up to '+gl.getParameter(gl.MAX_3D_TEXTURE_SIZE):'no webgl2'</script>";
const PATIENCE_MS = 30_000;

const askForWebgl = async (browser: string): Promise<string> => {
  const profile = await mkdtemp(join(tmpdir(), "faunagate-doctor-"));
  try {
    const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const args = [
      "--headless",
      "--disable-gpu",
      "--enable-unsafe-swiftshader",
      ...root,
      `--user-data-dir=${profile}`,
      "--dump-dom",
      WEBGL_PAGE,
    ];
    const child = spawn(browser, args, { stdio: ["ignore", "pipe", "ignore"], timeout: PATIENCE_MS });
    let page = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => (page += text));
    await once(child, "close");
    return /(webgl2 3D textures up to \d+|no webgl2)<\/body>/.exec(page)?.[1] ?? "no answer";
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
};

export const browserCheck: Check = {
  name: "Browser with WebGL",
  needed: false,
  look: async () => {
    const browser = findBrowser();
    if (browser === undefined)
      return bad("no Chromium, Chrome or Edge in the usual places; another browser with WebGL 2 will do");
    const answer = await askForWebgl(browser);
    return answer.startsWith("webgl2") ? good(`${browser}, ${answer}`) : bad(`${browser}: ${answer}`);
  },
};
