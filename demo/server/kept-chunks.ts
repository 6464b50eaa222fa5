import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds that a file of a release stays after the last start of a server that had it. */
const KEPT = 90 * 86_400_000

export interface ChunksOptions {
  /** Folder of what is built. */
  dist: string
  /** Folder where they are kept. */
  folder: string
  now(): number
}

/**
 * Keeps the files that a page loaded before an upgrade may still ask for: their names hold their content, so the old
 * stand beside the new.
 */
export const keepChunks = async ({ dist, folder, now }: ChunksOptions): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const built = (await readdir(join(dist, 'c'))).filter(name => name.endsWith('.js'))
  for (const name of built) {
    await copyFile(join(dist, 'c', name), join(folder, name))
    await utimes(join(folder, name), now() / 1_000, now() / 1_000)
  }
  for (const name of await readdir(folder))
    if ((await stat(join(folder, name))).mtimeMs < now() - KEPT) await rm(join(folder, name))
}
