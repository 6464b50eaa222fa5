import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds that a file of a release stays after the last start of a server that had it. */
const KEPT = 90 * 86_400_000

export interface ChunksOptions {
  /** Folder of what is built. */
  dist: string
  /** Folder where they are kept. */
  folder: string
  /** Of what is built. */
  version: string
  now(): number
}

/** Where the script of one version is kept: in a folder of its own, so that no file of `c/` can have its name. */
export const keptScript = (version: string): string => `v/${version}.js`

/**
 * Keeps the files that a page loaded before an upgrade may still ask for, and the script of a version that a page has pinned:
 * their names hold their content or their version, so the old stand beside the new.
 */
export const keepChunks = async ({ dist, folder, version, now }: ChunksOptions): Promise<void> => {
  await mkdir(join(folder, 'v'), { recursive: true, mode: 0o700 })
  const built = (await readdir(join(dist, 'c'))).filter(name => name.endsWith('.js'))
  const files = [...built.map(name => [`c/${name}`, name] as const), ['zvonek.js', keptScript(version)] as const]
  for (const [from, to] of files) {
    await copyFile(join(dist, from), join(folder, to))
    await utimes(join(folder, to), now() / 1_000, now() / 1_000)
  }
  for (const file of await readdir(folder, { recursive: true })) {
    const found = await stat(join(folder, file))
    if (found.isFile() && found.mtimeMs < now() - KEPT) await rm(join(folder, file))
  }
}
