import { expect, test } from "vitest";
import { dateTimeToUtc } from "./acquired.ts";

test.each([
  ["20260203040506", "+0000", "2026-02-03T04:05:06.000Z"],
  ["20260203040506.789000", "+0530", "2026-02-02T22:35:06.000Z"],
  ["20260203040506-0300", "", "2026-02-03T07:05:06.000Z"],
  ["20260203", "+0000", "2026-02-03T00:00:00.000Z"],
  ["20260203040506", "", null],
  ["20260231040506", "+0000", null],
  ["20260203290506", "+0000", null],
  ["03-02-2026", "+0000", null],
  ["", "+0000", null],
])("%s in zone %s is %s", (text, zone, expected) => {
  expect(dateTimeToUtc(text, zone)).toBe(expected);
});
