import type { Translate } from '../../core/explain.ts';
import type { DecodedToken } from '../../core/jwt/decode.ts';
import type { TokenSummary } from '../../core/jwt/describe.ts';
import type { TimeText } from '../../core/jwt/timeText.ts';
import type { FromInspector, VerificationView } from '../../protocol/jwtInspector.ts';

/** What every part of the page draws from, and how it acts. */
export interface View {
  readonly token: DecodedToken;
  readonly summary: TokenSummary;
  readonly verification: VerificationView | undefined;
  /** Milliseconds since the epoch at drawing. */
  readonly now: number;
  readonly translate: Translate;
  readonly times: TimeText;
  readonly post: (message: FromInspector) => void;
  /** Runs now and every second while the part is shown. */
  readonly live: (update: (now: number) => void) => void;
  /** Marks the characters of the token that hold a part of its text; undefined takes the mark away. */
  readonly mark: (range: ByteRange | undefined) => void;
}

/** Text of one of the token's JSON parts, in UTF-16 units. */
export interface ByteRange {
  readonly role: 'header' | 'payload';
  readonly start: number;
  readonly end: number;
}
