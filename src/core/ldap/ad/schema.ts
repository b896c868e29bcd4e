import { attributeFacts, described, find, readable, type Branch } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf } from '../entry.ts';

const classes: Branch = {
  id: 'schemaClasses',
  title: 'Schema: classes',
  icon: 'symbol-class',
  about: 'What kinds of objects the forest has.',
  searches: ({ schema }) => [
    find(schema, 'one', '(objectClass=classSchema)', [
      ...[
        'lDAPDisplayName',
        'governsID',
        'objectClassCategory',
        'subClassOf',
        'isDefunct',
        'adminDescription',
      ],
      ...['systemMustContain', 'mustContain', 'systemMayContain', 'mayContain', 'systemPossSuperiors'],
      ...['possSuperiors', 'systemAuxiliaryClass', 'auxiliaryClass', 'defaultSecurityDescriptor'],
    ]),
  ],
  row: (entry, translate) => ({
    label: textOf(entry, 'lDAPDisplayName') ?? rdnLabel(entry.dn),
    isOff: textOf(entry, 'isDefunct') === 'TRUE',
    ...described(
      readable(entry, 'objectClassCategory'),
      translate('of {superior}', { superior: textOf(entry, 'subClassOf') ?? 'top' }),
      textOf(entry, 'isDefunct') === 'TRUE' && translate('defunct'),
    ),
    facts: [
      ...attributeFacts(entry, [
        ['governsID', 'OID'],
        ['adminDescription', translate('Description')],
      ]),
      ...(
        [
          [['systemMustContain', 'mustContain'], translate('Must have')],
          [['systemMayContain', 'mayContain'], translate('May have')],
          [['systemAuxiliaryClass', 'auxiliaryClass'], translate('Also')],
          [['systemPossSuperiors', 'possSuperiors'], translate('Stands below')],
        ] as const
      ).flatMap(([names, label]) => {
        const value = names.flatMap((name) => textsOf(entry, name)).join(', ');
        return value === '' ? [] : [{ label, value }];
      }),
    ],
  }),
};

const attributes: Branch = {
  id: 'schemaAttributes',
  title: 'Schema: attributes',
  icon: 'symbol-property',
  about: 'What can be said of objects, how it is indexed, and whether the Global Catalog has it.',
  searches: ({ schema }) => [
    find(schema, 'one', '(objectClass=attributeSchema)', [
      ...[
        'lDAPDisplayName',
        'attributeID',
        'attributeSyntax',
        'isSingleValued',
        'searchFlags',
        'systemFlags',
      ],
      ...[
        'isMemberOfPartialAttributeSet',
        'isDefunct',
        'linkID',
        'rangeLower',
        'rangeUpper',
        'adminDescription',
      ],
    ]),
  ],
  row: (entry, translate) => ({
    label: textOf(entry, 'lDAPDisplayName') ?? rdnLabel(entry.dn),
    isOff: textOf(entry, 'isDefunct') === 'TRUE',
    ...described(
      readable(entry, 'attributeSyntax'),
      textOf(entry, 'isSingleValued') === 'TRUE' ? translate('one value') : translate('many values'),
      textOf(entry, 'isMemberOfPartialAttributeSet') === 'TRUE' && translate('in the Global Catalog'),
    ),
    facts: attributeFacts(entry, [
      ['attributeID', 'OID'],
      ['adminDescription', translate('Description')],
      ['searchFlags', 'searchFlags'],
      ['systemFlags', 'systemFlags'],
      ['linkID', translate('Link')],
      ['rangeLower', translate('At least')],
      ['rangeUpper', translate('At most')],
    ]),
  }),
};

export const schemaBranches: readonly Branch[] = [classes, attributes];
