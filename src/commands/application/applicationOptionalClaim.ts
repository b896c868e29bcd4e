import { claimTokens, optionalClaimList } from '../../core/entra/optionalClaimList.ts';
import {
  changeOptionalClaims,
  optionalClaimOf,
  optionalClaimsOf,
} from '../../core/entra/parts/optionalClaims.ts';
import { strings, text } from '../../core/json.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type AskedApplication, type ChangeDeps } from './changeApplication.ts';

const ESSENTIAL = 'essential';

/** Has tokens of the application carry one more claim. */
export function applicationAddOptionalClaim(
  deps: ChangeDeps,
): Commands['identity.application.addOptionalClaim'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application } = asked;
    const { name } = application;
    const token = await prompt.pick(
      claimTokens.map(({ id, name: label }) => ({
        label: translate(label),
        description: translate('{count} optional claims', {
          count: optionalClaimsOf(application, id).length,
        }),
        icon: 'symbol-key',
        value: id,
      })),
      translate('New Optional Claim of {name}', { name }),
      translate('Which token shall have it?'),
    );
    if (token === undefined) return;
    const taken = optionalClaimsOf(application, token).map((each) => text(each, 'name'));
    const claim = await prompt.pick(
      optionalClaimList
        .filter((each) => !taken.includes(each.name))
        .map((each) => ({
          label: each.name,
          detail: translate(each.detail),
          icon: 'symbol-property',
          value: each,
        })),
      translate('Claim'),
    );
    if (claim === undefined) return;
    if (claim.properties === undefined) await setClaim(deps, asked, `${token} ${claim.name}`, []);
    else await changeClaim(deps, asked, `${token} ${claim.name}`);
  };
}

/** Asks how a claim is made, as it is now marked, and makes it so. */
export async function changeClaim(deps: ChangeDeps, asked: AskedApplication, key: string): Promise<void> {
  const { prompt, translate } = deps;
  const { token, name } = optionalClaimOf(key);
  const before = optionalClaimsOf(asked.application, token).find((each) => text(each, 'name') === name) ?? {};
  const properties = strings(before, 'additionalProperties');
  const known = optionalClaimList.find((each) => each.name === name)?.properties ?? [];
  const chosen = await prompt.pickMany(
    [
      {
        label: ESSENTIAL,
        detail: translate('The sign-in should see to it that the claim is there'),
        isPicked: before[ESSENTIAL] === true,
        value: ESSENTIAL,
      },
      ...[...new Set([...known, ...properties])].map((each) => ({
        label: each,
        isPicked: properties.includes(each),
        value: each,
      })),
    ],
    translate('How {claim} Is Made', { claim: name }),
  );
  if (chosen !== undefined) await setClaim(deps, asked, key, chosen);
}

async function setClaim(
  deps: ChangeDeps,
  { application, graph }: AskedApplication,
  key: string,
  chosen: readonly string[],
): Promise<void> {
  const { translate } = deps;
  const { token, name } = optionalClaimOf(key);
  const claim = {
    name,
    source: null,
    essential: chosen.includes(ESSENTIAL),
    additionalProperties: chosen.filter((each) => each !== ESSENTIAL),
  };
  const change = changeOptionalClaims(application, token, (all) => [
    ...all.filter((each) => text(each, 'name') !== name),
    claim,
  ]);
  const kind = translate(claimTokens.find(({ id }) => id === token)?.name ?? token);
  const texts = { claim: name, token: kind, name: application.name };
  await makeChange(deps, graph, change, {
    question: translate('{token} of {name}: have the claim {claim}?', texts),
    verb: translate('Change'),
    done: translate('{token} of {name} has the claim {claim}.', texts),
  });
}
