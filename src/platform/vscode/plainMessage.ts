import { visibleText } from '../../core/jwt/visibleText.ts';

/**
 * A text for a notification, in which VS Code makes links of `[label](address)`, of commands too, wherever they stand, the
 * message of a running task included. Text from outside makes none, and hides nothing.
 */
export function plainMessage(text: string): string {
  return visibleText(text).replaceAll('](', '] (');
}
