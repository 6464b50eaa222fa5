import type { Options } from '../../api/options.js'
import type { Finding } from '../../api/findings.js'
import { fault } from './finding.js'

/** Fetches a file that a button needs. Nothing of it starts. */
export type Files = Readonly<Record<string, () => Promise<unknown>>>

const ROOMS: Files = {
  form: () => import('../../panels/form/index.js'),
  callback: () => import('../../panels/callback/index.js'),
  video: () => import('../../panels/call/index.js'),
}

/** Whether the files behind the buttons come. */
export const fileFindings = async ({ buttons }: Pick<Options, 'buttons'>, files: Files = ROOMS): Promise<Finding[]> => {
  const wanted = Object.keys(files).filter(name => name === 'form' || buttons.includes(name as 'video'))
  const tries = await Promise.allSettled(wanted.map(name => files[name]!()))
  return tries.flatMap(one =>
    one.status === 'rejected'
      ? [
          fault(
            'load',
            `A file of the widget does not come (${(one.reason as Error).message}): it is of an earlier release that is not kept at the server, blocked by an extension, or forbidden by script-src.`,
          ),
        ]
      : [],
  )
}
