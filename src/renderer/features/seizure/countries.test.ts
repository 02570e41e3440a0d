import { describe, expect, it } from "vitest";
import { listCountries } from "./countries.ts";

describe("listCountries", () => {
  const countries = listCountries();

  it("has the countries of today and the unknown one first", () => {
    expect(countries[0]).toEqual({ value: "XX", label: "Unknown (XX)" });
    expect(countries).toContainEqual({ value: "KE", label: "Kenya (KE)" });
    expect(countries).toContainEqual({ value: "VN", label: "Vietnam (VN)" });
    expect(countries.length).toBeGreaterThan(230);
  });

  it("has no withdrawn codes and no groups of countries", () => {
    const codes = countries.map(({ value }) => value);
    for (const code of ["SU", "DD", "YU", "EU", "UN", "ZZ"]) expect(codes).not.toContain(code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
