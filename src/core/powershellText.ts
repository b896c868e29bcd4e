/**
 * Text as it stands between the single quotes of a PowerShell string. PowerShell ends such a string at typographic quotes
 * too (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules); doubled, each
 * means itself.
 */
export function powershellText(text: string): string {
  return text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&');
}
