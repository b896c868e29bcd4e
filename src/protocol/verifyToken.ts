import type { VerificationView } from './jwtInspector.ts';

/**
 * Verifies a token with `material` (PEM, certificate, JWK, JWK set, secret), or with its issuer's published keys when
 * that is absent, and reports each state of it as text for a person. Never rejects.
 */
export type VerifyToken = (
  token: string,
  material: string | undefined,
  report: (view: VerificationView) => void,
  signal: AbortSignal,
) => Promise<void>;
