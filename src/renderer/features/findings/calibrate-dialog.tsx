import { Button, Group, Loader, Modal, NumberInput, Select, Tabs, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ParamsInputOf, ResultOf } from "../../../contract/methods.ts";
import type { Scan } from "../../../contract/scan.ts";
import { describeFailure } from "../../client/failure.ts";
import { queryKeys, useProfiles } from "../../client/queries.ts";
import { call } from "../../client/rpc.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import classes from "./calibrate-dialog.module.css";
import { Histogram } from "./histogram.tsx";

type How = ParamsInputOf<"scan.calibrate">["how"];
type Proposal = ResultOf<"scan.calibration-proposal">;

/** Gives an uncalibrated scan its CT numbers: from the values of air and of something known, or from a scanner profile. */
export const CalibrateDialog = ({ scan }: { readonly scan: Scan }) => {
  const { open, close } = useDialogs();
  const opened = open === "calibrate";
  return (
    <Modal opened={opened} onClose={close} title={`Calibrate: ${scan.title}`} size="40rem" centered>
      <CalibrateForm scanId={scan.id} onDone={close} />
    </Modal>
  );
};

const CalibrateForm = ({ scanId, onDone }: { readonly scanId: string; readonly onDone: () => void }) => {
  const client = useQueryClient();
  const proposal = useQuery({
    queryKey: ["calibration", scanId],
    queryFn: ({ signal }) => call("scan.calibration-proposal", { scanId }, signal),
  });
  const calibrate = useMutation({
    mutationFn: (how: How) => call("scan.calibrate", { scanId, how }),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: queryKeys.scan(scanId) });
      await client.invalidateQueries({ queryKey: queryKeys.worklist });
    },
  });
  return (
    <div className={classes.form} data-testid="calibrate-dialog">
      <Text size="sm" c="dimmed">
        This scan carries the scanner’s own numbers. The detector needs CT numbers (HU): tell it which value is air and which
        value something known has. The original file is not changed.
      </Text>
      <Tabs defaultValue="air" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="air">Air and a known object</Tabs.Tab>
          <Tabs.Tab value="profile">Scanner profile</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="air" pt="sm">
          {proposal.data ? (
            <AirAndReference proposal={proposal.data} busy={calibrate.isPending} onSubmit={calibrate.mutate} />
          ) : proposal.error ? (
            <FailureNote failure={describeFailure(proposal.error)} onRetry={() => void proposal.refetch()} />
          ) : (
            <div className={classes.loading}>
              <Loader size="sm" />
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="profile" pt="sm">
          <ByProfile busy={calibrate.isPending} onSubmit={calibrate.mutate} />
        </Tabs.Panel>
      </Tabs>
      {calibrate.error ? <FailureNote failure={describeFailure(calibrate.error)} /> : null}
    </div>
  );
};

const numberOf = (value: string | number): number | null => (typeof value === "number" ? value : null);

type FormProps = { readonly busy: boolean; readonly onSubmit: (how: How) => void };

const AirAndReference = ({ proposal, busy, onSubmit }: FormProps & { readonly proposal: Proposal }) => {
  const [air, setAir] = useState<number | null>(proposal.air);
  const [reference, setReference] = useState<number | null>(proposal.reference);
  const [referenceHu, setReferenceHu] = useState<number | null>(proposal.referenceHu ?? 0);
  const usable = air !== null && reference !== null && referenceHu !== null && air !== reference && referenceHu !== -1000;
  return (
    <>
      <Histogram
        histogram={proposal.histogram}
        marks={[
          { label: "air", value: air },
          { label: "known object", value: reference },
        ]}
      />
      <div className={classes.fields}>
        <NumberInput
          label="Value of air"
          description={proposal.air === null ? "Not found in the scan" : "Proposed from the scan"}
          value={air ?? ""}
          onChange={(value) => setAir(numberOf(value))}
          data-autofocus
          data-testid="calibrate-air"
        />
        <NumberInput
          label="Value of the known object"
          description={proposal.reference === null ? "For example the tray" : "Proposed: the tray"}
          value={reference ?? ""}
          onChange={(value) => setReference(numberOf(value))}
          data-testid="calibrate-reference"
        />
        <NumberInput
          label="Its CT number"
          description="Water is 0, plastic tray about −100"
          suffix=" HU"
          value={referenceHu ?? ""}
          onChange={(value) => setReferenceHu(numberOf(value))}
          data-testid="calibrate-reference-hu"
        />
      </div>
      <Text size="xs" c="dimmed" className={classes.formula}>
        {usable
          ? `HU = ${((referenceHu + 1000) / (reference - air)).toFixed(4)} × (value − ${air}) − 1000`
          : "Air and the known object need two different values."}
      </Text>
      <Group justify="flex-end" mt="sm">
        <Button
          loading={busy}
          disabled={!usable}
          onClick={() => usable && onSubmit({ by: "air-and-reference", air, reference, referenceHu })}
          data-testid="calibrate-submit"
        >
          Calibrate and screen
        </Button>
      </Group>
    </>
  );
};

const ByProfile = ({ busy, onSubmit }: FormProps) => {
  const profiles = useProfiles();
  const [profileId, setProfileId] = useState<string | null>(null);
  const usable = (profiles.data?.profiles ?? []).filter((profile) => profile.units !== "uncalibrated");
  if (profiles.error) return <FailureNote failure={describeFailure(profiles.error)} onRetry={() => void profiles.refetch()} />;
  return (
    <>
      <Select
        label="Profile"
        description={
          usable.length === 0 && profiles.data
            ? "No profile gives CT numbers yet: add one in Settings."
            : "Says how this scanner’s numbers become HU"
        }
        placeholder="Choose a scanner profile"
        data={usable.map(({ id, title }) => ({ value: id, label: title }))}
        value={profileId}
        onChange={setProfileId}
        disabled={usable.length === 0}
        searchable
      />
      <Group justify="flex-end" mt="sm">
        <Button loading={busy} disabled={profileId === null} onClick={() => profileId && onSubmit({ by: "profile", profileId })}>
          Calibrate and screen
        </Button>
      </Group>
    </>
  );
};
