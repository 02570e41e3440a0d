import { create } from "zustand";

export type DialogName = "import" | "settings" | "help" | "officer" | "seizure" | "calibrate";

/** At most one dialog is open. */
type Dialogs = {
  readonly open: DialogName | null;
  readonly show: (name: DialogName) => void;
  readonly close: () => void;
};

export const useDialogs = create<Dialogs>((set) => ({
  open: null,
  show: (name) => set({ open: name }),
  close: () => set({ open: null }),
}));
