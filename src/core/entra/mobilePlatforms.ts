/** One question about a mobile app. */
interface MobileField {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
  readonly pattern: RegExp;
  /** What is said of anything else. */
  readonly problem: string;
}

/** A mobile platform, whose redirect URI is made of what identifies the app. Graph keeps it with public clients. */
export interface MobilePlatform {
  readonly id: 'android' | 'apple';
  readonly name: string;
  readonly icon: string;
  readonly fields: readonly MobileField[];
  readonly make: (answer: (id: string) => string) => string;
  /** Whether a redirect URI is of this platform. */
  readonly isOwn: (uri: string) => boolean;
}

/** The platforms (Microsoft: Redirect URIs of MSAL for Android, and for iOS and macOS). A new one is one entry. */
export const mobilePlatforms: readonly MobilePlatform[] = [
  {
    id: 'android',
    name: 'Android',
    icon: 'device-mobile',
    fields: [
      {
        id: 'package',
        title: 'Package name',
        placeholder: 'com.example.app',
        pattern: /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/,
        problem: 'A package name looks like com.example.app.',
      },
      {
        id: 'signature',
        title: 'Signature hash',
        placeholder: '28 characters, from keytool and openssl sha1 -binary | openssl base64',
        pattern: /^[A-Za-z0-9+/]{27}=$/,
        problem: 'It is the SHA-1 of the signing certificate in base64: 28 characters that end in =.',
      },
    ],
    make: (answer) => `msauth://${answer('package')}/${encodeURIComponent(answer('signature'))}`,
    isOwn: (uri) => uri.startsWith('msauth://'),
  },
  {
    id: 'apple',
    name: 'iOS and macOS',
    icon: 'device-mobile',
    fields: [
      {
        id: 'bundle',
        title: 'Bundle ID',
        placeholder: 'com.example.app',
        pattern: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
        problem: 'A bundle ID looks like com.example.app.',
      },
    ],
    make: (answer) => `msauth.${answer('bundle')}://auth`,
    isOwn: (uri) => uri.startsWith('msauth.'),
  },
];
