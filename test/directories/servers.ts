import { lazy } from '../../src/core/lazy.ts';
import { startSambaAd, type SambaAd } from '../servers/sambaAd.ts';
import { startSlapd, type Slapd } from '../servers/slapd.ts';

const started: { stop(): Promise<void> }[] = [];

/** The servers all tests of this stage share: each starts at its first use and stops after the last test. */
export const slapd: () => Promise<Slapd> = lazy(() => kept(startSlapd()));
export const sambaAd: () => Promise<SambaAd> = lazy(() => kept(startSambaAd()));

async function kept<Server extends { stop(): Promise<void> }>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  started.push(server);
  return server;
}

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await Promise.all(started.map((server) => server.stop()));
  },
};
