import assert from 'node:assert/strict';
import {
  deviceClasses,
  pairDevices,
  type Computer,
  type Pair,
  type TenantDevice,
} from '../../../../../src/core/ldap/hybrid/devices.ts';

const NOW = Date.parse('2026-11-01');
const FRESH = NOW - 10 * 86_400_000;
const OLD = NOW - 100 * 86_400_000;
const computer = (more: Partial<Computer> = {}): Computer => ({
  ...{ dn: 'CN=PC1', name: 'PC1', deviceId: 'a', hasCertificate: true, isEnabled: true, lastSignIn: FRESH },
  ...more,
});
const device = (more: Partial<TenantDevice> = {}): TenantDevice => ({
  ...{
    deviceId: 'a',
    name: 'PC1',
    trustType: 'ServerAd',
    isEnabled: true,
    lastSignIn: FRESH,
    registered: OLD,
  },
  ...more,
});

/** For each class of the report a computer, a device, or both. */
const cases: Readonly<Record<string, Pair>> = {
  orphan: { device: device() },
  stale: { computer: computer({ lastSignIn: OLD }), device: device({ lastSignIn: OLD }) },
  disabledHere: { computer: computer({ isEnabled: false }), device: device() },
  disabledThere: { computer: computer(), device: device({ isEnabled: false }) },
  pending: {
    computer: computer(),
    device: { deviceId: 'a', name: 'PC1', trustType: 'ServerAd', isEnabled: true },
  },
  staleThere: { computer: computer(), device: device({ lastSignIn: OLD }) },
  staleHere: { computer: computer({ lastSignIn: OLD }), device: device() },
  notSynchronized: { computer: computer() },
  joined: { computer: computer(), device: device() },
  notJoined: { computer: computer({ hasCertificate: false }) },
};

describe('computers and devices', () => {
  for (const { id, title } of deviceClasses)
    it(`${id}: ${title}`, () => {
      const pair = cases[id] ?? assert.fail(`no case for ${id}`);
      assert.equal(deviceClasses.find(({ fits }) => fits(pair, NOW))?.id, id);
    });

  it('are paired by id, and of the tenant only hybrid devices count', () => {
    const others = [device({ deviceId: 'b' }), device({ deviceId: 'c', trustType: 'AzureAd' })];
    const pairs = pairDevices([computer(), computer({ deviceId: 'd' })], [device(), ...others]);
    assert.deepEqual(
      pairs.map(({ computer: here, device: there }) => [here?.deviceId, there?.deviceId]),
      [
        ['a', 'a'],
        ['d', undefined],
        [undefined, 'b'],
      ],
    );
  });
});
