/** Whether a command stands in the palette, or belongs to a row only. */
export type Presence = 'palette' | 'row';

/** The presence of each command of an interface of commands. */
export type PresenceOf<Commands> = { readonly [Id in keyof Commands]: Presence };
