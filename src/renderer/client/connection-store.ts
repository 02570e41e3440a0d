import { create } from "zustand";

type Connection = {
  /** `connecting` until the first event stream stands. */
  readonly state: "connecting" | "live" | "lost";
};

/** Whether the station answers. Written by the event reader only. */
export const useConnection = create<Connection>(() => ({ state: "connecting" }));
