import { create } from "zustand";

type Connection = {
  /** `connecting` until the first event stream stands; `refused`: the station answers, but not to this page. */
  readonly state: "connecting" | "live" | "lost" | "refused";
};

/** Whether the station answers. Written by the event reader only. */
export const useConnection = create<Connection>(() => ({ state: "connecting" }));
