import { IconCheck, IconHandStop, IconSearch } from "@tabler/icons-react";
import type { Outcome } from "../../../contract/decision.ts";

/** `act` stands on the button, `done` in a sentence, `mark` where there is little room. */
type Words = { readonly act: string; readonly done: string; readonly mark: string; readonly Icon: typeof IconCheck };

export const OUTCOME_WORDS: Readonly<Record<Outcome, Words>> = {
  clear: { act: "Clear", done: "Cleared", mark: "Cleared", Icon: IconCheck },
  search: { act: "Search", done: "Sent to search", mark: "Search", Icon: IconSearch },
  hold: { act: "Hold", done: "Held", mark: "Held", Icon: IconHandStop },
};
