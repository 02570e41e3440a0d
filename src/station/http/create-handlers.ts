import type { Services } from "../services.ts";
import type { Handlers } from "./rpc.ts";

/** The contract's methods on the station's services. */
export const createHandlers = (services: Services): Handlers => ({
  "station.info": () => services.info(),
  "station.settings": (params) => {
    services.changeSettings(params);
    return {};
  },
  "worklist.list": (params) => services.worklist.list(params),
  "scan.get": ({ scanId }) => {
    const detail = services.detail(scanId);
    // somebody is looking at it: if it waits for its screening it need not wait for others
    services.screening.prefer(scanId);
    return detail;
  },
  "scan.import": ({ handles }) => services.importHandles(handles),
  "scan.calibrate": (params) => services.calibrate(params),
  "scan.calibration-proposal": ({ scanId }) => services.proposeCalibration(scanId),
  "screening.start": ({ scanId }) => ({ jobId: services.screening.start(scanId).jobId }),
  "job.cancel": ({ jobId }) => {
    services.jobs.cancel(jobId);
    return {};
  },
  "finding.review": (params) => services.review(params),
  "decision.take": (params) => services.decide(params),
  "seizure.get": ({ seizureId, version }) => services.records.get(seizureId, version),
  "seizure.history": ({ seizureId }) => ({ versions: [...services.records.history(seizureId)] }),
  "seizure.save": ({ seizureId, baseVersion, fields }) => services.records.save(seizureId, baseVersion, fields),
  "seizure.list": ({ limit }) => ({ seizures: [...services.records.list(limit)] }),
  "profile.list": () => ({ profiles: [...services.profiles.list()] }),
  "profile.save": ({ profile }) => services.profiles.save(profile),
  "profile.remove": ({ profileId }) => {
    services.profiles.remove(profileId);
    return {};
  },
});
