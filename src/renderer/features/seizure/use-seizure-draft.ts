import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Seizure, SeizureFields } from "../../../contract/seizure.ts";
import { StationError } from "../../../contract/station-error.ts";
import { queryKeys } from "../../client/queries.ts";
import { call } from "../../client/rpc.ts";
import { dropDraft, readDraft, sameFields, standingOf, writeDraft, type SeizureDraft, type Standing } from "./seizure-draft.ts";

type SeizureEditing = {
  readonly fields: SeizureFields;
  readonly standing: Standing;
  readonly change: (change: Partial<SeizureFields>) => void;
  readonly save: (status: SeizureFields["status"]) => void;
  readonly saving: boolean;
  readonly error: Error | null;
  /** Settles a conflict, or gives up what was typed: the record as the station has it. */
  readonly takeTheirs: () => void;
  /** Settles a conflict: what was typed becomes the next version. */
  readonly keepMine: () => void;
};

/** Editing one record: every keystroke goes to the draft, and saving makes the next version of the record. */
export const useSeizureDraft = (record: Seizure): SeizureEditing => {
  const client = useQueryClient();
  const [draft, setDraft] = useState<SeizureDraft | null>(() => readDraft(localStorage, record.id));
  const standing = standingOf(record, draft);
  const fields = draft?.fields ?? record.fields;

  const keep = (next: SeizureDraft): void => {
    setDraft(next);
    writeDraft(localStorage, record.id, next);
  };
  const drop = (): void => {
    setDraft(null);
    dropDraft(localStorage, record.id);
  };

  const save = useMutation({
    mutationFn: (params: { readonly baseVersion: number; readonly fields: SeizureFields }) =>
      call("seizure.save", { seizureId: record.id, ...params }),
    onSuccess: (saved, sent) => {
      client.setQueryData(queryKeys.seizure(record.id), saved);
      // What was typed while the answer was on its way belongs to the next version.
      const now = readDraft(localStorage, record.id);
      if (now && !sameFields({ ...now.fields, status: sent.fields.status }, sent.fields))
        keep({ ...now, baseVersion: saved.version });
      else drop();
      void client.invalidateQueries({ queryKey: ["seizure-history", record.id] });
    },
    onError: (error) => {
      if (error instanceof StationError && error.code === "decision.conflict") {
        void client.invalidateQueries({ queryKey: queryKeys.seizure(record.id) });
      }
    },
  });

  return {
    fields,
    standing,
    change: (change) => keep({ baseVersion: draft?.baseVersion ?? record.version, fields: { ...fields, ...change } }),
    save: (status) => {
      const next = { ...fields, status };
      save.mutate({ baseVersion: draft?.baseVersion ?? record.version, fields: next });
    },
    saving: save.isPending,
    error: save.error,
    takeTheirs: () => {
      save.reset();
      drop();
    },
    keepMine: () => {
      save.reset();
      keep({ baseVersion: record.version, fields });
    },
  };
};
