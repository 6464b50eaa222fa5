import { readFile } from 'node:fs/promises'

/** Gathers the licences of the libraries that are bundled; the last pass writes them beside the files. */
export const createNotices = () => {
  const libraries = new Set()
  const gather = {
    name: 'notices-gather',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const root = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]
          if (root) libraries.add(root)
        }
      }
    },
  }
  const write = {
    name: 'notices-write',
    async generateBundle() {
      const texts = await Promise.all([...libraries].sort().map(notice))
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: texts.join('\n\n---\n\n') })
    },
  }
  return { gather: () => gather, write: () => write }
}

const notice = async root => {
  const { name, version, license } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'))
  const text = await readFile(`${root}/LICENSE`, 'utf8')
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}
