import { protocol } from "electron";

export const APP_SCHEME = "app";
/** The one origin of the station's page. */
export const APP_ORIGIN = `${APP_SCHEME}://station`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Must run before the app is ready: `app://` behaves like `https://` for fetch, streams, workers and CSP. */
export const declareAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
};

/** Serves the station on `app://station/`; any other host is not there. */
export const serveAppScheme = (fetch: (request: Request) => Promise<Response>): void => {
  protocol.handle(APP_SCHEME, async (request) => {
    if (new URL(request.url).host !== "station") return new Response("Not found", { status: 404 });
    return fetch(request);
  });
};
