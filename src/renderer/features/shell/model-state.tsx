import { Popover, UnstyledButton } from "@mantine/core";
import type { ModelState as Model } from "../../../contract/model.ts";
import { useStationInfo } from "../../client/queries.ts";
import classes from "./model-state.module.css";

type Summary = { readonly state: Model["state"]; readonly text: string };

/** One word for all detectors: ready when one is, else the best that can be said. */
const summaryOf = (models: readonly Model[]): Summary => {
  if (models.some((model) => model.state === "ready")) return { state: "ready", text: "Detector ready" };
  if (models.some((model) => model.state === "loading")) return { state: "loading", text: "Detector loading" };
  return { state: "unavailable", text: "No detector" };
};

const STATE_WORDS: Readonly<Record<Model["state"], string>> = { ready: "Ready", loading: "Loading", unavailable: "Unavailable" };

/** Whether the detector works; pressed, which model it is and what it may be trusted with. */
export const ModelState = () => {
  const { data: info } = useStationInfo();
  if (!info) return <span className={classes.button} aria-hidden="true" />;
  const { state, text } = summaryOf(info.models);
  return (
    <Popover width="26rem" position="bottom" shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.button} data-state={state} data-testid="model-state">
          <span className={classes.dot} aria-hidden="true" />
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.info} data-testid="model-info">
        {info.models.length === 0 ? <p>No model is installed. Scans are shown, but nothing looks for wildlife in them.</p> : null}
        {info.models.map((model) => (
          <section key={`${model.id}@${model.version}`} className={classes.model}>
            <h3 className={classes.title}>{model.title}</h3>
            <dl className={classes.facts}>
              <dt>State</dt>
              <dd>{STATE_WORDS[model.state]}</dd>
              {model.reason ? (
                <>
                  <dt>Reason</dt>
                  <dd>{model.reason}</dd>
                </>
              ) : null}
              <dt>Version</dt>
              <dd>
                {model.id} {model.version}
              </dd>
              <dt>Operating point</dt>
              <dd>{model.operatingPoint}</dd>
              <dt>SHA-256</dt>
              <dd className={classes.sha}>{model.sha256}</dd>
            </dl>
          </section>
        ))}
        <p className={classes.caution}>
          Trained on simulated bags only: validate it on your own scanner with real objects before you rely on it. A scan without
          a finding can still hold wildlife products; the officer decides.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
};
