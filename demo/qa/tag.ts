/** The widget as a site owner has it: one script tag, and the queue in front of it. */
import type { Handle } from '../../src/index.js'
import { deviceOf } from '../../src/messengers.js'
import { toOptions } from './choices.js'
import type { Mount } from './mount.js'

type Queue = ((handle: Handle) => void)[]

export const mountByTag: Mount = async (choices, onEvent) => {
  const queue: Queue = [widget => widget.on('*', onEvent)]
  Reflect.set(window, 'zvonek', queue)
  const script = document.createElement('script')
  script.async = true
  script.src = `/zvonek.js?${new URLSearchParams({ widget: choices.widget ?? 'main' }).toString()}`
  const options = toOptions(choices, deviceOf(navigator))
  if (Object.keys(options).length) script.dataset.options = JSON.stringify(options)
  const remove = (): void => {
    handle()?.destroy()
    script.remove()
  }
  await new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = reject
    document.body.append(script)
  }).catch((error: unknown) => {
    remove()
    throw error
  })
  return { handle, remove }
}

const handle = (): Handle | undefined => {
  const there = Reflect.get(window, 'zvonek') as Handle | Queue | undefined
  return Array.isArray(there) ? undefined : there
}
