import { entry, type AadstsError } from './entry.ts';

/** Hybrid identity: pass-through authentication, seamless single sign-on, password writeback, federation. */
export const hybrid: readonly AadstsError[] = [
  entry(
    [80001, 80002, 80005, 80007, 80014],
    'Pass-through authentication: the agent could not validate the password with Active Directory.',
    "Look at the agent's log and at a domain controller it can reach; more than one agent keeps sign-in alive.",
  ),
  entry(
    [80010],
    'Pass-through authentication: the agent cannot decrypt the password.',
    'Register the agent again.',
  ),
  entry(
    [80012],
    'Pass-through authentication: the account may not sign in at this hour.',
    'The logonHours of the account in Active Directory say when.',
  ),
  entry(
    [80013],
    'Pass-through authentication: the clocks of agent and domain controller differ.',
    'Synchronize them.',
  ),
  entry(
    [81004, 81005, 81009, 81010],
    'Seamless single sign-on: the Kerberos ticket was refused.',
    'Check that AZUREADSSOACC was not reset without Entra, roll its key over, and purge tickets with klist purge.',
  ),
  entry(
    [81006],
    'Seamless single sign-on: the browser sent no Kerberos ticket.',
    'Put https://autologon.microsoftazuread-sso.com into the intranet zone, and reach a domain controller.',
  ),
  entry([81007], 'Seamless single sign-on is not enabled for the tenant.', 'Enable it in Entra Connect.'),
  entry(
    [81011],
    'Seamless single sign-on: no user of the tenant has the security identifier of the ticket.',
    'Check that the account is synchronized.',
  ),
  entry(
    [81012],
    'Seamless single sign-on: another user is signed in to the device than the one who signs in.',
    'Sign in with the account of the device, or enter the password.',
  ),
  entry(
    [50180, 51006],
    'Integrated Windows authentication is needed and was not used.',
    'Sign in on the corporate network or with seamless single sign-on.',
  ),
  entry([120000], 'Password change: the present password is wrong.', 'Enter it again.'),
  entry(
    [120002, 120003, 120004, 120018],
    'Password change: the new password breaks a rule of the directory.',
    'Choose a longer one without names and common words.',
  ),
  entry(
    [120005, 120008, 120011, 120012, 120013, 120014, 120015, 120016, 120020, 120021],
    'Password change: the new password did not reach the on-premises directory.',
    'Check password writeback and the account in Active Directory.',
  ),
  entry(
    [40008, 40009, 40010, 40015, 20001, 20012, 20033],
    'The federated identity provider answered with an error.',
    "Its own log says which; compare its federation metadata with the domain's settings.",
  ),
  entry(
    [90020],
    'The federated token lacks ImmutableID.',
    'Let AD FS issue the sourceAnchor (objectGUID or mS-DS-ConsistencyGuid) as ImmutableID.',
  ),
  entry(
    [90081, 90082, 90084, 90085, 90086, 90087],
    'The WS-Federation or WS-Trust message is not valid here.',
    "Compare the domain's federation settings with the identity provider.",
  ),
];
