/** What a detection of Identity Protection means (Microsoft: what are risk detections). A new one is one entry. */
interface RiskEvent {
  readonly type: string;
  readonly title: string;
  readonly meaning: string;
}

const events: readonly RiskEvent[] = [
  {
    type: 'unfamiliarFeatures',
    title: 'Unfamiliar sign-in',
    meaning: 'Place, device or network are not those this account usually signs in from.',
  },
  {
    type: 'unlikelyTravel',
    title: 'Atypical travel',
    meaning: 'Two sign-ins from places too far apart for the time between them.',
  },
  {
    type: 'mcasImpossibleTravel',
    title: 'Impossible travel',
    meaning: 'Activity in two places within less time than the journey takes.',
  },
  {
    type: 'anonymizedIPAddress',
    title: 'Anonymous address',
    meaning: 'The sign-in came through an anonymizing service, such as Tor or a VPN for hiding.',
  },
  { type: 'riskyIPAddress', title: 'Risky address', meaning: 'The address was seen in attacks.' },
  {
    type: 'maliciousIPAddress',
    title: 'Malicious address',
    meaning: 'Most sign-ins from this address fail or were attacks.',
  },
  {
    type: 'leakedCredentials',
    title: 'Leaked credentials',
    meaning: 'Name and password of this account were found among stolen ones. Change the password at once.',
  },
  {
    type: 'investigationsThreatIntelligence',
    title: 'Threat intelligence',
    meaning: 'The activity fits known attack patterns.',
  },
  {
    type: 'adminConfirmedUserCompromised',
    title: 'Confirmed by an administrator',
    meaning: 'An administrator said that this account is compromised.',
  },
  {
    type: 'passwordSpray',
    title: 'Password spray',
    meaning: 'One password was tried on many accounts, and it fitted here.',
  },
  {
    type: 'anomalousToken',
    title: 'Anomalous token',
    meaning: 'The token has an unusual lifetime or is used from an unusual place: it may be stolen.',
  },
  {
    type: 'tokenIssuerAnomaly',
    title: 'Token issuer anomaly',
    meaning: 'The federation server that issued the token may be compromised.',
  },
  {
    type: 'suspiciousBrowser',
    title: 'Suspicious browser',
    meaning: 'The same browser signed in to accounts of several tenants and countries.',
  },
  {
    type: 'newCountry',
    title: 'New country',
    meaning: 'Activity from a country nobody in the organization has worked from.',
  },
  {
    type: 'suspiciousInboxForwarding',
    title: 'Suspicious forwarding',
    meaning: 'A rule copies mail to an address outside.',
  },
  {
    type: 'mcasSuspiciousInboxManipulationRules',
    title: 'Suspicious inbox rules',
    meaning: 'A rule deletes or moves mail, as attackers do to hide.',
  },
  {
    type: 'suspiciousAPITraffic',
    title: 'Suspicious API traffic',
    meaning: 'The account reads the directory or Graph in an unusual amount.',
  },
  {
    type: 'attemptedPrtAccess',
    title: 'Attempt on a primary refresh token',
    meaning: 'A program on a device tried to read the token that signs in everywhere.',
  },
  {
    type: 'attackerinTheMiddle',
    title: 'Attacker in the middle',
    meaning: 'The session went through a malicious proxy.',
  },
  {
    type: 'nationStateIP',
    title: 'State-sponsored address',
    meaning: 'The address is tied to state-sponsored or criminal groups.',
  },
  {
    type: 'userReportedSuspiciousActivity',
    title: 'Reported by the user',
    meaning: 'The person denied an MFA prompt and reported it.',
  },
  {
    type: 'generic',
    title: 'Additional risk',
    meaning: 'Something premium detections see; the tenant has no licence for the details.',
  },
];

/** Title and meaning of a `riskEventType`, undefined for an unknown one. */
export function explainRiskEvent(type: string): Pick<RiskEvent, 'title' | 'meaning'> | undefined {
  return events.find((each) => each.type.toLowerCase() === type.toLowerCase());
}
