import { useState } from 'preact/hooks'
import type { Client } from '../../protocol/desk.js'
import { toName } from '../format.js'
import type { Desk } from '../model/model.js'
import { exportWords as words } from '../export-words.js'

/** For administrators: all that is kept of a client, as a file for them to read. */
export const Export = ({ desk, client }: { desk: Desk; client: Client | undefined }) => {
  const [state, setState] = useState<'' | 'coming' | 'done' | 'failed'>('')
  if (!client || desk.me.value?.admin !== true) return null
  const fetch = (): void => {
    setState('coming')
    desk.exportPerson(client.id).then(
      json => {
        save(json, `${toName(client)}.json`)
        setState('done')
      },
      () => setState('failed'),
    )
  }
  return (
    <section>
      <h3>{words.title}</h3>
      <p class="hint">{words.hint}</p>
      <button
        type="button"
        class="b soft"
        aria-disabled={state === 'coming' ? 'true' : undefined}
        onClick={() => state === 'coming' || fetch()}
      >
        {words.export}
      </button>
      <p class={state === 'failed' ? 'err' : 'hint'} role="status">
        {words[state || 'nothing']}
      </p>
    </section>
  )
}

const save = (json: string, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
  link.download = name
  link.click()
  // The download has begun by then, and the page keeps no copy.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
