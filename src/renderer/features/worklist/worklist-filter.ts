import { create } from "zustand";

type Filter = { readonly undecidedOnly: boolean; readonly setUndecidedOnly: (undecidedOnly: boolean) => void };

export const useWorklistFilter = create<Filter>((set) => ({
  undecidedOnly: false,
  setUndecidedOnly: (undecidedOnly) => set({ undecidedOnly }),
}));
