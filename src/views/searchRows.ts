import type { Translate } from '../core/explain.ts';
import { summarizeSearches, type SavedSearch, type SearchSummary } from '../core/ldap/savedSearches.ts';
import { page, row, type Row } from './treeNode.ts';

/**
 * The row of the searches that were saved for a connection; with none named, of those whose connection is not in the
 * list. None when there is none.
 */
export function savedSearchRows(
  all: readonly SavedSearch[],
  belongs: (directory: string | undefined) => boolean,
  translate: Translate,
): readonly Row[] {
  const rows = all.flatMap((saved) => {
    const searches = summarizeSearches(saved.text ?? '');
    const own = searches.filter(({ directory }) => belongs(directory));
    const isOwn = searches.length === 0 ? belongs(undefined) : own.length > 0;
    return isOwn ? [fileRow(saved, own, translate)] : [];
  });
  return rows.length === 0
    ? []
    : [
        row(
          'searches',
          { label: translate('Saved Searches'), icon: 'search', description: String(rows.length) },
          { load: () => Promise.resolve(page(rows)) },
        ),
      ];
}

/** A file; with several searches in it, each is a row below. */
function fileRow(
  { uri, name, place, text }: SavedSearch,
  searches: readonly SearchSummary[],
  translate: Translate,
): Row {
  const [first] = searches;
  const description =
    text === undefined
      ? translate('cannot be read')
      : searches.length > 1
        ? translate('{count} searches', { count: searches.length })
        : (first?.filter ?? translate('no search'));
  const tooltip = [place ?? translate('Kept for every window'), ...searches.map(summary)].join('\n\n');
  return row(
    uri,
    { label: name, description, tooltip, icon: 'file' },
    {
      context: 'directory.search',
      target: { uri, ...(first === undefined ? {} : { line: first.line }) },
      command: 'identity.search.open',
      ...(searches.length > 1
        ? { load: () => Promise.resolve(page(searches.map((each, index) => partRow(uri, each, index)))) }
        : {}),
    },
  );
}

function partRow(uri: string, search: SearchSummary, index: number): Row {
  return row(
    String(index),
    { label: search.filter, description: search.base ?? '', tooltip: summary(search), icon: 'search' },
    {
      context: 'directory.search.part',
      target: { uri, line: search.line },
      command: 'identity.search.open',
    },
  );
}

function summary({ filter, base }: SearchSummary): string {
  return [filter, base].filter((part) => part !== undefined).join('\n');
}
