/**
 * The one place that knows which host started this process: a child of Node (`process.send`) or Electron's
 * utility process (`process.parentPort`). Everything else sees messages.
 */
export type Channel = {
  /** `message` must survive JSON. Never throws: a host that has gone away is the end of the process anyway. */
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called when the host is gone. */
  readonly onClose: (listener: () => void) => void;
};

/** What is used of Electron's `process.parentPort`. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
};

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === "object" && value !== null && "postMessage" in value && typeof value.postMessage === "function";

/** `null` when nobody started this process as a child: there is nobody to talk to. */
export const openChannel = (host: NodeJS.Process): Channel | null => {
  const port: unknown = Reflect.get(host, "parentPort");
  if (isParentPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on("message", (event) => listener(event.data)),
      // Electron ends its utility processes together with the host.
      onClose: () => {},
    };
  }
  if (host.send === undefined) return null;
  return {
    send: (message) => {
      if (host.connected) host.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => host.on("message", listener),
    onClose: (listener) => host.on("disconnect", listener),
  };
};
