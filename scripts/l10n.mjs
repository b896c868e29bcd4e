/**
 * `npm run l10n`: writes l10n/bundle.l10n.json, the list of every text the product shows, for translators. It is made from
 * the source and not kept.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { shownTexts } from './shownTexts.mjs';

const root = path.dirname(import.meta.dirname);
const texts = await shownTexts(root);
writeFileSync(
  path.join(root, 'l10n/bundle.l10n.json'),
  `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`,
);
console.log(`${texts.length} texts in l10n/bundle.l10n.json`);
