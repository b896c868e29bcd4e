import { html } from 'hono/html';
import type { Web } from '../interaction/web.ts';
import { aadstsErrors, type AadstsError } from '../oauth/aadsts.ts';
import { messagePage } from './messagePage.ts';
import { respondPage } from './layout.ts';

/** Shows an error that must not, or cannot, go back to the application. */
export async function errorPage(web: Web, error: AadstsError): Promise<Response> {
  const { trace } = web;
  const body = html`<div class="mark bad" aria-hidden="true">✕</div>
    <h1>Sorry, the sign-in stopped here</h1>
    <p role="alert"><strong>AADSTS${error.code}</strong> ${error.message}</p>
    <dl class="facts">
      <dt>OAuth error</dt>
      <dd><code>${error.entry.error}</code></dd>
      <dt>Correlation ID</dt>
      <dd><code>${trace.correlationId}</code></dd>
      <dt>Trace ID</dt>
      <dd><code>${trace.traceId}</code></dd>
      <dt>Timestamp</dt>
      <dd><code>${new Date(trace.time).toISOString()}</code></dd>
    </dl>`;
  return await respondPage(web, { title: `AADSTS${error.code}`, body, status: 400 });
}

/** The page behind `error_uri`: what a code means. */
export async function errorReferencePage(web: Web, code: string): Promise<Response> {
  const entry = Object.entries(aadstsErrors).find(([number]) => number === code)?.[1];
  const title = entry ? `AADSTS${code}` : 'Unknown code';
  const text = entry ? entry.text.replace(/\{\w+\}/g, '…') : 'The sandbox has no error with this number.';
  return await messagePage(web, { title, text, isGood: false });
}
