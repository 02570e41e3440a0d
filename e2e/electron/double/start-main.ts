import type { Page } from "playwright";
import { app, mainModuleEvaluated } from "./app.ts";
import { registerElectronDouble } from "./register.ts";
import { exited, state } from "./state.ts";

const quit = async (): Promise<number> => {
  app.quit();
  return exited;
};

/** Runs a built main module in this process and gives its first page. One main module per process. */
export const startMain = async (
  mainUrl: string,
  options: { readonly appPath: string; readonly args: readonly string[] },
): Promise<{ readonly page: Page; readonly quit: () => Promise<number> }> => {
  registerElectronDouble();
  process.argv = [process.argv[0] ?? "electron", options.appPath, ...options.args];
  app.getAppPath = () => options.appPath;
  await import(mainUrl);
  mainModuleEvaluated();
  const deadline = Date.now() + 60_000;
  while (!state.pages[0]) {
    if (state.errorBoxes[0]) throw new Error(`${state.errorBoxes[0].title}: ${state.errorBoxes[0].content}`);
    if (Date.now() > deadline) throw new Error("no window opened");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const page = state.pages[0];
  return { page, quit };
};
