import { execFile } from 'node:child_process';
import path from 'node:path';

/** Exit codes of `git check-ignore`: 0 is ignored, 1 is not, 128 is no repository. */
const NOT_IGNORED = 1;
const SLOWEST = 3000;

/**
 * Whether git would commit a file: it lies in a repository and is not ignored. False without git. Runs git in the
 * file's folder, so call it in trusted workspaces only.
 */
export function isVersioned(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { cwd: path.dirname(file), timeout: SLOWEST, windowsHide: true };
    execFile('git', ['check-ignore', '--quiet', '--', file], options, (error) =>
      resolve(error?.code === NOT_IGNORED),
    );
  });
}
