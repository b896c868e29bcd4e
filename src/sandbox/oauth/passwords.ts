import type { User } from '../directory/model.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { aadsts } from './aadsts.ts';
import type { Sts } from './sts.ts';

/** The user with this name and password. Throws AADSTS 50034 (unknown), 50126 (wrong) and 50057 (disabled). */
export function checkPassword(sts: Sts, tenant: SandboxTenant, name: string, password: string): User {
  const user = tenant.userNamed(name);
  if (!user) throw aadsts(50034, { user: name, tenant: tenant.domain });
  if (sts.directory.credentials.passwords.get(user.id) !== password) throw aadsts(50126, {});
  if (!user.accountEnabled) throw aadsts(50057, { user: user.userPrincipalName });
  return user;
}
