import type { JsonObject } from '../../core/json.ts';
import { sandboxId } from '../directory/sandboxId.ts';
import { contosoNamedLocations, contosoPolicies } from './contosoAccess.ts';
import { contosoAzure } from './contosoAzure.ts';
import { domainOf, emptyGovernance, type Governance } from './governance.ts';

const DOMAIN = 'contoso.sandbox.test';
const FEDERATED = 'corp.contoso.sandbox.test';
const HOUR = 60 * 60 * 1000;
const user = (name: string): string => sandboxId(`${DOMAIN}/user/${name}`);
const principal = (slug: string): string => sandboxId(`${DOMAIN}/sp/${slug}`);

/** What Contoso holds besides users, groups and applications; `now` (ms) places what is recent. */
export function contosoGovernance(tenantId: string, now: number): Governance {
  const ago = (hours: number): string => new Date(now - hours * HOUR).toISOString().slice(0, 19) + 'Z';
  return {
    ...emptyGovernance(DOMAIN),
    domains: [
      domainOf(DOMAIN, { isDefault: true, isInitial: true }),
      domainOf(FEDERATED, { authenticationType: 'Federated' }),
    ],
    federations: {
      [FEDERATED]: [
        {
          id: sandboxId(`federation/${FEDERATED}`),
          displayName: 'Contoso AD FS',
          issuerUri: 'http://fs.corp.contoso.sandbox.test/adfs/services/trust',
          passiveSignInUri: 'https://fs.corp.contoso.sandbox.test/adfs/ls/',
          metadataExchangeUri: 'https://fs.corp.contoso.sandbox.test/adfs/services/trust/mex',
          preferredAuthenticationProtocol: 'wsFed',
          federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp',
        },
      ],
    },
    synchronization: [
      {
        id: tenantId,
        configuration: { accidentalDeletionPrevention: { synchronizationPreventionType: 'enabledForCount' } },
        features: {
          passwordSyncEnabled: true,
          passwordWritebackEnabled: false,
          blockSoftMatchEnabled: false,
          blockCloudObjectTakeoverThroughHardMatchEnabled: true,
          deviceWritebackEnabled: false,
          groupWriteBackEnabled: false,
        },
      },
    ],
    subscribedSkus: [
      sku('SPE_E5', 2, 25, ['AAD_PREMIUM_P2', 'EXCHANGE_S_ENTERPRISE', 'INTUNE_A']),
      sku('FLOW_FREE', 1, 10_000, ['FLOW_P2_VIRAL']),
    ],
    devices: [
      device('ADA-LAPTOP', 'Windows', 'AzureAd', ago(2), { isCompliant: true, isManaged: true }),
      device('FIN-PC-07', 'Windows', 'ServerAd', ago(30), {
        isManaged: true,
        isCompliant: false,
        onPremisesSyncEnabled: true,
      }),
      device('Graces iPhone', 'IPhone', 'Workplace', ago(5), {}),
      device('OLD-KIOSK', 'Windows', 'AzureAd', ago(24 * 200), { accountEnabled: false }),
    ],
    deviceOwners: [
      { of: deviceId('ADA-LAPTOP'), member: user('ada') },
      { of: deviceId('FIN-PC-07'), member: user('katherine') },
      { of: deviceId('Graces iPhone'), member: user('grace') },
    ],
    eligibilities: [
      eligibility('alan', '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', ago(24 * 30)),
      eligibility('zoe', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', ago(24 * 10)),
      eligibility('grace', '62e90394-69f5-4237-9190-012177145e10', ago(24 * 90)),
    ],
    groupEligibilities: [
      groupEligibility('alan', 'Tasks Administrators', ago(24 * 20)),
      groupEligibility('grace', 'Break Glass', ago(24 * 60)),
    ],
    policies: [...contosoPolicies],
    namedLocations: [...contosoNamedLocations],
    riskyUsers: [
      riskyUser('katherine', 'Katherine Johnson', 'high', 'atRisk', ago(3)),
      riskyUser('alan', 'Alan Turing', 'none', 'remediated', ago(90)),
    ],
    riskDetections: [
      detection('katherine', 'unfamiliarFeatures', 'high', ago(3), '203.0.113.7', 'Reykjavik', 'IS'),
      detection('katherine', 'leakedCredentials', 'high', ago(9), '', '', ''),
      detection('alan', 'anonymizedIPAddress', 'medium', ago(90), '198.51.100.44', 'Paris', 'FR'),
    ],
    riskyServicePrincipals: [
      {
        id: principal('contoso-daemon-secret'),
        appId: sandboxId('app/contoso-daemon-secret'),
        displayName: 'Contoso Nightly Job',
        servicePrincipalType: 'Application',
        isEnabled: true,
        riskLevel: 'medium',
        riskState: 'atRisk',
        riskDetail: 'none',
        riskLastUpdatedDateTime: ago(20),
      },
    ],
    partners: [
      {
        tenantId: '5a4db0c5-fab1-4ca0-9fab-7e4a47000002',
        isServiceProvider: false,
        inboundTrust: {
          isMfaAccepted: true,
          isCompliantDeviceAccepted: false,
          isHybridAzureADJoinedDeviceAccepted: false,
        },
        b2bCollaborationInbound: null,
        b2bCollaborationOutbound: null,
        automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
      },
    ],
    userFlows: [
      {
        '@odata.type': '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow',
        id: sandboxId('userFlow/customers'),
        displayName: 'Customers sign up and in',
        description: 'E-mail with password, or Google',
        conditions: { applications: { includeApplications: [] } },
      },
    ],
    b2cUserFlows: [
      { id: 'B2C_1_SignUpSignIn', userFlowType: 'signUpOrSignIn', userFlowTypeVersion: 3 },
      { id: 'B2C_1_PasswordReset', userFlowType: 'passwordReset', userFlowTypeVersion: 3 },
    ],
    identityProviders: [
      {
        '@odata.type': '#microsoft.graph.socialIdentityProvider',
        id: 'Google-OAUTH',
        displayName: 'Google',
        identityProviderType: 'Google',
        clientId: 'contoso.apps.googleusercontent.example',
        clientSecret: '******',
      },
      {
        '@odata.type': '#microsoft.graph.builtInIdentityProvider',
        id: 'EmailOtpSignup-OAUTH',
        displayName: 'Email One Time Passcode',
        identityProviderType: 'EmailOTP',
      },
    ],
    azure: contosoAzure(tenantId),
  };
}

function sku(name: string, consumed: number, enabled: number, plans: readonly string[]): JsonObject {
  return {
    id: sandboxId(`sku/${name}`),
    skuId: sandboxId(`skuId/${name}`),
    skuPartNumber: name,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: consumed,
    prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plans.map((plan) => ({
      servicePlanId: sandboxId(`plan/${plan}`),
      servicePlanName: plan,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

const deviceId = (name: string): string => sandboxId(`device/${name}`);

function device(
  name: string,
  operatingSystem: string,
  trustType: 'AzureAd' | 'ServerAd' | 'Workplace',
  seen: string,
  more: JsonObject,
): JsonObject {
  return {
    id: deviceId(name),
    deviceId: sandboxId(`deviceId/${name}`),
    displayName: name,
    accountEnabled: true,
    operatingSystem,
    operatingSystemVersion: operatingSystem === 'Windows' ? '10.0.26100.2314' : '18.1',
    trustType,
    profileType: 'RegisteredDevice',
    isCompliant: null,
    isManaged: null,
    onPremisesSyncEnabled: null,
    approximateLastSignInDateTime: seen,
    registrationDateTime: '2025-05-02T07:30:00Z',
    ...more,
  };
}

function eligibility(name: string, roleDefinitionId: string, since: string): JsonObject {
  const id = sandboxId(`eligibility/${name}/${roleDefinitionId}`);
  return {
    id,
    principalId: user(name),
    roleDefinitionId,
    directoryScopeId: '/',
    appScopeId: null,
    startDateTime: since,
    endDateTime: null,
    memberType: 'Direct',
    roleEligibilityScheduleId: id,
  };
}

function groupEligibility(name: string, groupName: string, since: string): JsonObject {
  const id = sandboxId(`groupEligibility/${name}/${groupName}`);
  return {
    id,
    accessId: 'member',
    principalId: user(name),
    groupId: sandboxId(`${DOMAIN}/group/${groupName}`),
    startDateTime: since,
    endDateTime: null,
    memberType: 'direct',
    eligibilityScheduleId: id,
  };
}

function riskyUser(
  name: string,
  displayName: string,
  riskLevel: string,
  riskState: string,
  updated: string,
): JsonObject {
  return {
    id: user(name),
    userDisplayName: displayName,
    userPrincipalName: `${name}@${DOMAIN}`,
    riskLevel,
    riskState,
    riskDetail: riskState === 'remediated' ? 'userPerformedSecuredPasswordChange' : 'none',
    riskLastUpdatedDateTime: updated,
    isDeleted: false,
    isProcessing: false,
  };
}

function detection(
  name: string,
  riskEventType: string,
  riskLevel: string,
  at: string,
  ipAddress: string,
  city: string,
  country: string,
): JsonObject {
  return {
    id: sandboxId(`detection/${name}/${riskEventType}`),
    requestId: sandboxId(`request/${name}/${riskEventType}`),
    correlationId: sandboxId(`correlation/${name}/${riskEventType}`),
    riskEventType,
    riskState: 'atRisk',
    riskLevel,
    riskDetail: 'none',
    source: 'IdentityProtection',
    detectionTimingType: riskEventType === 'leakedCredentials' ? 'offline' : 'realtime',
    activity: riskEventType === 'leakedCredentials' ? 'user' : 'signin',
    tokenIssuerType: 'AzureAD',
    ipAddress: ipAddress === '' ? null : ipAddress,
    location: city === '' ? null : { city, countryOrRegion: country },
    activityDateTime: at,
    detectedDateTime: at,
    lastUpdatedDateTime: at,
    userId: user(name),
    userDisplayName: name,
    userPrincipalName: `${name}@${DOMAIN}`,
  };
}
