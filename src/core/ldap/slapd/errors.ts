import type { ErrorText } from '../../errors.ts';

/** Error codes of OpenLDAP's server on this machine, with their texts. */
export const slapdErrors = {
  'slapd.missing': {
    what: 'slapd is not on this machine.',
    why: 'It was looked for on the PATH and in {folders}.',
    next: '{advice}',
  },
  'slapd.noSchema': {
    what: '{program} comes without the files of its schema.',
    why: 'core.schema was looked for in {folders}.',
    next: 'Install the whole package of the server.',
  },
  'slapd.failed': {
    what: 'slapd does not start.',
    why: '{reason}',
    next: '{advice}',
  },
  'slapd.portTaken': {
    what: 'Port {port} was taken before slapd had it.',
    why: 'Another program was quicker.',
    next: 'Start it again; it gets another port.',
  },
  'slapd.notRunning': {
    what: 'No slapd of this window runs.',
    next: 'Start one with "Identity: Start Local slapd".',
  },
  'slapd.ended': {
    what: 'The local slapd has ended by itself.',
    why: '{reason}',
    next: 'Start it again; it begins with the people of the sandbox.',
  },
} as const satisfies Record<string, ErrorText>;
