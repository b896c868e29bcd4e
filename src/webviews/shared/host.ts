import { READY } from '../../protocol/handshake.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** The page's only way out. Tests put their own `acquireVsCodeApi` in its place. */
export interface Host<FromPage> {
  post(message: FromPage): void;
}

/** Connects the page: parses what the host sends, and tells it that the page listens. */
export function connect<ToPage, FromPage>(
  parse: (message: unknown) => ToPage | undefined,
  receive: (message: ToPage) => void,
): Host<FromPage> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = parse(data);
    if (message !== undefined) receive(message);
  });
  api.postMessage(READY);
  return { post: (message) => api.postMessage(message) };
}
