/** What the tests do over and over on the station's page. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Worklist row of a scan by a part of its title. */
export const worklistRow = (page: Page, title: string): Locator => page.getByTestId("worklist-entry").filter({ hasText: title });

/** Selects a scan and waits until its planes show level 0. */
export const openScan = async (page: Page, title: string): Promise<void> => {
  await worklistRow(page, title).click();
  await expect(page.getByTestId("scan-viewer")).toHaveAttribute("data-state", "ready");
};

/** Waits until the scan's screening has ended, whichever way. Generous: CI machines are slow and shared. */
export const waitForVerdict = async (page: Page, title: string): Promise<void> => {
  await expect(worklistRow(page, title)).toHaveAttribute("data-state", "ready", { timeout: 240_000 });
};

export const voxelOf = async (page: Page): Promise<readonly number[]> =>
  ((await page.getByTestId("plane-axial").getAttribute("data-voxel")) ?? "").split(",").map(Number);

/** Colours of the screen around a point of an element, as [r, g, b] triples. Uses what a person would see: a screenshot. */
export const coloursAround = async (
  page: Page,
  target: Locator,
  at: { readonly x: number; readonly y: number },
  radius: number,
): Promise<readonly (readonly number[])[]> => {
  const box = await target.boundingBox();
  if (!box) throw new Error("the element is not on the screen");
  const clip = { x: box.x + at.x - radius, y: box.y + at.y - radius, width: 2 * radius, height: 2 * radius };
  const png = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    if (!context) return [];
    context.drawImage(bitmap, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return Array.from({ length: pixels.length / 4 }, (_, index) => [
      pixels[4 * index] ?? 0,
      pixels[4 * index + 1] ?? 0,
      pixels[4 * index + 2] ?? 0,
    ]);
  }, png);
};
