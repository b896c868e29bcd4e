import type { Services } from './services.ts';

/** How to load what each command of a subject runs. */
export type Loaders<Commands> = {
  readonly [Id in keyof Commands]: (services: Services) => Promise<Commands[Id]>;
};

/** A command that is one call. */
export function run(action: () => unknown): Promise<() => Promise<void>> {
  return Promise.resolve(async () => {
    await action();
  });
}
